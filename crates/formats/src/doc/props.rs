//! What modifiers say about a paragraph, a row of a table and a run of characters.

use super::bytes::{i16_at, index, part_left, u16_at};
use super::sprm::{Sprm, code, sprms};

/// Properties of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParaProps {
    pub(crate) style: u16,
    in_table: bool,
    depth: Option<u32>,
    /// The paragraph ends a row of the outermost table.
    pub(crate) row_end: bool,
    /// The paragraph ends a cell of an inner table.
    pub(crate) inner_cell: bool,
    /// The paragraph ends a row of an inner table.
    pub(crate) inner_row_end: bool,
    /// Number of the list override, from 1; 0 for none.
    pub(crate) list: u16,
    /// Level in the list; where nothing says it, the style decides.
    pub(crate) list_level: Option<u8>,
    /// Level of the outline, from 0; 9 for body text.
    pub(crate) outline: Option<u8>,
    /// Columns and merged cells of the row that the paragraph ends.
    pub(crate) row: RowProps,
}

/// Columns of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowProps {
    /// Left edges of the cells and the right edge of the last.
    pub(crate) edges: Vec<i16>,
    /// How each cell is merged.
    pub(crate) cells: Vec<CellProps>,
}

/// How a cell is merged with its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CellProps {
    pub(crate) across: Across,
    pub(crate) down: Down,
}

/// Merging with the cells to the left and right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Across {
    #[default]
    Single,
    /// The bits of the file. Descriptions differ on which of 1 and 2 begins a merged cell; whoever
    /// reads a row from the left sees which.
    Merged(u8),
}

/// Merging with the cells above and below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Down {
    #[default]
    Single,
    First,
    Continued,
}

impl ParaProps {
    /// Those of a style that says nothing.
    pub(super) fn new(style: u16) -> Self {
        Self { style, ..Self::default() }
    }

    /// Those of a paragraph at that depth of tables.
    pub(crate) fn at_depth(depth: u32) -> Self {
        Self { depth: Some(depth), ..Self::default() }
    }

    /// How many tables the paragraph stands in.
    pub(super) fn depth(&self) -> u32 {
        match self.depth {
            Some(depth) => depth,
            None => u32::from(self.in_table || self.row_end),
        }
    }

    /// Applies modifiers. `data` is the stream that long ones are kept in.
    pub(super) fn apply(&mut self, grpprl: &[u8], data: &[u8]) {
        /// Bytes of long modifiers at most, by the specification.
        const LONG: usize = 0x3FA2;
        let mut long: &[u8] = &[];
        for sprm in sprms(grpprl) {
            if matches!(sprm.code, code::P_HUGE | code::P_HUGE_OLD) {
                let at = index(sprm.long());
                let len = usize::from(u16_at(data, at).unwrap_or_default());
                long = part_left(data, at.saturating_add(2), len.min(LONG));
            } else {
                self.apply_one(&sprm);
            }
        }
        sprms(long).for_each(|sprm| self.apply_one(&sprm));
    }

    fn apply_one(&mut self, sprm: &Sprm<'_>) {
        let is_on = sprm.byte() != 0;
        match sprm.code {
            code::P_ILFO => self.list = list_number(sprm.signed()),
            code::P_ILVL => self.list_level = Some(sprm.byte()),
            code::P_OUT_LVL => self.outline = Some(sprm.byte()),
            code::P_IN_TABLE => self.in_table = is_on,
            code::P_TTP => self.row_end = is_on,
            code::P_ITAP => self.depth = Some(sprm.long()),
            code::P_DTAP => {
                let depth = self.depth().saturating_add_signed(sprm.signed_long());
                self.depth = Some(depth);
            }
            code::P_INNER_CELL => self.inner_cell = is_on,
            code::P_INNER_TTP => self.inner_row_end = is_on,
            code::T_DEF_TABLE => self.row = row(sprm.operand),
            code::T_VERT_MERGE => self.merge_down(sprm.operand),
            code::T_MERGE => self.merge_across(sprm.word()),
            _ => {}
        }
    }

    fn merge_down(&mut self, operand: &[u8]) {
        let [cell, flags, ..] = operand else { return };
        if let Some(cell) = self.row.cells.get_mut(usize::from(*cell)) {
            cell.down = down(*flags);
        }
    }

    fn merge_across(&mut self, operand: u16) {
        let [first, end] = operand.to_le_bytes().map(usize::from);
        for (number, cell) in self.row.cells.iter_mut().enumerate().take(end).skip(first) {
            cell.across = Across::Merged(if number == first { 1 } else { 2 });
        }
    }
}

/// Numbers below zero keep an indent of their own and name the list all the same; two numbers say
/// that there is none.
fn list_number(number: i16) -> u16 {
    match number.unsigned_abs() {
        list @ 1..=0x07FE => list,
        _ => 0,
    }
}

fn row(operand: &[u8]) -> RowProps {
    /// Bytes that describe a cell.
    const CELL: usize = 20;
    let count = usize::from(operand.first().copied().unwrap_or_default()).min(64);
    let edges = (0..=count).filter_map(|edge| i16_at(operand, 1 + edge * 2)).collect();
    let cells = (0..count).map(|cell| {
        let flags = u16_at(operand, 1 + (count + 1) * 2 + cell * CELL).unwrap_or_default();
        let [low, _] = flags.to_le_bytes();
        let across = match low & 3 {
            0 => Across::Single,
            bits => Across::Merged(bits),
        };
        CellProps { across, down: down(low >> 5 & 3) }
    });
    RowProps { edges, cells: cells.collect() }
}

fn down(bits: u8) -> Down {
    match bits {
        1 => Down::Continued,
        2 | 3 => Down::First,
        _ => Down::Single,
    }
}

/// Properties of a run of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharProps {
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) hidden: bool,
    /// Font and code of a symbol that stands for the character.
    pub(super) symbol: Option<(u16, u16)>,
    /// Font of characters that are not East Asian.
    pub(super) font: Option<u16>,
}

impl CharProps {
    /// Applies modifiers; `style` gives what a character style says.
    pub(super) fn apply(&mut self, grpprl: &[u8], style: impl Fn(u16) -> Option<bool>) {
        let mut base = self.hidden;
        for sprm in sprms(grpprl) {
            match sprm.code {
                code::C_RMARK_DEL => self.deleted = toggled(sprm.byte(), false),
                code::C_RMARK_INS => self.inserted = toggled(sprm.byte(), false),
                code::C_ISTD => {
                    base = style(sprm.word()).unwrap_or(base);
                    self.hidden = base;
                }
                code::C_VANISH => self.hidden = toggled(sprm.byte(), base),
                code::C_FONT => self.font = Some(sprm.word()),
                code::C_SYMBOL => {
                    let code = u16_at(sprm.operand, 2).unwrap_or_default();
                    self.symbol = Some((sprm.word(), code));
                }
                _ => {}
            }
        }
    }
}

/// On, off, as the style says, or the opposite of what the style says.
#[expect(clippy::fn_params_excessive_bools, reason = "the state of a property")]
fn toggled(operand: u8, style: bool) -> bool {
    match operand {
        0 => false,
        0x80 => style,
        0x81 => !style,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Across, CharProps, Down, ParaProps};

    #[test]
    fn rows_know_their_columns_and_merged_cells() {
        let mut operand = vec![0x08, 0xD6, 0, 0, 2];
        for edge in [0i16, 1000, 2500] {
            operand.extend(edge.to_le_bytes());
        }
        operand.extend([0x61, 0]);
        operand.extend([0; 18]);
        operand.extend([0x22, 0]);
        let len = u8::try_from(operand.len() - 3).unwrap();
        operand[2] = len;
        let mut props = ParaProps::default();
        props.apply(&operand, &[]);
        assert_eq!(props.row.edges, [0, 1000, 2500]);
        assert_eq!(props.row.cells[0].down, Down::First);
        assert_eq!(props.row.cells[1].down, Down::Continued);
        assert_eq!(props.row.cells[0].across, Across::Merged(1));
        assert_eq!(props.row.cells[1].across, Across::Merged(2));
    }

    #[test]
    fn long_modifiers_are_in_the_other_stream() {
        let mut props = ParaProps::default();
        props.apply(&[0x46, 0x66, 2, 0, 0, 0], &[9, 9, 4, 0, 0x0B, 0x46, 7, 0]);
        assert_eq!(props.list, 7);
        props.apply(&[0x0B, 0x46, 0x01, 0xF8], &[]);
        assert_eq!(props.list, 0);
    }

    #[test]
    fn hidden_is_relative_to_the_style() {
        let hidden = |style: bool, operand: u8| {
            let mut props = CharProps { hidden: style, ..CharProps::default() };
            props.apply(&[0x3C, 0x08, operand], |_| None);
            props.hidden
        };
        assert!(hidden(true, 0x80) && hidden(false, 0x81) && hidden(false, 1));
        assert!(!hidden(true, 0x81) && !hidden(false, 0x80) && !hidden(true, 0));
    }
}
