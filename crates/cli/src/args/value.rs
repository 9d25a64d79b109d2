//! Parsers of values. What one says of a value that it refuses is also what the file of options and
//! the documentation say is allowed.

use gongwen_formats::{Encoding, encoding_of_name};
use std::ops::RangeInclusive;

/// A whole number between two others.
pub(super) fn whole<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |typed: &str| {
        let number = typed.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| not_whole(&range))
    }
}

fn not_whole(range: &RangeInclusive<u64>) -> String {
    let (from, to) = (range.start(), range.end());
    match *to == i64::MAX as u64 {
        true => format!("must be a whole number, {from} or more"),
        false => format!("must be a whole number from {from} to {to}"),
    }
}

/// The name of an encoding.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, &'static str> {
    encoding_of_name(name).ok_or("must be an encoding (utf-8, gb18030, big5, utf-16le …)")
}

#[cfg(test)]
mod tests {
    use super::encoding;

    #[test]
    fn the_names_of_encodings_in_messages_are_known() {
        let message = encoding("klingon").unwrap_err();
        for name in ["utf-8", "gb18030", "big5", "utf-16le"] {
            assert!(encoding(name).is_ok() && message.contains(name), "{name}");
        }
    }
}
