//! Little-endian numbers at places that may not exist.

/// `len` bytes from `at`.
pub(super) fn part(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(len)?)
}

/// As many of the `len` bytes from `at` as there are.
pub(super) fn part_left(bytes: &[u8], at: usize, len: usize) -> &[u8] {
    let start = at.min(bytes.len());
    let end = at.saturating_add(len).clamp(start, bytes.len());
    &bytes[start..end]
}

/// The byte at `at`.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The two bytes at `at` as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = part(bytes, at, 2)?;
    Some(u16::from_le_bytes([found[0], found[1]]))
}

/// The two bytes at `at` as a signed number.
pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

/// The four bytes at `at` as a number.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = part(bytes, at, 4)?;
    Some(u32::from_le_bytes([found[0], found[1], found[2], found[3]]))
}

/// The four bytes at `at` as a signed number.
pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    u32_at(bytes, at).map(u32::cast_signed)
}

/// A number of the file as an index. Where it is larger than memory, no index is.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The numbers of a PLC: `n + 1` positions before `n` structures of `size` bytes. Returns the
/// positions and the bytes of the structures.
pub(super) fn plc(bytes: &[u8], size: usize) -> (Vec<u32>, &[u8]) {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    let positions = (0..=count).filter_map(|at| u32_at(bytes, at * 4)).collect();
    (positions, part_left(bytes, (count + 1) * 4, count * size))
}
