//! A data set on disk: archives in, tables out, nothing lost, nothing twice.
//!
//! A data set is a folder. `gongwen.sqlite` in it is the state: every table of
//! [`tables`], the views, and what the next run must know. Everything else can be made
//! again from it: the Parquet, CSV and JSON files of the tables ([`export`]), and `runs/`, which
//! tells what each run did. A run makes again what of it is missing or damaged (`heal`), and every
//! row has a hash that tells whether it is as a run wrote it (`proof`).
//!
//! A run ([`run()`]) walks the archive ([`inputs`]), reads what is new or changed on all cores
//! ([`read`]), keeps each reading in a working file ([`staging`]) and at the end brings all of them
//! into the state in one transaction ([`apply`]) and the files beside it into place ([`publish`]).
//! Until that transaction the old data set stands untouched; after it, whatever is still to be moved
//! is moved by the next command that opens the data set. So a run that is killed leaves the old state
//! or the new one, and the next run goes on from the readings that were kept.

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
