//! How far a run has come: a bar for a person who watches, a line every few seconds for a log.

use crate::exit::{LANGUAGE, say};
use gongwen_dataset::{Done, Observer, Tally};
use gongwen_messages::{Message, message};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Between two lines of a log.
const PAUSE: Duration = Duration::from_secs(5);

/// Tells how far a run has come.
pub(super) struct Progress {
    view: View,
    files: Cell<u64>,
    seen: RefCell<Seen>,
}

enum View {
    None,
    Bar(ProgressBar),
    Lines,
}

struct Seen {
    files: u64,
    bytes: u64,
    unread: u64,
    tally: Tally,
    begun: Instant,
    told: Instant,
}

impl Progress {
    /// Tells nothing.
    pub(super) fn silent() -> Self {
        Self::with(View::None)
    }

    /// A bar where standard error is a terminal, else lines.
    pub(super) fn visible() -> Self {
        let watched = std::io::stderr().is_terminal();
        Self::with(if watched { View::Bar(bar()) } else { View::Lines })
    }

    fn with(view: View) -> Self {
        let now = Instant::now();
        let seen =
            Seen { files: 0, bytes: 0, unread: 0, tally: Tally::default(), begun: now, told: now };
        Self { view, files: Cell::new(0), seen: RefCell::new(seen) }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let View::Bar(bar) = &self.view {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(5));
    let template = message!(
        "progress.bar",
        bar = "{bar:20}",
        done = "{pos}",
        all = "{len}",
        what = "{msg}",
        left = "{eta}"
    );
    let style = ProgressStyle::with_template(&template.text(LANGUAGE));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Observer for Progress {
    fn listed(&self, files: u64) {
        self.files.set(files);
        if let View::Bar(bar) = &self.view {
            bar.set_length(files);
        }
    }

    fn done(&self, done: Done) {
        let mut seen = self.seen.borrow_mut();
        seen.add(&done);
        match &self.view {
            View::None => {}
            View::Bar(bar) => {
                bar.inc(1);
                bar.set_message(seen.in_short().text(LANGUAGE));
            }
            View::Lines if seen.told.elapsed() >= PAUSE => {
                seen.told = Instant::now();
                let (done, all, what) = (seen.files, self.files.get(), seen.in_short());
                say(&message!("run.progress", done, all, what));
            }
            View::Lines => {}
        }
    }

    fn writing(&self) {
        match &self.view {
            View::Bar(bar) => {
                let style = ProgressStyle::with_template("{spinner} {msg}");
                bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
                bar.enable_steady_tick(Duration::from_millis(200));
                bar.set_message(message!("run.writing").text(LANGUAGE));
            }
            View::Lines if self.seen.borrow().begun.elapsed() >= PAUSE => {
                say(&message!("run.writing"));
            }
            View::Lines | View::None => {}
        }
    }
}

impl Seen {
    fn add(&mut self, done: &Done) {
        self.files += 1;
        self.bytes += done.bytes;
        self.unread += u64::from(!done.readable);
        self.tally.tasks += done.tally.tasks;
        self.tally.targets += done.tally.targets;
        self.tally.problems += done.tally.problems;
    }

    fn in_short(&self) -> Message {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let rate = self.files as f64 / seconds;
        let Tally { tasks, targets, problems } = self.tally;
        let count = self.unread;
        let unread = (count > 0).then(|| message!("run.progress.unread", count));
        let rate = format!("{rate:.0}");
        message!("run.progress.found", rate, tasks, targets, problems, unread)
    }
}
