//! `gongwen.toml`, where the options of the commands can stand.
//!
//! Which options there are, and what they can be, [`crate::args`] says. [`Keys`] is a file that was
//! read and found right: for each key what would be typed. That becomes the default of the flag, so
//! flags win over keys, and keys over the defaults of the program.

mod check;
mod docs;
mod error;
mod section;
mod value;
mod words;

pub use docs::markdown;
pub use error::{Error, Problem};
pub use words::lexicon;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use gongwen_formats::source::{self, ErrorKind, MAX_BYTES, Source};
use gongwen_messages::message;
use section::SHARED;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The name that is looked for in the working folder.
pub const FILE_NAME: &str = "gongwen.toml";

/// The command line with the keys of the file that the typed one reads for defaults; none where that
/// changes nothing.
///
/// # Errors
/// Where the file cannot be read, and all that is wrong in it.
pub fn with_keys(typed: &ArgMatches) -> Result<Option<Command>, Error> {
    let mut leaf = typed;
    while let Some((_, matches)) = leaf.subcommand() {
        leaf = matches;
    }
    // Not every command reads a file.
    let Ok(Some(file)) = leaf.try_get_one::<PathBuf>("config") else { return Ok(None) };
    let absent = match leaf.value_source("config") {
        Some(ValueSource::DefaultValue) => Absent::Allowed,
        _ => Absent::Refused,
    };
    let keys = Keys::find(file, absent)?;
    Ok((!keys.0.is_empty()).then(|| keys.over(crate::args::command())))
}

/// What a file that is not there means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absent {
    Allowed,
    Refused,
}

/// What a file of options says.
#[derive(Debug, Default)]
struct Keys(Vec<Key>);

/// A key, and what would be typed for its flag. Values live as long as the program: [`Arg`] keeps no
/// others, and they are read once.
#[derive(Debug)]
struct Key {
    section: &'static str,
    name: String,
    values: Vec<&'static OsStr>,
}

impl Keys {
    fn find(file: &Path, absent: Absent) -> Result<Self, Error> {
        match Source::open_typed_up_to(MAX_BYTES, file, file.to_string_lossy()) {
            Err(error) if absent == Absent::Allowed && is_absent(&error) => Ok(Self::default()),
            Err(error) => Err(error.into()),
            Ok(source) => {
                let folder = file.parent().unwrap_or(Path::new(""));
                let text = String::from_utf8(source.bytes)
                    .map_err(|_| Error::about(&source.path, message!("config.not-utf8")))?;
                check::keys(&source.path, folder, &text)
            }
        }
    }

    /// Sets defaults in all commands.
    fn over(&self, command: Command) -> Command {
        command.mut_subcommands(|command| {
            let section = command.get_name().to_owned();
            self.over_flags(command, &section)
        })
    }

    fn over_flags(&self, command: Command, section: &str) -> Command {
        let command = command.mut_args(|arg| match self.key(section, &arg) {
            Some(key) => arg.default_values(key.values.iter().copied()),
            None => arg,
        });
        command.mut_subcommands(|command| self.over_flags(command, section))
    }

    fn key(&self, section: &str, arg: &Arg) -> Option<&Key> {
        let is_here = |key: &&Key| key.section == section || SHARED.contains(&key.section);
        self.0.iter().filter(is_here).find(|key| *arg.get_id() == key.name.as_str())
    }
}

fn is_absent(error: &source::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

#[cfg(test)]
mod tests;
