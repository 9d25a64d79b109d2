//! `gongwen extract`: [`plan`] interprets the arguments, [`places`] chooses the file for each record,
//! [`sink`] writes records, [`progress`] reports.

mod places;
mod plan;
mod progress;
mod sink;

use super::{reading_of, words};
use crate::exit::{Exit, say};
use anyhow::Result;
use gongwen_cli::args::Extract;
use gongwen_engine::{Entry, Outcome, Written, write_records};
use gongwen_formats::source;
use gongwen_messages::{Arg, Message, message};
use plan::{Plan, Verbosity};
use progress::Progress;
use sink::not_written;
use std::io;

/// Finds the files, reads each, writes the records, chooses the exit code.
pub(crate) fn run(args: &Extract) -> Result<Exit> {
    let mut plan = Plan::new(args, words(&args.work.lexicon)?, reading_of(&args.work)?)?;
    let quiet = args.work.common.quiet;
    plan.say_what_was_skipped(if quiet { Verbosity::Quiet } else { Verbosity::Normal });
    let progress = match !quiet && is_watched() {
        true => Progress::over(plan.entries().len()),
        false => Progress::silent(),
    };
    let mut sink = plan.sink()?;
    let failed = |cause: io::Error| Err(not_written(&plan.destination, cause));
    let mut tally = Tally { strict: args.strict, ..Tally::default() };
    tally.unreadable += plan.report_unlisted_folders();
    write_records(&plan.engine, plan.form, plan.entries(), |entry, outcome| {
        progress.step();
        progress.aside(|| tally.count(entry, &outcome));
        sink.put(outcome, &|path| plan.may_write(args, path))
    })
    .or_else(failed)?;
    sink.finish().or_else(failed)?;
    progress.finish(&tally.summary());
    Ok(tally.exit())
}

/// What came of the batch.
#[derive(Debug, Default)]
struct Tally {
    strict: bool,
    written: u64,
    worth_a_look: u64,
    unreadable: u64,
}

impl Tally {
    fn count(&mut self, entry: &Entry, outcome: &Outcome) {
        match outcome {
            Outcome::Unreadable(error) => {
                self.unreadable += 1;
                complain(error);
            }
            Outcome::Written(records) => {
                records.iter().for_each(|written| self.count_record(entry, written));
            }
        }
    }

    fn count_record(&mut self, entry: &Entry, written: &Written) {
        self.written += 1;
        if let Some(why) = &written.unreadable {
            self.unreadable += 1;
            say(&message!("about", place = &entry.name, what = why));
        } else if !written.worth_a_look.is_empty() {
            self.worth_a_look += 1;
            if self.strict {
                let what = Arg::list(written.worth_a_look.iter().copied());
                say(&message!("about", place = &entry.name, what));
            }
        }
    }

    fn summary(&self) -> Message {
        let (records, look, files) = (self.written, self.worth_a_look, self.unreadable);
        let look = (look > 0).then(|| message!("extract.worth-a-look", count = look));
        let unreadable = (files > 0).then(|| message!("extract.unreadable", files));
        message!("extract.summary", records, look, unreadable)
    }

    fn exit(&self) -> Exit {
        let worth_a_look = self.strict && self.worth_a_look > 0;
        if self.unreadable > 0 || worth_a_look { Exit::WorthALook } else { Exit::Done }
    }
}

fn complain(error: &source::Error) {
    say(&error.message());
}

/// True where a person looks at standard error.
fn is_watched() -> bool {
    io::IsTerminal::is_terminal(&io::stderr())
}
