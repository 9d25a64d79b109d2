//! Where a group's office sits: `领导小组办公室设在区商务局`, `下设办公室,在区资建局办公`.

use crate::find::responsibility::grammar::split::bracket_at_end;
use crate::find::responsibility::grammar::{foot, name};
use crate::find::{Context, Passage, Rule};
use crate::span::TextRange;

/// The group stands at most this far before the word 办公室, in bytes, in the same sentence.
const LOOK_BACK: usize = 3000;

/// The word that an office is known by.
const OFFICE: &str = "办公室";

/// The place of an office.
pub(crate) const RULE: Rule = Rule {
    id: "group/office",
    finds: "a sentence that says where the office of a leading group sits",
    example: "领导小组办公室设在县住建局,承担日常工作",
    counter_example: "领导小组办公室定期在全市范围开展检查",
};

/// An office and where it sits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office {
    /// From the word to the place.
    pub(super) range: TextRange,
    /// The unit.
    pub(super) place: TextRange,
}

/// All offices of a passage, in order, with the name of their group where their paragraph gives it.
pub(super) fn find(context: &Context, passage: &Passage) -> Vec<(Option<TextRange>, Office)> {
    passage.paragraphs.iter().flat_map(|range| in_paragraph(context, *range)).collect()
}

fn in_paragraph(context: &Context, range: TextRange) -> Vec<(Option<TextRange>, Office)> {
    let words = range.of(context.text);
    let sits = context.marks.cues(&context.lexicon.group_words.offices, words);
    let offices = sits.filter_map(|(at, word, ())| read(context, range, (at, word.len())));
    offices
        .map(|office| {
            let before = TextRange::new(range.start, office.range.start);
            (super::prose::founded(context, before), office)
        })
        .collect()
}

/// The office before the words that say where it sits.
fn read(context: &Context, range: TextRange, (sits, len): (usize, usize)) -> Option<Office> {
    let words = range.of(context.text);
    let before = &words[..sits];
    // 办公室(市民营办)设在.
    let alias =
        || bracket_at_end(context, before).and_then(|open| before[..open].strip_suffix(OFFICE));
    let at = before.strip_suffix(OFFICE).or_else(alias)?.len();
    let start = sits + len;
    let rest = &words[start..];
    let ends = |sign| matches!(sign, ',' | '。' | ';' | '(' | ')' | '、');
    let len = context.marks.signs(rest).head(ends).len();
    let place = rest.get(..len)?;
    let ends = &context.lexicon.group_words.office_ends;
    let place = ends.at_end(place).map_or(place, |(word, ())| &place[..place.len() - word.len()]);
    let sentence = context.marks.signs(foot(&words[..at], LOOK_BACK)).tail(|sign| sign == '。');
    let of_group = context.marks.has_cue(&context.lexicon.group_words.nouns, sentence);
    (of_group && name::plausible(context, place)).then(|| Office {
        range: range.within(at, start - at + place.len()),
        place: range.within(start, place.len()),
    })
}
