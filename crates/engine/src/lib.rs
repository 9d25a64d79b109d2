//! Many notices at once: which files ([`discover`]), each to its output in parallel and in a fixed
//! order ([`run()`]), written whole or not at all ([`WholeFile`]); or lines of a stream, each to its
//! answer ([`filter`]). What one document may cost, and all of them together, is the same everywhere
//! ([`Limits`], [`Reading`], [`Pool`]).
//!
//! A file that cannot be read, or on which the program fails, is a matter of that file; the batch goes on.
//! What the command, data sets and snapshots read, they read with this package.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

mod discover;
pub mod filter;
mod guard;
mod limits;
mod name;
pub mod ours;
mod pool;
mod reading;
mod run;
mod unpack;
mod whole;
pub mod worker;

pub use discover::{Archive, Entry, Found, LeftOut, Seen, discover, walk};
pub use gongwen_formats::source::known_endings;
pub use guard::{extract_guarded, panic_message};
pub use limits::{Limits, MAX_BYTES, MAX_MEMORY, MAX_SECONDS};
pub use name::{name_of, path_of};
pub(crate) use pool::STACK;
pub use pool::{Lost, Pool, Terms};
pub(crate) use reading::too_slow;
pub use reading::{InProcess, Parser, Reading, cost, lost};
pub use run::{Form, Outcome, Settings, Written, run};
pub use unpack::{Members, Unpacker};
pub use whole::{WholeFile, is_aside, why_not_written};
