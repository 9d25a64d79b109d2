//! Scores records against answers written by hand.
//!
//! A [`Gold`] file holds the answers for one document, [`Records`] are the program's output, and [`Scores`]
//! counts what is right, extra and missed, for each [`ScoreRow`]. Facts are compared as multisets; white space
//! and character width are ignored. Records are read from their JSON; nothing here knows the program that
//! wrote them.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

mod compare;
mod gold;
mod records;
mod rows;
mod scores;
mod verdicts;
mod words;

use gongwen_messages::{Arg, Message, message};

pub use gold::{
    Gold, Group, Heading, Member, Milestone, Provision, Row, Target, Verdict, Verdicts,
};
pub use records::Records;
pub use scores::{Counts, Mistake, ScoreRow, Scores, What};

/// Why a file of answers or of records cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub enum Error {
    /// The answers are not of the form that the definitions ask for.
    Gold(serde_json::Error),
    /// A line is not one record.
    Record {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: Arg,
    },
}

impl Error {
    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Gold(cause) => message!("eval.gold", cause = Arg::text(cause)),
            Self::Record { line, problem } => {
                message!("eval.record", line = *line, problem = problem.clone())
            }
        }
    }
}

/// Scores every document that there are answers for. Where its record is missing, all of it is
/// missed, and [`Scores::without_record`] names it.
#[must_use]
pub fn score<'g>(gold: impl IntoIterator<Item = &'g Gold>, records: &Records) -> Scores {
    let mut scores = Scores::default();
    for gold in gold {
        scores.add(gold, records.of(&gold.doc));
    }
    scores
}
