//! A page's source to its tree, each text with its place.
//!
//! The parser tells no places, so it is fed piece by piece: a run of text, an entity, a tag. What
//! comes out while a piece is fed stands in that piece, or in the entity before it that had no
//! semicolon.

use super::dom::{Dom, Piece, Sink};
use html5ever::LocalName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use std::cell::{Cell, RefCell};

/// A parsed page, and what had to be left out.
pub(super) struct Parsed {
    pub(super) dom: Dom,
    /// Tags that stood deeper than the limit and were passed over.
    pub(super) too_deep: u32,
    /// The byte of the source at which the page had too many nodes.
    pub(super) cut_at: Option<usize>,
}

/// Parses a page. Tags deeper than `depth` levels are passed over, their text is kept.
pub(super) fn parse(source: &str, depth: u32) -> Parsed {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let placer = Placer {
        builder: TreeBuilder::new(Sink::new(), options),
        piece: Cell::default(),
        next: Cell::new(0),
        source,
        limit: depth,
        dropped: RefCell::default(),
        too_deep: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(placer, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut cut_at = None;
    for piece in (Pieces { source, at: 0 }) {
        if tokenizer.sink.builder.sink.is_full() {
            cut_at = Some(piece.start);
            break;
        }
        tokenizer.sink.begin(&piece);
        queue.push_back(StrTendril::from_slice(piece.text(source)));
        // A script or a declared encoding only interrupts the feeding.
        let _ = tokenizer.feed(&queue);
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
    }
    tokenizer.end();
    let too_deep = tokenizer.sink.too_deep.get();
    Parsed { dom: tokenizer.sink.builder.sink.finish(), too_deep, cut_at }
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
    /// The first byte that nothing came out for.
    next: Cell<usize>,
    limit: u32,
    /// Names of the start tags that were passed over and not closed yet.
    dropped: RefCell<Vec<LocalName>>,
    too_deep: Cell<u32>,
}

impl Placer<'_> {
    fn begin(&self, piece: &Feed) {
        let before = self.piece.replace(*piece);
        // An entity without a semicolon may come out later; everything else is done.
        if before.kind != FeedKind::Entity || self.next.get() > before.start {
            self.next.set(piece.start);
        }
    }

    /// The place of a text that came out now.
    fn place(&self, text: &str) -> (usize, usize) {
        let (piece, next) = (self.piece.get(), self.next.get());
        let stands =
            |at: usize| at >= piece.start && self.source.get(at..at + text.len()) == Some(text);
        let tail = piece.end.saturating_sub(text.len());
        match () {
            () if piece.kind == FeedKind::LineEnd && next >= piece.start => {
                (piece.start, piece.end)
            }
            () if next < piece.start => self.pending(text),
            () if piece.kind == FeedKind::Entity && text != piece.text(self.source) => {
                (piece.start, piece.end)
            }
            () if next + text.len() <= piece.end && stands(next) => (next, next + text.len()),
            () if stands(tail) => (tail, piece.end),
            () => (piece.start, piece.end),
        }
    }

    /// The place of a text that was held back: an entity without its semicolon.
    fn pending(&self, text: &str) -> (usize, usize) {
        let (piece, next) = (self.piece.get(), self.next.get());
        let held = self.source.get(next..piece.start).unwrap_or_default();
        match held.starts_with(text) {
            true => (next, next + text.len()),
            false => (next, piece.start),
        }
    }

    /// Gives a text to the tree builder, white space apart from the rest so that the builder does
    /// not have to part it.
    fn characters(&self, text: &StrTendril, line: u64) {
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
