//! Texts of their own inside a file, while they are read.

use crate::doc::plausible;
use crate::doc::props::{Across, CellProps, Down, RowProps};
use crate::doc::story::Paragraph;
use crate::draft::drawn;

/// What a story is to its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Main,
    Footnote,
    Margin,
    Box,
}

/// A text of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) kind: Kind,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The paragraph of the main story at which it stands.
    pub(super) anchor: u32,
    pub(super) units: Vec<u16>,
    pub(super) label: Vec<u16>,
    pub(super) row: RowProps,
    pub(super) cell: CellProps,
}

impl Story {
    /// A word about the cells of a row.
    pub(super) fn row_word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let edge = number.unwrap_or_default().clamp(i16::MIN.into(), i16::MAX.into());
        let edge = i16::try_from(edge).unwrap_or_default();
        match name {
            b"trowd" => {
                self.row = RowProps { edges: vec![0], cells: Vec::new() };
                self.cell = CellProps::default();
            }
            b"trleft" => {
                if let Some(first) = self.row.edges.first_mut() {
                    *first = edge;
                }
            }
            b"clvmgf" => self.cell.down = Down::First,
            b"clvmrg" => self.cell.down = Down::Continued,
            b"clmgf" => self.cell.across = Across::Merged(1),
            b"clmrg" => self.cell.across = Across::Merged(2),
            b"cellx" if self.row.cells.len() < 256 => {
                self.row.edges.push(edge);
                self.row.cells.push(std::mem::take(&mut self.cell));
            }
            _ => return false,
        }
        true
    }

    /// Gives the characters so far to the paragraph that they end with. `rubbish` counts those that
    /// are no text.
    pub(super) fn end_paragraph(&mut self, ended: Paragraph, rubbish: &mut u32) {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        let text = plausible::kept(text, rubbish);
        let text = text.trim_matches('\n');
        let label = String::from_utf16_lossy(&std::mem::take(&mut self.label));
        let label = label.trim();
        let gap = if needs_gap(label, text) { " " } else { "" };
        let is_bullet = !label.contains(char::is_alphanumeric);
        let label = if is_bullet { drawn(label) } else { label.to_owned() };
        let end = u32::try_from(self.paragraphs.len() + 1).unwrap_or(u32::MAX);
        self.paragraphs.push(Paragraph { text: format!("{label}{gap}{text}"), end, ..ended });
    }
}

/// A label and its text would run together: a bullet, or digits and letters that meet, or a full
/// stop that would become a decimal point.
fn needs_gap(label: &str, text: &str) -> bool {
    let Some(last) = label.chars().next_back().filter(|_| !text.is_empty()) else { return false };
    let is_bullet = label.chars().count() == 1 && !last.is_alphanumeric();
    let begins_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    is_bullet || last.is_ascii_alphanumeric() || (last == '.' && begins_with_digit)
}
