//! Markup that is XML and no page: feeds, office files in one XML. Each text between tags is a
//! paragraph, all texts in a paragraph element are one; text that is markup itself, as feeds carry
//! it, is read as a page is.

use super::dom::{Dom, Glyph};
use super::flow::{self, LineKind, Page, PageLine};
use super::looks::{self, is_blank};
use super::parse;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reads XML. `None` where the source is a page, or no XML after all.
pub(super) fn read(source: &str, depth: u32) -> Option<Page> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut texts = Texts {
        source,
        depth,
        page: Page::default(),
        text: Vec::new(),
        open: 0,
        kind: LineKind::Paragraph,
    };
    let mut has_root = false;
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if !has_root => {
                has_root = true;
                if looks::is_known(&tag.local_name().as_ref().to_ascii_lowercase()) {
                    return None;
                }
            }
            Event::DocType(name) if name.trim().to_ascii_lowercase().starts_with("html") => {
                return None;
            }
            Event::Start(tag) => texts.begin(tag.local_name().as_ref()),
            Event::End(tag) => texts.end(tag.local_name().as_ref()),
            Event::Empty(_) => texts.flush_outside(),
            Event::Text(_) => texts.raw(before, after),
            Event::CData(_) => {
                texts.raw(before + "<![CDATA[".len(), after.saturating_sub("]]>".len()))
            }
            Event::GeneralRef(name) => texts.reference(&name, before, after),
            Event::Eof => break,
            _ => {}
        }
    }
    texts.flush();
    has_root.then_some(texts.page)
}

struct Texts<'a> {
    source: &'a str,
    depth: u32,
    page: Page,
    text: Vec<Glyph>,
    /// Open paragraph elements.
    open: u32,
    kind: LineKind,
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "para")
}

impl Texts<'_> {
    fn begin(&mut self, name: &str) {
        self.flush_outside();
        self.open += u32::from(is_paragraph(name));
        self.kind = if name == "title" { LineKind::Heading(2) } else { LineKind::Paragraph };
    }

    fn end(&mut self, name: &str) {
        self.open = self.open.saturating_sub(u32::from(is_paragraph(name)));
        self.flush_outside();
        self.kind = LineKind::Paragraph;
    }

    /// Adds the source between two bytes as it stands.
    fn raw(&mut self, from: usize, to: usize) {
        let text = self.source.get(from..to).unwrap_or_default();
        self.text.extend(text.char_indices().map(|(at, c)| {
            let start = from + at;
            Glyph { c, start: start as u32, end: (start + c.len_utf8()) as u32 }
        }));
    }

    /// Adds what a reference means; the names that only pages know are left to the page.
    fn reference(&mut self, name: &str, from: usize, to: usize) {
        let number = || match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
            number => number.parse().ok(),
        };
        let c = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number().and_then(char::from_u32).filter(|c| *c != '\0'),
        };
        match c {
            Some(c) => self.text.push(Glyph { c, start: from as u32, end: to as u32 }),
            None => self.raw(from, to),
        }
    }

    fn flush_outside(&mut self) {
        if self.open == 0 {
            self.flush();
        }
    }

    /// Ends a text.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if looks::ink(&text) == 0 {
            return;
        }
        if text.iter().any(|glyph| matches!(glyph.c, '<' | '&')) && self.markup(&text).is_some() {
            return;
        }
        let begin = self.page.glyphs.len();
        for glyph in text {
            let follows =
                self.page.glyphs.get(begin..).and_then(<[_]>::last).is_none_or(|l| l.c == ' ');
            match is_blank(glyph.c) {
                true if follows => {}
                true => self.page.glyphs.push(Glyph { c: ' ', ..glyph }),
                false => self.page.glyphs.push(glyph),
            }
        }
        self.line(begin, self.kind);
    }

    fn line(&mut self, begin: usize, kind: LineKind) {
        while self.page.glyphs.len() > begin
            && self.page.glyphs.last().is_some_and(|g| is_blank(g.c))
        {
            self.page.glyphs.pop();
        }
        let glyphs = begin..self.page.glyphs.len();
        let (node, cells) = (Dom::ROOT, Vec::new());
        self.page.lines.push(PageLine { kind, glyphs, node, linked: 0, buttons: 0, cells });
    }

    /// Reads a text that is markup itself.
    fn markup(&mut self, text: &[Glyph]) -> Option<()> {
        let words: String = text.iter().map(|glyph| glyph.c).collect();
        let starts: Vec<u32> = words.char_indices().map(|(at, _)| at as u32).collect();
        let parsed = parse::parse(&words, self.depth)?;
        let inner = flow::page(&parsed.dom);
        let own = |glyph: &Glyph| {
            let index =
                |byte: u32| starts.partition_point(|start| *start <= byte).saturating_sub(1);
            let first = text.get(index(glyph.start)).copied().unwrap_or(*glyph);
            let last = text
                .get(index(glyph.end.saturating_sub(1).max(glyph.start)))
                .copied()
                .unwrap_or(first);
            Glyph { c: glyph.c, start: first.start, end: last.end }
        };
        for line in &inner.lines {
            let begin = self.page.glyphs.len();
            self.page.glyphs.extend(inner.glyphs[line.glyphs.clone()].iter().map(own));
            let kind = match line.kind {
                LineKind::Row(table) => LineKind::Row(table + self.page.tables),
                LineKind::Head(table) => LineKind::Head(table + self.page.tables),
                LineKind::Paragraph | LineKind::Item(_) => self.kind,
                heading => heading,
            };
            self.line(begin, kind);
            let place = |at: usize| at - line.glyphs.start + begin;
            let cells = line.cells.iter();
            let cells = cells.map(|(cell, area)| (place(cell.start)..place(cell.end), *area));
            if let Some(last) = self.page.lines.last_mut() {
                last.cells = cells.collect();
            }
        }
        self.page.tables += inner.tables;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn lines(source: &str) -> Option<Vec<String>> {
        let page = read(source, 256)?;
        let words =
            |line: &super::PageLine| page.glyphs[line.glyphs.clone()].iter().map(|g| g.c).collect();
        Some(page.lines.iter().map(words).collect())
    }

    #[test]
    fn a_feed_is_a_list_of_texts_and_of_pages() {
        let feed = "<?xml version='1.0'?><!-- a --><rss><title>甲 &amp;\n乙</title><item><link>x</link>\
            <d>&lt;p&gt;一&amp;nbsp;二&lt;/p&gt;三</d><c><![CDATA[<b>四</b><br/>五]]></c></item></rss>";
        assert_eq!(lines(feed).unwrap(), ["甲 & 乙", "x", "一\u{A0}二", "三", "四\n五"]);
        let word = "<?xml version='1.0'?><w:doc><w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p></w:doc>";
        assert_eq!(lines(word).unwrap(), ["甲乙"]);
    }

    #[test]
    fn characters_know_their_place() {
        let feed = "<rss><d>a&lt;p>b&#x4e00;</d></rss>";
        let page = read(feed, 256).unwrap();
        let places: Vec<_> =
            page.glyphs.iter().map(|g| (g.c, &feed[g.start as usize..g.end as usize])).collect();
        assert_eq!(places, [('a', "a"), ('b', "b"), ('一', "&#x4e00;")]);
    }

    #[test]
    fn a_page_is_no_feed() {
        for page in [
            "<?xml version='1.0'?><!DOCTYPE html><a/>",
            "<?xml version='1.0'?><HTML/>",
            "<div>a</div>",
            "<a",
            "",
        ] {
            assert_eq!(lines(page), None, "{page}");
        }
    }
}
