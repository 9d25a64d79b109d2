//! Reads files into rows, ready for the working file.

use super::costly::Known;
use super::inputs::Input;
use super::quarantine::{Reason, Refusal};
use super::staging::{Reading, Tally, pack};
use crate::tables::Rows;
use gongwen::document::{Document, hex};
use gongwen::emit::Record;
use gongwen::emit::wire_v1::Severity;
use gongwen_engine::{Engine, Lost, Work, cost, lost};
use gongwen_formats::source::Source;
use gongwen_messages::{Arg, message};
use sha2::{Digest, Sha256};

/// How far a file that differs from what is known is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Depth {
    /// No further than that.
    Compared,
    /// To its rows.
    Read,
}

/// One file to be looked at.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) input: Input,
    /// Hash of the file as the state has it, where that is up to date.
    pub(super) known: Option<String>,
    /// Hash of the file as an interrupted run read it.
    pub(super) read_before: Option<String>,
    /// That it cost too much before.
    pub(super) costly: Option<Known>,
}

/// What became of a file.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is as the state has it.
    Unchanged,
    /// An interrupted run read it as it is.
    ReadBefore,
    /// It was read: these are its notices.
    Read(Vec<Reading>),
    /// It was not.
    Refused(Refusal),
}

/// Looks at files.
pub(super) struct Files(pub(super) Depth);

impl Work for Files {
    type Job = Job;
    type Made = Outcome;

    fn cost(&self, job: &Job) -> u64 {
        cost(job.input.size, &job.input.uri)
    }

    fn make(&self, job: &Job, engine: &Engine) -> Outcome {
        look_at(job, self.0, engine)
    }

    fn lost(&self, job: &Job, reason: &Lost) -> Outcome {
        Outcome::Refused(given_up(job, reason))
    }

    fn weight(outcome: &Outcome) -> u64 {
        let Outcome::Read(readings) = outcome else { return 0 };
        readings.iter().map(|reading| reading.payload.len() as u64).sum()
    }
}

fn given_up(job: &Job, reason: &Lost) -> Refusal {
    let of = Refusal::of(&lost(&job.input.uri, reason));
    match reason {
        Lost::Late(_) => Refusal { bytes: Some(job.input.size), ..of },
        Lost::Failed(cause) => failed(cause.clone(), None),
    }
}

fn look_at(job: &Job, depth: Depth, engine: &Engine) -> Outcome {
    let source = match engine.reading.open(&job.input.path, &job.input.uri) {
        Ok(source) => source,
        Err(error) => return Outcome::Refused(Refusal::of(&error)),
    };
    let sha256 = hex(&Sha256::digest(&source.bytes));
    if job.known.as_ref() == Some(&sha256) {
        return Outcome::Unchanged;
    }
    if job.read_before.as_ref() == Some(&sha256) {
        return Outcome::ReadBefore;
    }
    if let Some(refusal) = job.costly.as_ref().and_then(|known| known.still(&sha256)) {
        return Outcome::Refused(Refusal { bytes: Some(source.bytes.len() as u64), ..refusal });
    }
    match depth {
        Depth::Compared => Outcome::ReadBefore,
        Depth::Read => read(source, sha256, engine),
    }
}

fn read(source: Source, sha256: String, engine: &Engine) -> Outcome {
    let bytes = Some(source.bytes.len() as u64);
    let found = match engine.read(source) {
        Ok(found) => found,
        Err(error) => {
            let refusal = Refusal { sha256: Some(sha256), bytes, ..Refusal::of(&error) };
            return Outcome::Refused(refusal);
        }
    };
    let document = &found.document;
    if let Some(why) = document.unreadable() {
        let message = format!("{}: {}", why.code.name(), why.message);
        return Outcome::Refused(refused(Reason::NoText, message, Some(document)));
    }
    if let Some(message) = found.failure() {
        return Outcome::Refused(failed(message.into(), Some(document)));
    }
    let readings = found.records(engine.lexicon).map(|record| reading(document, &record));
    match readings.collect() {
        Ok(readings) => Outcome::Read(readings),
        Err(message) => Outcome::Refused(failed(message.into(), Some(document))),
    }
}

fn reading(document: &Document, record: &Record<'_>) -> Result<Reading, String> {
    let rows = Rows::of(record);
    let info = &document.info;
    Ok(Reading {
        doc_id: record.doc_id.to_owned(),
        range: record.source.range,
        sha256: info.sha256.clone(),
        bytes: info.bytes,
        media_type: info.media_type.clone(),
        encoding: info.encoding.clone(),
        encoding_basis: info.encoding_basis.clone(),
        text_chars: info.text_chars,
        payload: pack(&rows)?,
        tally: tally(record),
    })
}

fn tally(record: &Record<'_>) -> Tally {
    let diagnostics = record.diagnostics.iter();
    let problems = diagnostics.filter(|item| item.severity != Severity::Info).count();
    Tally {
        tasks: record.tasks.len() as u64,
        targets: record.targets.len() as u64,
        problems: problems as u64,
    }
}

fn failed(cause: Arg, document: Option<&Document>) -> Refusal {
    refused(Reason::InternalError, message!("internal.failed", cause).to_string(), document)
}

fn refused(reason: Reason, message: String, document: Option<&Document>) -> Refusal {
    Refusal {
        reason,
        message,
        sha256: document.map(|document| document.info.sha256.clone()),
        bytes: document.map(|document| document.info.bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::{Depth, Files, Job, Outcome};
    use crate::inputs::Input;
    use crate::quarantine::Reason;
    use gongwen::Extraction;
    use gongwen::document::TextLayer;
    use gongwen::lexicon::Lexicon;
    use gongwen_engine::{Engine, Limits, Reading};
    use std::convert::Infallible;
    use std::fs;
    use std::time::Duration;

    /// Hangs on a text that says so, panics on another.
    fn moody(lexicon: &Lexicon, layer: &TextLayer) -> Vec<Extraction> {
        if layer.text().starts_with("hang") {
            std::thread::sleep(Duration::from_secs(600));
        }
        assert!(!layer.text().starts_with("fail"), "as it was told");
        gongwen::extract_all(lexicon, layer)
    }

    fn outcomes(threads: usize, max_seconds: u32, texts: &[&str]) -> Vec<Outcome> {
        let folder = tempfile::tempdir().unwrap();
        let limits = Limits { max_bytes: 1000, max_seconds, ..Limits::default() };
        let reading = Reading { limits, ..Reading::default() };
        let engine = Engine { extract: moody, ..Engine::new(Lexicon::builtin(), reading, threads) };
        let job = |(at, text): (usize, &&str)| {
            let path = folder.path().join(format!("{at:02}.txt"));
            fs::write(&path, text).unwrap();
            let input = Input { uri: path.to_string_lossy().into_owned(), path, size: 1 };
            Job { input, known: None, read_before: None, costly: None }
        };
        let block = Ok::<_, Infallible>(texts.iter().enumerate().map(job).collect());
        let mut outcomes = Vec::new();
        let running = engine.start(Files(Depth::Read)).unwrap();
        let Ok(()) = running.run(1, [block], |made| {
            outcomes.extend(made.map(|(_, outcome)| outcome));
            Ok(())
        });
        outcomes
    }

    fn reason(outcome: &Outcome) -> Option<Reason> {
        if let Outcome::Refused(refusal) = outcome { Some(refusal.reason) } else { None }
    }

    #[test]
    fn a_file_that_hangs_does_not_hold_those_behind_it() {
        let read = outcomes(1, 1, &["hang", "一", "二"]);
        let reasons: Vec<_> = read.iter().map(reason).collect();
        assert_eq!(reasons, [Some(Reason::TooSlow), None, None]);
    }

    #[test]
    fn files_that_hang_fail_or_are_too_large_do_not_stop_the_others() {
        let large = "大".repeat(1000);
        let texts = [
            "hang",
            "关于工作的通知",
            "fail",
            "hang",
            &large,
            "关于另一项工作的通知",
            "hang",
            "一",
        ];
        let outcomes = outcomes(2, 2, &texts);
        let reasons: Vec<_> = outcomes.iter().map(reason).collect();
        let slow = Some(Reason::TooSlow);
        let expected = [
            slow,
            None,
            Some(Reason::InternalError),
            slow,
            Some(Reason::TooLarge),
            None,
            slow,
            None,
        ];
        assert_eq!(reasons, expected);
        assert!(matches!(&outcomes[1], Outcome::Read(readings) if !readings[0].payload.is_empty()));
    }
}
