//! Regression snapshots: what is different in the records of an archive, and is that right?
//!
//! [`record`] accepts the present records as the reference and keeps their [`Fact`]s in a [`Store`]:
//! a folder of sorted, readable text. [`check`] reads the archive again and writes what differs to
//! the store's pending part. [`Pending`] hands it over notice by notice as [`Compared`], whose
//! [`Change`]s are about facts and not about text: gained, lost, altered, moved. [`accept()`],
//! [`reject()`] and [`undo`] decide about them; [`report`] prints them, grouped by cause.
//!
//! # Why it is made this way
//!
//! * A store is text, a fact a line, so a merge request shows what an accepted change did. Places
//!   stand in a line of their own ([`line`]): a word more at the top of a page alters one line.
//! * What is pending is the present notices and not the differences: these are worked out from the
//!   reference each time, so part of them can be accepted and nothing goes stale.
//! * Every step is written to the journal before it is taken and can be taken again, so a command
//!   that is killed is finished by the next one ([`journal`]). Files appear whole or not at all.
//! * Facts of one notice are paired from the surest sign to the weakest ([`pair`]), so what moved
//!   did not come and go, and a renumbered task is the same task.
//! * A notice that is equal line by line is never parsed; files of the store are read block by block.
//!   Memory holds a block, the list of paths and what is printed.
//!
//! Archives are read by [`gongwen_engine`]. Of the clock a snapshot knows nothing.

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
