//! What gongwen reads in the number and date cases of other projects.
//!
//! A case passes through `tidy`, as a notice does, so the rules see folded widths; places are given
//! in code points of the case as it was written. [`numbers`] and [`dates`] say how findings are
//! written in the form that the scorer of the cases expects.

mod dates;
mod numbers;

use anyhow::{Context, Result};
use gongwen::document::TextLayer;
use gongwen::internal::{Anchor, Notes, Tidy, tidy};
use gongwen::lexicon::Lexicon;
use gongwen::span::TextRange;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A case of another project.
#[derive(Deserialize)]
struct Case {
    suite: String,
    id: Value,
    input: String,
    reference_time: Option<String>,
}

impl Case {
    /// The day that the case is set in.
    fn anchor(&self) -> Anchor {
        self.reference_time.as_deref().map_or(Anchor::Unknown, Anchor::parse)
    }
}

/// A finding in the scorer's form.
#[derive(Serialize)]
struct Found {
    start: usize,
    end: usize,
    kind: &'static str,
    value: Value,
}

#[derive(Serialize)]
struct Line<'c> {
    suite: &'c str,
    id: &'c Value,
    spans: Vec<Found>,
}

/// A case as the readers see it.
struct Scene<'c> {
    case: &'c Case,
    lexicon: &'static Lexicon,
    tidy: Tidy,
}

impl<'c> Scene<'c> {
    fn new(case: &'c Case) -> Self {
        let lexicon = Lexicon::builtin();
        let layer = TextLayer::new(case.input.as_str());
        let tidy = tidy(lexicon, &layer, &mut Notes::default());
        Self { case, lexicon, tidy }
    }

    /// The clean words.
    fn text(&self) -> &str {
        &self.tidy.text
    }

    /// All of the clean words.
    fn range(&self) -> TextRange {
        TextRange::from(0..self.text().len())
    }

    /// A finding at a place of the clean words.
    fn found(&self, range: TextRange, kind: &'static str, value: Value) -> Found {
        let (start, end) = self.tidy.map.raw(range);
        let place = |byte| self.case.input.get(..byte).unwrap_or_default().chars().count();
        Found { start: place(start), end: place(end), kind, value }
    }
}

/// Writes a line for every case of `folder`.
pub(crate) fn write(folder: &Path, writer: &mut impl Write) -> Result<()> {
    for path in files(folder)? {
        let cases =
            std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        for (at, line) in cases.lines().enumerate() {
            let case: Case = serde_json::from_str(line)
                .with_context(|| format!("{}, line {}", path.display(), at + 1))?;
            serde_json::to_writer(&mut *writer, &read(&case))?;
            writeln!(writer)?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}

fn read(case: &Case) -> Line<'_> {
    let scene = Scene::new(case);
    let mut spans = numbers::found(&scene);
    spans.extend(dates::found(&scene));
    Line { suite: &case.suite, id: &case.id, spans }
}
