//! How the command ends, and what it says then.

use crate::terminal::{shown, shown_in_line, shown_in_lines};
use std::io::{self, Write};
use std::process::ExitCode;

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Something could not be read, or something was worth looking at and that was asked for.
    WorthALook,
    /// Could not run.
    CouldNotRun,
}

impl Exit {
    /// Says what went wrong. A reader that closed the pipe (`| head`) has what it wanted.
    pub(crate) fn from_error(error: &anyhow::Error) -> Self {
        if is_broken_pipe(error) {
            return Self::Done;
        }
        // What a file of options holds is told in several lines.
        let message = shown_in_lines(&format!("{error:#}"));
        let _ = writeln!(io::stderr().lock(), "gongwen: {message}");
        Self::CouldNotRun
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::WorthALook => Self::from(1),
            Exit::CouldNotRun => Self::from(2),
        }
    }
}

/// Writes a line to standard error. Where that is closed, there is nobody to tell.
pub(crate) fn say(message: std::fmt::Arguments<'_>) {
    let message = shown_in_line(&message.to_string());
    let _ = writeln!(io::stderr().lock(), "gongwen: {message}");
}

/// Says what is wrong with what was typed, or the help that was asked for, and ends. What was typed may
/// be a name that a shell put there.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    let plain = error.render().to_string();
    if shown(&plain) == plain {
        error.exit();
    }
    let _ = write!(io::stderr().lock(), "{}", shown(&plain));
    std::process::exit(error.exit_code())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
