//! How far the batch has come, for a person who watches.

use crate::exit::{LANGUAGE, say};
use gongwen_messages::{Message, message};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line on standard error that says how many notices are done; nothing where nobody watches.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn silent() -> Self {
        Self { bar: None }
    }

    pub(super) fn over(notices: usize) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(10);
        let bar = ProgressBar::with_draw_target(Some(notices as u64), target);
        let (bar_at, done, all, left) = ("{bar:30}", "{pos}", "{len}", "{eta}");
        let template = message!("progress.notices", bar = bar_at, done, all, left);
        let style = ProgressStyle::with_template(&template.text(LANGUAGE));
        Self { bar: Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))) }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Does something that may write to standard error, out of the way of the line.
    pub(super) fn aside(&self, work: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }

    /// Replaces the line by a summary.
    pub(super) fn finish(self, summary: &Message) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
            say(summary);
        }
    }
}
