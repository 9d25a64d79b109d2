//! The filter: a line of JSON in, a line of JSON out, for pipes, Spark and Hadoop Streaming.
//!
//! Each line is answered by one line ([`answer`]), in order: a record, or the reason why there is none
//! ([`Failure`]). A thread of its own reads lines, and they are processed in blocks, so memory is bounded by the
//! size of a block and not by the length of the input.

mod failure;
mod input;
mod lines;
mod line;

pub use failure::{Failure, FailureCode};
pub use line::{Answer, answer};

use super::engine::{Engine, Work};
use super::guard::panic_message;
use super::pool::Lost;
use super::reading::cost;
use gongwen_messages::{Message, message};
use lines::{Line, Lines};
use std::io::{self, Read, Write};
use std::sync::mpsc;
use std::thread;

/// Lines are no longer than this, where nothing else is said.
pub const MAX_LINE_BYTES: u64 = 64 << 20;

/// What all lines share.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How the notices in lines are read. Its encoding is that of all `bytes` whose line does not
    /// state one.
    pub engine: Engine,
    /// A longer line fails.
    pub max_line_bytes: u64,
    /// When lines are answered.
    pub pace: Pace,
}

/// When lines are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// When a block is full: the most lines a second.
    Block,
    /// When the input pauses: the sender may wait for an answer before its next line.
    Line,
}

/// What came of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All lines.
    pub lines: u64,
    failed: [u64; FailureCode::ALL.len()],
}

impl Tally {
    /// Lines that failed.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.failed.iter().sum()
    }

    /// Lines that failed, by reason; reasons that did not occur are left out.
    pub fn by_code(&self) -> impl Iterator<Item = (FailureCode, u64)> {
        FailureCode::ALL.iter().copied().zip(self.failed).filter(|(_, count)| *count > 0)
    }

    fn count(&mut self, answer: &Answer) {
        self.lines += 1;
        if let Some(code) = answer.failure {
            self.failed[code as usize] += 1;
        }
    }
}

/// The input or the output failed; no line is to blame.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No more lines could be read. All before were answered.
    #[error("{}", self.message())]
    Read(#[source] io::Error),
    /// No more answers could be written.
    #[error("{}", self.message())]
    Write(#[source] io::Error),
}

impl Error {
    /// What happened, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Read(cause) => message!("filter.read", cause),
            Self::Write(cause) => message!("filter.write", cause),
        }
    }
}

/// Answers every line of `input`, in order.
///
/// # Errors
/// Where the input or the output fails.
pub fn run<R: Read + Send + 'static>(
    input: R,
    settings: Settings,
    out: &mut dyn Write,
) -> Result<Tally, Error> {
    // One block is read while another is answered.
    let (send, blocks) = mpsc::sync_channel(1);
    let lines = Lines::new(input, settings.max_line_bytes, settings.pace);
    // After a failure to write nobody waits for this thread: it may be stuck in its last read.
    let reader = thread::spawn(move || {
        for block in lines {
            if send.send(block).is_err() {
                return;
            }
        }
    });
    let running = settings.engine.start(Answering { max_line_bytes: settings.max_line_bytes });
    let blocks = blocks.into_iter().map(|block| block.map_err(Error::Read));
    let mut tally = Tally::default();
    // The next block may come only after these answers were seen.
    running.map_err(Error::Read)?.run(1, blocks, |answers| {
        let mut write = |(_, answer)| {
            tally.count(&answer);
            out.write_all(&answer.bytes)
        };
        answers.try_for_each(&mut write).and_then(|()| out.flush()).map_err(Error::Write)
    })?;
    // No more blocks: it has ended. That it failed must not look like the end of the input.
    match reader.join() {
        Ok(()) => Ok(tally),
        Err(panic) => Err(Error::Read(io::Error::other(panic_message(&*panic)))),
    }
}

/// Answers lines up to that length.
struct Answering {
    max_line_bytes: u64,
}

impl Work for Answering {
    type Job = Line;
    type Made = Answer;

    fn cost(&self, line: &Line) -> u64 {
        cost(line.len(), line.ending())
    }

    fn make(&self, line: &Line, engine: &Engine) -> Answer {
        match line {
            Line::Whole(bytes) => answer(bytes, engine),
            Line::TooLong(length) => line::too_long(*length, self.max_line_bytes),
        }
    }

    fn lost(&self, line: &Line, lost: &Lost) -> Answer {
        line::lost(line, lost)
    }

    fn weight(answer: &Answer) -> u64 {
        answer.bytes.capacity() as u64
    }
}

#[cfg(test)]
mod tests;
