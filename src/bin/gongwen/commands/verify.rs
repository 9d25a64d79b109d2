//! `gongwen verify`

use crate::args::store::Verify;
use crate::exit::{Exit, say};
use crate::terminal::shown_in_line;
use anyhow::Result;
use gongwen::store::{Folder, Verified, verify};
use std::io::{self, Write};

/// Checks, prints what is wrong, chooses the exit code.
pub(crate) fn run(args: &Verify) -> Result<Exit> {
    let verified = verify(&Folder::new(&args.dataset))?;
    let mut out = io::stdout().lock();
    for finding in &verified.findings {
        let line = format!("{}: {}", finding.place, finding.message);
        writeln!(out, "{}", shown_in_line(&line))?;
    }
    out.flush()?;
    say(format_args!("{}", summary(&verified)));
    Ok(if verified.findings.is_empty() { Exit::Done } else { Exit::WorthALook })
}

fn summary(verified: &Verified) -> String {
    let Verified { findings, notices, compared, not_at_hand, files } = verified;
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
        "{findings}: {files} files and the rows of {notices} notices checked, {compared} compared \
         word by word with their files{away}"
    )
}
