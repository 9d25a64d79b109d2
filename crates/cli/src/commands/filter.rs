//! `gongwen filter`

use super::{counted, reading, threads, words};
use crate::args::Filter;
use crate::exit::{Exit, say};
use crate::terminal;
use anyhow::Result;
use gongwen_cli::config::Config;
use gongwen_engine::Engine;
use gongwen_engine::filter::{self, MAX_LINE_BYTES, Pace, Settings, Tally};
use std::io::{self, BufWriter};

/// What is written at once.
const BUFFER: usize = 256 << 10;

/// Answers the lines of standard input, says how many failed, chooses the exit code.
pub(crate) fn run(args: &Filter) -> Result<Exit> {
    let keys = Config::find(args.config.config.as_deref())?;
    let lexicon = words(&args.config, keys.lexicon)?;
    let limits = args.limits.options().or(keys.limits).limits();
    let options = args.options().or(keys.filter);
    let reading = reading(limits, options.encoding.as_deref())?;
    let settings = Settings {
        engine: Engine::new(lexicon, reading, threads(options.threads)),
        max_line_bytes: options.max_line_bytes.unwrap_or(MAX_LINE_BYTES),
        pace: if options.line_buffered.unwrap_or(false) { Pace::Line } else { Pace::Block },
    };
    let mut out = BufWriter::with_capacity(BUFFER, terminal::stdout());
    let tally = filter::run(io::stdin(), settings, &mut out)?;
    if tally.failed() > 0 && !options.quiet.unwrap_or(false) {
        say(format_args!("{}", summary(&tally)));
    }
    let too_many = options.max_failed.is_some_and(|limit| tally.failed() > limit);
    Ok(if too_many { Exit::WorthALook } else { Exit::Done })
}

fn summary(tally: &Tally) -> String {
    let codes: Vec<String> =
        tally.by_code().map(|(code, count)| format!("{} {count}", code.name())).collect();
    format!("{} of {} failed: {}", tally.failed(), counted(tally.lines, "line"), codes.join(", "))
}
