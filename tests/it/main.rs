//! All integration tests in one binary: they link once.

#![allow(missing_docs, clippy::unwrap_used)]

mod support;

mod account;
mod architecture;
mod batch;
mod bodies;
mod cli;
mod copies;
mod corpus;
mod eval;
mod filter;
#[cfg(unix)]
mod formats;
mod gold;
mod gone;
mod heal;
mod heavy;
mod laws;
mod lexicon;
mod limits;
mod messages;
mod metamorphic;
mod no_notice;
mod options;
mod ours;
mod own_words;
#[cfg(unix)]
mod postgres;
mod prune;
mod schema;
mod several;
mod shared;
mod snapshot;
mod snapshots;
#[cfg(unix)]
mod special_files;
mod store;
mod tables;
mod variants;
mod vectors;
mod written;
