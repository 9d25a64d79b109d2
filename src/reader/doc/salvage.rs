//! A container that is truncated or damaged, read as far as its chains go.

use super::bytes::{index, part, part_left, u8_at, u16_at, u32_at};

/// A stream that was found.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Numbers of sectors from here on are signs and no sectors.
const SIGNS: u32 = 0xFFFF_FFFA;

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// The sector behind each sector.
    next: Vec<u32>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
        let mut container = Self { bytes, sector: 1 << shift, next: Vec::new() };
        let mut tables: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + n * 4)).collect();
        // Tables of a file over 7 MB are listed in a chain of sectors.
        let mut more = u32_at(bytes, 68)?;
        let last = container.sector / 4 - 1;
        for _ in 0..bytes.len() / container.sector {
            let Some(list) = container.at(more).filter(|_| more < SIGNS) else { break };
            tables.extend((0..last).filter_map(|number| u32_at(list, number * 4)));
            more = u32_at(list, last * 4).unwrap_or(SIGNS);
        }
        for table in tables.into_iter().filter(|table| *table < SIGNS) {
            let entries = container.at(table).unwrap_or_default();
            let before = container.next.len();
            // Where an entry is lost, the sector behind is as good as any.
            let behind = |number: usize| u32::try_from(before + number + 1).unwrap_or(SIGNS);
            let entry =
                |number: usize| u32_at(entries, number * 4).unwrap_or_else(|| behind(number));
            let entries: Vec<u32> = (0..container.sector / 4).map(entry).collect();
            container.next.extend(entries);
            if container.next.len() > bytes.len() / container.sector + container.sector {
                break;
            }
        }
        Some(container)
    }

    /// A sector, or what is left of it.
    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = index(sector).checked_add(1)?.checked_mul(self.sector)?;
        Some(part_left(self.bytes, start, self.sector)).filter(|found| !found.is_empty())
    }

    /// The bytes of a chain. A chain whose table is lost goes on with the sector behind.
    fn chain(&self, first: u32, len: usize) -> Vec<u8> {
        let mut found = Vec::new();
        let mut sector = first;
        while sector < SIGNS && found.len() < len.min(self.bytes.len()) {
            let Some(bytes) = self.at(sector) else { break };
            found.extend(bytes);
            sector = match self.next.get(index(sector)) {
                Some(next) => *next,
                None => sector + 1,
            };
        }
        found.truncate(len);
        found
    }
}

/// All streams that the directory names and whose first sector is there.
pub(super) fn streams(bytes: &[u8]) -> Vec<Stream> {
    let Some(container) = Container::open(bytes) else { return Vec::new() };
    let Some(first) = u32_at(bytes, 48) else { return Vec::new() };
    let directory = container.chain(first, bytes.len());
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let small_size = index(u32_at(bytes, 56).unwrap_or(4096));
    let mut small = Small::default();
    let mut found = Vec::new();
    for entry in entries {
        let Some((name, kind, first, len)) = read_entry(entry) else { continue };
        let bytes = match kind {
            5 => {
                small = Small::open(&container, first, len);
                continue;
            }
            2 if len < small_size => small.chain(first, len),
            2 => container.chain(first, len),
            _ => continue,
        };
        found.push(Stream { name, bytes });
    }
    found
}

fn read_entry(entry: &[u8]) -> Option<(String, u8, u32, usize)> {
    let len = usize::from(u16_at(entry, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = (0..len / 2).filter_map(|unit| u16_at(entry, unit * 2)).collect();
    let name = String::from_utf16(&units).ok().filter(|name| !name.is_empty())?;
    Some((name, u8_at(entry, 66)?, u32_at(entry, 116)?, index(u32_at(entry, 120)?)))
}

/// Streams of less than 4096 bytes, which share sectors.
#[derive(Default)]
struct Small {
    bytes: Vec<u8>,
    next: Vec<u32>,
}

impl Small {
    fn open(container: &Container<'_>, first: u32, len: usize) -> Self {
        let table = u32_at(container.bytes, 60).unwrap_or(SIGNS);
        let table = container.chain(table, container.bytes.len());
        let next = (0..table.len() / 4).filter_map(|number| u32_at(&table, number * 4));
        Self { bytes: container.chain(first, len), next: next.collect() }
    }

    fn chain(&self, first: u32, len: usize) -> Vec<u8> {
        let mut found = Vec::new();
        let mut sector = first;
        while sector < SIGNS && found.len() < len {
            let start = index(sector).saturating_mul(64);
            let Some(bytes) = part(&self.bytes, start, 64) else { break };
            found.extend(bytes);
            sector = self.next.get(index(sector)).copied().unwrap_or(SIGNS);
        }
        found.truncate(len);
        found
    }
}
