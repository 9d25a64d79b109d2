//! Answers one line. Total: every line has an answer.

use super::failure::{Failure, FailureCode};
use super::input::{self, Content};
use super::lines::Line;
use crate::engine::{Engine, Extracted};
use crate::pool::Lost;
use crate::reading;
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::{ErrorKind, Source};
use gongwen_messages::message;
use serde_json::{Map, Value};

/// The answer to one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A line that ends in `\n`.
    pub bytes: Vec<u8>,
    /// Why there is no record in it.
    pub failure: Option<FailureCode>,
}

/// Answers one line, without its `\n`.
#[must_use]
pub fn answer(line: &[u8], engine: &Engine) -> Answer {
    let line = match input::read(line) {
        Ok(line) => line,
        Err(failure) => return failed(None, &failure, &Map::new()),
    };
    let uri = line.uri.as_deref();
    let records = line.content.and_then(|content| records(uri, content, engine));
    match records {
        Ok(records) => succeeded(uri, &records, &line.meta),
        Err(failure) => failed(uri, &failure, &line.meta),
    }
}

/// The answer to a line that was given up. What it holds may be what is wrong with it, so all of it
/// but its name is left alone.
pub(super) fn lost(line: &Line, lost: &Lost) -> Answer {
    let code = match lost {
        Lost::Late(_) => FailureCode::TooSlow,
        Lost::Failed(_) => FailureCode::InternalError,
    };
    let input = if let Line::Whole(bytes) = line { input::read(bytes).ok() } else { None };
    let uri = input.and_then(|input| input.uri);
    let error = reading::lost(uri.as_deref().unwrap_or("-"), lost);
    failed(uri.as_deref(), &Failure::new(code, error.reason()), &Map::new())
}

/// The answer to a line that was too long to be kept.
pub(super) fn too_long(length: u64, limit: u64) -> Answer {
    let message = message!("failure.line-too-large", length, limit);
    failed(None, &Failure::new(FailureCode::TooLarge, &message), &Map::new())
}

/// The records as JSON.
fn records(uri: Option<&str>, content: Content, engine: &Engine) -> Result<Vec<Vec<u8>>, Failure> {
    // What is sent as text is text, even where nothing can be found in it.
    let is_file = matches!(content, Content::Bytes(..));
    let found = extracted(uri, content, engine)?;
    if let Some(why) = found.document.unreadable().filter(|_| is_file) {
        let message = message!("about", place = why.code.name(), what = &why.message);
        return Err(Failure::new(FailureCode::Unreadable, &message));
    }
    if let Some(cause) = found.failure() {
        let message = message!("internal.failed", cause);
        return Err(Failure::new(FailureCode::InternalError, &message));
    }
    (0..found.notices.len()).map(|at| json_of_record(&found, at, engine.lexicon)).collect()
}

fn json_of_record(found: &Extracted, at: usize, lexicon: &Lexicon) -> Result<Vec<u8>, Failure> {
    let mut bytes = found.json_line(lexicon, at).map_err(|cause| {
        Failure::new(FailureCode::InternalError, &message!("internal.failed", cause = &cause))
    })?;
    bytes.truncate(bytes.trim_ascii_end().len());
    Ok(bytes)
}

/// The notices of a line.
fn extracted(uri: Option<&str>, content: Content, engine: &Engine) -> Result<Extracted, Failure> {
    let reading = &engine.reading;
    let (bytes, encoding) = match content {
        // What is valid UTF-8 is read as that where nothing else is stated.
        Content::Text(text) => (text.into_bytes(), None),
        Content::Bytes(bytes, stated) => (bytes, stated.or(reading.encoding)),
    };
    let (size, limit) = (bytes.len() as u64, reading.limits.max_bytes);
    if size > limit {
        let message = message!("failure.notice-too-large", size, limit);
        return Err(Failure::new(FailureCode::TooLarge, &message));
    }
    let source = Source::from_bytes(uri.unwrap_or("-"), bytes);
    engine.read_as(source, encoding).map_err(|error| {
        let code = match error.kind() {
            ErrorKind::TooSlow => FailureCode::TooSlow,
            ErrorKind::OutOfMemory => FailureCode::OutOfMemory,
            _ => FailureCode::ReaderDied,
        };
        Failure::new(code, error.reason())
    })
}

/// `record` holds the only record; several are an array in `records`.
fn succeeded(uri: Option<&str>, records: &[Vec<u8>], meta: &Map<String, Value>) -> Answer {
    let joined = records.join(&b',');
    let mut out = Vec::with_capacity(joined.len() + 128);
    begin(&mut out, uri, "ok");
    let (before, behind): (&[u8], &[u8]) = match records {
        [_] => (b",\"record\":", b""),
        _ => (b",\"records\":[", b"]"),
    };
    for piece in [before, &joined, behind] {
        out.extend_from_slice(piece);
    }
    end(out, meta, None)
}

fn failed(uri: Option<&str>, failure: &Failure, meta: &Map<String, Value>) -> Answer {
    let mut out = Vec::with_capacity(256);
    begin(&mut out, uri, "failed");
    out.extend_from_slice(b",\"error\":{\"code\":");
    out.extend(json_of(&failure.code.name().into()));
    out.extend_from_slice(b",\"message\":");
    out.extend(json_of(&failure.message.as_str().into()));
    out.push(b'}');
    end(out, meta, Some(failure.code))
}

fn begin(out: &mut Vec<u8>, uri: Option<&str>, status: &str) {
    out.extend_from_slice(b"{\"uri\":");
    out.extend(json_of(&uri.into()));
    out.extend_from_slice(b",\"status\":");
    out.extend(json_of(&status.into()));
}

fn end(mut out: Vec<u8>, meta: &Map<String, Value>, failure: Option<FailureCode>) -> Answer {
    out.extend_from_slice(b",\"meta\":");
    // Writing JSON to memory does not fail: its keys are strings.
    out.extend(serde_json::to_vec(meta).unwrap_or_else(|_| b"{}".to_vec()));
    out.extend_from_slice(b"}\n");
    Answer { bytes: out, failure }
}

fn json_of(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}
