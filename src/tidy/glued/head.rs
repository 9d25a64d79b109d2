//! The names of columns that stand one behind the other: 序号工作任务责任单位完成时限.
//!
//! A name ends in a noun that the lexicon knows. Before it stand a few characters that say which; what is
//! more is the name of a column that nothing is known of.

use crate::chars::is_space;
use crate::lexicon::{Column, HeadNoun, Lexicon};
use crate::marker;
use memchr::memmem;
use std::ops::Range;

/// Bytes of the longest head.
const LONGEST: usize = 400;
/// Characters before the noun of a name.
const MODIFIER: usize = 6;
/// Characters before the words for a role in the name of a column of units.
const BEFORE_ROLE: usize = 3;
/// Characters of the longest name that ends in a noun and says nothing known.
const UNKNOWN: usize = 16;
/// Columns of a head at most.
const MANY: usize = 12;
/// Characters of the name of a last column that nothing is known of.
const OPEN: usize = 8;

/// The names of the columns in some words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// Each with what it holds.
    pub(super) columns: Vec<(Range<usize>, Column)>,
}

impl Names {
    /// Where the head begins.
    pub(super) fn start(&self) -> usize {
        self.columns.first().map_or(0, |(name, _)| name.start)
    }

    /// Where the head ends.
    pub(super) fn end(&self) -> usize {
        self.columns.last().map_or(0, |(name, _)| name.end)
    }

    /// What the columns hold.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().map(|(_, column)| *column)
    }
}

/// The places at which the name of a column of row numbers begins: 序号, 编号.
pub(super) fn starts(lexicon: &Lexicon, words: &str) -> Vec<usize> {
    let nouns = lexicon.table_words.nouns.iter();
    let counts = nouns.filter(|(_, noun)| **noun == HeadNoun::Of(Column::Number));
    let numbers =
        counts.map(|(word, _)| word).filter(|word| lexicon.column(word) == Column::Number);
    let mut found: Vec<usize> = Vec::new();
    for word in numbers {
        let hits = memmem::find_iter(words.as_bytes(), word);
        found.extend(hits.filter(|at| number_name(lexicon, first(&words[*at..])).is_some()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first characters, among which those of such a name stand.
fn first(words: &str) -> &str {
    words.char_indices().nth(UNKNOWN).map_or(words, |(end, _)| &words[..end])
}

/// The bytes of the name of a column of row numbers, which is two characters or more: 序 号.
pub(super) fn number_name(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let nouns = &lexicon.table_words.nouns;
    let is_number = |word: &str| lexicon.column(word) == Column::Number;
    let mut end = 0;
    loop {
        let rest = words[end..].trim_start_matches(is_space);
        let Some((word, _)) = nouns.at_start(rest).filter(|(word, _)| is_number(word)) else {
            break;
        };
        end = words.len() - rest.len() + word.len();
    }
    (words[..end].chars().count() > 1).then_some(end)
}

/// The head that begins with a column of row numbers at a byte: what is done, and who answers or by when.
pub(super) fn at(lexicon: &Lexicon, words: &str, start: usize) -> Option<Names> {
    let end = window(words, start);
    let mut columns =
        vec![(start..start + number_name(lexicon, &words[start..end])?, Column::Number)];
    let mut at = columns[0].0.end;
    while columns.len() < MANY
        && let Some(names) = next(lexicon, words, at..end)
    {
        at = names.last().map_or(end, |(name, _)| name.end);
        columns.extend(names);
    }
    columns.extend(open(words, at..end));
    let has = |is: fn(&Column) -> bool| columns.iter().any(|(_, column)| is(column));
    let bound = has(|column| matches!(column, Column::Role(_) | Column::Due));
    let said = has(|column| *column == Column::Task);
    (said && bound).then_some(Names { columns })
}

/// The end of the words in which the head that begins at a byte must end.
fn window(words: &str, start: usize) -> usize {
    let longest = words.len().min(start + LONGEST);
    let end = (start..=longest).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(start);
    let digits = words[start..end].find(|c: char| c.is_ascii_digit() || "。;,|\t".contains(c));
    digits.map_or(end, |digit| start + digit)
}

/// The next name, with one that nothing is known of before it.
fn next(
    lexicon: &Lexicon,
    words: &str,
    within: Range<usize>,
) -> Option<Vec<(Range<usize>, Column)>> {
    let start = within.end - words[within.clone()].trim_start().len();
    let end = end_of_name(lexicon, &words[start..within.end])? + start;
    let (name, noun) = (&words[start..end], end_noun(lexicon, &words[start..end])?);
    let apart =
        name.rfind(char::is_whitespace).map(|at| at + 1).filter(|at| name.len() - at > noun);
    let before_role = before_role(lexicon, name, noun);
    let cut = before_role.or(apart.filter(|_| name.chars().count() > MODIFIER + 2)).unwrap_or(0);
    let end = end + note(&words[end..within.end]);
    let column = lexicon.column(&words[start + cut..end]);
    let before = name[..cut].trim_end();
    let unknown = (cut > 0).then(|| (start..start + before.len(), lexicon.column(before)));
    let known = column != Column::Unknown || name.chars().count() <= UNKNOWN;
    let fits = known && marker::at_start(name).is_none();
    fits.then(|| unknown.into_iter().chain([(start + cut..end, column)]).collect())
}

/// The bytes up to the end of the first noun and of those that follow it at once and say the same:
/// 工作任务.
fn end_of_name(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let nouns = &lexicon.table_words.nouns;
    let (at, word, noun) = nouns.find(words)?;
    let mut end = at + word.len();
    while let Some((more, _)) = nouns.at_start(&words[end..]).filter(|(_, other)| *other == noun) {
        end += more.len();
    }
    Some(known_name(lexicon, words).max(end))
}

/// The bytes of the longest name of a column at the start that is known as a whole.
fn known_name(lexicon: &Lexicon, words: &str) -> usize {
    let heads = lexicon.table_heads.at_start(words).map_or(0, |(word, _)| word.len());
    let labels = lexicon.clause_words.labels.at_start(words).map_or(0, |(word, _)| word.len());
    let dates = lexicon.deadlines.labels.at_start(words).map_or(0, |(word, ())| word.len());
    heads.max(labels).max(dates)
}

/// The bytes of the noun at the end of a name, or of the whole name where it is known as one.
fn end_noun(lexicon: &Lexicon, name: &str) -> Option<usize> {
    let noun = lexicon.table_words.nouns.at_end(name).map(|(noun, _)| noun.len());
    noun.or_else(|| (known_name(lexicon, name) == name.len()).then_some(name.len()))
}

/// Where the words for a role begin, if much stands before them: 所属片区|责任单位.
fn before_role(lexicon: &Lexicon, name: &str, noun: usize) -> Option<usize> {
    let modifier = &name[..name.len() - noun];
    let (role, _) = lexicon.table_words.roles.at_end(modifier)?;
    let at = modifier.len() - role.len();
    (name[..at].chars().count() > BEFORE_ROLE).then_some(at)
}

/// The bytes of a note in brackets behind a name.
fn note(words: &str) -> usize {
    if !words.starts_with('(') {
        return 0;
    }
    words.find(')').map_or(0, |at| at + 1)
}

/// The name of a last column that nothing is known of.
fn open(words: &str, rest: Range<usize>) -> Option<(Range<usize>, Column)> {
    let name = words[rest.clone()].trim_end();
    let fits =
        !name.is_empty() && name.chars().count() <= OPEN && !name.contains([' ', '\n', '、', '(']);
    fits.then(|| (rest.start..rest.start + name.len(), Column::Unknown))
}

#[cfg(test)]
mod tests {
    use super::{at, starts};
    use crate::lexicon::Lexicon;

    fn names(words: &str) -> Vec<&str> {
        let lexicon = Lexicon::builtin();
        let start = starts(lexicon, words).first().copied().unwrap_or_default();
        let names = at(lexicon, words, start);
        names.map_or(Vec::new(), |names| {
            names.columns.iter().map(|(name, _)| &words[name.clone()]).collect()
        })
    }

    #[test]
    fn names_are_told_apart() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "附表 序号改革举措主要内容责任单位1清理",
                &["序号", "改革举措", "主要内容", "责任单位"],
            ),
            (
                "序 号 工作任务 牵头单位 完成时限 备注 1",
                &["序 号", "工作任务", "牵头单位", "完成时限", "备注"],
            ),
            (
                "序号项目名称主要内容分管领导牵头单位配合单位1",
                &["序号", "项目名称", "主要内容", "分管领导", "牵头单位", "配合单位"],
            ),
            ("序号任务责任单位(排第一的牵头)1", &["序号", "任务", "责任单位(排第一的牵头)"]),
            ("序号任务所在片区责任单位1", &["序号", "任务", "所在片区", "责任单位"]),
            (
                "序号改革举措主 要 内 容指导部门推广范围1",
                &["序号", "改革举措", "主 要 内 容", "指导部门", "推广范围"],
            ),
            ("序号姓名职务电话1", &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(names(words), expected, "{words}");
        }
    }
}
