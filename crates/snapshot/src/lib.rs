//! Regression snapshots: which facts in the records of an archive differ from a reference.
//!
//! [`record`] makes the present records the reference and keeps their [`Fact`]s in a [`Store`]: a folder of
//! sorted, readable text. [`check`] reads the archive again and writes the notices that differ to the store's
//! pending part. [`Pending`] returns them one by one as [`Compared`], whose [`Change`]s are about facts and not
//! about text: gained, lost, altered, moved. [`accept()`], [`reject()`] and [`undo`] decide about them;
//! [`report`] prints them, grouped by cause. Archives are read by [`gongwen_engine`].
//!
//! # Design
//!
//! * A store is text with one fact a line, so a merge request shows what an accepted change did. Places are on
//!   a line of their own ([`line`]): a word added at the top of a page alters one line.
//! * Pending are the present notices and not the differences. These are computed from the reference each time,
//!   so part of them can be accepted and none are out of date.
//! * Every step is written to the journal before it is taken and can be repeated, so a command that is killed
//!   is completed by the next one ([`journal`]). Files are replaced atomically.
//! * Facts of a notice are paired from the surest sign to the weakest ([`pair`]), so a fact that moved is not
//!   lost and gained, and a renumbered task is the same task.
//! * A notice that is equal line by line is never parsed, and the store is read block by block: memory holds a
//!   block, the list of paths and what is printed.
//! * Nothing here reads a clock.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

mod apply;
mod change;
mod check;
mod decide;
mod error;
mod fact;
mod items;
mod journal;
mod line;
mod marks;
mod pair;
mod pending;
mod read;
pub mod report;
mod shard;
mod stats;
mod store;
mod what;

pub use change::{Change, Compared, Field, Spot};
pub use check::{Checked, Options, check, record, record_again};
pub use decide::{Chosen, Decided, accept, is_of_group, reject, undo};
pub use error::Error;
pub use fact::{Fact, FactKind, Notice, Place, State};
pub use journal::{Head, Verb};
pub use line::{Problem, parse, write};
pub use marks::Mark;
pub use pending::{Manifest as PendingManifest, Pending};
pub use read::facts_of;
pub use stats::{Counts, Issuer, Stats};
pub use store::{Form, Manifest, Store, Versions};
pub use what::What;
