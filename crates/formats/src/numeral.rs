//! Numbers of lists as Word and WPS write them, by the names of their formats in DOCX.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] =
    ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// The number in a format by its name in the standard. A format that is not known, or that has no
/// sign for the number, gives Arabic digits, as Word does.
pub(super) fn numeral(format: &str, number: u32) -> String {
    let plain = || number.to_string();
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_ascii_lowercase(),
        "decimalFullWidth" | "decimalFullWidth2" => wide(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(number, '㈠', 10),
        "numberInDash" => format!("- {number} -"),
        "chineseCounting" | "taiwaneseCounting" | "koreanDigital2" if number < 100 => {
            places(number, &CHINESE)
        }
        "chineseCounting" | "taiwaneseCounting" => digits(number).replace('〇', "○"),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => places(number, &CHINESE),
        "japaneseCounting" => places(number, &JAPANESE),
        "chineseLegalSimplified" => places(number, &Places { digits: &LEGAL, ..FORMAL }),
        "ideographLegalTraditional" => places(number, &FORMAL),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(number),
        "ideographTraditional" => nth(&STEMS, number).unwrap_or_else(plain),
        "ideographZodiac" => nth(&BRANCHES, number).unwrap_or_else(plain),
        "ideographZodiacTraditional" => cycle(number).unwrap_or_else(plain),
        _ => plain(),
    }
}

/// `count` signs that follow each other in Unicode, the first for 1.
fn enclosed(number: u32, first: char, count: u32) -> String {
    let sign = (1..=count).contains(&number).then(|| first as u32 + number - 1);
    sign.and_then(char::from_u32).map_or_else(|| number.to_string(), String::from)
}

fn nth(signs: &[char], number: u32) -> Option<String> {
    signs.get(number.checked_sub(1)? as usize).copied().map(String::from)
}

/// 甲子, 乙丑 … of the cycle of sixty.
fn cycle(number: u32) -> Option<String> {
    let place = number.checked_sub(1).filter(|place| *place < 60)?;
    Some(nth(&STEMS, place % 10 + 1)? + &nth(&BRANCHES, place % 12 + 1)?)
}

fn wide(number: u32) -> String {
    let full = |digit: char| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit);
    number.to_string().chars().map(full).collect()
}

fn digits(number: u32) -> String {
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// A … Z, AA, BB …
fn letters(number: u32, first: u8) -> String {
    let Some(place) = number.checked_sub(1).filter(|place| *place < 26 * 30) else {
        return number.to_string();
    };
    let letter = char::from(first + u8::try_from(place % 26).unwrap_or(0));
    String::from(letter).repeat(place as usize / 26 + 1)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
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
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut signs = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            left -= value;
            signs.push_str(sign);
        }
    }
    signs
}

/// A way to write numbers with signs for tens, hundreds and thousands.
struct Places {
    digits: &'static [char; 10],
    signs: [&'static str; 4],
    /// What stands for places without a value between others.
    gap: &'static str,
    /// 1 is not written before a sign up to this place.
    bare_one: BareOne,
}

#[derive(PartialEq, Eq)]
enum BareOne {
    /// 十一, but 一百一十.
    LeadingTen,
    /// 百十.
    Always,
    Never,
}

const CHINESE: Places = Places {
    digits: &DIGITS,
    signs: ["", "十", "百", "千"],
    gap: "零",
    bare_one: BareOne::LeadingTen,
};
const JAPANESE: Places = Places { gap: "", bare_one: BareOne::Always, ..CHINESE };
const FORMAL: Places = Places {
    digits: &LEGAL_TRADITIONAL,
    signs: ["", "拾", "佰", "仟"],
    gap: "零",
    bare_one: BareOne::Never,
};

fn places(number: u32, way: &Places) -> String {
    if !(1..10_000).contains(&number) {
        return if number == 0 { way.digits[0].into() } else { number.to_string() };
    }
    let written = number.to_string();
    let mut words = String::new();
    let mut has_gap = false;
    for (index, byte) in written.bytes().enumerate() {
        let (digit, place) = (usize::from(byte - b'0'), written.len() - 1 - index);
        if digit == 0 {
            has_gap = true;
            continue;
        }
        if std::mem::take(&mut has_gap) && !words.is_empty() {
            words.push_str(way.gap);
        }
        let is_bare = match way.bare_one {
            BareOne::LeadingTen => place == 1 && index == 0,
            BareOne::Always => place > 0,
            BareOne::Never => false,
        };
        if digit != 1 || !is_bare {
            words.push(way.digits[digit]);
        }
        words.push_str(way.signs[place]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_in_words_and_signs() {
        let cases: &[(&str, u32, &str)] = &[
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalZero", 12, "12"),
            ("upperLetter", 26, "Z"),
            ("lowerLetter", 28, "bb"),
            ("lowerLetter", 0, "0"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("decimalFullWidth", 10, "１０"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("ideographEnclosedCircle", 10, "㈩"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 12, "十二"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("chineseCountingThousand", 20_000, "20000"),
            ("japaneseCounting", 111, "百十一"),
            ("chineseLegalSimplified", 15, "壹拾伍"),
            ("ideographLegalTraditional", 6, "陸"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 60, "癸亥"),
            ("none", 7, ""),
            ("somethingElse", 7, "7"),
        ];
        for (format, number, words) in cases {
            assert_eq!(numeral(format, *number), *words, "{format} {number}");
        }
    }
}
