//! What is wrong with a file of options or of own words.

use gongwen_formats::source;
use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user named it.
    pub file: String,
    /// The line, counted from 1; none where it is the whole file.
    pub line: Option<u64>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// All that is wrong, at least one thing; each on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(pub Vec<Problem>);

impl Error {
    pub(super) fn about(file: &str, message: &str) -> Self {
        Self(vec![Problem { file: file.to_owned(), line: None, message: message.to_owned() }])
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<source::Error> for Error {
    fn from(error: source::Error) -> Self {
        let message = error.to_string();
        let message = message.strip_prefix(&format!("{}: ", error.path())).unwrap_or(&message);
        Self::about(error.path(), message)
    }
}
