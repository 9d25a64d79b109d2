//! Damaged notices, made from sound ones: the same number gives the same mutant everywhere. Used by the
//! tests and by `cargo xtask mutants`.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::{fs, io};

use gongwen::diagnostic::Code;
use gongwen::document::Document;
use gongwen::emit::json;
use gongwen::lexicon::Lexicon;
use gongwen_engine::{Engine, Reading, panic_message};
use gongwen_formats::Encoding;
use gongwen_formats::source::Source;
use serde_json::Value;

/// Bytes of the longest stretch of a text that is taken: short texts make many mutants.
const STRETCH: usize = 2_400;

/// What marks structure, and what marks its loss.
const PIECES: &[&str] = &[
    "(",
    ")",
    "（",
    "）",
    "〔",
    "〕",
    "[",
    "]",
    "【",
    "】",
    "《",
    "》",
    "〈",
    "〉",
    "“",
    "”",
    ":",
    "：",
    ";",
    "；",
    "、",
    "。",
    ",",
    "，",
    ".",
    "．",
    "\n",
    "\r\n",
    "\n\n",
    "\r",
    " ",
    "\u{3000}\u{3000}",
    "\t",
    "|",
    "\n— 2 —\n",
    "\n-3-\n",
    "\n4\n",
    "\u{C}",
    "\u{FEFF}",
    "\u{0}",
    "\u{FFFD}",
    "一、",
    "(二)",
    "1.",
    "2．",
    "1001.",
    "(1)",
    "①",
    "一是",
    "第三条 ",
    "1.2",
    "附件",
    "附件：1．",
    "附件2",
    "关于",
    "的通知",
    "责任单位:",
    "（牵头单位：",
    "配合单位",
    "以下均需各县落实,不再列出",
    "列第一位的为牵头单位,下同",
    "其中",
    "分别",
    "2025年6月底前",
    "2025年",
    "6月",
    "480个",
    "1.5亿元",
    "9%",
    "8—10项",
    "组长:",
    "领导小组",
    "办公室设在",
    "市财政局",
    "各区",
    "2025年3月18日",
    "临政办〔2025〕8号",
    "打印",
    "序号\t任务\t责任单位\n",
];

/// A sound file.
pub(crate) struct Seed {
    name: String,
    bytes: Vec<u8>,
    /// The parts of a packed file.
    parts: Option<Parts>,
}

type Parts = Vec<(String, Vec<u8>)>;

/// The files of some folders, with those below them, by name.
pub(crate) fn seeds(folders: &[&Path]) -> io::Result<Vec<Seed>> {
    let mut paths = Vec::new();
    let mut open: Vec<_> = folders.iter().map(|folder| folder.to_path_buf()).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path)?.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_none_or(|ending| ending != "csv") {
            paths.push(path);
        }
    }
    paths.sort();
    let seed = |path: std::path::PathBuf| {
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_office = name.ends_with("x") || name.ends_with(".ofd");
        Ok(Seed { parts: if is_office { parts(&bytes) } else { None }, name, bytes })
    };
    paths.into_iter().map(seed).collect()
}

/// A damaged file.
pub(crate) struct Mutant {
    /// A name with the ending of the file that it was made from.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

/// The mutant of a number.
pub(crate) fn mutant(seeds: &[Seed], number: u64) -> Mutant {
    let mut random = Random::new(number);
    let seed = pick(&mut random, seeds);
    let bytes = match &seed.parts {
        Some(parts) if random.below(8) > 0 => packed(&mut random, parts),
        _ if is_text(&seed.name) => text(&mut random, seed, seeds),
        _ => changed(&mut random, &seed.bytes),
    };
    Mutant { name: format!("{number}.{}", seed.name), bytes }
}

/// Text is mutated most: it is the quickest to read, and all formats become text. Large files are
/// taken seldom.
fn pick<'s>(random: &mut Random, seeds: &'s [Seed]) -> &'s Seed {
    loop {
        let seed = &seeds[random.below(seeds.len())];
        let tries = if is_text(&seed.name) { 1 } else { 2 + seed.bytes.len() / 4_000 };
        if random.below(tries) == 0 {
            return seed;
        }
    }
}

fn is_text(name: &str) -> bool {
    name.ends_with(".txt")
}

/// What is wrong with the record of a mutant, in words; nothing where all laws hold.
pub(crate) fn broken(mutant: &Mutant) -> Vec<String> {
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let document =
            gongwen_formats::read(&Source::from_bytes(&mutant.name, mutant.bytes.as_slice()), None);
        let records = records(&document).map_err(|error| error.to_string())?;
        let diagnostics =
            records.iter().filter_map(|record| record["diagnostics"].as_array()).flatten();
        let failed = diagnostics.filter(|one| one["code"] == "internal-error");
        let mut broken: Vec<String> = failed.map(|one| one["message"].to_string()).collect();
        let mut laws = super::laws_of_records::parted(&document, &records);
        for record in &records {
            laws.extend(super::laws_of_records::broken(&document, &mutant.bytes, record));
        }
        if is_repaired(&document) {
            laws.retain(|law| !law.contains(": bytes ["));
        }
        broken.extend(laws);
        Ok::<Vec<String>, String>(broken)
    }));
    match checked {
        Ok(Ok(broken)) => broken,
        Ok(Err(error)) => vec![format!("the record cannot be written: {error}")],
        Err(panic) => vec![format!("panic: {}", panic_message(panic.as_ref()))],
    }
}

/// The records of a document, as every command makes them.
fn records(document: &Document) -> io::Result<Vec<Value>> {
    let lexicon = Lexicon::builtin();
    let notices = Engine::new(lexicon, Reading::default(), 1).extract(&document.layer);
    let record = |(at, notice)| {
        let mut line = Vec::new();
        json::write_notice(document, notice, at, lexicon, &mut line)?;
        Ok(serde_json::from_slice(&line)?)
    };
    notices.iter().enumerate().map(record).collect()
}

/// True where the bytes of a file do not decode to its text as they stand: lost bytes were passed over,
/// or stretches are in another encoding, as the record says.
fn is_repaired(document: &Document) -> bool {
    let mixed = document.diagnostics.iter().any(|one| one.code == Code::MixedEncodings);
    mixed || document.layer.text().contains('\u{FFFD}')
}

/// Numbers that look like chance and are the same each time.
pub(crate) struct Random(u64);

impl Random {
    /// Numbers begin anywhere: with a fixed step the row of one would be that of its neighbour, one
    /// later.
    pub(crate) fn new(number: u64) -> Self {
        Self(mixed(number))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (mixed(self.0) >> 16) as usize % end.max(1)
    }
}

/// The finisher of SplitMix64.
fn mixed(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A stretch of a text with one to four changes, written in one of the encodings.
fn text(random: &mut Random, seed: &Seed, seeds: &[Seed]) -> Vec<u8> {
    let mut words = stretch(random, &decoded(seed));
    for _ in 0..=random.below(4) {
        words = match random.below(9) {
            0 => spliced(random, &words, seeds),
            1 => lines_swapped(random, &words),
            2 => widened(random, &words),
            3 | 4 => without(random, &words),
            5 => doubled(random, &words),
            6 => words.replace(['\n', '\r'], ""),
            _ => inserted(random, &words),
        };
    }
    let bytes = match random.below(12) {
        0 => encoded(&words, "gb18030"),
        1 => words.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => words.into_bytes(),
    };
    if random.below(5) == 0 { changed(random, &bytes) } else { bytes }
}

fn decoded(seed: &Seed) -> String {
    let source = Source::from_bytes(&seed.name, seed.bytes.as_slice());
    gongwen_formats::read(&source, None).layer.text().to_owned()
}

fn encoded(words: &str, label: &str) -> Vec<u8> {
    Encoding::for_label(label.as_bytes())
        .map_or_else(Vec::new, |encoding| encoding.encode(words).0.into_owned())
}

/// A place between two characters.
fn place(random: &mut Random, words: &str) -> usize {
    let at = random.below(words.len() + 1);
    (0..=at).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0)
}

/// Two places, the second at most so many bytes behind the first.
fn range(random: &mut Random, words: &str, longest: usize) -> (usize, usize) {
    let start = place(random, words);
    let longest = random.below(longest) + 1;
    let end = (start + longest).min(words.len());
    let end = (start..=end).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(start);
    (start, end)
}

/// The beginning, the end or the middle of a text.
fn stretch(random: &mut Random, words: &str) -> String {
    let (start, end) = range(random, words, STRETCH);
    match random.below(4) {
        0 => words.chars().take((end - start) / 3).collect(),
        1 => words[start..].chars().take(STRETCH / 3).collect(),
        2 => words[..end].chars().take(STRETCH / 3).collect(),
        _ => words[start..end].to_owned(),
    }
}

fn spliced(random: &mut Random, words: &str, seeds: &[Seed]) -> String {
    let texts: Vec<&Seed> = seeds.iter().filter(|seed| is_text(&seed.name)).collect();
    let other = decoded(texts[random.below(texts.len())]);
    let (start, end) = range(random, &other, STRETCH / 2);
    let at = place(random, words);
    format!("{}{}", &words[..at], &other[start..end])
}

fn lines_swapped(random: &mut Random, words: &str) -> String {
    let mut lines: Vec<&str> = words.split('\n').collect();
    for _ in 0..=random.below(3) {
        let (one, other) = (random.below(lines.len()), random.below(lines.len()));
        lines.swap(one, other);
    }
    lines.join("\n")
}

/// A stretch in the other width.
fn widened(random: &mut Random, words: &str) -> String {
    const OTHER: u32 = 0xFEE0;
    let (start, end) = range(random, words, 400);
    let turned = words[start..end].chars().map(|c| {
        let code = match c {
            '!'..='~' => u32::from(c) + OTHER,
            '！'..='～' => u32::from(c) - OTHER,
            c => u32::from(c),
        };
        char::from_u32(code).unwrap_or(c)
    });
    let turned: String = turned.collect();
    format!("{}{turned}{}", &words[..start], &words[end..])
}

fn without(random: &mut Random, words: &str) -> String {
    let longest = [6, 40, 400][random.below(3)];
    let (start, end) = range(random, words, longest);
    match random.below(6) {
        0 => words[..start].to_owned(),
        _ => format!("{}{}", &words[..start], &words[end..]),
    }
}

fn doubled(random: &mut Random, words: &str) -> String {
    let (start, end) = range(random, words, 200);
    let again = words[start..end].repeat(1 + random.below(6));
    let at = place(random, words);
    format!("{}{again}{}", &words[..at], &words[at..])
}

fn inserted(random: &mut Random, words: &str) -> String {
    let mut words = words.to_owned();
    for _ in 0..=random.below(5) {
        let at = place(random, &words);
        words.insert_str(at, PIECES[random.below(PIECES.len())]);
    }
    words
}

/// Some bytes with one to four changes.
fn changed(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let end = at + random.below((bytes.len() - at).min(200));
        match random.below(7) {
            0 if random.below(3) == 0 => bytes.truncate(at),
            0 | 1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at..end].fill([0, 0xFF, b'<', b'9'][random.below(4)]),
            3 => bytes[at..end].iter_mut().for_each(|byte| *byte = random.below(256) as u8),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let again = bytes[at..end].repeat(1 + random.below(8));
                bytes.splice(at..at, again);
            }
            _ => {
                let number = [0, 1, 0x7FFF_FFFF, 0x8000_0000, u32::MAX][random.below(5)];
                let width = (bytes.len() - at).min(4);
                bytes[at..at + width].copy_from_slice(&number.to_le_bytes()[..width]);
            }
        }
    }
    bytes
}

/// The parts of a ZIP container.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let mut part = Vec::new();
        file.read_to_end(&mut part).ok()?;
        parts.push((file.name().ok()?.into_owned(), part));
    }
    Some(parts)
}

/// A container of the same parts, one of them changed: its words where it has some, else its bytes.
fn packed(random: &mut Random, parts: &Parts) -> Vec<u8> {
    let chosen = random.below(parts.len());
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, part)) in parts.iter().enumerate() {
        let part = if number == chosen { &part_changed(random, part) } else { part };
        let written =
            writer.start_file(name.as_str(), stored).is_ok() && writer.write_all(part).is_ok();
        debug_assert!(written, "memory takes everything");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn part_changed(random: &mut Random, part: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(part) {
        Ok(markup) if random.below(3) > 0 => markup_changed(random, markup).into_bytes(),
        _ => changed(random, part),
    }
}

/// Words of the text between tags: something is put in, or a stretch of tags and words doubled.
fn markup_changed(random: &mut Random, markup: &str) -> String {
    let ends: Vec<usize> = markup.match_indices("</").map(|(at, _)| at).collect();
    if ends.is_empty() {
        return markup.to_owned();
    }
    let first = random.below(ends.len());
    let (start, end) = (ends[first], ends[(first + random.below(40)).min(ends.len() - 1)]);
    match random.below(4) {
        0 => format!("{}{}", &markup[..end], &markup[start..]),
        1 => format!("{}{}", &markup[..start], &markup[end..]),
        _ => {
            let count = 1 + random.below(4);
            let mut places: Vec<usize> =
                (0..count).map(|_| ends[random.below(ends.len())]).collect();
            places.sort_unstable_by(|one, other| other.cmp(one));
            let mut changed = markup.to_owned();
            for at in places {
                changed.insert_str(at, PIECES[random.below(PIECES.len())]);
            }
            changed
        }
    }
}
