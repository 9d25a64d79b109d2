//! Does a piece of text look like the name of an organisation?

use super::read::is_han;
use crate::lexicon::organisation::{Organisations, Weight};
use crate::model::UnitKind;

/// No name is longer, in characters.
const LONGEST: usize = 40;

/// Before a light ending a name without a place has at most this many characters.
const LIGHT: usize = 9;

/// How far a sentence is searched for the end of a name, in characters.
const REACH: usize = 40;

/// What parts names in a list. It stands inside of a name too: 各县(市、区)人民政府.
const LISTS: char = '、';

/// Where a bracket note ends.
const CLOSES: [char; 3] = [')', '〉', '〕'];

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameShape {
    /// The lexicon explains the whole name: 区发改局, 财政厅, 武汉海关.
    Known(UnitKind),
    /// It ends as names end: 区科服中心, 首义科创投集团, 城建处.
    Suffix(UnitKind),
    /// Several bodies under one name: 各县(市、区)人民政府.
    Collective,
    /// A place, which stands for its government: 洪山区.
    Place,
    /// No name: 加强组织领导, 2023.
    Unlikely,
}

impl NameShape {
    /// True for every shape but [`NameShape::Unlikely`].
    #[must_use]
    pub(crate) fn is_name(self) -> bool {
        self != Self::Unlikely
    }
}

/// How sure the end of a name is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Firmness {
    Light,
    Heavy,
    Known,
}

impl Organisations {
    /// What `piece` looks like as a whole. A bracket note at its end does not count.
    #[must_use]
    pub(crate) fn name_shape(&self, piece: &str) -> NameShape {
        let piece = piece.trim();
        if self.is_collective(piece) {
            return NameShape::Collective;
        }
        let name = without_note(piece);
        if name.len() < piece.len() && self.is_collective(name) {
            return NameShape::Collective;
        }
        self.shape_of_one(name)
    }

    /// The bytes of the name that `text` begins with, or none. The first name that the lexicon
    /// knows ends it, unless a longer one is known too: 区城市运行管理中心|做好转办工作.
    #[must_use]
    pub(crate) fn reach(&self, text: &str) -> Option<usize> {
        self.reach_as(text, &mut |piece| self.name_shape(piece)).map(|(end, _)| end)
    }

    /// The same, with what the name looks like. `shape` is [`Organisations::name_shape`], or remembers
    /// what it said.
    #[must_use]
    pub(crate) fn reach_as<'t>(
        &self,
        text: &'t str,
        shape: &mut impl FnMut(&'t str) -> NameShape,
    ) -> Option<(usize, NameShape)> {
        let opening = self.opening(text);
        let mut no_name = opening;
        let mut best: Option<(usize, Firmness, NameShape)> = None;
        for (at, c) in text.char_indices().take(REACH) {
            let is_known = || matches!(best, Some((.., NameShape::Known(_))));
            if !(is_han(c) || is_inner(c)) || c == LISTS && is_known() && is_level(&text[..at]) {
                break;
            }
            let end = at + c.len_utf8();
            // Neither one body nor several are called so.
            if opening.is_some_and(|opening| end >= opening) {
                break;
            }
            if !self.ends().may_end(c) || self.ends().ending(&text[..end], c).is_none() {
                continue;
            }
            let no_name = *no_name.get_or_insert_with(|| self.no_name_from(text));
            let piece = &text[..end];
            let looked_at = end < no_name || piece.ends_with(CLOSES);
            let shape = if looked_at { shape(piece) } else { self.shape_of_many(piece) };
            let Some(firmness) = self.firmness(piece, shape) else { continue };
            let better = best.is_none_or(|(last, firm, _)| {
                firmness > firm && firmness > Firmness::Light
                    || firmness == Firmness::Known
                    || self.continues(&text[last..end])
            });
            if better && !self.is_in_post(text, end) {
                best = Some((end, firmness, shape));
            }
        }
        best.map(|(end, _, shape)| (end, shape))
    }

    /// Where a word ends that no name begins with and `text` does.
    fn opening(&self, text: &str) -> Option<usize> {
        let begun = text.trim_start();
        let (word, ()) = self.not_names.heads.at_start(begun)?;
        Some(text.len() - begun.len() + word.len())
    }

    /// Where a word ends with which `text` is no name, so that nothing longer is one but a collective or
    /// what has it in a bracket note.
    fn no_name_from(&self, text: &str) -> usize {
        let mut behind = text.chars();
        let _ = behind.nth(REACH - 1);
        let text = &text[..text.len() - behind.as_str().len()];
        let inside = self.not_names.inside.find(text).map(|(at, word, ())| at + word.len());
        let anything = || self.not_names.unless.find(text).is_some();
        inside.filter(|_| !anything()).unwrap_or(usize::MAX)
    }

    /// What a piece looks like that is no name of one body.
    fn shape_of_many(&self, piece: &str) -> NameShape {
        if self.is_collective(piece.trim()) { NameShape::Collective } else { NameShape::Unlikely }
    }

    fn firmness(&self, name: &str, shape: NameShape) -> Option<Firmness> {
        let light = || self.suffixes.at_end(name).is_some_and(|(_, s)| s.weight == Weight::Light);
        match shape {
            NameShape::Unlikely => None,
            NameShape::Suffix(_) if light() => Some(Firmness::Light),
            NameShape::Suffix(_) => Some(Firmness::Heavy),
            _ => Some(Firmness::Known),
        }
    }

    /// 石桥镇镇|长, 各镇镇|长, 常务副县|长: the word for a level belongs to the post behind the name.
    fn is_in_post(&self, text: &str, end: usize) -> bool {
        let Some((word, _)) = self.level_words.at_end(&text[..end]) else { return false };
        let (name, post) = text.split_at(end - word.len());
        let doubled = || self.level_words.at_end(name).is_some_and(|(before, _)| before == word);
        self.not_names.heads_of_places.at_start(post).is_some()
            && (doubled() || self.not_names.deputies.at_end(name).is_some())
    }

    /// 行政服务中心|管委会, 公安局|交通管理局: a name that goes on after its first possible end.
    fn continues(&self, more: &str) -> bool {
        more.chars().nth(1).is_some()
            && (self.suffixes.get(more).is_some()
                || self.may_be_name(more) && self.read(more).is_some())
    }

    fn shape_of_one(&self, name: &str) -> NameShape {
        if !self.may_be_name(name) {
            return NameShape::Unlikely;
        }
        if self.is_place(name) {
            return NameShape::Place;
        }
        match self.read(name) {
            Some(reading) => NameShape::Known(self.kind_of(&reading)),
            None => self.shape_by_ending(name),
        }
    }

    fn shape_by_ending(&self, name: &str) -> NameShape {
        let Some((word, suffix)) = self.suffixes.at_end(name) else { return NameShape::Unlikely };
        let body = name[..name.len() - word.len()].chars().count();
        let fits = match suffix.weight {
            Weight::Heavy => true,
            Weight::Light => body > 0 && (body <= LIGHT || self.has_place(name)),
        };
        if fits && !suffix.is_no_name(name) {
            NameShape::Suffix(suffix.kind)
        } else {
            NameShape::Unlikely
        }
    }

    fn has_place(&self, name: &str) -> bool {
        self.level_words.at_start(name).is_some() || self.full_places(name) > 0
    }

    fn may_be_name(&self, name: &str) -> bool {
        self.not_names.heads.at_start(name).is_none()
            && is_spelled_as_name(name)
            && (self.not_names.inside.find(name).is_none() || self.is_long_office(name))
    }

    /// Only names of leading groups hold verbs: 市推进职能转变协调小组办公室.
    fn is_long_office(&self, name: &str) -> bool {
        self.not_names.unless.find(name).is_some() && self.suffixes.at_end(name).is_some()
    }
}

/// True for two Chinese characters or more, not too many, with nothing between them that no name has.
fn is_spelled_as_name(text: &str) -> bool {
    let mut han = 0;
    for c in text.chars() {
        if is_han(c) {
            han += 1;
        } else if !is_inner(c) && !c.is_ascii_alphanumeric() {
            return false;
        }
        if han > LONGEST {
            return false;
        }
    }
    han >= 2
}

/// True where no bracket is open at the end.
fn is_level(text: &str) -> bool {
    let count = |bracket| text.matches(bracket).count();
    count(['(', '〈', '〔', '“']) <= count([')', '〉', '〕', '”'])
}

/// Marks that stand inside names.
fn is_inner(c: char) -> bool {
    matches!(c, '“' | '”' | '(' | ')' | '〈' | '〉' | '〔' | '〕' | '、' | '-' | '—' | ' ')
}

/// The name without the bracket note at its end: 区经科局(区数据局) → 区经科局.
#[must_use]
pub(crate) fn without_note(piece: &str) -> &str {
    note_start(piece).map_or(piece, |at| piece[..at].trim_end())
}

/// Where the bracket note at the end of `piece` opens.
#[must_use]
pub(crate) fn note_start(piece: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in piece.char_indices().rev() {
        match c {
            ')' | '〉' | '〕' => depth += 1,
            '(' | '〈' | '〔' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (at > 0 && at + c.len_utf8() < piece.len()).then_some(at);
        }
    }
    None
}
