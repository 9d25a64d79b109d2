//! Many notices at once: which files ([`discover`]), each to its output in parallel and in a fixed
//! order ([`run()`]), written whole or not at all ([`WholeFile`]); or lines of a stream, each to its
//! answer ([`filter`]).
//!
//! With [`crate::source`], the only module that touches the file system. A file that cannot be read,
//! or on which the program fails, is a matter of that file; the batch goes on.

mod discover;
pub mod filter;
mod guard;
mod name;
mod run;
mod unpack;
mod whole;

pub use crate::source::known_endings;
pub use discover::{Entry, Found, LeftOut, discover, walk};
pub use guard::{extract_guarded, panic_message};
pub use name::{name_of, path_of};
pub use run::{Form, Outcome, Settings, Written, run};
pub use unpack::{Members, Unpacker};
pub use whole::{WholeFile, why_not_written};
