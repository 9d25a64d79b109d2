//! Leaf: numbering markers at the start of a paragraph, whatever their width: `一、`, `(一)`, `1.`,
//! `(1)`, `①`, `一是`, `第三条`, `第二章`, `1.2`.
//!
//! Only the form is read here. Whether a marker opens a section, and how deep, is decided by
//! `outline` for the whole document.

use crate::chars::{fold, is_han, is_space};
use crate::lexicon::Words;
use rustc_hash::FxHashMap;

/// Characters of the longest number in Chinese numerals, 一千二百六十一.
const LONGEST_HAN: u32 = 7;
/// Digits of the longest number.
const LONGEST_ARABIC: u32 = 6;

/// The largest number that is a marker without a sign behind it, and code points of its line.
const BARE: u32 = 30;
const BARE_LINE: usize = 30;

/// The form of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// 第一编, 第一部分.
    Division,
    /// 第一章.
    Chapter,
    /// 第一节.
    Paragraph,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// (一)
    HanBracket,
    /// 1.
    Digit,
    /// (1)
    DigitBracket,
    /// ①
    Circled,
    /// 一是
    Running,
    /// 1.2, 1.2.3; the number of components is the depth.
    Dotted(u8),
}

/// A marker with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its form.
    pub style: Style,
    /// Its number; for a dotted marker the last component.
    pub ordinal: u32,
    /// For a dotted marker the number before the last, else 0.
    pub above: u32,
    /// A dotted marker with nothing behind it, which may be a number: `2.1改善`, `2.5万`.
    pub loose: bool,
    /// Its plain form: `一`, `(一)`, `1`, `(1)`, `①`, `一是`, `第一条`, `1.2`.
    pub label: String,
    /// Bytes of the text that it takes, punctuation and spaces behind it included.
    pub len: usize,
}

impl Marker {
    /// A number larger than lists reach as a rule: it may be a year or an amount (`2025. `, `(2023)`).
    #[must_use]
    pub fn is_far(&self) -> bool {
        match self.style {
            Style::Digit => self.ordinal > 999,
            Style::Han | Style::Running | Style::HanBracket | Style::DigitBracket => {
                self.ordinal > 199
            }
            _ => false,
        }
    }
}

/// Reads the markers of lines that follow each other, so that long lists are read to their end: a
/// number larger than lists reach as a rule is a marker where it continues its list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    /// The last number of each style, and the highest: short lists can stand between its items.
    seen: FxHashMap<Style, (u32, u32)>,
    /// The style of the last marker.
    latest: Option<Style>,
}

impl Sequence {
    /// The marker at the start of the next line. Before the words `counted` a number is none.
    pub(crate) fn at_start(&mut self, counted: &Words<()>, text: &str) -> Option<Marker> {
        let marker = of_any_number(text).or_else(|| self.damaged(counted, text))?;
        let (last, highest) = self.seen.get(&marker.style).copied().unwrap_or_default();
        let follows = |before: u32| (1..=MISSING).contains(&marker.ordinal.saturating_sub(before));
        let continues = !marker.is_far() || follows(last) || follows(highest);
        if continues && !marker.loose {
            self.seen.insert(marker.style, (marker.ordinal, highest.max(marker.ordinal)));
            self.latest = Some(marker.style);
        }
        continues.then_some(marker)
    }

    /// A marker that lost one of its brackets: the next of its list, or the first under another.
    fn damaged(&self, counted: &Words<()>, text: &str) -> Option<Marker> {
        let marker = unpaired(counted, text)?;
        let last = self.seen.get(&marker.style).map_or(0, |(last, _)| *last);
        let opens = marker.ordinal == 1 && self.latest.is_some_and(|style| style != marker.style);
        (opens || last > 0 && marker.ordinal == last + 1).then_some(marker)
    }
}

/// Numbers that may be missing from a list before a marker is not believed.
pub(crate) const MISSING: u32 = 3;

/// Reads a marker at the start of `text`, with a number that lists reach as a rule.
#[must_use]
pub fn at_start(text: &str) -> Option<Marker> {
    of_any_number(text).filter(|marker| !marker.is_far())
}

/// Reads a marker at the start of `text`; whoever asks knows which number the list has reached.
#[must_use]
pub(crate) fn of_any_number(text: &str) -> Option<Marker> {
    let first = fold(text.chars().next()?);
    match first {
        '(' | '〔' | '[' => bracketed(text, first),
        '0'..='9' => digits(text),
        '第' => ordered(text),
        c if han_digit(c).is_some() => han(text),
        c => enclosed(text, c),
    }
}

/// Reads `1 总则`, a number with nothing but a space behind it, at the start of `text`: a marker only where its
/// list, or the one under it, shows that.
#[must_use]
pub(crate) fn bare(text: &str) -> Option<Marker> {
    let mut cursor = Cursor::after(text, 0);
    let (ordinal, _) = cursor.peek().filter(char::is_ascii_digit).and_then(|_| cursor.number())?;
    cursor.skip_spaces();
    let short = (1..=BARE).contains(&ordinal) && text.chars().count() <= BARE_LINE;
    let titled = cursor.peek().is_some_and(is_han) && !text.contains(['。', ',', ':', ';']);
    (short && titled).then(|| cursor.marker(Style::Digit, ordinal, ordinal.to_string()))
}

/// True where the next line is the first item under a number: `1.1` below `1 总则`.
#[must_use]
pub(crate) fn heads_dotted(marker: &Marker, next: &str) -> bool {
    at_start(next).is_some_and(|item| {
        item.style == Style::Dotted(2) && item.above == marker.ordinal && item.ordinal == 1
    })
}

/// `(一)`, `(1)`, with an optional 、 or . behind.
fn bracketed(text: &str, open: char) -> Option<Marker> {
    let close = match open {
        '(' => ')',
        '〔' => '〕',
        _ => ']',
    };
    let mut cursor = Cursor::after(text, 1);
    cursor.skip_spaces();
    let (ordinal, is_han_number) = cursor.number()?;
    cursor.skip_spaces();
    cursor.take(close)?;
    // 〔2023〕15号 is a document number.
    if ordinal == 0 || (open != '(' && !is_han_number) {
        return None;
    }
    cursor.take_any(&['、', '.', ',']);
    let style = if is_han_number { Style::HanBracket } else { Style::DigitBracket };
    let number = if is_han_number { to_han(ordinal) } else { ordinal.to_string() };
    Some(cursor.marker(style, ordinal, format!("({number})")))
}

/// `(一加强`, `一)加强`: a number with one of its two brackets, where the line has no partner for it. A
/// number that something is counted or dated by is none: `(二级以上`, `(三年`.
fn unpaired(counted: &Words<()>, text: &str) -> Option<Marker> {
    let opened = fold(text.chars().next()?) == '(';
    let mut cursor = Cursor::after(text, usize::from(opened));
    let (ordinal, is_han_number) = cursor.number()?;
    if !opened {
        cursor.take(')').filter(|_| is_han_number)?;
    }
    let next = cursor.peek().filter(|c| is_han(*c))?;
    if counted.at_start(&text[cursor.at..]).is_some() {
        return None;
    }
    let depth: i32 =
        text.chars().map(fold).map(|c| i32::from(c == '(') - i32::from(c == ')')).sum();
    let alone = if opened { depth > 0 } else { depth < 0 };
    if ordinal == 0 || ordinal > BARE || !alone || han_digit(next).is_some() {
        return None;
    }
    let style = if is_han_number { Style::HanBracket } else { Style::DigitBracket };
    let number = if is_han_number { to_han(ordinal) } else { ordinal.to_string() };
    Some(cursor.marker(style, ordinal, format!("({number})")))
}

/// `1.`, `1、`, `1)`, `1.2`.
fn digits(text: &str) -> Option<Marker> {
    let mut cursor = Cursor::after(text, 0);
    let (first, _) = cursor.number()?;
    let mut components = vec![first];
    while components.len() < 5 && !cursor.year_behind_stop() {
        let Some(next) = cursor.dotted_component() else { break };
        components.push(next);
    }
    if components.contains(&0) {
        return None;
    }
    if components.len() > 1 {
        return dotted(cursor, &components);
    }
    let spaced = cursor.skip_spaces();
    let stop = cursor.take_any(&['.', '、', ')', '·', '。', ','])?;
    let next = cursor.peek();
    if matches!(stop, '·' | '。' | ',') && (spaced || first > 99 || !next.is_some_and(is_han)) {
        return None;
    }
    // 3.5万 is a number, 1.) is not; a space before the stop is a table cell.
    let decimal = stop == '.' && next.is_some_and(|c| c.is_ascii_digit()) && !cursor.at_year();
    if decimal || (spaced && stop == ')') {
        return None;
    }
    Some(cursor.marker(Style::Digit, first, first.to_string()))
}

/// `1.2`: certain where a space, a full stop or a third component follows, else loose.
fn dotted(mut cursor: Cursor, components: &[u32]) -> Option<Marker> {
    let spaced = cursor.skip_spaces();
    let stopped = cursor.take_any(&['.', '、']).is_some();
    let small = components.iter().all(|n| *n <= 40);
    if !small || !cursor.peek().is_some_and(is_han) {
        return None;
    }
    let label = components.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    let depth = u8::try_from(components.len()).unwrap_or(u8::MAX);
    let mut marker = cursor.marker(Style::Dotted(depth), *components.last()?, label);
    marker.above = components[components.len() - 2];
    marker.loose = !(spaced || stopped || components.len() > 2);
    Some(marker)
}

/// `第三条`, `第二章`, `第一部分`.
fn ordered(text: &str) -> Option<Marker> {
    let mut cursor = Cursor::after(text, 1);
    cursor.skip_spaces();
    let (ordinal, is_han_number) = cursor.number()?;
    cursor.skip_spaces();
    let (style, word) = match cursor.next()? {
        '条' => (Style::Article, "条"),
        '章' => (Style::Chapter, "章"),
        '节' => (Style::Paragraph, "节"),
        '编' => (Style::Division, "编"),
        '部' if cursor.take('分').is_some() => (Style::Division, "部分"),
        _ => return None,
    };
    // 第三条规定…, 第五章的要求: a reference in a sentence that happens to open a line.
    if matches!(cursor.peek(), Some('的' | '规' | '第' | '和' | '至' | '、')) {
        return None;
    }
    cursor.take_any(&['、', '.', ':', ',']);
    let number = if is_han_number { to_han(ordinal) } else { ordinal.to_string() };
    Some(cursor.marker(style, ordinal, format!("第{number}{word}")))
}

/// `一、`, `一是`.
fn han(text: &str) -> Option<Marker> {
    let mut cursor = Cursor::after(text, 0);
    let (ordinal, _) = cursor.number()?;
    let number = to_han(ordinal);
    cursor.skip_spaces();
    let (style, label) = match cursor.next()? {
        '、' | '.' | '。' | ':' => (Style::Han, number),
        '是' => (Style::Running, format!("{number}是")),
        ',' if ordinal < 30 => (Style::Han, number),
        _ => return None,
    };
    if ordinal == 0 {
        return None;
    }
    if style == Style::Running {
        cursor.take_any(&[',', ':', '、']);
    }
    Some(cursor.marker(style, ordinal, label))
}

/// ①, ⑴, ⒈, ㈠.
fn enclosed(text: &str, c: char) -> Option<Marker> {
    let code = u32::from(c);
    let (style, ordinal, label) = match c {
        '①'..='⑳' => (Style::Circled, code - 0x2460 + 1, c.to_string()),
        '⑴'..='⒇' => {
            (Style::DigitBracket, code - 0x2474 + 1, format!("({})", code - 0x2474 + 1))
        }
        '⒈'..='⒛' => (Style::Digit, code - 0x2488 + 1, (code - 0x2488 + 1).to_string()),
        '㈠'..='㈩' => {
            (Style::HanBracket, code - 0x3220 + 1, format!("({})", to_han(code - 0x3220 + 1)))
        }
        _ => return None,
    };
    let mut cursor = Cursor::after(text, 1);
    cursor.take_any(&['、', '.']);
    Some(cursor.marker(style, ordinal, label))
}

/// The value of a Chinese numeral that writes ordinals.
fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '廿' => 20,
        '卅' => 30,
        _ => return None,
    })
}

/// Writes an ordinal below 10,000 in Chinese numerals, as markers write it.
#[must_use]
pub(crate) fn to_han(n: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |d: u32| DIGITS[(d % 10) as usize];
    let (thousands, hundreds, tens, ones) = (n / 1000, n / 100 % 10, n / 10 % 10, n % 10);
    let mut out = String::new();
    if thousands > 0 {
        out.extend([digit(thousands), '千']);
    }
    match hundreds {
        0 if thousands > 0 && tens > 0 => out.push('〇'),
        0 => {}
        _ => out.extend([digit(hundreds), '百']),
    }
    match tens {
        0 if n > 99 && ones > 0 => out.push('〇'),
        0 => {}
        1 if n < 100 => out.push('十'),
        _ => out.extend([digit(tens), '十']),
    }
    if ones > 0 || n == 0 {
        out.push(digit(ones));
    }
    out
}

/// Reads folded characters and remembers how many bytes they took.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn after(text: &'t str, chars: usize) -> Self {
        let at = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
        Self { text, at }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next().map(fold)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(fold(c))
    }

    fn take(&mut self, wanted: char) -> Option<char> {
        self.take_any(&[wanted])
    }

    fn take_any(&mut self, wanted: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| wanted.contains(c))?;
        self.next();
        Some(c)
    }

    /// True where at least one space was skipped.
    fn skip_spaces(&mut self) -> bool {
        let before = self.at;
        while self.text[self.at..].chars().next().is_some_and(is_space) {
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        }
        self.at > before
    }

    /// A whole number in Arabic or Chinese numerals: its value, and whether it is Chinese.
    fn number(&mut self) -> Option<(u32, bool)> {
        if self.peek()?.is_ascii_digit() {
            return Some((self.arabic()?, false));
        }
        let (mut total, mut current, mut read) = (0, 0, 0);
        while let Some(digit) = self.peek().and_then(han_digit) {
            self.next();
            read += 1;
            match digit {
                10 | 100 | 1000 => {
                    total += current.max(1) * digit;
                    current = 0;
                }
                20 | 30 => total += digit,
                _ => current = digit,
            }
            if read > LONGEST_HAN {
                return None;
            }
        }
        (read > 0).then_some((total + current, true))
    }

    /// Up to six digits.
    fn arabic(&mut self) -> Option<u32> {
        let (mut value, mut read) = (0, 0);
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.next();
            value = value * 10 + digit;
            read += 1;
            if read > LONGEST_ARABIC {
                return None;
            }
        }
        (read > 0).then_some(value)
    }

    /// `.2023年` or `. 2023 年`: an item that begins with a year.
    fn year_behind_stop(&self) -> bool {
        let mut ahead = Self { text: self.text, at: self.at };
        ahead.take('.').is_some() && {
            ahead.skip_spaces();
            ahead.at_year()
        }
    }

    /// Four digits of a year and 年, spaces between them ignored.
    fn at_year(&self) -> bool {
        let mut ahead = Self { text: self.text, at: self.at };
        ahead.skip_spaces();
        let year = ahead.arabic();
        ahead.skip_spaces();
        year.is_some_and(|year| (1949..=2100).contains(&year)) && ahead.peek() == Some('年')
    }

    /// `.2` behind a number.
    fn dotted_component(&mut self) -> Option<u32> {
        let before = self.at;
        let component = self.take('.').and_then(|_| self.peek()).filter(char::is_ascii_digit);
        let value = component.and_then(|_| self.arabic());
        if value.is_none() {
            self.at = before;
        }
        value
    }

    fn marker(mut self, style: Style, ordinal: u32, label: String) -> Marker {
        self.skip_spaces();
        Marker { style, ordinal, above: 0, loose: false, label, len: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sequence, Style, at_start, to_han};
    use crate::lexicon::Lexicon;

    #[test]
    fn markers_are_read_in_every_width() {
        let cases = [
            ("一、目标", Style::Han, 1, "一", "目标"),
            ("十二、保障", Style::Han, 12, "十二", "保障"),
            ("(一)主办单位", Style::HanBracket, 1, "(一)", "主办单位"),
            ("\u{FF08}十一\u{FF09}加强", Style::HanBracket, 11, "(十一)", "加强"),
            ("㈢加强", Style::HanBracket, 3, "(三)", "加强"),
            ("1.加快", Style::Digit, 1, "1", "加快"),
            ("1\u{FF0E}加快", Style::Digit, 1, "1", "加快"),
            ("\u{FF11}\u{FF10}、加快", Style::Digit, 10, "10", "加快"),
            ("4. 武汉", Style::Digit, 4, "4", "武汉"),
            ("23.2023 年4 月", Style::Digit, 23, "23", "2023 年4 月"),
            ("71. 2022年底", Style::Digit, 71, "71", "2022年底"),
            ("(1)建立", Style::DigitBracket, 1, "(1)", "建立"),
            ("⑵建立", Style::DigitBracket, 2, "(2)", "建立"),
            ("③建立", Style::Circled, 3, "③", "建立"),
            ("一是做好", Style::Running, 1, "一是", "做好"),
            ("第三条 本办法", Style::Article, 3, "第三条", "本办法"),
            ("第 十 章 附则", Style::Chapter, 10, "第十章", "附则"),
            ("1，加快", Style::Digit, 1, "1", "加快"),
            ("2·加快", Style::Digit, 2, "2", "加快"),
            ("三：加快", Style::Han, 3, "三", "加快"),
            ("四。加快", Style::Han, 4, "四", "加快"),
            ("1.2 总则", Style::Dotted(2), 2, "1.2", "总则"),
            ("1.2.3总则", Style::Dotted(3), 3, "1.2.3", "总则"),
        ];
        for (text, style, ordinal, label, rest) in cases {
            let marker = at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.style, marker.ordinal, &*marker.label), (style, ordinal, label));
            assert_eq!(&text[marker.len..], rest);
        }
    }

    #[test]
    fn a_dotted_number_without_a_stop_is_loose() {
        let marker = at_start("2.1改善").unwrap();
        assert_eq!((marker.above, marker.ordinal, marker.loose), (2, 1, true));
        assert!(!at_start("2.1 改善").unwrap().loose);
    }

    #[test]
    fn what_only_looks_like_a_marker() {
        let cases = [
            "〔2023〕15号",
            "1,000元",
            "3，4月",
            "120，建设",
            "2025年5月",
            "53.5万人",
            "一般公共服务",
            "第三条规定的",
            "二十大精神",
            "(以下简称示范区)",
            "202541",
            "500个项目",
            "十五五规划",
            "",
            "(",
            "1",
            "第",
            "(2023)12号",
            "2025. 加强",
            "1000.建设",
            "(200)建设",
            "二百、建设",
        ];
        for text in cases {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_are_written_as_markers_write_them() {
        for (n, han) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (35, "三十五"),
            (105, "一百〇五"),
            (1000, "一千"),
            (1005, "一千〇五"),
            (1010, "一千〇一十"),
            (1260, "一千二百六十"),
        ] {
            assert_eq!(to_han(n), han);
        }
    }

    #[test]
    fn a_long_list_is_read_to_its_end_and_a_year_is_no_marker() {
        let read = |lines: &[&str]| {
            let mut sequence = Sequence::default();
            let markers = lines
                .iter()
                .map(|line| sequence.at_start(&Lexicon::builtin().phrases.counted, line));
            markers.map(|marker| marker.map_or(0, |marker| marker.ordinal)).collect::<Vec<_>>()
        };
        assert_eq!(read(&["999.甲", "1000.乙", "1001\u{FF0E}丙"]), [999, 1000, 1001]);
        assert_eq!(read(&["998、甲", "1001、乙", "1005、丙"]), [998, 1001, 0]);
        assert_eq!(read(&["3.甲", "2025. 乙", "4.丙", "1000.丁"]), [3, 0, 4, 0]);
        assert_eq!(read(&["(199)甲", "(200)乙", "（201）丙"]), [199, 200, 201]);
        assert_eq!(
            read(&["999.甲", "1000.乙", "1.丙", "2.丁", "1001.戊"]),
            [999, 1000, 1, 2, 1001]
        );
        assert_eq!(read(&["99999.甲", "第一千二百六十条 乙"]), [0, 1260]);
    }

    #[test]
    fn a_marker_that_lost_a_bracket_goes_on_with_its_list() {
        let labels = |lines: &[&str]| -> Vec<String> {
            let mut sequence = Sequence::default();
            let markers = lines
                .iter()
                .filter_map(|line| sequence.at_start(&Lexicon::builtin().phrases.counted, line));
            markers.map(|marker| marker.label).collect()
        };
        let cases: [(&[&str], &[&str]); 5] = [
            (&["一、目标", "(一加强领导。", "(二)加强宣传。"], &["一", "(一)", "(二)"]),
            (&["(一)加强领导", "二)加强宣传", "(三做好服务"], &["(一)", "(二)", "(三)"]),
            (&["(一)加强领导", "(四做好服务"], &["(一)"]),
            (&["(一)加强领导", "(二级以上医院", "(二加强)领导"], &["(一)"]),
            (&["(一加强领导"], &[]),
        ];
        for (lines, expected) in cases {
            assert_eq!(labels(lines), expected, "{lines:?}");
        }
    }
}
