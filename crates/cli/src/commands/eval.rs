//! `gongwen eval`

use crate::exit::{Exit, LANGUAGE, say};
use crate::terminal::{self, shown, shown_in_line};
use anyhow::{Error, Result, bail};
use gongwen_cli::args::{Eval, EvalFormat};
use gongwen_eval::{Counts, Gold, Mistake, Records, ScoreRow, Scores};
use gongwen_formats::source;
use gongwen_messages::message;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Reads answers and records, compares them, prints the scores.
pub(crate) fn run(args: &Eval) -> Result<Exit> {
    let gold = gold(&args.gold)?;
    let records = records(&args.records)?;
    let scores = gongwen_eval::score(&gold, &records);
    if scores.without_record().len() == scores.documents() {
        let (records, gold) = (&args.records, &args.gold);
        bail!(message!("eval.nothing-in-common", records, gold));
    }
    for doc in scores.without_record() {
        say(&message!("eval.no-record", doc = doc.as_str()));
    }
    let text = match args.format {
        EvalFormat::Table => shown(&table(&scores, args.errors)).into_owned(),
        EvalFormat::Json => format!("{}\n", as_json(&scores, args.errors)),
    };
    let mut out = terminal::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

fn gold(path: &Path) -> Result<Vec<Gold>> {
    let files = gold_files(path)?;
    if files.is_empty() {
        bail!(message!("eval.no-gold", path));
    }
    let read = |file: &PathBuf| {
        let text = read(file)?;
        Gold::parse(&text).map_err(|error| wrong(file, &error))
    };
    files.iter().map(read).collect()
}

/// The gold files of a folder, by name.
fn gold_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |cause: io::Error| unreadable(path, cause);
    let entries = fs::read_dir(path).map_err(failed)?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(failed)?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".gold.json") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn records(path: &Path) -> Result<Records> {
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin()
            .lock()
            .read_to_string(&mut text)
            .map_err(|cause| message!("stdin", cause = &cause))?;
        text
    } else {
        read(path)?
    };
    let records = Records::parse(&text).map_err(|error| wrong(path, &error))?;
    if records.is_empty() {
        bail!(message!("eval.no-records", path));
    }
    Ok(records)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::InvalidData => message!("eval.not-utf8", path).into(),
        _ => unreadable(path, cause).into(),
    })
}

fn unreadable(path: &Path, cause: io::Error) -> source::Error {
    source::Error::new(path.display().to_string(), cause)
}

fn wrong(path: &Path, error: &gongwen_eval::Error) -> Error {
    message!("about", place = path, what = error.message()).into()
}

fn table(scores: &Scores, errors: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", message!("eval.head").text(LANGUAGE));
    for row in ScoreRow::ALL {
        let counts = scores.counts(*row);
        let Counts { right, extra, missed } = counts;
        let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()];
        let _ = writeln!(
            out,
            "{:16} {right:7} {extra:7} {missed:7} {precision:10.4} {recall:8.4} {f1:8.4}",
            row.name()
        );
    }
    let (whole, all) = (scores.whole(), scores.documents());
    let share = whole as f64 * 100.0 / all.max(1) as f64;
    let share = format!("{share:.1}");
    let whole = message!("eval.whole", whole, all, share);
    let _ = writeln!(out, "\n{}", whole.text(LANGUAGE));
    let rows = message!("eval.whole.rows", rows = names(ScoreRow::OF_WHOLE));
    let _ = writeln!(out, "{}", rows.text(LANGUAGE));
    for mistake in first_of_each(scores, errors) {
        let (row, what) = (mistake.row.name(), mistake.what.name());
        let line = format!("{row} {what} {}: {}", mistake.doc, mistake.fact);
        let _ = writeln!(out, "{}", shown_in_line(&line));
    }
    out
}

fn names(rows: &[ScoreRow]) -> String {
    let names: Vec<&str> = rows.iter().map(|row| row.name()).collect();
    let (first, last) = names.split_at(3);
    format!("{},\n{}", first.join(", "), last.join(", "))
}

/// Up to so many mistakes of each row, row by row.
fn first_of_each(scores: &Scores, errors: usize) -> impl Iterator<Item = &Mistake> {
    ScoreRow::ALL.iter().flat_map(move |row| {
        scores.mistakes().iter().filter(move |mistake| mistake.row == *row).take(errors)
    })
}

fn as_json(scores: &Scores, errors: usize) -> Value {
    let rows = ScoreRow::ALL.iter().map(|row| {
        let counts = scores.counts(*row);
        let value = json!({
            "tp": counts.right,
            "fp": counts.extra,
            "fn": counts.missed,
            "p": rounded(counts.precision()),
            "r": rounded(counts.recall()),
            "f1": rounded(counts.f1()),
        });
        (row.name().to_owned(), value)
    });
    let mut all = json!({
        "rows": rows.collect::<Map<String, Value>>(),
        "docs": scores.documents(),
        "whole": scores.whole(),
        "missing": scores.without_record(),
    });
    if errors > 0 {
        let mistakes = first_of_each(scores, errors).map(|mistake| {
            let (row, what) = (mistake.row.name(), mistake.what.name());
            json!({ "doc": mistake.doc, "row": row, "what": what, "fact": mistake.fact })
        });
        all["errors"] = mistakes.collect();
    }
    all
}

fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
