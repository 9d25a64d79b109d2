//! Data sets on disk: an archive of notices as tables that are updated incrementally.
//!
//! A data set is a folder. `gongwen.sqlite` in it is the state: every table of [`tables`], the views, and what
//! the next run needs to know. Everything else is derived from it: the Parquet, CSV and JSON files of the
//! tables ([`export`]) and the manifests of runs in `runs/`. A run restores derived files that are missing or
//! damaged (`heal`); a hash for each row shows changes that were not made by a run (`proof`).
//!
//! A run ([`run()`]) lists the archive ([`inputs`]), reads what is new or changed on all cores ([`read`]) and
//! keeps each result in a working file ([`staging`]). At the end it applies all of them to the state in one
//! transaction ([`apply`]) and moves the new files into place ([`publish`]). Before the commit the old data set
//! is unchanged; after it, the next command that opens the data set completes any move that was interrupted.
//! So a run that is killed leaves the old state or the new one, and the next run reuses what was read.
//!
//! How files are read and notices extracted is not known here; that is `gongwen-engine` and the core.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

mod apply;
mod copies;
mod costly;
mod database;
mod error;
pub mod export;
mod figures;
mod folder;
mod gone;
mod heal;
mod home;
mod inputs;
pub mod load;
mod looking;
mod manifest;
mod own;
mod proof;
mod publish;
mod quarantine;
mod query;
mod read;
mod run;
mod scope;
mod staging;
pub mod tables;
mod verify;
mod views;

pub use apply::Unreadable;
pub use database::State;
pub use error::Error;
pub use folder::Folder;
pub use gone::Prune;
pub use inputs::{Inputs, List};
pub use manifest::{Counts, Coverage, InputFile, Manifest};
pub use query::{Answer, Value, query};
pub use run::{Done, Emptied, Observer, Options, Refused, Report, Standing, run};
pub use staging::Tally;
pub use verify::{Finding, Repair, Verified, verify};
