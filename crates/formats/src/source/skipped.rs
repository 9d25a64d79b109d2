//! Files that were passed over: how many, by their endings.

use super::ending::ending_of;
use gongwen_messages::{Arg, Message, message};
use std::collections::BTreeMap;
use std::path::Path;

/// The most extensions that are listed one by one.
const TOLD: usize = 12;

/// Endings that are kept apart; an archive may hold a million.
const KEPT: usize = 256;

/// Files of folders and archives that were not looked at, by kind, and folders that gongwen keeps for
/// itself. Shown as `12 files skipped: 7 .log, 3 .png, 2 without extension`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    by_ending: BTreeMap<String, u64>,
    others: u64,
    without: u64,
    hidden: u64,
    special: u64,
    folders: u64,
}

impl Skipped {
    /// By ending, and the others: further endings, without one, hidden, special, folders of ours.
    #[must_use]
    pub fn parts(self) -> (BTreeMap<String, u64>, [u64; 5]) {
        let Self { by_ending, others, without, hidden, special, folders } = self;
        (by_ending, [others, without, hidden, special, folders])
    }

    /// From what [`Skipped::parts`] gave.
    #[must_use]
    pub fn of_parts(by_ending: BTreeMap<String, u64>, others: [u64; 5]) -> Self {
        let [others, without, hidden, special, folders] = others;
        Self { by_ending, others, without, hidden, special, folders }
    }

    /// Counts a file that has no known ending.
    pub fn add(&mut self, name: &Path) {
        self.add_ending(ending_of(name), 1);
    }

    /// Counts a hidden file.
    pub fn add_hidden(&mut self) {
        self.hidden += 1;
    }

    /// Counts a FIFO, a socket, a device, or a link in an archive.
    pub fn add_special(&mut self) {
        self.special += 1;
    }

    /// Counts a data set or a store of snapshots, whatever it holds.
    pub fn add_folder_of_ours(&mut self) {
        self.folders += 1;
    }

    /// Adds what was passed over elsewhere.
    pub fn merge(&mut self, other: &Self) {
        other.by_ending.iter().for_each(|(ending, n)| self.add_ending(Some(ending.clone()), *n));
        self.others += other.others;
        self.without += other.without;
        self.hidden += other.hidden;
        self.special += other.special;
        self.folders += other.folders;
    }

    /// How many files, all kinds together.
    #[must_use]
    pub fn count(&self) -> u64 {
        let endings = self.by_ending.values().sum::<u64>() + self.others;
        endings + self.without + self.hidden + self.special
    }

    /// True where nothing was passed over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0 && self.folders == 0
    }

    /// Files with that ending, without its dot.
    #[must_use]
    pub fn of_ending(&self, ending: &str) -> u64 {
        self.by_ending.get(ending).copied().unwrap_or(0)
    }

    fn add_ending(&mut self, ending: Option<String>, count: u64) {
        match ending {
            None => self.without += count,
            Some(new) if self.by_ending.len() >= KEPT && !self.by_ending.contains_key(&new) => {
                self.others += count;
            }
            Some(ending) => *self.by_ending.entry(ending).or_default() += count,
        }
    }

    /// The counts of each kind, the most frequent extensions first.
    fn kinds(&self) -> Vec<Message> {
        let mut endings: Vec<_> = self.by_ending.iter().collect();
        endings.sort_by_key(|(ending, count)| (std::cmp::Reverse(**count), (*ending).clone()));
        let told = endings.iter().take(TOLD);
        let told = told
            .map(|(ending, count)| message!("skipped.ending", count = **count, ending = *ending));
        let mut kinds: Vec<Message> = told.collect();
        let rest: u64 = endings.iter().skip(TOLD).map(|(_, count)| **count).sum::<u64>();
        let others = rest + self.others;
        kinds.extend((others > 0).then(|| message!("skipped.others", count = others)));
        kinds.extend((self.without > 0).then(|| message!("skipped.without", count = self.without)));
        kinds.extend((self.hidden > 0).then(|| message!("skipped.hidden", count = self.hidden)));
        kinds.extend((self.special > 0).then(|| message!("skipped.special", count = self.special)));
        kinds
    }

    /// All of it in one line.
    #[must_use]
    pub fn message(&self) -> Message {
        let (count, kinds) = (self.count(), Arg::list(self.kinds()));
        let kinds = (count > 0).then(|| message!("skipped.kinds", kinds));
        let folders = (self.folders > 0).then(|| message!("skipped.folders", count = self.folders));
        message!("skipped", count, kinds, folders)
    }
}

#[cfg(test)]
mod tests {
    use super::Skipped;
    use std::path::Path;

    fn of(names: &[&str]) -> Skipped {
        let mut skipped = Skipped::default();
        names.iter().for_each(|name| skipped.add(Path::new(name)));
        skipped
    }

    #[test]
    fn the_most_frequent_ending_stands_first() {
        assert_eq!(of(&[]).message().to_string(), "0 files skipped");
        assert_eq!(of(&["a.log"]).message().to_string(), "1 file skipped: 1 .log");
        let mut skipped = of(&["a.png", "b.LOG", "c.log", "LICENSE", "d.c"]);
        skipped.add_hidden();
        skipped.add_special();
        skipped.add_folder_of_ours();
        let told = "7 files skipped: 2 .log, 1 .c, 1 .png, 1 without extension, 1 hidden, \
                    1 special; 1 folder written by gongwen skipped";
        assert_eq!(skipped.message().to_string(), told);
        assert_eq!((skipped.of_ending("log"), skipped.of_ending("txt")), (2, 0));
    }

    #[test]
    fn many_kinds_are_summed_up_and_none_is_lost() {
        let names: Vec<String> = (0..1000).map(|n| format!("x.e{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut skipped = of(&names);
        assert_eq!(skipped.count(), 1000);
        assert!(skipped.message().to_string().ends_with("988 with other extensions"));
        let again = skipped.clone();
        skipped.merge(&again);
        assert_eq!(skipped.count(), 2000);
    }
}
