//! How the command ends, and what it says then.

use crate::terminal::{shown, shown_in_line, shown_in_lines};
use gongwen_cli::config;
use gongwen_dataset::load;
use gongwen_engine::{filter, ours::Refused};
use gongwen_formats::source;
use gongwen_messages::{Language, Message};
use std::io::{self, Write};
use std::process::ExitCode;

/// The language of what a person reads on a terminal.
pub(crate) const LANGUAGE: Language = Language::English;

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
        let text = message_of(error).map_or_else(|| format!("{error:#}"), |it| it.text(LANGUAGE));
        // What a file of options holds is told in several lines.
        let message = shown_in_lines(&text);
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
pub(crate) fn say(message: &Message) {
    let message = shown_in_line(&message.text(LANGUAGE));
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

/// What an error says, where its words stand in the catalogue.
fn message_of(error: &anyhow::Error) -> Option<Message> {
    let said = error.downcast_ref::<Message>().cloned();
    let said = said.or_else(|| Some(error.downcast_ref::<source::Error>()?.message()));
    let said = said.or_else(|| Some(error.downcast_ref::<config::Error>()?.message()));
    let said = said.or_else(|| Some(error.downcast_ref::<filter::Error>()?.message()));
    let said = said.or_else(|| Some(error.downcast_ref::<Refused>()?.message()));
    let said = said.or_else(|| Some(error.downcast_ref::<gongwen_dataset::Error>()?.message()));
    let said = said.or_else(|| Some(error.downcast_ref::<load::Error>()?.message()));
    said.or_else(|| Some(error.downcast_ref::<gongwen_snapshot::Error>()?.message()))
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
