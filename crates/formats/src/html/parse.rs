//! A page's source to its tree, each text with its place.
//!
//! The parser reports no places, so it is fed piece by piece: a run of text, an entity, a tag. What
//! comes out while a piece is fed stands in that piece, or in the entity before it that had no
//! semicolon.

use super::dom::{Dom, Piece};
use super::sink::Sink;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, TokenizerResult};
use std::cell::{Cell, RefCell};

/// A parsed page, and what had to be left out.
pub(super) struct Parsed {
    pub(super) dom: Dom,
    /// Tags that stood deeper than the limit and were passed over.
    pub(super) too_deep: u32,
    /// The byte of the source at which the page had too many nodes.
    pub(super) cut_at: Option<usize>,
}

/// [`parse_page`]; `None` should the library below fail on such bytes.
pub(super) fn parse(source: &str, depth: u32) -> Option<Parsed> {
    std::panic::catch_unwind(|| parse_page(source, depth)).ok()
}

/// Parses a page. Tags deeper than `depth` levels are passed over, their text is kept.
fn parse_page(source: &str, depth: u32) -> Parsed {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let placer = Placer {
        builder: TreeBuilder::new(Sink::new(), options),
        piece: Cell::default(),
        before: Cell::default(),
        next: Cell::new(0),
        source,
        limit: depth,
        dropped: RefCell::default(),
        too_deep: Cell::new(0),
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(placer, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut tag = TagWatch::default();
    let mut cut_at = None;
    for piece in (Pieces { source, at: 0 }) {
        if tokenizer.sink.builder.sink.is_full() {
            cut_at = Some(piece.start);
            break;
        }
        tokenizer.sink.begin(&piece);
        let mut text = piece.text(source);
        if let Some(len) = tag.too_many(text, &tokenizer.sink.tokens) {
            text = text.get(..len).unwrap_or_default();
        }
        for part in [text, tag.close()] {
            queue.push_back(StrTendril::from_slice(part));
            // A script or a declared encoding only interrupts the feeding.
            for _ in 0..=part.len() {
                if let TokenizerResult::Done = tokenizer.feed(&queue) {
                    break;
                }
            }
        }
    }
    tokenizer.end();
    let too_deep = tokenizer.sink.too_deep.get();
    Parsed { dom: tokenizer.sink.builder.sink.finish(), too_deep, cut_at }
}

/// Attributes that a tag may have. The tokenizer compares each with all before it.
const MAX_ATTRIBUTES: u32 = 400;

/// Counts the attributes of the tag that is being fed, which may be in several pieces.
#[derive(Default)]
struct TagWatch {
    is_tag: bool,
    quote: Option<u8>,
    /// The byte before, and the last one that is not blank.
    byte: u8,
    last: u8,
    attributes: u32,
    /// Tokens that had come out when the tag began.
    tokens: u64,
    is_over: bool,
}

impl TagWatch {
    /// The byte of this piece where the tag has too many attributes.
    fn too_many(&mut self, text: &str, tokens: &Cell<u64>) -> Option<usize> {
        self.is_over = false;
        if tokens.get() != self.tokens || !self.is_tag {
            let is_tag = matches!(text.as_bytes(), [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/', ..]);
            *self = Self { is_tag, tokens: tokens.get(), ..Self::default() };
        }
        if !self.is_tag {
            return None;
        }
        let found = text.bytes().position(|byte| self.is_one_more(byte));
        self.is_over = found.is_some();
        found
    }

    /// Reads a byte; true where it begins an attribute more than a tag may have.
    fn is_one_more(&mut self, byte: u8) -> bool {
        let (before, last) = (self.byte, self.last);
        let parts = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
        self.byte = byte;
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        match self.quote {
            Some(open) if byte == open => self.quote = None,
            Some(_) => {}
            None if last == b'=' && matches!(byte, b'"' | b'\'') => self.quote = Some(byte),
            None if parts(byte) && !parts(before) => self.attributes += 1,
            None => {}
        }
        self.quote.is_none() && self.attributes > MAX_ATTRIBUTES
    }

    /// What ends a tag with too many attributes.
    fn close(&self) -> &'static str {
        if self.is_over { ">" } else { "" }
    }
}

/// A piece of the source that is fed at once.
#[derive(Clone, Copy, Debug, Default)]
struct Feed {
    start: usize,
    end: usize,
    kind: FeedKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FeedKind {
    #[default]
    Text,
    Entity,
    Tag,
    /// `\r\n` or `\r`: one line feed.
    LineEnd,
}

impl Feed {
    fn text<'a>(&self, source: &'a str) -> &'a str {
        match self.kind {
            FeedKind::LineEnd => "\n",
            _ => source.get(self.start..self.end).unwrap_or_default(),
        }
    }
}

/// The source in pieces. NUL characters are in none of them.
struct Pieces<'a> {
    source: &'a str,
    at: usize,
}

impl Iterator for Pieces<'_> {
    type Item = Feed;

    fn next(&mut self) -> Option<Feed> {
        let bytes = self.source.as_bytes();
        while bytes.get(self.at) == Some(&0) {
            self.at += 1;
        }
        let start = self.at;
        let rest = bytes.get(start..)?;
        let (len, kind) = match rest {
            [] => return None,
            [b'\r', b'\n', ..] => (2, FeedKind::LineEnd),
            [b'\r', ..] => (1, FeedKind::LineEnd),
            [b'&', ..] => (entity(rest), FeedKind::Entity),
            [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?', ..] => {
                (memchr::memchr(b'>', rest).map_or(rest.len(), |at| at + 1), FeedKind::Tag)
            }
            _ => (text(rest), FeedKind::Text),
        };
        self.at = start + len;
        Some(Feed { start, end: self.at, kind })
    }
}

/// The length of what begins with `&`: letters and digits, and the semicolon.
fn entity(rest: &[u8]) -> usize {
    let name = rest[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    1 + name + usize::from(rest.get(1 + name) == Some(&b';'))
}

/// The length of a run of text; its first byte belongs to it in any case.
fn text(rest: &[u8]) -> usize {
    let inside = &rest[1..];
    let mark = memchr::memchr3(b'<', b'&', b'\r', inside).unwrap_or(inside.len());
    1 + memchr::memchr(0, &inside[..mark]).unwrap_or(mark)
}

/// Stands between tokenizer and tree builder and notes where each text stands.
struct Placer<'a> {
    builder: TreeBuilder<u32, Sink>,
    source: &'a str,
    /// What is being fed.
    piece: Cell<Feed>,
    /// What was fed before.
    before: Cell<Feed>,
    /// The first byte that nothing came out for.
    next: Cell<usize>,
    limit: u32,
    /// Names of the start tags that were passed over and not closed yet.
    dropped: RefCell<Vec<LocalName>>,
    too_deep: Cell<u32>,
    /// Tokens that came out so far.
    tokens: Cell<u64>,
}

impl Placer<'_> {
    fn begin(&self, piece: &Feed) {
        let before = self.piece.replace(*piece);
        self.before.set(before);
        // An entity may come out later, and so may `<` alone; everything else is done.
        let waits = before.kind == FeedKind::Entity || before.text(self.source) == "<";
        if !waits || self.next.get() > before.start {
            self.next.set(piece.start);
        }
    }

    /// The first byte that nothing came out for. NUL characters before a piece are in none, so nothing
    /// ever does for them.
    fn next(&self) -> usize {
        let (start, next) = (self.piece.get().start, self.next.get());
        let between = self.source.get(next..start).unwrap_or_default();
        if between.bytes().all(|byte| byte == 0) { next.max(start) } else { next }
    }

    /// The place of a text that came out now.
    fn place(&self, text: &str) -> (usize, usize) {
        let (piece, next) = (self.piece.get(), self.next());
        if next < piece.start {
            return self.pending(text);
        }
        let stands =
            |at: usize| at >= piece.start && self.source.get(at..at + text.len()) == Some(text);
        let tail = piece.end.saturating_sub(text.len());
        let is_other = piece.kind == FeedKind::Entity && text != piece.text(self.source);
        match () {
            () if is_other || piece.kind == FeedKind::LineEnd => (piece.start, piece.end),
            () if next + text.len() <= piece.end && stands(next) => (next, next + text.len()),
            () if next == piece.start && self.ends_before(text) => (next - text.len(), next),
            () if stands(tail) => (tail, piece.end),
            () => (piece.start, piece.end),
        }
    }

    /// True for the letters behind an entity that lacks its semicolon.
    fn ends_before(&self, text: &str) -> bool {
        let before = self.before.get();
        before.kind == FeedKind::Entity && before.text(self.source).ends_with(text)
    }

    /// The place of an entity that was held back until more was known.
    fn pending(&self, text: &str) -> (usize, usize) {
        let (piece, next) = (self.piece.get(), self.next.get());
        let held = self.source.get(next..piece.start).unwrap_or_default();
        let named = ["&amp;", "&amp", "&AMP;", "&AMP"].iter().find(|name| held.starts_with(**name));
        match named {
            Some(name) if text == "&" => (next, next + name.len()),
            _ if held.starts_with(text) && !held.starts_with("&#") => (next, next + text.len()),
            _ => (next, piece.start),
        }
    }

    /// Gives a text to the tree builder, white space apart from the rest so that the builder does
    /// not have to part it.
    fn characters(&self, text: &StrTendril, line: u64) {
        let held = self.source.get(self.next.get()..self.piece.get().start).unwrap_or_default();
        let held = held.trim_end_matches('\0');
        if !held.is_empty() && text.len() > held.len() && text.starts_with(held) {
            // What looked like an entity is none and comes out with the text behind it.
            let (held, rest) = (held.len() as u32, text.len() - held.len());
            self.run(&text.subtendril(0, held), line);
            return self.run(&text.subtendril(held, rest as u32), line);
        }
        self.run(text, line);
    }

    fn run(&self, text: &StrTendril, line: u64) {
        let (start, end) = self.place(text);
        self.next.set(end);
        let exact = end - start == text.len();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let blank = is_blank(c);
            let len = text[at..].find(|c| is_blank(c) != blank).unwrap_or(text.len() - at);
            let part = text.subtendril(at as u32, len as u32);
            let (from, to) = if exact { (start + at, start + at + len) } else { (start, end) };
            let piece = Piece { text: part.clone(), start: from as u32, end: to as u32 };
            self.builder.sink.waiting.borrow_mut().push_back(piece);
            let _ = self.builder.process_token(Token::CharacterTokens(part), line);
            at += len;
        }
    }

    /// True for a tag that stands too deep, or closes one that stood too deep.
    fn is_too_deep(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        let depth = &self.builder.sink.depth;
        if tag.kind == TagKind::EndTag {
            if dropped.last() == Some(&tag.name) {
                dropped.pop();
                return true;
            }
            depth.set(depth.get().saturating_sub(1));
            return false;
        }
        // What switches the tokenizer must reach the tree builder.
        let switches = matches!(
            &*tag.name,
            "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
        );
        if depth.get() < self.limit || switches {
            return false;
        }
        self.too_deep.set(self.too_deep.get().saturating_add(1));
        if !is_void(&tag.name) {
            dropped.push(tag.name.clone());
        }
        true
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

impl TokenSink for Placer<'_> {
    type Handle = u32;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<u32> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        match token {
            Token::CharacterTokens(text) => {
                self.characters(&text, line);
                TokenSinkResult::Continue
            }
            Token::NullCharacterToken | Token::ParseError(_) => TokenSinkResult::Continue,
            token => {
                let piece = self.piece.get();
                self.next.set(piece.end);
                self.builder.sink.tag.set((piece.start as u32, piece.end as u32));
                if matches!(&token, Token::TagToken(tag) if self.is_too_deep(tag)) {
                    return TokenSinkResult::Continue;
                }
                let result = self.builder.process_token(token, line);
                self.builder.sink.waiting.borrow_mut().clear();
                result
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
