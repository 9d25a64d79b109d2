//! The options of the command `gongwen`, as a library: its tests and its documentation read them.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod config;
