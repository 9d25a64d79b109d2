//! The arguments of the command `gongwen` and its file of options. They are a library so that the tests and
//! the generator of `docs/options.md` can use them.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod args;
pub mod config;
