//! Property modifiers: a code of two bytes and an operand whose length follows from the code.

use super::bytes::{i16_at, i32_at, part_left, u8_at, u16_at, u32_at};

/// The codes that are read, by the names of the specification.
pub(super) mod code {
    pub(in super::super) const P_ILVL: u16 = 0x260A;
    pub(in super::super) const P_ILFO: u16 = 0x460B;
    pub(in super::super) const P_OUT_LVL: u16 = 0x2640;
    pub(in super::super) const P_IN_TABLE: u16 = 0x2416;
    pub(in super::super) const P_TTP: u16 = 0x2417;
    pub(in super::super) const P_ITAP: u16 = 0x6649;
    pub(in super::super) const P_DTAP: u16 = 0x664A;
    pub(in super::super) const P_INNER_CELL: u16 = 0x244B;
    pub(in super::super) const P_INNER_TTP: u16 = 0x244C;
    pub(in super::super) const P_HUGE: u16 = 0x6646;
    pub(in super::super) const P_HUGE_OLD: u16 = 0x6645;
    pub(in super::super) const P_CHG_TABS: u16 = 0xC615;
    pub(in super::super) const T_DEF_TABLE: u16 = 0xD608;
    pub(in super::super) const T_VERT_MERGE: u16 = 0xD62B;
    pub(in super::super) const T_MERGE: u16 = 0x5624;
    pub(in super::super) const C_RMARK_DEL: u16 = 0x0800;
    pub(in super::super) const C_RMARK_INS: u16 = 0x0801;
    pub(in super::super) const C_VANISH: u16 = 0x083C;
    pub(in super::super) const C_SYMBOL: u16 = 0x6A09;
    pub(in super::super) const C_ISTD: u16 = 0x4A30;
    pub(in super::super) const C_FONT: u16 = 0x4A4F;
}

/// A modifier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sprm<'a> {
    pub(super) code: u16,
    pub(super) operand: &'a [u8],
}

impl Sprm<'_> {
    /// The first byte of the operand.
    pub(super) fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or_default()
    }

    /// The first two bytes of the operand.
    pub(super) fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or_default()
    }

    /// The first two bytes of the operand, signed.
    pub(super) fn signed(&self) -> i16 {
        i16_at(self.operand, 0).unwrap_or_default()
    }

    /// The first four bytes of the operand.
    pub(super) fn long(&self) -> u32 {
        u32_at(self.operand, 0).unwrap_or_default()
    }

    /// The first four bytes of the operand, signed.
    pub(super) fn signed_long(&self) -> i32 {
        i32_at(self.operand, 0).unwrap_or_default()
    }
}

/// The modifiers in these bytes, up to the first that is cut off.
pub(super) fn sprms(bytes: &[u8]) -> Sprms<'_> {
    Sprms { bytes, at: 0 }
}

/// See [`sprms`].
#[derive(Clone, Debug)]
pub(super) struct Sprms<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Sprms<'a> {
    type Item = Sprm<'a>;

    fn next(&mut self) -> Option<Sprm<'a>> {
        let code = u16_at(self.bytes, self.at)?;
        let rest = part_left(self.bytes, self.at + 2, usize::MAX);
        let (skip, len) = operand(code, rest)?;
        let operand = rest.get(skip..skip + len)?;
        self.at += 2 + skip + len;
        Some(Sprm { code, operand })
    }
}

/// The bytes before the operand that tell its length, and its length.
fn operand(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    let len = match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if code == code::T_DEF_TABLE => {
            return Some((2, usize::from(u16_at(rest, 0)?).saturating_sub(1)));
        }
        _ => {
            let len = u8_at(rest, 0)?;
            let counted = code == code::P_CHG_TABS && len == 255;
            return Some((1, if counted { tabs(rest)? } else { usize::from(len) }));
        }
    };
    Some((0, len))
}

/// Too many tab stops for a byte to count: four bytes each that is taken away, three each that is
/// added.
fn tabs(rest: &[u8]) -> Option<usize> {
    let gone = usize::from(u8_at(rest, 1)?);
    let added = usize::from(u8_at(rest, 2 + gone * 4)?);
    Some(2 + gone * 4 + added * 3)
}

/// The modifiers that a piece may name by a number instead of a code.
pub(super) fn short_code(number: u8) -> Option<u16> {
    Some(match number {
        0x0C => code::P_ILVL,
        0x18 => code::P_IN_TABLE,
        0x19 => code::P_TTP,
        0x41 => code::C_RMARK_DEL,
        0x42 => code::C_RMARK_INS,
        0x5C => code::C_VANISH,
        0x78 => code::P_OUT_LVL,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{code, sprms};

    #[test]
    fn operands_have_the_length_that_their_code_tells() {
        let bytes = [
            0x0A, 0x26, 2, // one byte
            0x0B, 0x46, 1, 0, // two
            0x49, 0x66, 1, 0, 0, 0, // four
            0x15, 0xC6, 2, 0, 0, // counted by a byte
            0x08, 0xD6, 3, 0, 7, 8, // counted by two bytes, one more than there are
            0x3C, 0x08, 1, // one bit
            0x0B, 0x46, 1, // cut off
        ];
        let found: Vec<(u16, Vec<u8>)> =
            sprms(&bytes).map(|sprm| (sprm.code, sprm.operand.to_vec())).collect();
        let expected = [
            (code::P_ILVL, vec![2]),
            (code::P_ILFO, vec![1, 0]),
            (code::P_ITAP, vec![1, 0, 0, 0]),
            (code::P_CHG_TABS, vec![0, 0]),
            (code::T_DEF_TABLE, vec![7, 8]),
            (code::C_VANISH, vec![1]),
        ];
        assert_eq!(found, expected);
    }
}
