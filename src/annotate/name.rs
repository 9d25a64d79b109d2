//! Names of organisations in running text: where a clause or an item begins, behind words that lead
//! them (由, 会同, 向), and behind the name before them in a list.

use crate::chars::{is_punctuation, signs};
use crate::lexicon::Lexicon;
use crate::names::recognise::NameShape;
use crate::span::TextRange;
use rustc_hash::FxHashMap;

/// Names behind leading words that are looked for in one run of words.
const LEADS: usize = 4;

/// Longest collective, in characters: a longer one is a sentence about bodies.
const LONGEST: usize = 12;

/// Reads names, and remembers what each piece of a text looks like: the same names come again and again.
#[derive(Debug)]
pub(super) struct Reader<'l, 't> {
    lexicon: &'l Lexicon,
    text: &'t str,
    shapes: FxHashMap<&'t str, NameShape>,
}

impl<'l, 't> Reader<'l, 't> {
    pub(super) fn new(lexicon: &'l Lexicon, text: &'t str) -> Self {
        Self { lexicon, text, shapes: FxHashMap::default() }
    }

    /// The names of a paragraph, and what each looks like.
    pub(super) fn read(&mut self, paragraph: TextRange) -> Vec<(TextRange, NameShape)> {
        let mut names = Vec::new();
        for (at, run) in runs(paragraph.of(self.text)) {
            self.run(paragraph.within(at, run.len()), &mut names);
        }
        names
    }

    /// The names of a run.
    fn run(&mut self, range: TextRange, names: &mut Vec<(TextRange, NameShape)>) {
        let run = range.of(self.text);
        let Some(last) = last_ending(self.lexicon, run) else { return };
        let (mut at, mut leads) = (0, 0);
        while at < last && leads < LEADS {
            let Some(rest) = run.get(at..) else { break };
            if let Some((len, shape)) = self.name_at_start(rest) {
                names.push((range.within(at, len), shape));
                at += len + joint(self.lexicon, &run[at + len..]);
            } else {
                let Some(lead) = after_lead(self.lexicon, rest) else { break };
                at += lead;
                leads += 1;
            }
        }
    }

    /// The length of the name that `words` begin with, if the lexicon explains it, and what it looks like.
    fn name_at_start(&mut self, words: &'t str) -> Option<(usize, NameShape)> {
        let organisations = &self.lexicon.organisations;
        let shapes = &mut self.shapes;
        let mut shape =
            |piece| *shapes.entry(piece).or_insert_with(|| organisations.name_shape(piece));
        let (len, shape) = organisations.reach_as(words, &mut shape)?;
        let named = match shape {
            NameShape::Known(_) => true,
            NameShape::Collective => words[..len].chars().nth(LONGEST).is_none(),
            _ => false,
        };
        named.then_some((len, shape))
    }
}

/// The words between signs, with their offsets.
fn runs(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = signs(words).filter(|(_, c)| ends_run(*c));
    let ends = ends.map(|(at, c)| (at, c.len_utf8())).chain([(words.len(), 0)]);
    let mut start = 0;
    ends.filter_map(move |(at, sign)| {
        let run = (start, words.get(start..at)?);
        start = at + sign;
        (!run.1.is_empty()).then_some(run)
    })
}

/// Brackets stand inside names: 各县(市、区)人民政府.
fn ends_run(c: char) -> bool {
    matches!(c, '\n' | '\t' | '|' | ' ') || is_punctuation(c) && !matches!(c, '(' | ')' | '、')
}

/// Where the last word ends that names end in.
fn last_ending(lexicon: &Lexicon, run: &str) -> Option<usize> {
    let suffixes = &lexicon.organisations.suffixes;
    if !suffixes.may_end_inside(run) {
        return None;
    }
    let mut ends = run.char_indices().rev().map(|(at, c)| (at + c.len_utf8(), c));
    ends.find(|(end, c)| suffixes.ending(&run[..*end], *c).is_some()).map(|(end, _)| end)
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
    use super::Reader;
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
            let mut reader = Reader::new(Lexicon::builtin(), text);
            let names = reader.read(TextRange::from(0..text.len()));
            let names: Vec<&str> = names.iter().map(|(range, _)| range.of(text)).collect();
            assert_eq!(names.join("|"), expected);
        }
    }
}
