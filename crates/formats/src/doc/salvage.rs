//! A container that is truncated or damaged, read as far as its chains go.

use super::bytes::{index, part, part_left, u8_at, u16_at, u32_at};

/// A stream that the directory names.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) name: String,
    first: u32,
    len: usize,
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

/// What a container holds. Nothing is read before it is asked for: a damaged directory may name the
/// same megabytes in each of its entries.
pub(super) struct Salvage<'a> {
    container: Container<'a>,
    small: Small,
    /// Streams of fewer bytes share sectors.
    small_size: usize,
    /// The streams that the directory names.
    pub(super) streams: Vec<Stream>,
}

impl<'a> Salvage<'a> {
    /// Reads the directory of a container.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let container = Container::open(bytes)?;
        let directory = container.chain(u32_at(bytes, 48)?, bytes.len());
        let mut small = None;
        let mut streams = Vec::new();
        for (kind, entry) in directory.chunks_exact(128).filter_map(read_entry) {
            match kind {
                2 => streams.push(entry),
                5 if small.is_none() => {
                    small = Some(Small::open(&container, entry.first, entry.len));
                }
                _ => {}
            }
        }
        let small_size = index(u32_at(bytes, 56).unwrap_or(4096));
        Some(Self { container, small: small.unwrap_or_default(), small_size, streams })
    }

    /// The bytes of a stream, as far as its chain goes.
    pub(super) fn read(&self, stream: &Stream) -> Vec<u8> {
        match stream.len < self.small_size {
            true => self.small.chain(stream.first, stream.len),
            false => self.container.chain(stream.first, stream.len),
        }
    }
}

/// The kind of an entry of the directory, and what it says.
fn read_entry(entry: &[u8]) -> Option<(u8, Stream)> {
    let len = usize::from(u16_at(entry, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = (0..len / 2).filter_map(|unit| u16_at(entry, unit * 2)).collect();
    let name = String::from_utf16(&units).ok().filter(|name| !name.is_empty())?;
    let (first, len) = (u32_at(entry, 116)?, index(u32_at(entry, 120)?));
    Some((u8_at(entry, 66)?, Stream { name, first, len }))
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
        // A chain that bites its tail ends where it is longer than all there is.
        while sector < SIGNS && found.len() < len.min(self.bytes.len()) {
            let start = index(sector).saturating_mul(64);
            let Some(bytes) = part(&self.bytes, start, 64) else { break };
            found.extend(bytes);
            sector = self.next.get(index(sector)).copied().unwrap_or(SIGNS);
        }
        found.truncate(len);
        found
    }
}
