//! Reads many notices: finds the files ([`discover`]), and runs an [`Engine`] that reads them in parallel,
//! processes each ([`Work`]) and returns the results in a fixed order. Records ([`write_records`]) and the
//! answers to a stream of lines ([`filter`]) are made here; rows of data sets and facts of snapshots by their
//! packages. The limits for one document are the same everywhere ([`Limits`], [`Reading`]).
//!
//! A file that cannot be read, or on which the program fails, does not affect the others. Output files appear
//! only when complete ([`WholeFile`]).

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

mod discover;
mod engine;
pub mod filter;
mod guard;
mod limits;
mod name;
pub mod ours;
mod pool;
mod reading;
mod records;
mod unpack;
mod whole;
pub mod worker;

pub use discover::{Archive, Entry, Found, LeftOut, Seen, discover, walk};
pub use engine::{Engine, Extract, Extracted, Made, Running, Work};
pub use gongwen_formats::source::known_endings;
pub use guard::panic_message;
pub use limits::{Limits, MAX_BYTES, MAX_MEMORY, MAX_SECONDS};
pub use name::{name_of, path_of};
pub use pool::Lost;
pub(crate) use pool::STACK;
pub(crate) use reading::too_slow;
pub use reading::{InProcess, Mentions, Parser, Reading, cost, lost};
pub use records::{Form, Outcome, Written, write_records};
pub use unpack::{Members, Unpacker};
pub use whole::{WholeFile, is_aside, why_not_written};
