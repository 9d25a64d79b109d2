//! `gongwen.toml`, where the options of the commands can stand.
//!
//! [`OPTIONS`] is the one place that says which options there are, with flag, key and default;
//! `docs/options.md` is made from it. [`Config`] is a file that was read and found right. Each
//! command turns its flags into the section's own type and merges the two: flags win over keys,
//! keys over defaults.

mod check;
mod docs;
mod error;
mod options;
mod sections;
mod takes;
mod words;

pub use docs::markdown;
pub use error::{Error, Problem};
pub use options::{Fallback, OPTIONS, Opt, Section};
pub use sections::QUARANTINE_COPY_BYTES;
pub use sections::{Extract, Filter, Format, History, Limits, Load, Own, Run, RunFormat};
pub use takes::Takes;
pub use words::lexicon;

use gongwen_formats::source::{self, ErrorKind, MAX_BYTES, Source};
use serde::Deserialize;
use std::path::Path;

/// The name that is looked for in the working folder.
pub const FILE_NAME: &str = "gongwen.toml";

/// A file of options. What it leaves out is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[run]`
    pub run: Run,
    /// `[extract]`
    pub extract: Extract,
    /// `[filter]`
    pub filter: Filter,
    /// `[load]`
    pub load: Load,
    /// `[limits]`
    pub limits: Limits,
    /// `[lexicon]`
    pub lexicon: Own,
}

impl Config {
    /// Reads the file that the user named or, without one, [`FILE_NAME`] in the working folder if
    /// it is there.
    ///
    /// # Errors
    /// Where the file cannot be read, and all that is wrong in it.
    pub fn find(named: Option<&Path>) -> Result<Self, Error> {
        let file = named.unwrap_or(Path::new(FILE_NAME));
        match Source::open_typed_up_to(MAX_BYTES, file, file.to_string_lossy()) {
            Err(error) if named.is_none() && is_absent(&error) => Ok(Self::default()),
            Err(error) => Err(error.into()),
            Ok(source) => {
                let folder = file.parent().unwrap_or(Path::new(""));
                let text = String::from_utf8(source.bytes).map_err(|_| {
                    Error::about(&source.path, "is not UTF-8, which TOML must be; save it as UTF-8")
                })?;
                Self::parse(&source.path, folder, &text)
            }
        }
    }

    /// Reads options. Relative paths in them start from `folder`; errors call the file `name`.
    ///
    /// # Errors
    /// All that is wrong, with lines.
    pub fn parse(name: &str, folder: &Path, text: &str) -> Result<Self, Error> {
        let table = check::check(name, text)?;
        let mut config = Self::deserialize(toml::Deserializer::from(table))
            .map_err(|error| Error::about(name, error.message()))?;
        config.run.start_from(folder);
        config.extract.start_from(folder);
        config.load.start_from(folder);
        config.lexicon.start_from(folder);
        Ok(config)
    }
}

fn is_absent(error: &source::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

#[cfg(test)]
mod tests;
