//! How the command ends, and what it says then.

use std::io::{self, Write};
use std::process::ExitCode;

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Something was worth looking at, and `--strict` or `--max-failed` was asked for.
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
        say(format_args!("{error:#}"));
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
    let _ = writeln!(io::stderr().lock(), "gongwen: {message}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
