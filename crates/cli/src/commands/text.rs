//! `gongwen text`

use super::reading;
use crate::exit::{Exit, say};
use crate::terminal;
use anyhow::Result;
use gongwen::diagnostic::Severity;
use gongwen::document::{Area, BlockKind, Document, TextLayer};
use gongwen::lexicon::Lexicon;
use gongwen::model::{Segment, SegmentKind};
use gongwen::span::Span;
use gongwen_cli::args::Text;
use gongwen_engine::{Engine, Lost, Work, lost, name_of};
use gongwen_formats::source::{Error, Source};
use gongwen_messages::message;
use std::io::{self, BufWriter, Write};

/// What is shown of a file.
#[derive(Clone, Copy)]
enum Shown {
    /// All of its text.
    Text,
    /// What is left of it without the furniture of the page, which the segments of the notice tell.
    Body,
}

impl Work for Shown {
    type Job = Source;
    type Made = Result<(Document, Vec<Segment>), Error>;

    fn cost(&self, _: &Source) -> u64 {
        0
    }

    fn make(&self, source: &Source, engine: &Engine) -> Self::Made {
        let document = engine.reading.read(source.clone())?;
        let segments = match self {
            Self::Text => Vec::new(),
            Self::Body => {
                let notices = engine.extract(&document.layer).into_iter();
                notices.flat_map(|found| found.notice.segments).collect()
            }
        };
        Ok((document, segments))
    }

    fn lost(&self, source: &Source, reason: &Lost) -> Self::Made {
        Err(lost(&source.path, reason))
    }

    fn weight(_: &Self::Made) -> u64 {
        0
    }
}

/// Prints the text layer of one file, or what is known about it.
pub(crate) fn run(args: &Text) -> Result<Exit> {
    let reading = reading(&args.input)?;
    let name = name_of(&args.path);
    let source = if args.path.as_os_str() == "-" {
        reading.stream(io::stdin().lock(), &name)?
    } else {
        reading.open(&args.path, &name)?
    };
    let shown = if args.body { Shown::Body } else { Shown::Text };
    let engine = Engine::new(Lexicon::builtin(), reading, 1);
    let running = engine.start(shown).map_err(|cause| message!("thread.none", cause = &cause))?;
    let (document, segments) =
        running.run_one(source).ok_or_else(|| message!("thread.stopped"))??;
    let mut out = BufWriter::new(terminal::stdout());
    match (shown, args.blocks) {
        (Shown::Body, _) => body(&document.layer, &segments, &mut out)?,
        (Shown::Text, true) => blocks(&document.layer, &mut out)?,
        (Shown::Text, false) => out.write_all(document.layer.text().as_bytes())?,
    }
    out.flush()?;
    tell(&name, &document);
    Ok(if document.unreadable().is_some() { Exit::WorthALook } else { Exit::Done })
}

/// What was wrong with the file.
fn tell(name: &str, document: &Document) {
    let wrong = document.diagnostics.iter();
    for diagnostic in wrong.filter(|diagnostic| diagnostic.code.severity() > Severity::Info) {
        let what = message!("about", place = diagnostic.code.name(), what = &diagnostic.message);
        say(&message!("about", place = name, what));
    }
}

/// The words outside the furniture of the page.
fn body(layer: &TextLayer, segments: &[Segment], out: &mut impl Write) -> io::Result<()> {
    let facts: Vec<Span> = layer
        .structure()
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Fact)
        .map(|block| layer.span(block.range.start, block.range.end))
        .collect();
    for segment in segments {
        if segment.kind == SegmentKind::Furniture {
            continue;
        }
        let mut at = segment.span.start;
        for fact in facts.iter().filter(|fact| segment.span.contains(**fact)) {
            out.write_all(layer.words(Span::new(at, fact.start)).as_bytes())?;
            // With the line end behind it.
            at = fact.end + 1;
        }
        out.write_all(layer.words(Span::new(at, segment.span.end)).as_bytes())?;
    }
    Ok(())
}

/// `2`, `2-3`, `2 of 4 rows`: columns counted from 1.
fn place(area: Area) -> String {
    let Area { column, columns, rows } = area;
    let column = match columns {
        1 => format!("{}", column + 1),
        _ => format!("{}-{}", column + 1, column + columns),
    };
    if rows > 1 { format!("{column} of {rows} rows") } else { column }
}

/// A line a block: kind, first and last code point, words; the cells of a row below it, with the
/// columns and rows that each covers. Text without structure is its lines.
fn blocks(layer: &TextLayer, out: &mut impl Write) -> io::Result<()> {
    let mut pages = layer.structure().pages.iter().enumerate().peekable();
    let mut show = |kind: &str, start: usize, end: usize| {
        let span = layer.span(start, end);
        while let Some((page, at)) = pages.next_if(|(_, at)| **at <= span.start) {
            writeln!(out, "page\t{at}\t{}", page + 1)?;
        }
        let words = layer.words(span).replace('\n', "⏎");
        writeln!(out, "{kind}\t{}..{}\t{words}", span.start, span.end)
    };
    if layer.structure().blocks.is_empty() {
        let mut at = 0;
        for line in layer.text().split_inclusive('\n') {
            show("line", at, at + line.trim_end_matches(['\n', '\r']).len())?;
            at += line.len();
        }
        return Ok(());
    }
    for block in &layer.structure().blocks {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("heading {level}"),
            BlockKind::Item(level) => format!("item {level}"),
            BlockKind::Row { table } => format!("row of table {}", table + 1),
            BlockKind::Head { table } => format!("head of table {}", table + 1),
            other => other.name().to_owned(),
        };
        show(&kind, block.range.start, block.range.end)?;
        for cell in &block.cells {
            let kind = format!("  cell {}", place(cell.area));
            show(&kind, cell.range.start, cell.range.end)?;
        }
    }
    Ok(())
}
