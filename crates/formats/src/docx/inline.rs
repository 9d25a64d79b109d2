//! What stands inside a paragraph.

use super::note::NoteKind;
use super::story::{Reader, branch};
use super::symbol;
use super::xml::Node;
use crate::draft::{drawn, without_frames};
use crate::sign::is_bracketed;

impl Reader<'_> {
    /// Adds an element of a paragraph to the text.
    pub(super) fn inline(&mut self, node: Node<'_>) {
        match node.name() {
            "r" => self.run(node),
            "ins" | "moveTo" => {
                self.tally.inserted += 1;
                node.children().for_each(|child| self.inline(child));
            }
            "del" | "moveFrom" => self.tally.deleted += 1,
            "annotation" if self.takes(node) => {
                node.children().for_each(|child| self.inline(child));
            }
            "AlternateContent" => {
                if let Some(branch) = branch(node) {
                    branch.children().for_each(|child| self.inline(child));
                }
            }
            "ruby" => {
                let base = node.child("rubyBase");
                base.iter().flat_map(|base| base.children()).for_each(|child| self.inline(child));
            }
            "fldSimple" => {
                self.fields.see(node.attr("instr").unwrap_or_default());
                node.children().for_each(|child| self.inline(child));
            }
            // A fraction reads from above to below.
            "f" => {
                let part = |name| node.child(name).into_iter().flat_map(|part| part.children());
                part("num").for_each(|child| self.inline(child));
                self.text.push('/');
                part("den").for_each(|child| self.inline(child));
            }
            // A note that stands at its place in the text is read as a box is.
            "txbxContent" | "footnote" | "endnote" => self.text_box(node),
            "textpath" => self.word_art(node.attr("string").unwrap_or_default()),
            // Mathematics, and runs whose wrapper is missing.
            _ => self.character(node, ""),
        }
    }

    fn run(&mut self, node: Node<'_>) {
        let properties = node.child("rPr");
        if self.hides(properties) {
            let texts = node.children().filter(|child| child.name() == "t");
            self.tally.hidden += texts.map(|text| text.text().chars().count()).sum::<usize>();
            // The marks of fields count although they are hidden.
            let fields = node.children().filter(|child| child.name() == "fldChar");
            return fields.for_each(|field| self.field(field));
        }
        if let Some(mark) = raised_mark(node).filter(|_| !self.fields.is_instruction()) {
            return self.text.push_str(&drawn(mark));
        }
        let fonts = properties.and_then(|properties| properties.child("rFonts"));
        let font = fonts.and_then(|fonts| fonts.attr("ascii").or(fonts.attr("hAnsi")));
        node.children().for_each(|child| match child.name() {
            "r" | "ins" | "moveTo" | "del" | "moveFrom" | "AlternateContent" | "ruby"
            | "fldSimple" | "f" | "txbxContent" | "textpath" | "annotation" | "footnote"
            | "endnote" => self.inline(child),
            _ => self.character(child, font.unwrap_or_default()),
        });
    }

    /// Adds what stands in a run.
    fn character(&mut self, node: Node<'_>, font: &str) {
        match node.name() {
            "fldChar" => return self.field(node),
            "instrText" => return self.fields.instruct(node.text()),
            _ if self.fields.is_instruction() => return,
            _ => {}
        }
        match node.name() {
            "t" => self.words(node, font),
            "tab" | "ptab" => self.text.push('\t'),
            // A break of a page or column ends a line, too.
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "sym" => {
                let code = node.attr("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let font = node.attr("font").unwrap_or_default();
                let seen = code.and_then(char::from_u32).map(|c| symbol::seen(font, c));
                self.text.push(seen.unwrap_or('\u{FFFD}'));
            }
            "footnoteReference" => self.reference(NoteKind::Footnote, node),
            "endnoteReference" => self.reference(NoteKind::Endnote, node),
            "footnoteRef" | "endnoteRef" => self.text.push_str(self.notes.mark()),
            _ => {}
        }
    }

    fn words(&mut self, node: Node<'_>, font: &str) {
        let blank = [' ', '\t', '\n', '\r'];
        let words = match node.attr("space") {
            Some("preserve") => node.text(),
            None if self.is_spaced => node.text(),
            _ => node.text().trim_matches(blank),
        };
        for c in without_frames(words).chars() {
            let is_private = ('\u{F020}'..='\u{F0FF}').contains(&c);
            self.text.push(match c {
                '\n' | '\r' => ' ',
                c if is_private || symbol::is_symbol_font(font) => symbol::seen(font, c),
                c => c,
            });
        }
    }

    fn field(&mut self, node: Node<'_>) {
        if let Some(words) = self.fields.mark(node.attr("fldCharType").unwrap_or_default())
            && !self.fields.is_instruction()
        {
            self.text.push_str(&words);
        }
    }

    fn reference(&mut self, kind: NoteKind, node: Node<'_>) {
        let has_own_mark = matches!(node.attr("customMarkFollows"), Some("1" | "true" | "on"));
        match node.attr("id") {
            Some(id) if has_own_mark => self.notes.refer_by_own_mark(kind, id),
            Some(id) => {
                let mark = self.notes.refer(kind, id);
                self.text.push_str(&drawn(&mark));
            }
            None => {}
        }
    }
}

/// The mark of a note that somebody typed: a number in brackets, raised, alone in its run.
fn raised_mark(run: Node<'_>) -> Option<&str> {
    let is_raised = run.child("rPr")?.val("vertAlign") == Some("superscript");
    let mut shown = run.children().filter(|child| child.name() != "rPr");
    let (first, last) = (shown.next()?, shown.next());
    let mark = Some(first).filter(|first| first.name() == "t" && last.is_none())?.text();
    (is_raised && is_bracketed(mark)).then_some(mark)
}
