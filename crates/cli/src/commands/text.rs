//! `gongwen text`

use super::reading;
use crate::exit::{Exit, say};
use crate::terminal;
use anyhow::Result;
use gongwen::diagnostic::Severity;
use gongwen::document::{BlockKind, Document, TextLayer};
use gongwen::lexicon::Lexicon;
use gongwen::model::{Segment, SegmentKind};
use gongwen::span::Span;
use gongwen_cli::args::Text;
use gongwen_engine::{extract_guarded, name_of};
use std::io::{self, BufWriter, Write};

/// Prints the text layer of one file, or what is known about it.
pub(crate) fn run(args: &Text) -> Result<Exit> {
    let reading = reading(&args.input)?;
    let name = name_of(&args.path);
    let source = if args.path.as_os_str() == "-" {
        reading.stream(io::stdin().lock(), &name)?
    } else {
        reading.open(&args.path, &name)?
    };
    // The segments are needed for the body only.
    let extract = if args.body { segments } else { no_segments };
    let (document, segments) = reading.in_time(&name, move |reading| {
        let document = reading.read(source)?;
        let segments = extract(&document.layer);
        Ok((document, segments))
    })?;
    let mut out = BufWriter::new(terminal::stdout());
    match (args.body, args.blocks) {
        (true, _) => body(&document.layer, &segments, &mut out)?,
        (_, true) => blocks(&document.layer, &mut out)?,
        _ => out.write_all(document.layer.text().as_bytes())?,
    }
    out.flush()?;
    tell(&name, &document);
    Ok(if document.unreadable().is_some() { Exit::WorthALook } else { Exit::Done })
}

/// What was wrong with the file.
fn tell(name: &str, document: &Document) {
    let wrong = document.diagnostics.iter();
    for diagnostic in wrong.filter(|diagnostic| diagnostic.code.severity() > Severity::Info) {
        say(format_args!("{name}: {}: {}", diagnostic.code.name(), diagnostic.message));
    }
}

fn segments(layer: &TextLayer) -> Vec<Segment> {
    extract_guarded(Lexicon::builtin(), layer).notice.segments
}

fn no_segments(_: &TextLayer) -> Vec<Segment> {
    Vec::new()
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

/// A line a block: kind, first and last code point, words. Text without structure is its lines.
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
            BlockKind::Row { table } => format!("row of table {}", table + 1),
            other => other.name().to_owned(),
        };
        show(&kind, block.range.start, block.range.end)?;
    }
    Ok(())
}
