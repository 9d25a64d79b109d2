//! Formats of numbers by the numbers that DOC gives them.

use crate::numeral;

/// A number in a format; in Arabic digits where the format is not known.
pub(super) fn numeral(format: u8, number: u32) -> String {
    numeral::numeral(name(format), number)
}

/// The name that the same format has in DOCX.
fn name(format: u8) -> &'static str {
    match format {
        0x01 => "upperRoman",
        0x02 => "lowerRoman",
        0x03 => "upperLetter",
        0x04 => "lowerLetter",
        0x0A | 0x11 | 0x24 | 0x28 => "ideographDigital",
        0x0B => "japaneseCounting",
        0x0E | 0x13 => "decimalFullWidth",
        0x10 | 0x22 => "ideographLegalTraditional",
        0x12 | 0x1C => "decimalEnclosedCircle",
        0x16 => "decimalZero",
        0x1A => "decimalEnclosedFullstop",
        0x1B => "decimalEnclosedParen",
        0x1D => "ideographEnclosedCircle",
        0x1E => "ideographTraditional",
        0x1F => "ideographZodiac",
        0x20 => "ideographZodiacTraditional",
        0x21 | 0x25 => "chineseCounting",
        0x23 | 0x27 => "chineseCountingThousand",
        0x26 => "chineseLegalSimplified",
        _ => "decimal",
    }
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
            (0x27, 105, "一百零五"),
            (0x27, 2004, "二千零四"),
            (0x26, 12, "壹拾贰"),
            (0x0E, 15, "１５"),
            (0x12, 20, "⑳"),
            (0x12, 51, "51"),
            (0x16, 7, "07"),
            (0x1A, 1, "⒈"),
            (0x1B, 3, "⑶"),
            (0x1D, 2, "㈡"),
            (0x1E, 1, "甲"),
            (0x1F, 12, "亥"),
            (0x20, 1, "甲子"),
            (0x01, 0, "0"),
            (0x27, 100_000, "100000"),
            (0x60, 3, "3"),
        ];
        for (format, number, expected) in cases {
            assert_eq!(numeral(*format, *number), *expected, "{format:#x} {number}");
        }
    }
}
