//! `gongwen verify`

use crate::exit::{Exit, say};
use crate::terminal::shown_in_line;
use anyhow::Result;
use gongwen_cli::args::store::Verify;
use gongwen_dataset::{Finding, Folder, Repair, Verified, verify};
use gongwen_engine::Limits;
use gongwen_formats::source::MAX_BYTES;
use std::io::{self, Write};
use std::path::Path;

/// Checks, prints what is wrong, chooses the exit code.
pub(crate) fn run(args: &Verify) -> Result<Exit> {
    // Whatever a run was allowed: a text that was cut is a part of the whole.
    let limits = Limits { max_bytes: MAX_BYTES, max_work: u64::MAX, ..Limits::default() };
    let verified = verify(&Folder::new(&args.dataset), &super::reading_within(limits)?)?;
    let mut out = io::stdout().lock();
    for finding in &verified.findings {
        let line = format!("{}: {}", finding.place, finding.message);
        writeln!(out, "{}", shown_in_line(&line))?;
    }
    out.flush()?;
    say(format_args!("{}", summary(&verified)));
    for way_out in ways_out(&args.dataset, &verified.findings) {
        say(format_args!("{way_out}"));
    }
    Ok(if verified.findings.is_empty() { Exit::Done } else { Exit::WorthALook })
}

fn summary(verified: &Verified) -> String {
    let Verified { findings, rows, notices, compared, not_at_hand, files } = verified;
    let findings = match findings.len() {
        0 => "all is as it must be".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        count => format!("{count} things are wrong"),
    };
    let away = match not_at_hand {
        0 => String::new(),
        count => format!(" (the files of {count} are gone or have changed)"),
    };
    format!(
        "{findings}: {files} files, the rows of {notices} notices and {rows} rows about files and \
         runs checked, {compared} compared word by word with their files{away}"
    )
}

/// What repairs the findings, each way once.
fn ways_out(dataset: &Path, findings: &[Finding]) -> Vec<String> {
    let dataset = dataset.display();
    let mut ways: Vec<Repair> = findings.iter().map(|finding| finding.repair).collect();
    ways.sort();
    ways.dedup();
    // Reading all of the archive again also makes the files again.
    if ways.contains(&Repair::Force) {
        ways.retain(|way| *way != Repair::Run);
    }
    let said = |way: &Repair| match way {
        Repair::Run => Some(format!(
            "`gongwen run ARCHIVE -o {dataset}` makes these files and views again from gongwen.sqlite"
        )),
        Repair::Force => Some(format!(
            "`gongwen run ARCHIVE -o {dataset} --force` reads the archive again and replaces rows and \
             files that are wrong; add --prune where the file of a notice is gone"
        )),
        Repair::Anew => Some(format!(
            "put a backup in the place of {dataset}, or make the data set anew with `gongwen run \
             ARCHIVE -o NEW`"
        )),
        Repair::ByHand => None,
    };
    ways.iter().filter_map(said).collect()
}
