//! Many notices at once: which files ([`discover`]), each to its output in parallel and in a fixed
//! order ([`run()`]), written whole or not at all ([`WholeFile`]); or lines of a stream, each to its
//! answer ([`filter`]). What one document may cost, and all of them together, is the same everywhere
//! ([`Limits`], [`Reading`], [`Pool`]).
//!
//! With [`crate::source`], the only module that touches the file system. A file that cannot be read,
//! or on which the program fails, is a matter of that file; the batch goes on.

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

pub use crate::source::known_endings;
pub use discover::{Archive, Entry, Found, LeftOut, Seen, discover, walk};
pub use guard::{extract_guarded, panic_message};
pub use limits::{Limits, MAX_BYTES, MAX_MEMORY, MAX_SECONDS};
pub use name::{name_of, path_of};
#[cfg(feature = "worker")]
pub(crate) use pool::STACK;
pub use pool::{Lost, Pool, Terms};
#[cfg(any(feature = "snapshot", feature = "store"))]
pub(crate) use reading::lost;
#[cfg(feature = "worker")]
pub(crate) use reading::too_slow;
pub use reading::{InProcess, Parser, Reading, cost};
pub use run::{Form, Outcome, Settings, Written, run};
pub use unpack::{Members, Unpacker};
pub use whole::{WholeFile, is_aside, why_not_written};
