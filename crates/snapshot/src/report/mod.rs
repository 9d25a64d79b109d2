//! What is pending, for a person, a merge request, a CI server or a program.

mod context;
mod item;
mod json;
mod junit;
mod markdown;
mod text;
pub mod width;

pub use context::{Around, Context, Texts};
pub use item::{Altered, Item, Said, subject};
pub use json::{stats as stats_json, write as write_json};
pub use junit::junit;
pub use markdown::markdown;
pub use text::{item_lines, marked, summary as text_summary};

use super::Error;
use super::change::Compared;
use super::decide::is_of_group;
use super::pending::Pending;
use super::store::Store;
use super::what::What;
use gongwen_engine::Reading;
use gongwen_messages::{Arg, Message, message};
use serde::Serialize;
use std::collections::BTreeMap;

/// Examples of each cause.
const EXAMPLES: usize = 3;

/// All that is pending, in short.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Notices of the archive.
    pub notices: usize,
    /// Notices that are not in the reference.
    pub new: usize,
    /// Notices of the reference that are not in the archive.
    pub vanished: usize,
    /// Notices with another path and the same facts.
    pub renamed: usize,
    /// Notices whose file has other bytes.
    pub edited: usize,
    /// Notices with the same file and other facts: program or words changed.
    pub program: usize,
    /// Notices with the same file and facts, but at other places.
    pub places: usize,
    /// Notices that cannot be read any more, or can be read again.
    pub readability: usize,
    /// Changes that are open.
    pub open: usize,
    /// Changes that were rejected.
    pub rejected: usize,
    /// Edition that made the reference.
    pub reference_edition: i64,
    /// Edition of the check.
    pub edition: i64,
    /// True where program or words are not those of the reference.
    pub other_program: bool,
    /// By what is to blame.
    pub causes: Vec<Cause>,
}

/// What one cause did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cause {
    /// `target/reach`, `edited:metadata/title`, `notice/new`: the name of the group.
    pub group: String,
    /// Facts by what happened to them.
    pub counts: BTreeMap<&'static str, usize>,
    /// Notices that it happened in.
    pub notices: usize,
    /// How many of these were rejected.
    pub rejected: usize,
    /// Smaller groups, with their changes.
    pub groups: BTreeMap<String, usize>,
    /// Some of them.
    pub examples: Vec<Item>,
}

/// The cause of a group: what stands before `:gained` and the like.
fn cause_of(group: &str) -> &str {
    match group.rsplit_once(':') {
        Some((cause, what)) if !what.contains('/') => cause,
        _ => group,
    }
}

/// Walks over what is pending and counts. The sentences of its examples are read as `reading` says.
///
/// # Errors
/// Where nothing was checked, or the store is damaged.
pub fn summary(store: &Store, pending: &Pending, reading: &Reading) -> Result<Summary, Error> {
    let (reference, now) = (&store.manifest().versions, &pending.manifest.versions);
    let mut summary = Summary {
        notices: pending.manifest.notices,
        reference_edition: reference.edition,
        edition: now.edition,
        other_program: !reference.is_same_program(now),
        ..Summary::default()
    };
    let (mut causes, mut texts) = (BTreeMap::new(), Texts::new(reading.clone()));
    pending.each(store, |compared| {
        summary.add(compared);
        summary.add_changes(pending, compared, &mut causes, &mut texts);
        Ok::<_, Error>(())
    })?;
    summary.causes = causes.into_values().collect();
    // What concerns most notices first; whole notices before all.
    summary.causes.sort_by_key(|cause| {
        (!cause.group.starts_with("notice/"), std::cmp::Reverse(cause.notices), cause.group.clone())
    });
    Ok(summary)
}

impl Summary {
    fn add(&mut self, compared: &Compared) {
        let first = compared.changes.first();
        let renamed = first.is_some_and(|change| change.group == "notice/renamed");
        match first.map(|change| change.what) {
            // Each renamed notice came and went.
            Some(What::New) if renamed => self.renamed += 1,
            Some(What::Vanished) if renamed => {}
            Some(What::New) => self.new += 1,
            Some(What::Vanished) => self.vanished += 1,
            Some(What::Unreadable | What::Readable) => self.readability += 1,
            Some(_) if compared.is_edited() => self.edited += 1,
            Some(What::Places) => self.places += 1,
            Some(_) => self.program += 1,
            None => {}
        }
    }

    fn add_changes(
        &mut self,
        pending: &Pending,
        compared: &Compared,
        causes: &mut BTreeMap<String, Cause>,
        texts: &mut Texts,
    ) {
        let mut seen: Vec<&str> = Vec::new();
        for change in &compared.changes {
            let name = cause_of(&change.group);
            let cause = causes.entry(name.to_owned()).or_default();
            name.clone_into(&mut cause.group);
            if !seen.contains(&name) {
                seen.push(name);
                cause.notices += 1;
            }
            *cause.counts.entry(change.what.name()).or_default() += change.count;
            *cause.groups.entry(change.group.clone()).or_default() += 1;
            if pending.is_rejected(compared, change) {
                self.rejected += 1;
                cause.rejected += 1;
            } else {
                self.open += 1;
            }
            if cause.examples.len() < EXAMPLES {
                cause.examples.push(Item::of(pending, compared, change, texts));
            }
        }
    }

    /// True where nothing differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.causes.is_empty()
    }
}

/// Hands over every change of a group, or all of them, with their sentences.
///
/// # Errors
/// Where the store is damaged, or `take` fails.
pub fn each_item<E: From<Error>>(
    store: &Store,
    pending: &Pending,
    reading: &Reading,
    group: Option<&str>,
    mut take: impl FnMut(Item) -> Result<(), E>,
) -> Result<(), E> {
    let mut texts = Texts::new(reading.clone());
    pending.each(store, |compared| {
        for change in &compared.changes {
            if group.is_none_or(|group| is_of_group(&change.group, group)) {
                take(Item::of(pending, compared, change, &mut texts))?;
            }
        }
        Ok(())
    })
}

impl Cause {
    /// `rule target/reach: 312 gained, 4 lost in 97 notices`
    #[must_use]
    pub fn headline(&self) -> Message {
        let (edited, name) = match self.group.strip_prefix("edited:") {
            Some(name) => (Some(message!("cause.edited")), name),
            None => (None, self.group.as_str()),
        };
        let count = self.rejected;
        let rejected = (count > 0).then(|| message!("cause.rejected", count));
        let notices = self.notices;
        let (sort, short) = name.split_once('/').unwrap_or(("", name));
        let what = match sort {
            "notice" if short == "places" => {
                let facts: usize = self.counts.values().sum();
                return message!("cause.places", facts, notices, rejected);
            }
            "notice" => {
                let what = of_notices(short);
                return message!("cause.notice", what, notices, rejected);
            }
            "metadata" => message!("cause.field", short),
            "diagnostic" => message!("cause.diagnostic", short),
            "unit" => message!("cause.units"),
            "part" => message!("cause.part", short),
            "text" => message!("cause.share"),
            _ => message!("cause.rule", name),
        };
        let count = |what: &str| self.counts.get(what).map(|count| (*count).into());
        let counts: [Option<Message>; 4] = [
            count("gained").map(|count: Arg| message!("cause.gained", count)),
            count("lost").map(|count: Arg| message!("cause.lost", count)),
            count("altered").map(|count: Arg| message!("cause.altered", count)),
            count("moved").map(|count: Arg| message!("cause.moved", count)),
        ];
        let counts = Arg::list(counts.into_iter().flatten());
        message!("cause.headline", what, counts, notices, rejected, edited)
    }
}

/// What happened to the notices of a group of that name.
fn of_notices(name: &str) -> Message {
    let all = [What::New, What::Vanished, What::Edited, What::Unreadable, What::Readable];
    let what = all.into_iter().find(|what| what.name() == name);
    what.map_or_else(|| message!("what.renamed"), What::message)
}
