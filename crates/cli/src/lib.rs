//! The arguments of the command `gongwen` and its file of options, as a library: its tests and its
//! documentation read them.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod args;
pub mod config;
