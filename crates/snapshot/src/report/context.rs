//! The sentence around a change, from the archive as it is now.

use crate::change::{Change, Compared};
use crate::pending::Pending;
use gongwen_engine::{Members, Reading};
use gongwen_formats::encoding_of_name;
use gongwen_formats::source::Source;
use serde::Serialize;

/// Code points before and behind the words.
const AROUND: usize = 40;
/// Longer words are shown by their beginning.
const WORDS: usize = 60;

/// The sentence around some words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context {
    /// What stands before them.
    pub left: String,
    /// The words that the fact was read from.
    pub words: String,
    /// What stands behind them.
    pub right: String,
}

/// How much is shown around the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Around {
    /// Their sentence.
    #[default]
    Sentence,
    /// The lines before and behind, too.
    Lines,
}

/// The text that was read last.
#[derive(Debug)]
pub struct Texts {
    reading: Reading,
    around: Around,
    uri: String,
    chars: Option<Vec<char>>,
    members: Members,
}

impl Texts {
    /// Texts read in this way, whatever their length: a text that was cut is a part of the whole.
    #[must_use]
    pub fn new(mut reading: Reading) -> Self {
        reading.limits.max_work = u64::MAX;
        let members = Members::by(reading.clone());
        let around = Around::default();
        Self { reading, around, uri: String::new(), chars: None, members }
    }

    /// For a person who decides, and sees one change at a time.
    #[must_use]
    pub fn for_review(reading: Reading) -> Self {
        Self { around: Around::Lines, ..Self::new(reading) }
    }

    /// The sentence around a change. Where the file is not at hand or is another one by now, only the
    /// words that the store knows.
    pub(super) fn context(
        &mut self,
        pending: &Pending,
        compared: &Compared,
        change: &Change,
    ) -> Option<Context> {
        let same_text =
            compared.before.as_ref().is_some_and(|before| before.doc_id == compared.after.doc_id);
        let (old, new) = (compared.old(change), compared.new_fact(change));
        let fact = new.or(old)?;
        let there = fact.place.filter(|_| new.is_some() || same_text);
        let how = self.around;
        let found = there.and_then(|place| around(self.read(pending, compared)?, place, how));
        let known = || {
            let words = fact.words.clone();
            (!words.is_empty()).then(|| Context {
                left: String::new(),
                words: shortened(&words),
                right: String::new(),
            })
        };
        found.or_else(known)
    }

    fn read(&mut self, pending: &Pending, compared: &Compared) -> Option<&[char]> {
        let notice = &compared.after;
        if self.uri != notice.uri {
            self.uri.clone_from(&notice.uri);
            let file = self.members.file(&pending.file(&notice.uri));
            let stated = pending.manifest.versions.encoding.as_deref().and_then(encoding_of_name);
            // Never from a stream: it belongs to whoever is asked.
            self.chars = Source::open(&file, notice.uri.as_str())
                .and_then(|source| self.reading.read_as(source, stated))
                .ok()
                .filter(|document| document.info.sha256 == notice.sha256)
                .map(|document| document.layer.text().chars().collect());
        }
        self.chars.as_deref()
    }
}

fn around(chars: &[char], (start, end): (u32, u32), how: Around) -> Option<Context> {
    let (start, end) = (start as usize, end as usize);
    let words: String = chars.get(start..end)?.iter().collect();
    let (most, ends) = match how {
        Around::Sentence => (AROUND, "。！？；!?;\n\r"),
        Around::Lines => (2 * AROUND, ""),
    };
    let goes_on = |c: &&char| !ends.contains(**c);
    let left: Vec<char> =
        chars[..start].iter().rev().take(most).take_while(goes_on).copied().collect();
    let right: Vec<char> = chars[end..].iter().take(most).take_while(goes_on).copied().collect();
    let cut = |found: &[char]| if found.len() == most { "…" } else { "" };
    Some(Context {
        left: cut(&left).to_owned() + &in_one_line(left.iter().rev()),
        words: shortened(&words),
        right: in_one_line(right.iter()) + cut(&right),
    })
}

/// Line ends as signs, other characters that a terminal would obey as spaces.
fn in_one_line<'c>(chars: impl Iterator<Item = &'c char>) -> String {
    let mut out = String::new();
    for c in chars {
        match c {
            '\n' if out.ends_with("⏎ ") => {}
            '\n' => out.push_str("⏎ "),
            c if c.is_control() => out.push(' '),
            c => out.push(*c),
        }
    }
    out
}

fn shortened(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= WORDS {
        return plain;
    }
    plain.chars().take(WORDS).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{Around, around};

    #[test]
    fn more_is_shown_to_a_person_who_decides() {
        let chars: Vec<char> = "一。\r\n新增街区3条".chars().collect();
        let context = around(&chars, (6, 8), Around::Lines).unwrap();
        assert_eq!((&*context.left, &*context.words), ("一。 ⏎ 新增", "街区"));
    }

    #[test]
    fn the_sentence_ends_where_it_ends() {
        let chars: Vec<char> = "一。新增街区3条以上;二".chars().collect();
        let context = around(&chars, (4, 8), Around::Sentence).unwrap();
        assert_eq!((&*context.left, &*context.words, &*context.right), ("新增", "街区3条", "以上"));
        assert!(around(&chars, (4, 80), Around::Lines).is_none());
    }
}
