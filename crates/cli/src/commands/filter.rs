//! `gongwen filter`

use super::{reading_of, words};
use crate::exit::{Exit, say};
use crate::terminal;
use anyhow::Result;
use gongwen_cli::args::Filter;
use gongwen_engine::Engine;
use gongwen_engine::filter::{self, Pace, Settings, Tally};
use gongwen_messages::{Arg, Message, message};
use std::io::{self, BufWriter};

/// What is written at once.
const BUFFER: usize = 256 << 10;

/// Answers the lines of standard input, says how many failed, chooses the exit code.
pub(crate) fn run(args: &Filter) -> Result<Exit> {
    let (lexicon, reading) = (words(&args.work.lexicon)?, reading_of(&args.work)?);
    let settings = Settings {
        engine: Engine::new(lexicon, reading, args.work.threads),
        max_line_bytes: args.max_line_bytes,
        pace: if args.line_buffered { Pace::Line } else { Pace::Block },
    };
    let mut out = BufWriter::with_capacity(BUFFER, terminal::stdout());
    let tally = filter::run(io::stdin(), settings, &mut out)?;
    if tally.failed() > 0 && !args.work.common.quiet {
        say(&summary(&tally));
    }
    let too_many = args.max_failed.is_some_and(|limit| tally.failed() > limit);
    Ok(if too_many { Exit::WorthALook } else { Exit::Done })
}

fn summary(tally: &Tally) -> Message {
    let codes = tally.by_code().map(|(code, count)| format!("{} {count}", code.name()));
    let (failed, lines) = (tally.failed(), tally.lines);
    message!("filter.failed", failed, lines, codes = Arg::list(codes))
}
