//! `gongwen snapshot accept`, `reject` and `undo`

use crate::exit::{Exit, say};
use anyhow::Result;
use gongwen_cli::args::snapshot::{Accept, Reject, Undo, Which};
use gongwen_messages::message;
use gongwen_snapshot::{Chosen, Decided, Store, Verb};

/// Takes changes into the reference.
pub(crate) fn accept(args: &Accept) -> Result<Exit> {
    let mut store = Store::open(&args.store.store)?;
    let decided = gongwen_snapshot::accept(&mut store, &chosen(&args.which))?;
    let Decided { changes, notices, left } = decided;
    let left = (left > 0).then(|| message!("snapshot.left", count = left));
    say(&message!("snapshot.accepted", changes, notices, left));
    Ok(Exit::Done)
}

/// Marks changes as wrong.
pub(crate) fn reject(args: &Reject) -> Result<Exit> {
    let mut store = Store::open(&args.store.store)?;
    let decided = gongwen_snapshot::reject(&mut store, &chosen(&args.which))?;
    let Decided { changes, notices, left } = decided;
    let left = (left > 0).then(|| message!("snapshot.left", count = left));
    say(&message!("snapshot.rejected", changes, notices, left));
    Ok(Exit::Done)
}

/// Takes the last decision back.
pub(crate) fn undo(args: &Undo) -> Result<Exit> {
    let mut store = Store::open(&args.store.store)?;
    let head = gongwen_snapshot::undo(&mut store)?;
    say(&message!("snapshot.undone", step = head.number, verb = verb(head.verb)));
    Ok(Exit::Done)
}

pub(super) fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Record => "record",
        Verb::Accept => "accept",
        Verb::Reject => "reject",
        Verb::Undo => "undo",
    }
}

fn chosen(which: &Which) -> Chosen {
    let group = which.group.clone().map(Chosen::Group);
    let notice = which.notice.clone().map(Chosen::Notice);
    let change = which.change.clone().map(|id| Chosen::Change(None, id));
    group.or(notice).or(change).unwrap_or(Chosen::All)
}
