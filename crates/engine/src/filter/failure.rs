//! Why a line has no record.

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
    pub fn about(self) -> &'static str {
        match self {
            Self::TooLarge => {
                "The line is longer than `--max-line-bytes`, or its notice than `--max-bytes`; it was \
                 not kept."
            }
            Self::BlankLine => "The line holds nothing but white space.",
            Self::NotUtf8Line => {
                "The line is not UTF-8, as JSON must be. A text in another encoding goes into `bytes`."
            }
            Self::BadJson => {
                "The line is not one JSON object: a slip in the syntax, half of a surrogate pair, \
                 nesting deeper than 127 levels, or `uri`, `text`, `bytes` or `encoding` twice."
            }
            Self::BadField => {
                "`text`, `bytes` or `encoding` is no string, `uri` is neither a string nor null, \
                 or there are both `text` and `bytes`."
            }
            Self::NoContent => "There is neither `text` nor `bytes`, or they are null.",
            Self::BadBase64 => "`bytes` is not base64 of the standard alphabet.",
            Self::BadEncoding => "`encoding` is no known name; utf-8, gb18030, big5 are.",
            Self::Unreadable => {
                "The file in `bytes` holds no text that can be read: it is damaged, of a kind that is not \
                 read, a picture, or no document. The message begins with the code of the diagnostic."
            }
            Self::TooSlow => "The notice was not read within `--max-seconds`.",
            Self::OutOfMemory => {
                "Reading the file in `bytes` takes more memory than `--max-memory`."
            }
            Self::ReaderDied => {
                "The process that read the file in `bytes` ended before it was read, or could not be \
                 started. Where it ended, that is a bug; please report the file."
            }
            Self::InternalError => {
                "The program failed on this text. That is a bug; please report the text."
            }
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
    pub(super) fn new(code: FailureCode, message: impl AsRef<str>) -> Self {
        let message = message.as_ref();
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

    #[test]
    fn codes_stand_in_the_order_of_their_values_under_their_own_names() {
        for (index, code) in FailureCode::ALL.iter().enumerate() {
            assert_eq!(*code as usize, index);
            assert_eq!(FailureCode::from_name(code.name()), Some(*code));
        }
    }

    #[test]
    fn a_message_is_short() {
        let failure = Failure::new(FailureCode::BadJson, "长".repeat(1000));
        assert_eq!(failure.message.chars().count(), 301);
    }
}
