//! The words that rules look for anywhere in a sentence, of all classes in one index, so that one pass over a
//! text finds all of them.

use super::{Lexicon, Words};
use crate::chars::Sieve;
use crate::span::to_u32;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Words of one class that are marked in a text.
trait Marked {
    /// Tells the words which number they have among all that are marked.
    fn number(&self, number: u8);

    /// The words in the order of their entries, the longest of those that begin alike first.
    fn listed(&self) -> Vec<Cow<'static, str>>;
}

impl<T> Marked for Words<T> {
    fn number(&self, number: u8) {
        self.set_number(number);
    }

    fn listed(&self) -> Vec<Cow<'static, str>> {
        self.entries().map(|(word, _)| word.clone()).collect()
    }
}

/// The classes that are marked. Rules may look for no others.
fn sets(lexicon: &Lexicon) -> Vec<&dyn Marked> {
    [of_numbers(lexicon), of_times(lexicon), of_units(lexicon), of_grammar(lexicon)].concat()
}

/// Around numbers.
fn of_numbers(lexicon: &Lexicon) -> Vec<&dyn Marked> {
    let targets = &lexicon.targets;
    vec![
        &targets.average,
        &targets.baseline,
        &targets.baseline_tail,
        &targets.before,
        &targets.before_verb,
        &targets.conjunction,
        &targets.each,
        &targets.holds,
        &targets.modality,
        &targets.not_before,
        &targets.office,
        &targets.origin,
        &targets.past_clause,
        &targets.past_sentence,
        &targets.per,
        &targets.policy_clause,
        &targets.policy_sentence,
        &targets.result,
        &targets.share,
        &targets.this_year,
        &targets.verbs,
    ]
}

/// Around dates and rhythms.
fn of_times(lexicon: &Lexicon) -> Vec<&dyn Marked> {
    let (deadlines, rhythms) = (&lexicon.deadlines, &lexicon.rhythms);
    vec![
        &deadlines.deliver,
        &deadlines.done,
        &deadlines.not_phase,
        &deadlines.phases,
        &deadlines.schedules,
        &rhythms.rhythms,
        &rhythms.duties,
        &rhythms.benefits,
        &lexicon.actors.ends,
        &lexicon.festivals.names,
    ]
}

/// Around units and people.
fn of_units(lexicon: &Lexicon) -> Vec<&dyn Marked> {
    let (groups, conventions) = (&lexicon.group_words, &lexicon.conventions);
    vec![
        &lexicon.organisations.level_words,
        &groups.composes,
        &groups.founds,
        &groups.nouns,
        &groups.offices,
        &groups.posts,
        &groups.roles,
        &lexicon.duty_words.headings,
        &lexicon.clause_words.dates,
        &lexicon.clause_words.links,
        &lexicon.clause_words.verbs,
        &lexicon.list_words.every,
        &lexicon.list_words.open_ends,
        &lexicon.organisations.not_names.inside,
        &conventions.all,
        &conventions.all_answer,
        &conventions.definitions,
        &conventions.from_here,
        &conventions.leaders,
        &conventions.leads,
        &conventions.no_repeat,
        &conventions.rest,
    ]
}

/// Particles.
fn of_grammar(lexicon: &Lexicon) -> Vec<&dyn Marked> {
    let particles = &lexicon.particles;
    vec![
        &particles.of,
        &particles.each,
        &particles.not,
        &particles.place,
        &particles.plan,
        &particles.respectively,
        &particles.whole_year,
        &particles.year,
        &particles.by,
    ]
}

/// A word of the index.
#[derive(Clone, Debug)]
struct Cue {
    word: Cow<'static, str>,
    /// The number of its class.
    set: u8,
    /// Its place among the words of its class.
    entry: u32,
}

/// A word found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    /// The byte that it begins at.
    pub(crate) start: u32,
    /// Its place among the words of its class.
    pub(crate) entry: u32,
}

/// The words of all marked classes by how they begin.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    /// First characters that are a whole word.
    alone: Sieve,
    /// A bit for each first two characters, several of which share one.
    pairs: Vec<u64>,
    /// Where in `cues` the words begin and end whose first two characters these are. The second is
    /// [`NONE`] for words of one character.
    groups: FxHashMap<(u32, u32), (u32, u32)>,
    /// By beginning, then by class, then the longest first.
    cues: Vec<Cue>,
    /// The number of classes.
    sets: usize,
}

/// No character.
const NONE: u32 = u32::MAX;

/// The bits of `pairs`, in words of 64.
const WORDS: usize = 512;

/// The word and the bit of two characters.
#[inline]
fn pair(first: u32, second: u32) -> (usize, u64) {
    let hash = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA6B);
    ((hash >> 6) as usize % WORDS, 1 << (hash % 64))
}

impl Cues {
    /// The words of a lexicon. Their classes learn their numbers.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let sets = sets(lexicon);
        let mut all: Vec<((u32, u32), Cue)> = Vec::new();
        for (set, number) in sets.iter().zip(0u8..) {
            set.number(number);
            let words = set.listed().into_iter().zip(0u32..);
            all.extend(words.filter_map(|(word, entry)| {
                let key = beginning(&word)?;
                Some((key, Cue { word, set: number, entry }))
            }));
        }
        // The entries of a class keep their order.
        all.sort_unstable_by_key(|(key, cue)| (*key, cue.set, cue.entry));
        Self::of_sorted(all, sets.len())
    }

    fn of_sorted(all: Vec<((u32, u32), Cue)>, sets: usize) -> Self {
        let (mut alone, mut pairs) = (Sieve::EMPTY, vec![0; WORDS]);
        let mut groups: FxHashMap<(u32, u32), (u32, u32)> = FxHashMap::default();
        groups.reserve(all.len());
        let mut last = None;
        for ((key, _), place) in all.iter().zip(0u32..) {
            if last != Some(*key) {
                groups.insert(*key, (place, place));
                last = Some(*key);
            }
            if let Some(group) = groups.get_mut(key) {
                group.1 = place + 1;
            }
            if key.1 == NONE {
                alone.add(key.0);
            } else {
                let (word, bit) = pair(key.0, key.1);
                pairs[word] |= bit;
            }
        }
        let cues = all.into_iter().map(|(_, cue)| cue).collect();
        Self { alone, pairs, groups, cues, sets }
    }

    /// The marked words of `text`: for each class, by its number, the longest word at each place.
    pub(crate) fn read(&self, text: &str) -> Vec<Vec<Mark>> {
        let mut found: Vec<Vec<Mark>> = vec![Vec::new(); self.sets];
        let mut chars = text.char_indices();
        let mut next = chars.next();
        while let Some((start, first)) = next {
            next = chars.next();
            let first = u32::from(first);
            let second = next.map_or(NONE, |(_, second)| u32::from(second));
            let (word, bit) = pair(first, second);
            let mut taken = 0;
            if self.pairs[word] & bit != 0 {
                self.mark((first, second), text, start, &mut taken, &mut found);
            }
            if self.alone.may_hold(first) {
                self.mark((first, NONE), text, start, &mut taken, &mut found);
            }
        }
        found
    }

    /// Marks the words of a beginning that stand at `start`, of each class that has none there yet.
    fn mark(
        &self,
        key: (u32, u32),
        text: &str,
        start: usize,
        taken: &mut u64,
        found: &mut [Vec<Mark>],
    ) {
        let Some((from, to)) = self.groups.get(&key) else { return };
        let cues = self.cues.get(*from as usize..*to as usize).unwrap_or_default();
        let rest = &text.as_bytes()[start..];
        for cue in cues {
            let bit = 1 << cue.set;
            if *taken & bit == 0 && rest.starts_with(cue.word.as_bytes()) {
                *taken |= bit;
                let mark = Mark { start: to_u32(start), entry: cue.entry };
                found[usize::from(cue.set)].push(mark);
            }
        }
    }
}

/// The first two characters of a word.
fn beginning(word: &str) -> Option<(u32, u32)> {
    let mut chars = word.chars();
    let first = u32::from(chars.next()?);
    Some((first, chars.next().map_or(NONE, u32::from)))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn the_longest_word_of_each_class_is_marked_at_each_place() {
        let lexicon = Lexicon::builtin();
        let text = "力争建成平台,确保每年组织2次";
        let found = lexicon.cues().read(text);
        let words = |set: &crate::lexicon::Words<_>| {
            let marks = &found[set.number().unwrap()];
            let word = |entry| set.entry(entry).map(|(word, _)| word.to_owned()).unwrap();
            marks.iter().map(|mark| (mark.start, word(mark.entry))).collect::<Vec<_>>()
        };
        let expected = [(0, "力争".to_owned()), (19, "确保".to_owned())];
        assert_eq!(words(&lexicon.targets.modality), expected);
        assert!(super::sets(lexicon).len() <= 64, "a class is a bit of 64");
    }
}
