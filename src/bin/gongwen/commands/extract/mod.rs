//! `gongwen extract`: what was typed, what it means ([`plan`]), where it goes ([`sink`]), how far it
//! has come ([`progress`]).

mod plan;
mod progress;
mod sink;

use crate::args::Extract;
use crate::exit::{Exit, say};
use anyhow::{Context, Result, bail};
use gongwen::batch::{self, Entry, Outcome};
use gongwen::source;
use plan::Plan;
use progress::Progress;
use sink::Sink;
use std::io;

/// Finds the files, reads each, writes the records, chooses the exit code.
pub(crate) fn run(args: &Extract) -> Result<Exit> {
    let plan = Plan::new(args)?;
    plan.say_what_was_left_out();
    let progress = match !args.quiet && is_watched() {
        true => Progress::over(plan.entries().len()),
        false => Progress::silent(),
    };
    let mut sink = Sink::open(&plan.destination)?;
    let mut tally = Tally { strict: args.strict, ..Tally::default() };
    tally.unreadable += plan.report_unlisted_folders();
    in_threads(args.threads, || {
        batch::run(plan.entries(), plan.settings, &|_| progress.step(), &mut |entry, outcome| {
            progress.aside(|| tally.count(entry, &outcome));
            sink.put(entry, outcome)
        })
    })?
    .with_context(|| format!("cannot write {}", plan.destination))?;
    sink.finish().with_context(|| format!("cannot write {}", plan.destination))?;
    progress.finish(&tally.summary());
    tally.exit()
}

/// Runs `work` with so many threads, or one for each processor.
fn in_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0).into());
    Ok(pool.build().context("cannot start threads; try a smaller --threads")?.install(work))
}

/// What came of the batch.
#[derive(Debug, Default)]
struct Tally {
    strict: bool,
    written: usize,
    worth_a_look: usize,
    unreadable: usize,
}

impl Tally {
    fn count(&mut self, entry: &Entry, outcome: &Outcome) {
        match outcome {
            Outcome::Unreadable(error) => {
                self.unreadable += 1;
                complain(error);
            }
            Outcome::Written(written) => {
                self.written += 1;
                if !written.worth_a_look.is_empty() {
                    self.worth_a_look += 1;
                    if self.strict {
                        say(format_args!("{}: {}", entry.name, written.worth_a_look.join(", ")));
                    }
                }
            }
        }
    }

    fn summary(&self) -> String {
        let mut text = counted(self.written, "record");
        if self.worth_a_look > 0 {
            text += &format!(", {} worth looking at", self.worth_a_look);
        }
        if self.unreadable > 0 {
            text += &format!(", {} not read", counted(self.unreadable, "file"));
        }
        text
    }

    fn exit(&self) -> Result<Exit> {
        if self.written == 0 && self.unreadable > 0 {
            bail!("none of the files could be read");
        }
        let worth_a_look = self.worth_a_look + self.unreadable > 0;
        Ok(if self.strict && worth_a_look { Exit::WorthALook } else { Exit::Done })
    }
}

fn complain(error: &source::Error) {
    say(format_args!("{error}"));
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// True where a person looks at standard error.
fn is_watched() -> bool {
    io::IsTerminal::is_terminal(&io::stderr())
}
