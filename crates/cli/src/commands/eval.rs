//! `gongwen eval`

use crate::exit::{Exit, say};
use crate::terminal::{self, shown, shown_in_line};
use anyhow::{Context, Result, bail};
use gongwen_cli::args::{Eval, EvalFormat};
use gongwen_eval::{Counts, Gold, Mistake, Records, Row, Scores};
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
        let (records, gold) = (args.records.display(), args.gold.display());
        bail!("no record in {records} belongs to a document of {gold}");
    }
    for doc in scores.without_record() {
        say(format_args!("no record for {doc}: all of it counts as missed"));
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
        bail!("{}: found no gold files (*.gold.json)", path.display());
    }
    let read = |file: &PathBuf| {
        let text = read(file)?;
        Gold::parse(&text).with_context(|| file.display().to_string())
    };
    files.iter().map(read).collect()
}

/// The gold files of a folder, by name.
fn gold_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.with_context(|| path.display().to_string())?.path();
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
        io::stdin().lock().read_to_string(&mut text).context("standard input")?;
        text
    } else {
        read(path)?
    };
    let records = Records::parse(&text).with_context(|| path.display().to_string())?;
    if records.is_empty() {
        bail!("{}: holds no records", path.display());
    }
    Ok(records)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("{}: no such file or folder", path.display()),
        io::ErrorKind::InvalidData => anyhow::anyhow!("{}: is not UTF-8", path.display()),
        _ => anyhow::Error::new(error).context(path.display().to_string()),
    })
}

fn table(scores: &Scores, errors: usize) -> String {
    let mut out = String::new();
    let [right, extra, missed] = ["right", "extra", "missed"];
    let [precision, recall, f1] = ["precision", "recall", "F1"];
    let _ = writeln!(
        out,
        "{:16} {right:>7} {extra:>7} {missed:>7} {precision:>10} {recall:>8} {f1:>8}",
        "row"
    );
    for row in Row::ALL {
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
    let _ = writeln!(out, "\nentirely right: {whole} of {all} documents ({share:.1} %)");
    let _ = writeln!(out, "(that is: no mistake in {})", names(Row::OF_WHOLE));
    for mistake in first_of_each(scores, errors) {
        let (row, what) = (mistake.row.name(), mistake.what.name());
        let line = format!("{row} {what} {}: {}", mistake.doc, mistake.fact);
        let _ = writeln!(out, "{}", shown_in_line(&line));
    }
    out
}

fn names(rows: &[Row]) -> String {
    let names: Vec<&str> = rows.iter().map(|row| row.name()).collect();
    let (first, last) = names.split_at(3);
    format!("{},\n{}", first.join(", "), last.join(", "))
}

/// Up to so many mistakes of each row, row by row.
fn first_of_each(scores: &Scores, errors: usize) -> impl Iterator<Item = &Mistake> {
    Row::ALL.iter().flat_map(move |row| {
        scores.mistakes().iter().filter(move |mistake| mistake.row == *row).take(errors)
    })
}

fn as_json(scores: &Scores, errors: usize) -> Value {
    let rows = Row::ALL.iter().map(|row| {
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
