//! The numerals of dates: Arabic digits and Chinese ones, years and small numbers.

/// The number of ASCII digits that `text` begins with.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The value of one character as a digit of a year. Zero has many shapes: `二○二四` is written
/// with U+25CB, U+25EF, U+3007, 零 or the letter O.
pub(super) fn year_digit(ch: char) -> Option<i16> {
    Some(match ch {
        '\u{3007}' | '\u{25CB}' | '\u{25EF}' | '零' | 'O' | 'o' | '0' => 0,
        '一' | '1' => 1,
        '二' | '2' => 2,
        '三' | '3' => 3,
        '四' | '4' => 4,
        '五' | '5' => 5,
        '六' | '6' => 6,
        '七' | '7' => 7,
        '八' | '8' => 8,
        '九' | '9' => 9,
        _ => return None,
    })
}

/// A year of exactly four digits at the start of `text`, and its length in bytes.
pub(super) fn year(text: &str) -> Option<(i16, usize)> {
    let (mut value, mut count, mut len) = (0_i16, 0, 0);
    for ch in text.chars().take(5) {
        let Some(digit) = year_digit(ch) else { break };
        (count, len) = (count + 1, len + ch.len_utf8());
        if count <= 4 {
            value = value * 10 + digit;
        }
    }
    (count == 4 && (1000..3000).contains(&value)).then_some((value, len))
}

/// A number from 1 to 31 at the start of `text`, `9`, `09`, `十二`, and its length in bytes.
pub(super) fn small(text: &str) -> Option<(i8, usize)> {
    match digits(text) {
        0 => chinese(text),
        len @ (1 | 2) => {
            let value = text.get(..len)?.parse().ok()?;
            (1..=31).contains(&value).then_some((value, len))
        }
        _ => None,
    }
}

/// `三`, `十`, `十二`, `二十`, `三十一`.
fn chinese(text: &str) -> Option<(i8, usize)> {
    let mut chars = text.chars().peekable();
    let tens = match chars.peek().copied().and_then(one_to_nine) {
        None => 1,
        Some(digit) => {
            chars.next();
            if chars.peek() != Some(&'十') {
                return Some((digit, 3));
            }
            digit
        }
    };
    let before = if text.starts_with('十') { 3 } else { 6 };
    if chars.next() != Some('十') || tens > 3 {
        return None;
    }
    match chars.next().and_then(one_to_nine) {
        Some(ones) if tens * 10 + ones <= 31 => Some((tens * 10 + ones, before + 3)),
        Some(_) => None,
        None => Some((tens * 10, before)),
    }
}

/// One Chinese digit from one to nine.
pub(super) fn one_to_nine(ch: char) -> Option<i8> {
    let position =
        ['一', '二', '三', '四', '五', '六', '七', '八', '九'].iter().position(|d| *d == ch)?;
    i8::try_from(position + 1).ok()
}

/// True for a character that a number can end in, so that a date cannot begin after it.
pub(super) fn is_numeral(ch: char) -> bool {
    year_digit(ch).is_some() && !matches!(ch, 'O' | 'o') || ch == '十'
}

#[cfg(test)]
mod tests {
    use super::{small, year};

    #[test]
    fn years_have_four_digits_of_any_shape() {
        for text in ["2024年", "二\u{25CB}二四年", "二\u{3007}二四年", "二零二四年", "二O二四年"]
        {
            assert_eq!(year(text).map(|(value, _)| value), Some(2024), "{text}");
        }
        for text in ["202年", "20245年", "二四年", "年", "0024年"] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn small_numbers_go_up_to_31() {
        let cases = [("9月", 9), ("09月", 9), ("十月", 10), ("十二月", 12), ("二十日", 20)];
        for (text, value) in cases.into_iter().chain([("三十一日", 31), ("三月", 3)]) {
            assert_eq!(small(text).map(|(value, _)| value), Some(value), "{text}");
        }
        for text in ["0月", "32日", "123", "四十", "三十二", "月", "百"] {
            assert_eq!(small(text), None, "{text}");
        }
    }
}
