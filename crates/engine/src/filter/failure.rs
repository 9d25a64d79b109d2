//! Why a line has no record.

use gongwen_messages::{Message, message};

/// Why a line has no record, as a code that stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureCode {
    /// Longer than the limit.
    TooLarge,
    /// Nothing in it.
    BlankLine,
    /// Its bytes are no UTF-8.
    NotUtf8Line,
    /// No JSON object.
    BadJson,
    /// A field that cannot be what it is.
    BadField,
    /// No text and no bytes.
    NoContent,
    /// The bytes are not base64.
    BadBase64,
    /// The encoding is not known.
    BadEncoding,
    /// The file in it holds no text that can be read.
    Unreadable,
    /// It took longer than the limit.
    TooSlow,
    /// It takes more memory than the limit.
    OutOfMemory,
    /// The process that read it ended before it was read.
    ReaderDied,
    /// The program failed.
    InternalError,
}

impl FailureCode {
    /// All codes, in the order of their values.
    pub const ALL: &'static [Self] = &[
        Self::TooLarge,
        Self::BlankLine,
        Self::NotUtf8Line,
        Self::BadJson,
        Self::BadField,
        Self::NoContent,
        Self::BadBase64,
        Self::BadEncoding,
        Self::Unreadable,
        Self::TooSlow,
        Self::OutOfMemory,
        Self::ReaderDied,
        Self::InternalError,
    ];

    /// Its name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::BlankLine => "blank-line",
            Self::NotUtf8Line => "not-utf8-line",
            Self::BadJson => "bad-json",
            Self::BadField => "bad-field",
            Self::NoContent => "no-content",
            Self::BadBase64 => "bad-base64",
            Self::BadEncoding => "bad-encoding",
            Self::Unreadable => "unreadable",
            Self::TooSlow => "too-slow",
            Self::OutOfMemory => "out-of-memory",
            Self::ReaderDied => "reader-died",
            Self::InternalError => "internal-error",
        }
    }

    /// What it means and what can be done.
    #[must_use]
    pub fn about(self) -> Message {
        match self {
            Self::TooLarge => message!("failure.too-large.about"),
            Self::BlankLine => message!("failure.blank-line.about"),
            Self::NotUtf8Line => message!("failure.not-utf8-line.about"),
            Self::BadJson => message!("failure.bad-json.about"),
            Self::BadField => message!("failure.bad-field.about"),
            Self::NoContent => message!("failure.no-content.about"),
            Self::BadBase64 => message!("failure.bad-base64.about"),
            Self::BadEncoding => message!("failure.bad-encoding.about"),
            Self::Unreadable => message!("failure.unreadable.about"),
            Self::TooSlow => message!("failure.too-slow.about"),
            Self::OutOfMemory => message!("failure.out-of-memory.about"),
            Self::ReaderDied => message!("failure.reader-died.about"),
            Self::InternalError => message!("failure.internal-error.about"),
        }
    }

    /// The code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// Why a line has no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The reason.
    pub code: FailureCode,
    /// More about it.
    pub message: String,
}

/// Messages can quote the line, which can be long.
const MESSAGE_CHARS: usize = 300;

impl Failure {
    pub(super) fn new(code: FailureCode, message: &Message) -> Self {
        let message = message.to_string();
        let mut short: String = message.chars().take(MESSAGE_CHARS).collect();
        if short.len() < message.len() {
            short.push('…');
        }
        Self { code, message: short }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, FailureCode};
    use gongwen_messages::message;

    #[test]
    fn codes_stand_in_the_order_of_their_values_under_their_own_names() {
        for (index, code) in FailureCode::ALL.iter().enumerate() {
            assert_eq!(*code as usize, index);
            assert_eq!(FailureCode::from_name(code.name()), Some(*code));
        }
    }

    #[test]
    fn a_message_is_short() {
        let failure = Failure::new(
            FailureCode::BadJson,
            &message!("failure.json", cause = "长".repeat(1000)),
        );
        assert_eq!(failure.message.chars().count(), 301);
    }
}
