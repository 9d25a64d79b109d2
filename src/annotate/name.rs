//! Names of organisations in running text: where a clause or an item begins, behind words that lead
//! them (由, 会同, 向), and behind the name before them in a list.

use crate::chars::is_punctuation;
use crate::lexicon::Lexicon;
use crate::names::recognise::NameShape;
use crate::span::TextRange;

/// Names behind leading words that are looked for in one run of words.
const LEADS: usize = 4;

/// Longest collective, in characters: a longer one is a sentence about bodies.
const LONGEST: usize = 12;

/// The names of a paragraph.
pub(super) fn read(
    lexicon: &Lexicon,
    text: &str,
    paragraph: TextRange,
) -> impl Iterator<Item = TextRange> {
    runs(paragraph.of(text)).flat_map(move |(at, run)| {
        let names = in_run(lexicon, run).into_iter();
        names.map(move |(start, len)| paragraph.within(at + start, len))
    })
}

/// The words between signs, with their offsets.
fn runs(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    words.split(ends_run).filter_map(move |run| {
        let start = at;
        let sign = words.get(at + run.len()..).and_then(|rest| rest.chars().next());
        at += run.len() + sign.map_or(0, char::len_utf8);
        (!run.is_empty()).then_some((start, run))
    })
}

/// Brackets stand inside names: 各县(市、区)人民政府.
fn ends_run(c: char) -> bool {
    matches!(c, '\n' | '\t' | '|' | ' ') || is_punctuation(c) && !matches!(c, '(' | ')' | '、')
}

/// Offset and length of each name in a run.
fn in_run(lexicon: &Lexicon, run: &str) -> Vec<(usize, usize)> {
    let organisations = &lexicon.organisations;
    let mut found = Vec::new();
    let mut leads = 0;
    let mut at = 0;
    while leads < LEADS && at < run.len() {
        let rest = &run[at..];
        if organisations.suffixes.find(rest).is_none() {
            break;
        }
        if let Some(len) = name_at_start(lexicon, rest) {
            found.push((at, len));
            at += len + joint(lexicon, &run[at + len..]);
        } else {
            let Some(lead) = after_lead(lexicon, rest) else { break };
            at += lead;
        }
        leads += 1;
    }
    found
}

/// The length of the name that `words` begin with, if the lexicon explains it.
fn name_at_start(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let organisations = &lexicon.organisations;
    let len = organisations.reach(words)?;
    let name = &words[..len];
    let named = match organisations.name_shape(name) {
        NameShape::Known(_) => true,
        NameShape::Collective => name.chars().nth(LONGEST).is_none(),
        _ => false,
    };
    named.then_some(len)
}

/// The length of 、 or 和 between two names.
fn joint(lexicon: &Lexicon, words: &str) -> usize {
    lexicon.targets.conjunction.at_start(words).map_or(0, |(word, ())| word.len())
}

/// Where the words behind the next leading word begin.
fn after_lead(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let (at, word, _) = lexicon.actors.leads.find(words)?;
    Some(at + word.len())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;

    #[test]
    fn names_begin_clauses_and_follow_words_that_lead_them() {
        let cases = [
            ("市财政局、市水利局要加强配合,由区住建局负责", "市财政局|市水利局|区住建局"),
            ("建设泵站,报市人民政府备案", "市人民政府"),
            ("加强组织领导,完善中心功能", ""),
            ("各县(市、区)人民政府要抓好落实", "各县(市、区)人民政府"),
        ];
        for (text, expected) in cases {
            let names = read(Lexicon::builtin(), text, TextRange::from(0..text.len()));
            let names: Vec<&str> = names.map(|range| range.of(text)).collect();
            assert_eq!(names.join("|"), expected);
        }
    }
}
