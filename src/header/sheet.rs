//! The sheets of a workbook: each is a part of its own, whose title stands above its table.

use super::parts::RawPart;
use super::title::{SHORTEST_STATED, Title, is_wordy};
use super::{Frame, dense, width};
use crate::lexicon::page::Genre;
use crate::model::{PartKind, SegmentKind};
use crate::span::TextRange;
use std::ops::Range;

/// The lines with which sheets begin.
pub(super) fn starts(frame: &Frame) -> Vec<usize> {
    let lines = 0..frame.tidy.lines.len();
    lines.filter(|line| frame.tidy.lines[*line].begins_sheet).collect()
}

/// A part for each sheet that begins with one of these lines. Marks their titles.
pub(super) fn divide(frame: &mut Frame, title: Option<&Title>, starts: &[usize]) -> Vec<RawPart> {
    let ends = starts.iter().skip(1).copied().chain([frame.kinds.len()]);
    // What stands above the first sheet belongs to it.
    let starts = [0].into_iter().chain(starts.iter().skip(1).copied());
    starts.zip(ends).map(|(start, end)| sheet(frame, title, start..end)).collect()
}

/// Of a title in a sheet the deepest heading: its name and the number of an annex stand above it.
pub(super) fn narrowed(frame: &Frame, title: Title) -> Title {
    let (first, last) = title.lines;
    let level = |line: usize| frame.tidy.lines[line].heading;
    let in_sheet = frame.tidy.lines[..=first].iter().any(|line| line.begins_sheet);
    let deepest = (first..=last).filter_map(level).max();
    let stated = (first..=last).find(|line| level(*line) == deepest);
    let Some(stated) = stated.filter(|line| in_sheet && deepest.is_some() && *line > first) else {
        return title;
    };
    let range = TextRange::new(frame.range(stated).start, title.range.end);
    let words = dense(range.of(&frame.tidy.text));
    Title { range, lines: (stated, last), words, ..title }
}

/// The title of a workbook whose first sheet has none: that of the first sheet with more than a name.
pub(super) fn first_title(frame: &Frame, parts: &[RawPart]) -> Option<Title> {
    let is_titled = |range: &TextRange| {
        let words = dense(range.of(&frame.tidy.text));
        width(&words) >= SHORTEST_STATED && is_wordy(&words)
    };
    let range = parts.iter().filter_map(|part| part.title).find(is_titled)?;
    let line = (0..frame.kinds.len()).find(|line| frame.range(*line).end >= range.end)?;
    Some(Title::new(frame, range, (line, line)))
}

fn sheet(frame: &mut Frame, title: Option<&Title>, lines: Range<usize>) -> RawPart {
    let title = title.filter(|title| lines.contains(&title.lines.0));
    let named = headings(frame, lines.clone());
    let is_notice = title.is_some_and(|title| matches!(title.genre, Some((_, Genre::Statutory))));
    RawPart {
        kind: if is_notice { PartKind::Notice } else { PartKind::Attachment },
        title: title.map(|title| title.range).or(named),
        body: lines.start,
        lines,
    }
}

/// The headings above the table: the name of the sheet, and its title, which is the last of them.
fn headings(frame: &mut Frame, lines: Range<usize>) -> Option<TextRange> {
    let above = lines.take_while(|line| !frame.is_row(*line));
    let is_title = |line: &usize| frame.tidy.lines[*line].heading.is_some();
    let headings: Vec<usize> = above.filter(is_title).collect();
    for line in &headings {
        if frame.is_free(*line) {
            frame.mark(*line, SegmentKind::Title);
        }
    }
    headings.last().map(|line| frame.range(*line))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Notes;
    use crate::document::{Area, Block, BlockKind, Cell, Structure, TextLayer};
    use crate::header::read;
    use crate::lexicon::Lexicon;
    use crate::tidy::tidy;

    /// A workbook: `/` stands before a sheet, `*` before a heading, `**` before one below it, a tab
    /// between the cells of a row.
    fn workbook(lines: &[&str]) -> TextLayer {
        let mut text = String::new();
        let mut structure = Structure::default();
        for line in lines {
            let begins = line.strip_prefix('/');
            structure.sheets.extend(begins.map(|_| text.len()));
            let line = begins.unwrap_or(line);
            let words = line.trim_start_matches('*');
            let start = text.len();
            let kind = match () {
                () if line.starts_with("**") => BlockKind::Heading(2),
                () if line.starts_with('*') => BlockKind::Heading(1),
                () if line.contains('\t') => {
                    BlockKind::Row { table: structure.sheets.len() as u32 }
                }
                () => BlockKind::Paragraph,
            };
            let mut block = Block::new(kind, start..start + words.len());
            for (column, (at, cell)) in cells(words).enumerate().filter(|_| line.contains('\t')) {
                let range = start + at..start + at + cell;
                block.cells.push(Cell { range, area: Area::at(column as u32), breaks: vec![] });
            }
            structure.blocks.push(block);
            text += words;
            text.push('\n');
        }
        TextLayer::new(text).with_structure(structure)
    }

    /// Where each cell begins, and its length.
    fn cells(row: &str) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        row.split('\t').map(move |cell| {
            let place = (at, cell.len());
            at += cell.len() + 1;
            place
        })
    }

    #[test]
    fn each_sheet_is_a_part_with_its_title() {
        let head = "序号\t任务\t牵头单位";
        let row = "1\t清淤\t县水利局";
        let cases: [(&[&str], &[&str], Option<&str>); 5] = [
            (
                &["/*部门任务", head, row, "/*乡镇清单", head, row],
                &["A 部门任务", "A 乡镇清单"],
                None,
            ),
            (
                &["/附表1", "*柏川县清淤任务分解表", head, row, "/附表2", "*巡河表", head, row],
                &["A 柏川县清淤任务分解表", "A 巡河表"],
                Some("柏川县清淤任务分解表"),
            ),
            (
                &["/*附表1", "**柏川县清淤任务分解表", head, row],
                &["A 柏川县清淤任务分解表"],
                Some("柏川县清淤任务分解表"),
            ),
            (
                &["/*说明", "按月填报", "/*柏川县清淤任务分解表", head, row],
                &["A 说明", "A 柏川县清淤任务分解表"],
                Some("柏川县清淤任务分解表"),
            ),
            (
                &["/*柏川县人民政府关于清淤的通知", head, row],
                &["N 柏川县人民政府关于清淤的通知"],
                Some("柏川县人民政府关于清淤的通知"),
            ),
        ];
        for (lines, parts, title) in cases {
            let mut notes = Notes::default();
            let tidy = tidy(Lexicon::builtin(), &workbook(lines), &mut notes);
            let header = read(Lexicon::builtin(), &tidy, &mut notes);
            let words = |range: crate::span::TextRange| range.of(&tidy.text);
            let kind = |part: &super::RawPart| format!("{:?}", part.kind).remove(0);
            let found = header.parts.iter();
            let found =
                found.map(|part| format!("{} {}", kind(part), part.title.map_or("", words)));
            assert_eq!(found.collect::<Vec<_>>(), parts, "{lines:?}");
            assert_eq!(header.metadata.title.map(words), title, "{lines:?}");
        }
    }
}
