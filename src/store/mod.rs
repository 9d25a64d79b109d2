//! A data set on disk: archives in, tables out, nothing lost, nothing twice.
//!
//! A data set is a folder. `gongwen.sqlite` in it is the state: every table of
//! [`crate::emit::tables`], the views, and what the next run must know. Everything else can be made
//! again from it: the Parquet, CSV and JSON files of the tables ([`export`]), and `runs/`, which
//! tells what each run did.
//!
//! A run ([`run()`]) walks the archive ([`inputs`]), reads what is new or changed on all cores
//! ([`read`]), keeps each reading in a working file ([`staging`]) and at the end brings all of them
//! into the state in one transaction ([`apply`]) and the files beside it into place ([`publish`]).
//! Until that transaction the old data set stands untouched; after it, whatever is still to be moved
//! is moved by the next command that opens the data set. So a run that is killed leaves the old state
//! or the new one, and the next run goes on from the readings that were kept.

mod apply;
mod costly;
mod database;
mod error;
pub mod export;
mod folder;
mod inputs;
#[cfg(feature = "postgres")]
pub mod load;
mod manifest;
mod publish;
mod quarantine;
mod query;
mod read;
mod run;
mod staging;
mod verify;

pub use database::State;
pub use error::Error;
pub use folder::Folder;
pub use inputs::{Inputs, List};
pub use manifest::{Counts, Coverage, InputFile, Manifest};
pub use query::{Answer, Value, query};
pub use run::{Done, Observer, Options, Report, run};
pub use staging::Tally;
pub use verify::{Finding, Verified, verify};
