//! Documents that Word 2003 saved as one XML file.
//!
//! Their elements are nearly those of DOCX. What differs: the label of a numbered paragraph stands beside it as
//! Word showed it, changes and comments are annotations, notes stand at their place in the text, headers and
//! footers in their sections, pictures as characters.

use super::story::{Context, Reader};
use super::styles::Styles;
use super::symbol;
use super::write::Writer;
use super::xml::{Node, Stream};
use super::{blocks, tell, write_margins};
use crate::Limits;
use crate::draft::{Draft, drawn};
use gongwen::diagnostic::Code;

/// Bytes of the beginning in which the first element states whether spaces count.
const HEAD: usize = 4096;

/// Reads a document. Total: what cannot be read becomes a diagnostic.
pub(crate) fn read(limits: &Limits, text: &str, draft: &mut Draft) {
    let styles = Styles::read(&mut Stream::new(text, limits.depth).enter(&["styles"]));
    let context = Context { styles, ..Context::default() };
    let mut reader = Reader::new(&context);
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    reader.is_spaced = memchr::memmem::find(head, b"xml:space=\"preserve\"").is_some();
    reader.has_even_pages = text.contains(":evenAndOddHeaders");
    let mut stream = Stream::new(text, limits.depth).enter(&["body"]);
    let mut writer = Writer::new(limits.chars, draft);
    blocks(&mut stream, &mut reader, &mut writer);
    write_margins(std::mem::take(&mut reader.own_margins), &mut writer);
    if let Some((code, message)) = stream.trouble() {
        draft.note(*code, message.clone());
    }
    tell(reader.tally, draft);
    match draft.is_blank() {
        true if text.contains(":binData") => {
            draft.note(Code::NoTextLayer, "the document holds pictures and no characters");
        }
        true => draft.note(Code::EmptyFile, "the document holds no characters"),
        false => {}
    }
}

/// The label that Word showed before a paragraph with these properties.
pub(super) fn shown_label(properties: Node<'_>) -> Option<String> {
    let list = properties.child("listPr")?;
    let label = list.val("label")?;
    let font = list.val("labelFont").unwrap_or_default();
    if label.contains(char::is_alphanumeric) && !symbol::is_symbol_font(font) {
        return Some(label.to_owned());
    }
    let bullet: String = label.chars().map(|c| symbol::bullet(font, c)).collect();
    Some(drawn(&bullet))
}

impl Reader<'_> {
    /// True for an annotation around text that is shown.
    pub(super) fn takes(&mut self, annotation: Node<'_>) -> bool {
        let kind = annotation.attr("type").unwrap_or_default();
        self.tally.deleted += usize::from(kind == "Word.Deletion");
        self.tally.inserted += usize::from(kind == "Word.Insertion");
        !matches!(kind, "Word.Deletion" | "Word.Comment")
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Limits;
    use crate::draft::Draft;
    use gongwen::diagnostic::Code;
    use gongwen::document::BlockKind;

    fn blocks(body: &str) -> (Vec<(BlockKind, String)>, Vec<Code>) {
        let text = format!(
            "<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml' \
             xmlns:wx='http://schemas.microsoft.com/office/word/2003/auxHint' \
             xmlns:aml='http://schemas.microsoft.com/aml/2001/core'>\
             <w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
        );
        let mut draft = Draft::default();
        read(&Limits::default(), &text, &mut draft);
        let (layer, notes) = draft.finish();
        let words = |range: &std::ops::Range<usize>| layer.text()[range.clone()].to_owned();
        let blocks = layer.structure().blocks.iter();
        let blocks = blocks.map(|block| (block.kind, words(&block.range))).collect();
        (blocks, notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn labels_stand_before_their_paragraphs_and_pictures_are_no_words() {
        let (blocks, notes) = blocks(
            "<w:p><w:r><w:pict><w:binData>iVBORw0KGgo=</w:binData></w:pict></w:r></w:p>\
             <w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><wx:t wx:val='一、'/></w:listPr></w:pPr>\
             <w:r><w:t>总体要求</w:t></w:r></w:p>\
             <w:p><w:pPr><w:listPr><wx:t wx:val='&#xF06C;'/><wx:font wx:val='Wingdings'/></w:listPr>\
             </w:pPr><w:r><w:t>巡河</w:t></w:r></w:p>",
        );
        let words: Vec<&str> = blocks.iter().map(|(_, words)| &**words).collect();
        assert_eq!((&words[..], &notes[..]), (&["一、总体要求", "● 巡河"][..], &[][..]));
    }

    #[test]
    fn what_word_2003_writes_at_another_place_is_read() {
        let (blocks, notes) = blocks(
            "<w:p><w:r><w:t>甲</w:t><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:r>\
             <aml:annotation w:type='Word.Insertion'><aml:content><w:r><w:t>乙</w:t></w:r>\
             </aml:content></aml:annotation>\
             <aml:annotation w:type='Word.Deletion'><aml:content><w:r><w:t>丙</w:t></w:r>\
             </aml:content></aml:annotation>\
             <w:r><aml:annotation w:type='Word.Comment'><aml:content><w:p><w:r><w:t>丁</w:t></w:r></w:p>\
             </aml:content></aml:annotation></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>子</w:t></w:r>\
             </w:p></w:tc><w:tc><w:p><w:r><w:t>丑</w:t></w:r></w:p></w:tc></w:tr>\
             <w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>寅</w:t></w:r></w:p>\
             </w:tc></w:tr></w:tbl>\
             <w:sectPr><w:hdr w:type='odd'><w:p><w:r><w:t>青禾县文件</w:t></w:r></w:p></w:hdr></w:sectPr>",
        );
        let row = BlockKind::Row { table: 0 };
        let expected = [
            (BlockKind::Paragraph, "甲乙"),
            (BlockKind::Footnote, "注"),
            (row, "子\t丑"),
            (row, "\t寅"),
            (BlockKind::Margin, "青禾县文件"),
        ];
        assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
        assert_eq!(notes, [Code::TrackedChanges]);
    }

    #[test]
    fn a_document_of_pictures_says_so() {
        let (blocks, notes) =
            blocks("<w:p><w:r><w:pict><w:binData>AA==</w:binData></w:pict></w:r></w:p>");
        assert!(blocks.is_empty());
        assert_eq!(notes, [Code::NoTextLayer]);
    }
}
