//! `gongwen snapshot review`: shows one change after the other and reads a key for each.
//!
//! The store is opened for each step and closed before the next key is read. A waiting review blocks no other
//! command, and one that is killed keeps every decision already made.

use super::decide::verb;
use super::screen::{Keys, Screen, View};
use crate::exit::{Exit, LANGUAGE, say};
use anyhow::{Result, bail};
use gongwen_cli::args::snapshot::Review;
use gongwen_engine::Limits;
use gongwen_messages::{Message, message};
use gongwen_snapshot::report::{Item, Texts};
use gongwen_snapshot::{Chosen, Error, Pending, Store, is_of_group};
use std::path::Path;

/// Walks until all is decided or the person has enough.
pub(crate) fn run(args: &Review) -> Result<Exit> {
    let mut walk = Walk::new(&args.store.store, args.group.as_deref())?;
    if walk.entries.is_empty() {
        match &args.group {
            Some(group) => bail!(message!("review.no-group", group)),
            None => say(&message!("review.nothing")),
        }
        return Ok(Exit::Done);
    }
    let (mut keys, mut screen) = (Keys::open(), Screen::open());
    walk.forward(0)?;
    while let Some(item) = walk.item()? {
        screen.show(&walk.view(&item))?;
        let Some(key) = keys.next()? else { break };
        if walk.press(key, &item)? == Then::Quit {
            break;
        }
    }
    screen.close()?;
    say(&walk.farewell());
    Ok(Exit::Done)
}

#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    Quit,
}

/// What is known of a change without looking it up.
struct Entry {
    uri: String,
    id: String,
    group: String,
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Notices,
    Groups,
}

#[derive(Clone, Copy)]
enum Verdict {
    Accept,
    Reject,
}

struct Walk<'w> {
    root: &'w Path,
    group: Option<&'w str>,
    entries: Vec<Entry>,
    at: usize,
    order: Order,
    /// Where decisions of this review were made.
    decided: Vec<(String, String)>,
    message: String,
    texts: Texts,
}

impl<'w> Walk<'w> {
    fn new(root: &'w Path, group: Option<&'w str>) -> Result<Self> {
        let entries = entries(root, group)?;
        Ok(Self {
            root,
            group,
            entries,
            at: 0,
            order: Order::Notices,
            decided: vec![],
            message: String::new(),
            texts: Texts::for_review(super::super::reading_within(Limits::default())?),
        })
    }

    /// The first open change from `from` on, or from the beginning.
    fn forward(&mut self, from: usize) -> Result<()> {
        let open = |at: &usize| self.entries[*at].open;
        let next = (from..self.entries.len()).find(open).or_else(|| (0..from).find(open));
        self.at = next.unwrap_or(self.entries.len());
        Ok(())
    }

    /// The change that is shown. One that is no longer there was decided elsewhere.
    fn item(&mut self) -> Result<Option<Item>> {
        while let Some(entry) = self.entries.get(self.at) {
            let store = open(self.root)?;
            let pending = Pending::open(&store)?;
            let compared = pending.of(&store, &entry.uri)?;
            let change = compared.as_ref().and_then(|compared| {
                Some((compared, compared.changes.iter().find(|change| change.id == entry.id)?))
            });
            if let Some((compared, change)) = change {
                return Ok(Some(Item::of(&pending, compared, change, &mut self.texts)));
            }
            self.entries[self.at].open = false;
            self.forward(self.at)?;
        }
        Ok(None)
    }

    fn view<'v>(&'v self, item: &'v Item) -> View<'v> {
        let open = |of: &dyn Fn(&Entry) -> bool| {
            self.entries.iter().filter(|entry| entry.open && of(entry)).count()
        };
        View {
            item,
            at: self.at + 1,
            all: self.entries.len(),
            open: open(&|_| true),
            in_group: open(&|entry| entry.group == item.group),
            in_notice: open(&|entry| entry.uri == item.notice),
            by_group: self.order == Order::Groups,
            message: &self.message,
        }
    }

    fn press(&mut self, key: char, item: &Item) -> Result<Then> {
        self.message.clear();
        let (group, notice) = (item.group.clone(), item.notice.clone());
        match key {
            'a' => self.decide(Verdict::Accept, &one(item), item)?,
            'r' => self.decide(Verdict::Reject, &one(item), item)?,
            'A' => self.decide(Verdict::Accept, &Chosen::Group(group), item)?,
            'R' => self.decide(Verdict::Reject, &Chosen::Group(group), item)?,
            'n' => self.decide(Verdict::Accept, &Chosen::Notice(notice), item)?,
            'N' => self.decide(Verdict::Reject, &Chosen::Notice(notice), item)?,
            's' | ' ' => self.skip()?,
            'b' => self.at = self.at.saturating_sub(1),
            't' => self.turn(item),
            'u' => self.undo()?,
            'q' | '\u{1B}' | '\u{3}' => return Ok(Then::Quit),
            '?' | 'h' => {
                self.message = message!("review.help").text(LANGUAGE);
            }
            other => {
                let key = other.to_string();
                self.message = message!("review.no-key", key).text(LANGUAGE);
            }
        }
        Ok(Then::GoOn)
    }

    fn skip(&mut self) -> Result<()> {
        let here = self.at;
        self.forward(here + 1)?;
        if self.at <= here {
            self.message = message!("review.again").text(LANGUAGE);
        }
        Ok(())
    }

    /// On disk when it returns.
    fn decide(&mut self, verdict: Verdict, chosen: &Chosen, item: &Item) -> Result<()> {
        let mut store = match Store::open(self.root) {
            Err(Error::Busy(_)) => {
                self.message = message!("review.busy").text(LANGUAGE);
                return Ok(());
            }
            opened => opened?,
        };
        let decided = match verdict {
            Verdict::Accept => gongwen_snapshot::accept(&mut store, chosen),
            Verdict::Reject => gongwen_snapshot::reject(&mut store, chosen),
        };
        match decided {
            Err(error @ Error::NothingChosen(_)) => self.message = error.message().text(LANGUAGE),
            decided => {
                let changes = decided?.changes;
                let said = match verdict {
                    Verdict::Accept => message!("review.accepted", changes),
                    Verdict::Reject => message!("review.rejected", changes),
                };
                self.message = said.text(LANGUAGE);
                self.decided.push((item.notice.clone(), item.id.clone()));
                self.close(chosen);
            }
        }
        self.forward(self.at)
    }

    fn close(&mut self, chosen: &Chosen) {
        for entry in &mut self.entries {
            let meant = match chosen {
                Chosen::All => true,
                Chosen::Group(group) => is_of_group(&entry.group, group),
                Chosen::Notice(uri) => entry.uri == *uri,
                Chosen::Change(_, id) => entry.id == *id,
            };
            entry.open &= !meant;
        }
    }

    fn undo(&mut self) -> Result<()> {
        let mut store = open(self.root)?;
        match gongwen_snapshot::undo(&mut store) {
            Err(error @ Error::Undo(_)) => self.message = error.message().text(LANGUAGE),
            head => {
                self.message = message!("review.undone", verb = verb(head?.verb)).text(LANGUAGE);
                drop(store);
                self.entries = entries(self.root, self.group)?;
                self.sort();
                let back = self.decided.pop();
                self.find(back.as_ref());
            }
        }
        Ok(())
    }

    fn turn(&mut self, item: &Item) {
        self.order = if self.order == Order::Notices { Order::Groups } else { Order::Notices };
        self.sort();
        self.find(Some(&(item.notice.clone(), item.id.clone())));
    }

    fn sort(&mut self) {
        if self.order == Order::Groups {
            self.entries.sort_by(|one, other| one.group.cmp(&other.group));
        } else {
            self.entries.sort_by(|one, other| one.uri.cmp(&other.uri));
        }
    }

    fn find(&mut self, place: Option<&(String, String)>) {
        let is_it =
            |entry: &Entry| place.is_some_and(|(uri, id)| entry.uri == *uri && entry.id == *id);
        self.at = self.entries.iter().position(is_it).unwrap_or(0);
    }

    fn farewell(&self) -> Message {
        let decisions = self.decided.len();
        match self.entries.iter().filter(|entry| entry.open).count() {
            0 => message!("review.done", decisions),
            open => message!("review.open", decisions, open),
        }
    }
}

fn one(item: &Item) -> Chosen {
    Chosen::Change(Some(item.notice.clone()), item.id.clone())
}

/// A store that another process has for a moment is waited for.
fn open(root: &Path) -> Result<Store> {
    for _ in 0..50 {
        match Store::open(root) {
            Err(Error::Busy(_)) => std::thread::sleep(std::time::Duration::from_millis(100)),
            opened => return Ok(opened?),
        }
    }
    Ok(Store::open(root)?)
}

fn entries(root: &Path, group: Option<&str>) -> Result<Vec<Entry>> {
    let store = open(root)?;
    let pending = Pending::open(&store)?;
    let mut entries = Vec::new();
    pending.each(&store, |compared| -> Result<()> {
        for change in &compared.changes {
            if group.is_none_or(|group| is_of_group(&change.group, group)) {
                entries.push(Entry {
                    uri: compared.after.uri.clone(),
                    id: change.id.clone(),
                    group: change.group.clone(),
                    open: !pending.is_rejected(compared, change),
                });
            }
        }
        Ok(())
    })?;
    entries.sort_by(|one, other| one.uri.cmp(&other.uri));
    Ok(entries)
}
