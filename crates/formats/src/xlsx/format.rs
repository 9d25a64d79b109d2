//! Values as a sheet shows them: dates, percentages, decimals.

use calamine::{Data, ExcelDateTime};

/// What a value shows in a number format, by the format's number and code.
pub(super) fn shown_in(id: Option<u32>, code: &str, data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Int(number) => decimal(code, *number as f64),
        Data::Float(number) => decimal(code, *number),
        Data::DateTime(moment) => date(id, code, moment),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => words.clone(),
        other => other.to_string(),
    }
}

/// A part of a format's code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Characters that stand as they are.
    Literal(String),
    /// A run of one letter or of `0`, `#`, `?`, `.` or `,`, in lower case.
    Code(char, usize),
    /// `AM/PM`, `上午/下午`.
    HalfDay,
}

/// The first section of a code without what only sets widths and colours.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ';' => break,
            '"' => tokens.push(Token::Literal(rest.by_ref().take_while(|c| *c != '"').collect())),
            '\\' => tokens.extend(rest.next().map(|c| Token::Literal(c.to_string()))),
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inner: String = rest.by_ref().take_while(|c| *c != ']').collect();
                // [$￥-804] is a currency sign; [h] counts hours past a day.
                let sign = inner.strip_prefix('$').and_then(|sign| sign.split('-').next());
                match (sign, inner.chars().next()) {
                    (Some(sign), _) if !sign.is_empty() => {
                        tokens.push(Token::Literal(sign.to_owned()));
                    }
                    (None, Some('h' | 'H')) => tokens.push(Token::Code('h', 1)),
                    _ => {}
                }
            }
            'A' | 'a' if rest.peek().is_some_and(|next| matches!(next, 'M' | 'm' | '/')) => {
                while rest.next_if(|c| "AaMmPp/".contains(*c)).is_some() {}
                tokens.push(Token::HalfDay);
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | '0' | '#' | '?' | '.'
            | ',' | 'E' | 'e' | '@' | '%' => {
                let letter = c.to_ascii_lowercase();
                match tokens.last_mut() {
                    Some(Token::Code(last, count)) if *last == letter => *count += 1,
                    _ => tokens.push(Token::Code(letter, 1)),
                }
            }
            c => tokens.push(Token::Literal(c.to_string())),
        }
    }
    tokens
}

/// How a number is written.
#[derive(Debug, Default)]
struct Shape {
    before: String,
    after: String,
    whole: usize,
    least: usize,
    most: usize,
    has_groups: bool,
    is_percent: bool,
}

/// The shape that a code gives; none for `General`, text, fractions and powers of ten.
fn shape(code: &str) -> Option<Shape> {
    let code = if code.eq_ignore_ascii_case("general") { "" } else { code };
    let mut shape = Shape::default();
    let (mut has_digits, mut is_behind_point) = (false, false);
    for token in tokens(code) {
        match token {
            Token::Code('.', _) => is_behind_point = true,
            Token::Code(',', _) => shape.has_groups |= has_digits,
            Token::Code('%', _) => {
                shape.is_percent = true;
                shape.after.push('%');
            }
            Token::Code(digit @ ('0' | '#'), count) => {
                has_digits = true;
                let least = if digit == '0' { count } else { 0 };
                match is_behind_point {
                    true => (shape.least, shape.most) = (shape.least + least, shape.most + count),
                    false => shape.whole += least,
                }
            }
            Token::Literal(words) if words == "/" => return None,
            Token::Literal(words) if has_digits => shape.after += &words,
            Token::Literal(words) => shape.before += &words,
            _ => return None,
        }
    }
    (has_digits && shape.most <= 30 && shape.whole <= 30).then_some(shape)
}

fn decimal(code: &str, number: f64) -> String {
    let Some(shape) = shape(code) else { return general(number) };
    let number = if shape.is_percent { number * 100.0 } else { number };
    if !number.is_finite() || number.abs() >= 1e18 {
        return general(number);
    }
    // The nearest number of fifteen digits is what a sheet knows.
    let exact: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let written = format!("{:.*}", shape.most, exact.abs());
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let kept = fraction.trim_end_matches('0').len().max(shape.least).min(fraction.len());
    let whole = format!("{:0>1$}", whole, shape.whole);
    let whole = if shape.has_groups { grouped(&whole) } else { whole };
    let point = if kept > 0 { "." } else { "" };
    let is_zero = written.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if exact < 0.0 && !is_zero { "-" } else { "" };
    let Shape { before, after, .. } = &shape;
    let words = format!("{sign}{before}{whole}{point}{}{after}", &fraction[..kept]);
    words.trim().to_owned()
}

fn grouped(digits: &str) -> String {
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// A number without a format: as many digits as it has, up to eleven behind the point.
fn general(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() || size != 0.0 && !(1e-9..1e15).contains(&size) {
        return number.to_string();
    }
    let exact: f64 = format!("{number:.11e}").parse().unwrap_or(number);
    // Digits of a long whole number are kept all.
    if number.fract() == 0.0 { number.to_string() } else { exact.to_string() }
}

/// Formats that have a number and no code in a file, as a Chinese Excel shows them.
fn chinese(id: Option<u32>) -> Option<Vec<Token>> {
    let id = id?;
    let parts: &[(char, usize, &str)] = match id {
        27 | 36 | 50 | 52 | 57 => &[('y', 4, "年"), ('m', 1, "月")],
        28 | 29 | 51 | 53 | 54 | 58 => &[('m', 1, "月"), ('d', 1, "日")],
        31 => &[('y', 4, "年"), ('m', 1, "月"), ('d', 1, "日")],
        32 | 34 | 55 => &[('h', 1, "时"), ('m', 2, "分")],
        33 | 35 | 56 => &[('h', 1, "时"), ('m', 2, "分"), ('s', 2, "秒")],
        _ => return None,
    };
    let half = matches!(id, 34 | 35 | 55 | 56).then_some(Token::HalfDay);
    let parts = parts.iter().flat_map(|(letter, count, words)| {
        [Token::Code(*letter, *count), Token::Literal((*words).to_owned())]
    });
    Some(half.into_iter().chain(parts).collect())
}

/// A date: in the words of its format where that has 年, 月 or 时, else by ISO 8601.
fn date(id: Option<u32>, code: &str, moment: &ExcelDateTime) -> String {
    let tokens = chinese(id).unwrap_or_else(|| tokens(code));
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let has =
        |letter| tokens.iter().any(|token| matches!(token, Token::Code(c, _) if *c == letter));
    let is_in_words = tokens.iter().any(|token| {
        matches!(token, Token::Literal(words) if words.contains(['年', '月', '日', '时', '分']))
    });
    let has_time = has('h') || (hour, minute, second) != (0, 0, 0);
    let time = match second {
        0 => format!("{hour:02}:{minute:02}"),
        second => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    match () {
        () if moment.is_duration() => duration(moment.as_f64()),
        () if is_in_words => in_words(&tokens, moment),
        () if has('h') && !has('y') && !has('d') => time,
        () if has_time => format!("{year:04}-{month:02}-{day:02} {time}"),
        () => format!("{year:04}-{month:02}-{day:02}"),
    }
}

fn duration(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds.rem_euclid(3600.0));
    format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest.rem_euclid(60.0))
}

fn in_words(tokens: &[Token], moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let is_half = tokens.contains(&Token::HalfDay);
    let mut words = String::new();
    let mut is_time = false;
    for token in tokens {
        let (letter, count) = match token {
            Token::Literal(literal) => {
                words += literal;
                continue;
            }
            Token::HalfDay => {
                words.extend([if hour < 12 { '上' } else { '下' }, '午']);
                continue;
            }
            Token::Code(letter, count) => (*letter, *count),
        };
        let number = match letter {
            'y' if count < 3 => year % 100,
            'y' => year,
            'm' if is_time => u16::from(minute),
            'm' => u16::from(month),
            'd' => u16::from(day),
            'h' if is_half => u16::from((hour + 11) % 12 + 1),
            'h' => u16::from(hour),
            's' => u16::from(second),
            _ => continue,
        };
        is_time = letter == 'h' || is_time && letter == 'm';
        let width = count.min(if letter == 'y' { 4 } else { 2 });
        words += &format!("{number:0width$}");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::shown_in;
    use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn numbers_are_written_as_shown() {
        let cases = [
            ("General", 1200.0, "1200"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", -1.5, "-1.5"),
            ("General", 420_106_200_001_010_000.0, "420106200001010000"),
            ("@", 600_038.0, "600038"),
            ("0", 2.5, "2"),
            ("0.00", 3.0, "3.00"),
            ("0%", 0.095, "10%"),
            ("0.0%", 0.095, "9.5%"),
            ("#,##0.00", 1_234_567.891, "1,234,567.89"),
            ("#,##0", 999.0, "999"),
            ("000000", 42.0, "000042"),
            ("0\"万元\"", 50.0, "50万元"),
            ("[$￥-804]#,##0", 1500.0, "￥1,500"),
            ("0.0_);[Red](0.0)", -2.04, "-2.0"),
            ("0.##", 1.5, "1.5"),
            ("0", -0.2, "0"),
            ("# ?/?", 0.5, "0.5"),
            ("0.00E+00", 12.0, "12"),
        ];
        for (code, number, words) in cases {
            assert_eq!(shown_in(None, code, &Data::Float(number)), words, "{code} {number}");
        }
    }

    #[test]
    fn dates_are_written_by_iso_or_in_the_words_of_their_format() {
        let cases = [
            (None, "yyyy/m/d", 45838.0, "2025-06-30"),
            (Some(14), "mm-dd-yy", 45838.0, "2025-06-30"),
            (None, "yyyy\"年\"m\"月\"d\"日\"", 45838.0, "2025年6月30日"),
            (None, "[$-F800]yyyy年mm月", 45838.0, "2025年06月"),
            (Some(57), "General", 45838.0, "2025年6月"),
            (Some(58), "General", 45838.0, "6月30日"),
            (None, "yyyy/m/d h:mm", 45838.5, "2025-06-30 12:00"),
            (None, "h:mm", 0.375, "09:00"),
            (Some(55), "General", 45838.625, "下午3时00分"),
        ];
        for (id, code, number, words) in cases {
            let moment = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false);
            assert_eq!(shown_in(id, code, &Data::DateTime(moment)), words, "{code} {number}");
        }
        let moment = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(shown_in(None, "[h]:mm:ss", &Data::DateTime(moment)), "36:00:00");
    }
}
