//! `gongwen verify`

use crate::exit::{Exit, LANGUAGE, say};
use crate::terminal::shown_in_line;
use anyhow::Result;
use gongwen_cli::args::store::Verify;
use gongwen_dataset::{Finding, Folder, Repair, Verified, verify};
use gongwen_engine::Limits;
use gongwen_formats::source::MAX_BYTES;
use gongwen_messages::{Message, message};
use std::io::{self, Write};
use std::path::Path;

/// Checks, prints what is wrong, chooses the exit code.
pub(crate) fn run(args: &Verify) -> Result<Exit> {
    // Whatever a run was allowed: a text that was cut is a part of the whole.
    let limits = Limits { max_bytes: MAX_BYTES, max_work: u64::MAX, ..Limits::default() };
    let verified = verify(&Folder::new(&args.dataset), &super::reading_within(limits)?)?;
    let mut out = io::stdout().lock();
    for finding in &verified.findings {
        let line = message!("about", place = &finding.place, what = &finding.message);
        writeln!(out, "{}", shown_in_line(&line.text(LANGUAGE)))?;
    }
    out.flush()?;
    say(&summary(&verified));
    repairs(&args.dataset, &verified.findings).iter().for_each(say);
    Ok(if verified.findings.is_empty() { Exit::Done } else { Exit::WorthALook })
}

fn summary(verified: &Verified) -> Message {
    let Verified { findings, rows, notices, compared, not_at_hand, files } = verified;
    let findings = match findings.len() {
        0 => message!("verify.no-problems"),
        count => message!("verify.problems", count),
    };
    let away = (*not_at_hand > 0).then(|| message!("verify.away", count = *not_at_hand));
    let (rows, notices, compared, files) = (*rows, *notices, *compared, *files);
    message!("verify.summary", findings, files, notices, rows, compared, away)
}

/// What repairs the findings, each way once.
fn repairs(dataset: &Path, findings: &[Finding]) -> Vec<Message> {
    let mut ways: Vec<Repair> = findings.iter().map(|finding| finding.repair).collect();
    ways.sort();
    ways.dedup();
    // Reading all of the archive again also makes the files again.
    if ways.contains(&Repair::Force) {
        ways.retain(|way| *way != Repair::Run);
    }
    let said = |way: &Repair| match way {
        Repair::Run => Some(message!("verify.repair.run", dataset)),
        Repair::Force => Some(message!("verify.repair.force", dataset)),
        Repair::Anew => Some(message!("verify.repair.anew", dataset)),
        Repair::ByHand => None,
    };
    ways.iter().filter_map(said).collect()
}
