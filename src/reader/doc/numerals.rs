//! Numbers as a list writes them, by the number of the format.

/// A number in a format; in Arabic digits where the format is not known.
pub(super) fn numeral(format: u8, number: u32) -> String {
    let own = match format {
        0x01 => roman(number),
        0x02 => roman(number).map(|text| text.to_lowercase()),
        0x03 => letters(number, 'A'),
        0x04 => letters(number, 'a'),
        0x0A | 0x11 | 0x24 | 0x28 => Some(digits(number, DIGITS)),
        0x0B | 0x21 | 0x23 | 0x25 | 0x27 => counting(number, DIGITS, UNITS),
        0x0E | 0x13 => Some(digits(number, FULL_WIDTH)),
        0x10 | 0x22 => counting(number, LEGAL_TRADITIONAL, LEGAL_UNITS),
        0x26 => counting(number, LEGAL, LEGAL_UNITS),
        0x12 | 0x1C => circled(number),
        0x16 => Some(format!("{number:02}")),
        0x1A => one_of(number, 0x2488, 20),
        0x1B => one_of(number, 0x2474, 20),
        0x1D => one_of(number, 0x3280, 10),
        0x1E => cyclic(number, STEMS),
        0x1F => cyclic(number, BRANCHES),
        0x20 => sexagenary(number),
        _ => None,
    };
    own.unwrap_or_else(|| number.to_string())
}

const DIGITS: &str = "〇一二三四五六七八九";
const UNITS: &str = "十百千万";
const LEGAL: &str = "零壹贰叁肆伍陆柒捌玖";
const LEGAL_TRADITIONAL: &str = "零壹貳參肆伍陸柒捌玖";
const LEGAL_UNITS: &str = "拾佰仟万";
const FULL_WIDTH: &str = "０１２３４５６７８９";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn of(table: &str, place: u32) -> Option<char> {
    table.chars().nth(usize::try_from(place).ok()?)
}

/// Digit by digit.
fn digits(number: u32, table: &str) -> String {
    let decimal = number.to_string();
    decimal.chars().filter_map(|c| of(table, c.to_digit(10)?)).collect()
}

/// With the words for ten, hundred and thousand: 十二, 一百零五.
fn counting(number: u32, table: &str, units: &str) -> Option<String> {
    if number == 0 || number > 9999 {
        return (number == 0).then(|| digits(0, table));
    }
    let is_plain = table == DIGITS;
    let mut text = String::new();
    let mut skipped = false;
    for (place, power) in [1000u32, 100, 10, 1].into_iter().enumerate() {
        let digit = number / power % 10;
        if digit == 0 {
            skipped |= !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push('零');
        }
        // 十二 and not 一十二.
        let is_leading_ten = is_plain && power == 10 && digit == 1 && text.is_empty();
        if !is_leading_ten {
            text.extend(of(table, digit));
        }
        if power > 1 {
            text.extend(units.chars().nth(2 - place));
        }
    }
    Some(text)
}

fn roman(number: u32) -> Option<String> {
    const PARTS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return None;
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in PARTS {
        while left >= *value {
            text.push_str(letters);
            left -= value;
        }
    }
    Some(text)
}

/// A to Z, then AA, BB and so on.
fn letters(number: u32, first: char) -> Option<String> {
    let place = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + place % 26)?;
    let times = usize::try_from(place / 26 + 1).ok().filter(|times| *times <= 30)?;
    Some(std::iter::repeat_n(letter, times).collect())
}

fn circled(number: u32) -> Option<String> {
    match number {
        1..=20 => one_of(number, 0x2460, 20),
        21..=35 => one_of(number - 20, 0x3251, 15),
        36..=50 => one_of(number - 35, 0x32B1, 15),
        _ => None,
    }
}

/// Characters that follow each other from the one for 1.
fn one_of(number: u32, first: u32, last: u32) -> Option<String> {
    let place = number.checked_sub(1)?;
    (number <= last).then_some(())?;
    char::from_u32(first + place).map(String::from)
}

fn cyclic(number: u32, table: &str) -> Option<String> {
    of(table, number.checked_sub(1)?).map(String::from)
}

fn sexagenary(number: u32) -> Option<String> {
    let place = number.checked_sub(1).filter(|place| *place < 60)?;
    Some([of(STEMS, place % 10)?, of(BRANCHES, place % 12)?].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn formats() {
        let cases: &[(u8, u32, &str)] = &[
            (0x00, 12, "12"),
            (0x01, 1994, "MCMXCIV"),
            (0x02, 4, "iv"),
            (0x03, 27, "AA"),
            (0x04, 2, "b"),
            (0x0A, 10, "一〇"),
            (0x0B, 10, "十"),
            (0x25, 12, "十二"),
            (0x25, 20, "二十"),
            (0x27, 105, "一百零五"),
            (0x27, 110, "一百一十"),
            (0x27, 2004, "二千零四"),
            (0x26, 12, "壹拾贰"),
            (0x0E, 15, "１５"),
            (0x12, 20, "⑳"),
            (0x1C, 21, "㉑"),
            (0x12, 51, "51"),
            (0x16, 7, "07"),
            (0x1A, 1, "⒈"),
            (0x1B, 3, "⑶"),
            (0x1B, 21, "21"),
            (0x1D, 2, "㊁"),
            (0x1E, 1, "甲"),
            (0x1F, 12, "亥"),
            (0x20, 1, "甲子"),
            (0x01, 0, "0"),
            (0x25, 100_000, "100000"),
            (0x60, 3, "3"),
        ];
        for (format, number, expected) in cases {
            assert_eq!(numeral(*format, *number), *expected, "{format:#x} {number}");
        }
    }
}
