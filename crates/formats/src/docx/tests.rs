//! Documents written by hand.

#[cfg(test)]
mod test_hostile;
#[cfg(test)]
mod test_numbers;
#[cfg(test)]
mod test_tables;
#[cfg(test)]
mod test_words;

use super::read;
use crate::Limits;
use crate::draft::Draft;
use crate::package::packed;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;

const MAIN: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
    xmlns:v='urn:schemas-microsoft-com:vml' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

/// A document with this body, and other parts by the name of their first element.
fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let element = |name: &str, words: &str| format!("<w:{name} {MAIN}>{words}</w:{name}>");
    let main = element("document", &format!("<w:body>{body}</w:body>"));
    let others: Vec<(String, String)> = others
        .iter()
        .map(|(name, words)| match name.split_once(' ') {
            Some((path, name)) => (format!("word/{path}.xml"), element(name, words)),
            None => (format!("word/{name}.xml"), element(name, words)),
        })
        .collect();
    let mut parts = vec![("word/document.xml", &*main)];
    parts.extend(others.iter().map(|(name, words)| (&**name, &**words)));
    packed(&parts)
}

/// A paragraph with these properties and one run.
fn p(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r("", words))
}

/// A run.
fn r(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

/// Kind and words of each block, and the codes of the diagnostics.
fn blocks_within(limits: &Limits, bytes: &[u8]) -> (Vec<(BlockKind, String)>, Vec<Code>) {
    let mut draft = Draft::default();
    read(limits, bytes, &mut draft);
    let (layer, notes) = draft.finish();
    let words = |range: &std::ops::Range<usize>| layer.text()[range.clone()].to_owned();
    let blocks = layer.structure().blocks.iter();
    let blocks = blocks.map(|block| (block.kind, words(&block.range))).collect();
    (blocks, notes.iter().map(|note| note.code).collect())
}

/// What is markup among the words.
fn markup(bytes: &[u8]) -> Vec<String> {
    let mut draft = Draft::default();
    read(&Limits::default(), bytes, &mut draft);
    let (layer, _) = draft.finish();
    let markup = layer.structure().markup.iter();
    markup.map(|range| layer.text()[range.clone()].to_owned()).collect()
}

/// The words of each block of a document with this body.
fn lines(body: &str, others: &[(&str, &str)]) -> Vec<String> {
    let (blocks, notes) = blocks_within(&Limits::default(), &document(body, others));
    assert!(!notes.contains(&Code::DamagedFile), "{notes:?}");
    blocks.into_iter().map(|(_, words)| words).collect()
}
