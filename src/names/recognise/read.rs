//! Reads one name by the grammar `place + function + kind of body`.

use crate::lexicon::organisation::{Frame, Organisations, Slot, Suffix};
use crate::model::{Level, UnitKind};

/// A proper name is at most this long, in characters.
const PROPER: usize = 8;

/// The place before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix<'t> {
    /// None: 财政厅, 人民银行.
    None,
    /// The word of a level, which stands for the issuer's place: 市财政局.
    Word(&'t str, Level),
    /// A place by name: 武汉市武昌区, 武汉.
    Place(&'t str),
}

/// What follows the place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named<'o, 't> {
    /// Rows of the table that have this short form, with the proper name in it.
    Pattern {
        /// Positions for [`Organisations::pattern`].
        candidates: &'o [usize],
        /// The proper name.
        proper: Option<&'t str>,
    },
    /// A row with a proper name or a place inside.
    Frame {
        /// Position for [`Organisations::pattern`].
        candidate: usize,
        /// The proper name.
        proper: Option<&'t str>,
    },
    /// A function with a suffix: 发改 + 局.
    Department {
        /// The function as written.
        stem: &'t str,
        /// The suffix as written.
        ending: &'t str,
        /// What the suffix says.
        suffix: &'o Suffix,
    },
}

/// How the lexicon explains a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'o, 't> {
    /// The place.
    pub prefix: Prefix<'t>,
    /// The rest.
    pub named: Named<'o, 't>,
}

impl Organisations {
    /// How the lexicon explains `name`, which must be one name without a bracket note.
    #[must_use]
    pub(crate) fn read<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        self.read_plain(name)
            .or_else(|| self.read_after_word(name))
            .or_else(|| self.read_after(name, self.full_places(name)))
            .or_else(|| self.read_frame(name))
            .or_else(|| self.read_after(name, self.divisions.short_at_start(name)?))
            .or_else(|| self.read_after_unlisted(name))
            .or_else(|| self.read_rest(Prefix::None, name))
    }

    /// How `name` reads as a body of some place that goes without saying: 统计局 after 省财政厅 is a
    /// bureau of the province, though the word is short for 国家统计局 too.
    #[must_use]
    pub(crate) fn read_local<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        self.read_rest(Prefix::None, name)
    }

    /// The place that a name begins with, and the rest, for names that nothing else explains.
    #[must_use]
    pub(crate) fn prefix_of<'t>(&self, name: &'t str) -> (Prefix<'t>, &'t str) {
        let end = match self.full_places(name) {
            0 => self.divisions.short_at_start(name).unwrap_or(0),
            end => end,
        };
        // 市场监管厅 is no 场监管厅 of the city.
        let begins = self.not_names.level_begins.at_start(name).is_some();
        let word = self.level_words.at_start(name).filter(|_| end == 0 && !begins);
        if let Some((found, level)) = word {
            let (word, rest) = name.split_at(found.len());
            return (Prefix::Word(word, *level), rest);
        }
        let end = if end == 0 { self.unlisted_place(name) } else { end };
        let (place, rest) = name.split_at(end);
        (if place.is_empty() { Prefix::None } else { Prefix::Place(place) }, rest)
    }

    /// What a reading says about the kind.
    #[must_use]
    pub(crate) fn kind_of(&self, reading: &Reading) -> UnitKind {
        match reading.named {
            Named::Pattern { candidates, .. } => {
                candidates.first().map_or(UnitKind::Other, |at| self.pattern(*at).kind)
            }
            Named::Frame { candidate, .. } => self.pattern(candidate).kind,
            Named::Department { suffix, .. } => suffix.kind,
        }
    }

    fn read_plain<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        let candidates = self.may_begin(name).then(|| self.patterns.plain(name))??;
        Some(Reading { prefix: Prefix::None, named: Named::Pattern { candidates, proper: None } })
    }

    fn read_after_word<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        let (word, level) = self.level_words.at_start(name)?;
        let (word, rest) = name.split_at_checked(word.len())?;
        self.read_rest(Prefix::Word(word, *level), rest)
    }

    fn read_after<'o, 't>(&'o self, name: &'t str, end: usize) -> Option<Reading<'o, 't>> {
        let (place, rest) = name.split_at_checked(end).filter(|(place, _)| !place.is_empty())?;
        self.read_rest(Prefix::Place(place), rest).or_else(|| {
            let inner = self.read_frame(rest)?;
            Some(Reading { prefix: Prefix::Place(place), named: inner.named })
        })
    }

    /// After a place that is in no table: 青禾区发改局.
    fn read_after_unlisted<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        self.grammar_places(name)
            .into_iter()
            .rev()
            .find_map(|end| self.read_rest(Prefix::Place(&name[..end]), &name[end..]))
    }

    fn read_rest<'o, 't>(&'o self, prefix: Prefix<'t>, rest: &'t str) -> Option<Reading<'o, 't>> {
        let bare = prefix == Prefix::None;
        if bare && !self.may_begin(rest) {
            return None;
        }
        if let Some(candidates) = self.patterns.local(rest).filter(|_| !bare || has_two(rest)) {
            return Some(Reading { prefix, named: Named::Pattern { candidates, proper: None } });
        }
        let (word, suffix) = self.department_suffixes.at_end(rest)?;
        let (stem, ending) = rest.split_at_checked(rest.len() - word.len())?;
        self.stems.spelled(stem, word).next()?;
        Some(Reading { prefix, named: Named::Department { stem, ending, suffix } })
    }

    fn read_frame<'o, 't>(&'o self, name: &'t str) -> Option<Reading<'o, 't>> {
        self.patterns.frames(name).find_map(|frame| self.fill(frame, name))
    }

    fn fill<'o, 't>(&'o self, frame: &'o Frame, name: &'t str) -> Option<Reading<'o, 't>> {
        let middle = name.get(frame.head.len()..name.len() - frame.tail.len())?;
        let candidate = frame.pattern;
        match frame.slot {
            Slot::Level => {
                let prefix = self.whole_place(middle)?;
                Some(Reading { prefix, named: Named::Frame { candidate, proper: None } })
            }
            // 高新区 is no 新区 called 高.
            Slot::Proper if self.is_short_zone(candidate, middle) => None,
            Slot::Proper if self.is_proper(middle) && !self.is_no_place(name) => {
                let (prefix, proper) = self.without_level(middle);
                Some(Reading { prefix, named: Named::Frame { candidate, proper: Some(proper) } })
            }
            Slot::Proper => None,
        }
    }

    fn is_short_zone(&self, candidate: usize, middle: &str) -> bool {
        self.pattern(candidate).kind == UnitKind::Agency && !has_two(middle)
    }

    /// 区杨园街道: the word of the level is no part of the proper name.
    fn without_level<'t>(&self, middle: &'t str) -> (Prefix<'t>, &'t str) {
        let word = self.level_words.at_start(middle);
        let split = word.and_then(|(word, level)| {
            let (word, rest) = middle.split_at_checked(word.len())?;
            (has_two(rest)).then_some((Prefix::Word(word, *level), rest))
        });
        split.unwrap_or((Prefix::None, middle))
    }

    /// True where `middle` can be the proper name in a frame.
    fn is_proper(&self, middle: &str) -> bool {
        let mut chars = middle.chars();
        let first = chars.next().map_or(0, char::len_utf8);
        middle.chars().nth(PROPER).is_none()
            && middle.chars().all(is_han)
            && self.conjunctions.find(&middle[first..]).is_none()
            && self.not_names.inside.find(middle).is_none()
            && self.not_names.heads.at_start(middle).is_none()
            && self.collectives.heads.at_start(middle).is_none()
            && self.level_words.get(middle).is_none()
            && !self.holds_department(middle)
    }
}

impl Organisations {
    /// 科委中关村: a department stands in it, so it is no proper name.
    fn holds_department(&self, text: &str) -> bool {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.filter(|end| *end < text.len())
            .any(|end| self.read_rest(Prefix::None, &text[..end]).is_some())
    }
}

fn has_two(text: &str) -> bool {
    text.chars().nth(1).is_some()
}

/// Chinese characters, with the middle dot of transcribed names.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '·')
}
