//! A notice as a flat ODT, which office programs turn into their other formats.

use super::notice::{Block, Notice, Paragraph, Role, Table};
use super::odf_styles::{Fonts, meta, open, styles};
use super::xml::escape;

/// The whole document.
pub(super) fn document(notice: &Notice, fonts: &Fonts) -> String {
    let mut out = open("text");
    out.push_str(&meta(&notice.title(), notice.signer(), notice.choice.published));
    out.push_str(&styles(fonts, &notice.lists));
    out.push_str("<office:body><office:text>\n");
    let mut writer = Writer { out, lists: vec![0; notice.lists.len()], in_part: false, parts: 0 };
    let mut at = 0;
    while at < notice.blocks.len() {
        at += writer.block(&notice.blocks[at..]);
    }
    writer.out.push_str("</office:text></office:body></office:document>\n");
    writer.out
}

struct Writer {
    out: String,
    /// How many paragraphs each list has so far.
    lists: Vec<usize>,
    /// Whether a title or the word 附件 has begun the part.
    in_part: bool,
    parts: usize,
}

impl Writer {
    /// Writes the block that `blocks` begin with; returns how many blocks that were.
    fn block(&mut self, blocks: &[Block]) -> usize {
        match &blocks[0] {
            Block::Header(rows) => self.header(rows),
            Block::Table(table) => self.table(table),
            Block::Paragraph(paragraph) if paragraph.role == Role::Title => {
                return self.title(blocks);
            }
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
        }
        1
    }

    /// The lines of the first title are parted by line breaks, those of later ones are paragraphs.
    fn title(&mut self, blocks: &[Block]) -> usize {
        let lines: Vec<String> = blocks.iter().map_while(title_line).map(words).collect();
        let style = if self.parts > 0 && !self.in_part { "PartTitle" } else { "Title" };
        if self.parts == 0 {
            self.simple(style, &lines.join("<text:line-break/>"));
        } else {
            self.simple(style, &lines[0]);
            lines[1..].iter().for_each(|line| self.simple("Title", line));
        }
        (self.in_part, self.parts) = (true, self.parts + 1);
        lines.len()
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.in_part = paragraph.role == Role::Attachment;
        let style = match paragraph.role {
            Role::Note if paragraph.text.ends_with('号') => "Number",
            Role::Note | Role::Body | Role::Title => "Text_20_body",
            Role::Recipients => "Recipients",
            Role::Attachment => "Attachment",
            Role::Signature => "Signature",
            Role::Imprint => "Imprint",
        };
        match &paragraph.number {
            None => self.simple(style, &words(&paragraph.text)),
            Some(number) => self.numbered(paragraph, number.list, number.level),
        }
    }

    fn simple(&mut self, style: &str, inner: &str) {
        self.out.push_str(&format!("<text:p text:style-name=\"{style}\">{inner}</text:p>\n"));
    }

    /// A paragraph whose number is made by its list.
    fn numbered(&mut self, paragraph: &Paragraph, list: usize, level: usize) {
        let count = &mut self.lists[list];
        *count += 1;
        let id = format!("l{}_{count}", list + 1);
        let before = match count {
            1 => String::new(),
            _ => format!(" text:continue-list=\"l{}_{}\"", list + 1, *count - 1),
        };
        let style = list + 1;
        self.out
            .push_str(&format!("<text:list xml:id=\"{id}\"{before} text:style-name=\"L{style}\">"));
        self.out.push_str(&"<text:list-item><text:list>".repeat(level - 1));
        self.out.push_str(&format!("<text:list-item>{}</text:list-item>", item(paragraph, level)));
        self.out.push_str(&"</text:list></text:list-item>".repeat(level - 1));
        self.out.push_str("</text:list>\n");
    }

    fn header(&mut self, rows: &[Vec<(String, String)>]) {
        let pairs = rows.iter().map(Vec::len).max().unwrap_or(1);
        let columns = "<table:table-column table:style-name=\"Wide\"/>".repeat(2 * pairs);
        self.out.push_str(&format!(
            "<table:table table:name=\"Header\" table:style-name=\"Table\">{columns}"
        ));
        for row in rows {
            self.out.push_str("<table:table-row>");
            for (at, (label, value)) in row.iter().enumerate() {
                let last = at + 1 == row.len();
                let span = if last { 2 * (pairs - row.len()) + 1 } else { 1 };
                self.cell(label, 1, 1);
                self.cell(value, span, 1);
                self.covered(span - 1);
            }
            self.out.push_str("</table:table-row>");
        }
        self.out.push_str("</table:table>\n");
    }

    fn table(&mut self, table: &Table) {
        let columns = table.rows[0].len();
        let wide = "<table:table-column table:style-name=\"Wide\"/>".repeat(columns - 1);
        self.out.push_str(&format!(
            "<table:table table:name=\"Tasks\" table:style-name=\"Table\">\
             <table:table-column table:style-name=\"Narrow\"/>{wide}"
        ));
        for (at, row) in table.rows.iter().enumerate() {
            self.out.push_str("<table:table-row>");
            for (column, cell) in row.iter().enumerate() {
                match table.span(at, column) {
                    0 => self.covered(1),
                    span => self.cell(cell, 1, span),
                }
            }
            self.out.push_str("</table:table-row>");
        }
        self.out.push_str("</table:table>\n");
    }

    fn cell(&mut self, text: &str, columns: usize, rows: usize) {
        self.out.push_str(&cell(
            &format!("<text:p text:style-name=\"Cell\">{}</text:p>", words(text)),
            columns,
            rows,
        ));
    }

    fn covered(&mut self, count: usize) {
        self.out.push_str(&"<table:covered-table-cell/>".repeat(count));
    }
}

/// A cell of a table.
pub(super) fn cell(inner: &str, columns: usize, rows: usize) -> String {
    format!(
        "<table:table-cell table:style-name=\"Box\" office:value-type=\"string\" \
         table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\">{inner}</table:table-cell>"
    )
}

fn title_line(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Title => Some(&paragraph.text),
        _ => None,
    }
}

/// A heading of its own, or a paragraph that begins with one in bold.
fn item(paragraph: &Paragraph, level: usize) -> String {
    if paragraph.is_heading() && level <= 3 {
        let text = words(&paragraph.text);
        return format!(
            "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{text}</text:h>"
        );
    }
    let (lead, rest) = paragraph.lead();
    let (lead, rest) = (words(lead), words(rest));
    let lead = if rest.is_empty() {
        lead
    } else {
        format!("<text:span text:style-name=\"Lead\">{lead}</text:span>")
    };
    format!("<text:p text:style-name=\"Text_20_body\">{lead}{rest}</text:p>")
}

/// Words in ODF, which folds spaces unless they are counted.
fn words(text: &str) -> String {
    escape(text).replace("  ", " <text:s/>")
}
