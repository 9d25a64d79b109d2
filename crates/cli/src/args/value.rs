//! Parsers of values. What one says of a value that it refuses is also what the file of options and
//! the documentation say is allowed.

use gongwen_formats::{Encoding, encoding_of_name};
use gongwen_messages::{Message, message};
use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;

/// What a value must be.
#[derive(Debug)]
pub(crate) struct MustBe(pub(crate) Message);

impl fmt::Display for MustBe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", message!("value.must-be", allowed = &self.0))
    }
}

impl Error for MustBe {}

/// A whole number between two others.
pub(super) fn whole<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, MustBe> + Clone + Send + Sync + 'static {
    move |typed: &str| {
        let number = typed.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| not_whole(&range))
    }
}

fn not_whole(range: &RangeInclusive<u64>) -> MustBe {
    let (from, to) = (*range.start(), *range.end());
    MustBe(match to == i64::MAX as u64 {
        true => message!("value.whole-from", from),
        false => message!("value.whole", from, to),
    })
}

/// The name of an encoding.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, MustBe> {
    encoding_of_name(name).ok_or_else(|| MustBe(message!("value.encoding")))
}

#[cfg(test)]
mod tests {
    use super::encoding;

    #[test]
    fn the_names_of_encodings_in_messages_are_known() {
        let message = encoding("klingon").unwrap_err().to_string();
        for name in ["utf-8", "gb18030", "big5", "utf-16le"] {
            assert!(encoding(name).is_ok() && message.contains(name), "{name}");
        }
    }
}
