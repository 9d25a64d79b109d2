//! What became of the quantity or date at an offset of a file, and which rule says so.

use super::{page as page_of, shown};
use crate::commands::reading_within;
use crate::exit::LANGUAGE;
use anyhow::Result;
use gongwen::document::TextLayer;
use gongwen::emit::wire_v1::{MentionKind, SegmentKind, Verdict};
use gongwen::lexicon::Lexicon;
use gongwen::model::Mention;
use gongwen::span::Span;
use gongwen_engine::{Engine, Extracted, Limits, Lost, Work, lost, name_of};
use gongwen_formats::source::{Error, Source};
use gongwen_messages::message;
use std::path::Path;

/// Characters that are shown on each side of the words.
const AROUND: u32 = 24;

/// Reads a file and all its notices.
struct Whole;

impl Work for Whole {
    type Job = Source;
    type Made = Result<Extracted, Error>;

    fn cost(&self, _: &Source) -> u64 {
        0
    }

    fn make(&self, source: &Source, engine: &Engine) -> Self::Made {
        engine.read(source.clone())
    }

    fn lost(&self, source: &Source, reason: &Lost) -> Self::Made {
        Err(lost(&source.path, reason))
    }

    fn weight(_: &Self::Made) -> u64 {
        0
    }
}

/// The page about an offset.
pub(super) fn page(file: &str, offset: &str) -> Result<String> {
    let at: u32 = offset.parse().map_err(|_| message!("explain.at.no-offset", given = offset))?;
    let read = read(Path::new(file))?;
    let layer = &read.document.layer;
    if at >= layer.len() {
        return Err(message!("explain.at.outside", offset = at, chars = layer.len()).into());
    }
    let here = mentions(&read).filter(|mention| holds(mention.span, at));
    let pages: Vec<String> = here.map(|mention| of_mention(layer, mention)).collect();
    Ok(if pages.is_empty() { nothing(&read, at) } else { pages.join("\n") })
}

fn read(path: &Path) -> Result<Extracted> {
    let reading = reading_within(Limits::default())?;
    let source = reading.open(path, &name_of(path))?;
    let engine = Engine::new(Lexicon::builtin(), reading, 1);
    let running = engine.start(Whole).map_err(|cause| message!("thread.none", cause = &cause))?;
    Ok(running.run_one(source).ok_or_else(|| message!("thread.stopped"))??)
}

fn mentions(read: &Extracted) -> impl Iterator<Item = &Mention> {
    read.notices.iter().flat_map(|found| &found.notice.mentions)
}

fn holds(span: Span, at: u32) -> bool {
    span.start <= at && at < span.end
}

/// Words, place and verdict; below them the words around and the page of the rule.
fn of_mention(layer: &TextLayer, mention: &Mention) -> String {
    let words = layer.words(mention.span);
    let kind = MentionKind::from(mention.kind).name();
    let verdict = Verdict::from(mention.verdict).name();
    let (start, end) = (mention.span.start, mention.span.end);
    let head = message!("explain.at.mention", words, kind, start, end, verdict).text(LANGUAGE);
    let around = shown(&message!("explain.at.around"), &around(layer, mention.span));
    let rule = match mention.rule {
        Some(rule) => page_of(rule).unwrap_or_default(),
        None => message!("explain.at.open").text(LANGUAGE) + "\n",
    };
    format!("{head}\n{around}\n{rule}")
}

/// The words with those around them in their line.
fn around(layer: &TextLayer, span: Span) -> String {
    let before = layer.words(Span::new(span.start.saturating_sub(AROUND), span.start));
    let after = layer.words(Span::new(span.end, layer.len().min(span.end + AROUND)));
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    format!("{before}【{}】{after}", layer.words(span).replace('\n', "⏎"))
}

/// What stands where nothing is accounted for: the segment, and the mention that follows.
fn nothing(read: &Extracted, at: u32) -> String {
    let mut segments = read.notices.iter().flat_map(|found| &found.notice.segments);
    let segment = segments.find(|segment| holds(segment.span, at));
    let kind = segment.map_or("", |segment| SegmentKind::from(segment.kind).name());
    let next = mentions(read).find(|mention| mention.span.start >= at).map(|next| {
        let words = read.document.layer.words(next.span);
        message!("explain.at.next", words, offset = next.span.start)
    });
    message!("explain.at.nothing", offset = at, kind, next).text(LANGUAGE) + "\n"
}
