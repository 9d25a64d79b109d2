//! What is wrong with a file of options or of own words.

use gongwen_formats::source;
use gongwen_messages::{Arg, Message, message};
use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user named it.
    pub file: String,
    /// The line, counted from 1; none where it is the whole file.
    pub line: Option<u64>,
    /// What is wrong, and what is allowed.
    pub message: Message,
}

impl Problem {
    /// Where it is, and what is wrong.
    fn with_place(&self) -> Message {
        let (file, what) = (&self.file, &self.message);
        match self.line {
            Some(line) => message!("config.problem", file, line, what),
            None => message!("about", place = file, what),
        }
    }
}

/// All that is wrong, at least one thing; each on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(pub Vec<Problem>);

impl Error {
    pub(super) fn about(file: &str, message: Message) -> Self {
        Self(vec![Problem { file: file.to_owned(), line: None, message }])
    }

    /// The first problem, and the others below it.
    #[must_use]
    pub fn message(&self) -> Message {
        let mut problems = self.0.iter().map(Problem::with_place);
        message!("config.problems", first = problems.next(), more = Arg::lines(problems))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message())
    }
}

impl std::error::Error for Error {}

impl From<source::Error> for Error {
    fn from(error: source::Error) -> Self {
        Self::about(error.path(), error.reason().clone())
    }
}
