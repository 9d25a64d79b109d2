//! 发文字号: `武政办〔2024〕28号`, with any bracket and with spaces inside.

use crate::chars::{is_han, signs};
use crate::model::DocumentNumber;

/// The longest 机关代字 in code points.
const LONGEST_CODE: usize = 16;

/// A document number with its place in the words.
#[derive(Clone, Debug)]
pub(super) struct FoundNumber {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: DocumentNumber,
}

/// The first document number in `words`.
pub(super) fn find(words: &str) -> Option<FoundNumber> {
    signs(words).filter(|(_, c)| is_bracket(*c)).find_map(|(at, open)| at_bracket(words, at, open))
}

/// True where the number is all that stands there.
pub(super) fn is_whole(words: &str, found: &FoundNumber) -> bool {
    let rest = [&words[..found.start], &words[found.end..]].concat();
    rest.chars().all(|c| matches!(c, ' ' | '(' | ')' | ':' | '号') || c == '\n')
}

fn is_bracket(c: char) -> bool {
    matches!(c, '〔' | '[' | '(' | '【' | '〈' | '{')
}

fn at_bracket(words: &str, at: usize, open: char) -> Option<FoundNumber> {
    let (year, after_year) = digits(&words[at + open.len_utf8()..], 4)?;
    let rest = &words[at + open.len_utf8() + after_year..];
    let close =
        rest.chars().next().filter(|c| matches!(c, '〕' | ']' | ')' | '】' | '〉' | '}'))?;
    let tail = &rest[close.len_utf8()..];
    let skipped = tail.len() - tail.trim_start_matches([' ', '第']).len();
    let (sequence, after) = digits(&tail[skipped..], 5)?;
    let behind = &tail[skipped + after..];
    let mark = behind.trim_start().strip_prefix('号')?;
    let end = words.len() - mark.len();
    let (start, agency_code) = code_before(words, at)?;
    let year = i16::try_from(year).ok().filter(|year| (1949..=2100).contains(year))?;
    let text = format!("{agency_code}〔{year}〕{sequence}号");
    let number = DocumentNumber { text, agency_code, year, sequence };
    Some(FoundNumber { start, end, number })
}

/// The number of a series without a code of its organ, all of the words: `第12号`, `(第7期)`, `〔2025〕3号`.
pub(super) fn serial(words: &str) -> Option<u32> {
    let words = words.trim_matches(['(', ')', ' ']);
    let inner = words.strip_suffix(['号', '期'])?;
    let of_year = || {
        let year = inner.strip_prefix(['〔', '['])?;
        let (year, sequence) = year.split_once(['〕', ']'])?;
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        is_year.then(|| sequence.trim_start_matches('第'))
    };
    let digits = inner.strip_prefix('第').or_else(of_year)?.trim();
    let plausible = (1..=5).contains(&digits.len());
    digits.parse().ok().filter(|_| plausible)
}

/// A number that lost its brackets, `澜教发202441号`: all of the words, and its year is `year`.
pub(super) fn without_brackets(words: &str, year: i16) -> Option<FoundNumber> {
    let words = words.trim_end();
    let start = words.len() - words.trim_start().len();
    let code = words[start..].find(|c: char| c.is_ascii_digit())?;
    let agency_code = words[start..start + code].to_owned();
    let digits = words[start + code..].strip_suffix('号')?;
    let sequence = digits.strip_prefix(&year.to_string())?;
    let plausible = (2..=LONGEST_CODE).contains(&agency_code.chars().count())
        && agency_code.chars().all(is_han)
        && (1..=4).contains(&sequence.len());
    let sequence: u32 = sequence.parse().ok().filter(|n| plausible && *n > 0)?;
    let text = format!("{agency_code}〔{year}〕{sequence}号");
    let number = DocumentNumber { text, agency_code, year, sequence };
    Some(FoundNumber { start, end: words.len(), number })
}

/// A run of digits with its length, spaces around it included.
fn digits(words: &str, most: usize) -> Option<(u32, usize)> {
    let start = words.len() - words.trim_start().len();
    let run = words[start..].bytes().take_while(u8::is_ascii_digit).count();
    let value = words[start..start + run].parse().ok().filter(|_| run <= most)?;
    let behind = &words[start + run..];
    Some((value, start + run + behind.len() - behind.trim_start().len()))
}

/// The Han characters before the bracket. A title's end is no code: `…的通知武政办〔2024〕28号`.
fn code_before(words: &str, at: usize) -> Option<(usize, String)> {
    let mut start = at;
    let mut code = String::new();
    for (index, c) in words[..at].char_indices().rev() {
        if !is_han(c) && c != ' ' || code.chars().count() >= LONGEST_CODE {
            break;
        }
        if c == ' ' {
            if start < at && words[start..at].chars().any(is_han) {
                break;
            }
            continue;
        }
        code.insert(0, c);
        start = index;
    }
    let code_start = code.rfind("通知").map_or(0, |found| found + "通知".len());
    let code = code.split_off(code_start);
    (code.chars().count() >= 2).then(|| (start + code_start, code))
}

#[cfg(test)]
mod tests {
    use super::{find, serial, without_brackets};

    #[test]
    fn lost_brackets_are_put_back_where_the_year_is_known() {
        let number = |words: &str| without_brackets(words, 2024).map(|found| found.number.text);
        assert_eq!(number("澜教发202441号").as_deref(), Some("澜教发〔2024〕41号"));
        assert_eq!(number("澜教发202341号"), None);
        assert_eq!(number("澜教发2024号"), None);
    }

    #[test]
    fn numbers_in_many_brackets() {
        let cases = [
            ("武政办〔2024〕28号", "武政办〔2024〕28号"),
            ("渝北府发 〔2017〕 7号", "渝北府发〔2017〕7号"),
            ("宁政发[2006]275号", "宁政发〔2006〕275号"),
            ("的通知(黔发改服务〔2020〕111号)", "黔发改服务〔2020〕111号"),
            ("榕政办规(2023)第09号", "榕政办规〔2023〕9号"),
            ("方案的通知武政办〔2023〕45号", "武政办〔2023〕45号"),
        ];
        for (words, want) in cases {
            let found = find(words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(found.number.text, want);
            assert!(words[found.start..found.end].ends_with('号'));
        }
    }

    #[test]
    fn numbers_of_a_series() {
        let cases = ["第12号", "(第7期)", "〔2025〕3号", "[2025]第3号"];
        assert_eq!(cases.map(serial), [Some(12), Some(7), Some(3), Some(3)]);
        for words in ["甲发〔2025〕3号", "第号", "2025年3号", "第12号令公布"] {
            assert_eq!(serial(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for words in
            ["〔〕号", "(2023年5月23日)", "〔2023〕15号", "第15号", "(一)加强", "甲〔20235〕1号"]
        {
            assert!(find(words).is_none(), "{words}");
        }
    }
}
