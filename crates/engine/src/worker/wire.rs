//! Messages between a process and its workers. Both are the same program, so the format may change at any time.

use super::process::{read_frame, write_frame};
use encoding_rs::Encoding;
use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{
    Area, Block, BlockKind, ByteMap, Cell, Document, SourceInfo, Structure, TextLayer,
};
use gongwen::span::{Span, to_u32};
use gongwen_formats::source::archive::{self, Member, Problem, ProblemKind, Unpacked};
use gongwen_formats::source::{Error, ErrorKind, Skipped, Source};
use gongwen_messages::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a worker is asked to do.
#[derive(Debug)]
pub(super) enum Request {
    /// Read a file.
    Read(ReadFile, Vec<u8>),
    /// Unpack an archive.
    Unpack(UnpackFile),
}

/// A file to be read; its bytes follow.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ReadFile {
    path: String,
    stated: Option<String>,
    unpacked: u64,
    depth: u32,
    chars: u32,
    work: u64,
}

/// An archive to be unpacked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct UnpackFile {
    file: PathBytes,
    into: PathBytes,
    total: u64,
    member: u64,
    members: u64,
    ratio: u64,
    depth: u32,
}

/// A path, whatever its bytes are.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct PathBytes(Vec<u8>);

/// The first frame of a request.
#[derive(Debug, Serialize, Deserialize)]
enum Head {
    Read(ReadFile),
    Unpack(UnpackFile),
}

impl Request {
    pub(super) fn read(
        limits: &gongwen_formats::Limits,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Self {
        let file = ReadFile {
            path: source.path,
            stated: stated.map(|encoding| encoding.name().to_owned()),
            unpacked: limits.unpacked,
            depth: limits.depth,
            chars: limits.chars,
            work: limits.work,
        };
        Self::Read(file, source.bytes)
    }

    pub(super) fn unpack(limits: &archive::Limits, file: &Path, into: &Path) -> Self {
        Self::Unpack(UnpackFile {
            file: PathBytes::of(file),
            into: PathBytes::of(into),
            total: limits.total,
            member: limits.member,
            members: limits.members,
            ratio: limits.ratio,
            depth: limits.depth,
        })
    }

    /// Takes away what a worker left that died over it.
    pub(super) fn clear(&self) -> io::Result<()> {
        let Self::Unpack(asked) = self else { return Ok(()) };
        let into = asked.into.clone().path();
        fs::remove_dir_all(&into)?;
        fs::create_dir(into)
    }

    /// Does it.
    pub(super) fn answer(self) -> Answer {
        match self {
            Self::Read(file, bytes) => {
                let limits = gongwen_formats::Limits {
                    unpacked: file.unpacked,
                    depth: file.depth,
                    chars: file.chars,
                    work: file.work,
                };
                let stated = file.stated.and_then(|name| Encoding::for_label(name.as_bytes()));
                let source = Source::from_bytes(file.path, bytes);
                let document = gongwen_formats::read_within(&limits, &source, stated);
                drop(source);
                Answer::Document(PackedDocument::of(document))
            }
            Self::Unpack(asked) => {
                let limits = archive::Limits {
                    total: asked.total,
                    member: asked.member,
                    members: asked.members,
                    ratio: asked.ratio,
                    depth: asked.depth,
                };
                let (file, into) = (asked.file.path(), asked.into.path());
                let mut members = Vec::new();
                match archive::unpack(&limits, &file, &into, &mut |member| members.push(member)) {
                    Ok(unpacked) => Answer::Unpacked(PackedArchive::of(&into, members, unpacked)),
                    Err(error) => Answer::NotUnpacked(Why::of(&error)),
                }
            }
        }
    }
}

impl PathBytes {
    fn of(path: &Path) -> Self {
        Self(path.as_os_str().as_encoded_bytes().to_vec())
    }

    #[cfg(unix)]
    fn path(self) -> PathBuf {
        use std::os::unix::ffi::OsStringExt;
        OsString::from_vec(self.0).into()
    }

    #[cfg(not(unix))]
    fn path(self) -> PathBuf {
        OsString::from(String::from_utf8_lossy(&self.0).into_owned()).into()
    }
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The text of a file.
    Document(PackedDocument),
    /// The members of an archive.
    Unpacked(PackedArchive),
    /// An archive that cannot be unpacked at all.
    NotUnpacked(Why),
    /// The program failed.
    Failed(String),
}

/// A document as it travels; the text goes before it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PackedDocument {
    #[serde(skip)]
    text: String,
    map: Map,
    blocks: Vec<PackedBlock>,
    markup: Vec<(u32, u32)>,
    pages: Vec<u32>,
    sheets: Vec<u32>,
    media_type: String,
    encoding: String,
    encoding_basis: String,
    bytes: u64,
    sha256: String,
    diagnostics: Vec<Said>,
}

/// A diagnostic: code, message, place.
type Said = (String, String, Option<(u32, u32)>);

#[derive(Debug, Serialize, Deserialize)]
enum Map {
    None,
    Utf8(u32),
    Table(Vec<u32>),
    Places(Vec<(u32, u32)>),
}

#[derive(Debug, Serialize, Deserialize)]
enum Kind {
    Paragraph,
    Heading(u8),
    Item(u8),
    Contents,
    Row(u32),
    Head(u32),
    Fact,
    Margin,
    Footnote,
    Box,
}

impl PackedDocument {
    fn of(document: Document) -> Self {
        let Document { layer, info, diagnostics } = document;
        let structure = layer.structure();
        let blocks = structure.blocks.iter().map(|block| PackedBlock {
            kind: kind(block.kind),
            range: ends(&block.range),
            cells: block.cells.iter().map(PackedCell::of).collect(),
        });
        let said = diagnostics.into_iter().map(|item| {
            let span = item.span.map(|span| (span.start, span.end));
            (item.code.name().to_owned(), item.message, span)
        });
        Self {
            blocks: blocks.collect(),
            markup: structure.markup.iter().map(ends).collect(),
            pages: structure.pages.clone(),
            sheets: structure.sheets.iter().map(|at| to_u32(*at)).collect(),
            media_type: info.media_type,
            encoding: info.encoding,
            encoding_basis: info.encoding_basis,
            bytes: info.bytes,
            sha256: info.sha256,
            diagnostics: said.collect(),
            map: map(layer.byte_map()),
            text: layer.into_text(),
        }
    }

    /// The document as it was.
    pub(super) fn unpacked(self, path: &str) -> Document {
        let map = match self.map {
            Map::None => ByteMap::None,
            Map::Utf8(shift) => ByteMap::Utf8(shift),
            Map::Table(starts) => ByteMap::Table(starts),
            Map::Places(places) => ByteMap::Places(places),
        };
        let block = |block: PackedBlock| Block {
            kind: block_kind(&block.kind),
            range: range(block.range),
            cells: block.cells.into_iter().map(PackedCell::unpacked).collect(),
        };
        let blocks = self.blocks.into_iter().map(block).collect();
        let markup = self.markup.into_iter().map(range).collect();
        let sheets = self.sheets.into_iter().map(|at| at as usize).collect();
        let structure = Structure { blocks, markup, pages: self.pages, sheets };
        let layer = TextLayer::with_bytes(self.text, map).with_structure(structure);
        let said = self.diagnostics.into_iter().filter_map(|(code, message, span)| {
            let span = span.map(|(start, end)| Span::new(start, end));
            Some(Diagnostic { code: Code::from_name(&code)?, message, span })
        });
        let info = SourceInfo {
            path: path.to_owned(),
            media_type: self.media_type,
            encoding: self.encoding,
            encoding_basis: self.encoding_basis,
            bytes: self.bytes,
            sha256: self.sha256,
            text_chars: layer.len(),
        };
        Document { layer, info, diagnostics: said.collect() }
    }
}

/// A block of a document.
#[derive(Debug, Serialize, Deserialize)]
struct PackedBlock {
    kind: Kind,
    range: (u32, u32),
    cells: Vec<PackedCell>,
}

/// A cell: its range, its column, the columns and rows that it covers, its line breaks.
#[derive(Debug, Serialize, Deserialize)]
struct PackedCell((u32, u32), [u32; 3], Vec<u32>);

impl PackedCell {
    fn of(cell: &Cell) -> Self {
        let Area { column, columns, rows } = cell.area;
        let breaks = cell.breaks.iter().map(|at| to_u32(*at)).collect();
        Self(ends(&cell.range), [column, columns, rows], breaks)
    }

    fn unpacked(self) -> Cell {
        let Self(ends, [column, columns, rows], breaks) = self;
        let area = Area { column, columns, rows };
        Cell { range: range(ends), area, breaks: breaks.iter().map(|at| *at as usize).collect() }
    }
}

fn ends(range: &Range<usize>) -> (u32, u32) {
    (to_u32(range.start), to_u32(range.end))
}

fn range((start, end): (u32, u32)) -> Range<usize> {
    start as usize..end as usize
}

fn map(map: &ByteMap) -> Map {
    match map {
        ByteMap::None => Map::None,
        ByteMap::Utf8(shift) => Map::Utf8(*shift),
        ByteMap::Table(starts) => Map::Table(starts.clone()),
        ByteMap::Places(places) => Map::Places(places.clone()),
    }
}

fn kind(kind: BlockKind) -> Kind {
    match kind {
        BlockKind::Paragraph => Kind::Paragraph,
        BlockKind::Heading(level) => Kind::Heading(level),
        BlockKind::Item(level) => Kind::Item(level),
        BlockKind::Contents => Kind::Contents,
        BlockKind::Row { table } => Kind::Row(table),
        BlockKind::Head { table } => Kind::Head(table),
        BlockKind::Fact => Kind::Fact,
        BlockKind::Margin => Kind::Margin,
        BlockKind::Footnote => Kind::Footnote,
        BlockKind::Box => Kind::Box,
    }
}

fn block_kind(kind: &Kind) -> BlockKind {
    match kind {
        Kind::Paragraph => BlockKind::Paragraph,
        Kind::Heading(level) => BlockKind::Heading(*level),
        Kind::Item(level) => BlockKind::Item(*level),
        Kind::Contents => BlockKind::Contents,
        Kind::Row(table) => BlockKind::Row { table: *table },
        Kind::Head(table) => BlockKind::Head { table: *table },
        Kind::Fact => BlockKind::Fact,
        Kind::Margin => BlockKind::Margin,
        Kind::Footnote => BlockKind::Footnote,
        Kind::Box => BlockKind::Box,
    }
}

/// The members of an archive, and what became of the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PackedArchive {
    /// Name, file below the folder, size.
    members: Vec<(String, PathBytes, u64)>,
    /// As [`Skipped::parts`] gives them.
    skipped: (BTreeMap<String, u64>, [u64; 5]),
    /// Name, kind, message.
    problems: Vec<(String, u8, Message)>,
    untold: u64,
}

/// The number under which a kind of problem travels: its place among [`PROBLEMS`].
fn number_of(kind: ProblemKind) -> u8 {
    match kind {
        ProblemKind::Encrypted => 0,
        ProblemKind::Damaged => 1,
        ProblemKind::Unsupported => 2,
        ProblemKind::TooLarge => 3,
        ProblemKind::Bomb => 4,
        ProblemKind::TotalReached => 5,
        ProblemKind::TooMany => 6,
        ProblemKind::TooDeep => 7,
        ProblemKind::Trailing => 8,
    }
}

/// Kinds of problems, by that number.
const PROBLEMS: &[ProblemKind] = &[
    ProblemKind::Encrypted,
    ProblemKind::Damaged,
    ProblemKind::Unsupported,
    ProblemKind::TooLarge,
    ProblemKind::Bomb,
    ProblemKind::TotalReached,
    ProblemKind::TooMany,
    ProblemKind::TooDeep,
    ProblemKind::Trailing,
];

impl PackedArchive {
    fn of(into: &Path, members: Vec<Member>, unpacked: Unpacked) -> Self {
        let member = |member: Member| {
            let below = member.file.strip_prefix(into).unwrap_or(&member.file);
            (member.name, PathBytes::of(below), member.size)
        };
        let problem = |problem: Problem| (problem.name, number_of(problem.kind), problem.message);
        Self {
            members: members.into_iter().map(member).collect(),
            skipped: unpacked.skipped.parts(),
            problems: unpacked.problems.into_iter().map(problem).collect(),
            untold: unpacked.untold,
        }
    }

    /// Hands over the members, as [`archive::unpack`] does.
    pub(super) fn handed_over(self, into: &Path, take: &mut dyn FnMut(Member)) -> Unpacked {
        let count = self.members.len() as u64;
        for (name, below, size) in self.members {
            take(Member { name, file: into.join(below.path()), size });
        }
        let problem = |(name, number, message): (String, u8, Message)| Problem {
            name,
            kind: PROBLEMS.get(usize::from(number)).copied().unwrap_or(ProblemKind::Damaged),
            message,
        };
        Unpacked {
            members: count,
            skipped: Skipped::of_parts(self.skipped.0, self.skipped.1),
            problems: self.problems.into_iter().map(problem).collect(),
            untold: self.untold,
        }
    }
}

/// Why an archive cannot be unpacked at all.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Why {
    path: String,
    number: u8,
    reason: Message,
}

impl Why {
    fn of(error: &Error) -> Self {
        let number = match error.kind() {
            ErrorKind::NotFound => 0,
            ErrorKind::Denied => 1,
            _ => 2,
        };
        Self { path: error.path().to_owned(), number, reason: error.reason().clone() }
    }

    pub(super) fn error(self) -> Error {
        let kind = match self.number {
            0 => ErrorKind::NotFound,
            1 => ErrorKind::Denied,
            _ => ErrorKind::Io,
        };
        Error::of(self.path, kind, self.reason)
    }
}

fn pack(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

fn unpack<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

/// Sends a request; its bytes are given back before anybody waits for the answer.
pub(super) fn send_request(request: &Request, out: &mut impl Write) -> io::Result<()> {
    let (head, bytes) = match request {
        Request::Read(file, bytes) => (Head::Read(file.clone()), bytes.as_slice()),
        Request::Unpack(asked) => (Head::Unpack(asked.clone()), [].as_slice()),
    };
    write_frame(&pack(&head)?, out)?;
    write_frame(bytes, out)?;
    out.flush()
}

/// The next request; none when the input has ended.
pub(super) fn receive_request(from: &mut impl Read) -> io::Result<Option<Request>> {
    let Some((head, bytes)) = two_frames(from)? else { return Ok(None) };
    Ok(Some(match unpack(&head)? {
        Head::Read(file) => Request::Read(file, bytes),
        Head::Unpack(asked) => Request::Unpack(asked),
    }))
}

/// What a worker does when it has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Next {
    /// It waits for another request.
    Waits,
    /// It ends.
    Ends,
}

/// Sends an answer, and what the worker does then.
pub(super) fn send_answer(mut answer: Answer, next: Next, out: &mut impl Write) -> io::Result<()> {
    let text = match &mut answer {
        Answer::Document(document) => std::mem::take(&mut document.text),
        _ => String::new(),
    };
    write_frame(text.as_bytes(), out)?;
    drop(text);
    let packed = pack(&(answer, next))?;
    write_frame(&packed, out)
}

/// The next answer; none where the worker is gone.
pub(super) fn receive_answer(from: &mut impl Read) -> io::Result<Option<(Answer, Next)>> {
    let Some((text, packed)) = two_frames(from)? else { return Ok(None) };
    let (mut answer, next): (Answer, Next) = unpack(&packed)?;
    if let Answer::Document(document) = &mut answer {
        document.text = String::from_utf8(text).map_err(io::Error::other)?;
    }
    Ok(Some((answer, next)))
}

fn two_frames(from: &mut impl Read) -> io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let Some(first) = read_frame(from)? else { return Ok(None) };
    let second = read_frame(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(Some((first, second)))
}

#[cfg(test)]
mod tests {
    use super::{
        Answer, Next, Request, receive_answer, receive_request, send_answer, send_request,
    };
    use gongwen_formats::source::{Source, archive};
    use gongwen_formats::{Limits, read_within};
    use std::fs;
    use std::path::{Path, PathBuf};

    /// What comes back from a worker, without the process.
    fn answered(request: Request) -> Answer {
        let (mut there, mut back) = (Vec::new(), Vec::new());
        send_request(&request, &mut there).unwrap();
        let request = receive_request(&mut &there[..]).unwrap().unwrap();
        send_answer(request.answer(), Next::Waits, &mut back).unwrap();
        let (answer, next) = receive_answer(&mut &back[..]).unwrap().unwrap();
        assert_eq!(next, Next::Waits);
        answer
    }

    fn fixtures() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats");
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
        files.sort();
        files
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let files = fixtures();
        assert!(files.len() > 5);
        for file in files {
            let source = Source::open(&file, "a/file").unwrap();
            for limits in [Limits::default(), Limits { work: 300, ..Limits::default() }] {
                let here = read_within(&limits, &source, None);
                let request = Request::read(&limits, source.clone(), None);
                let Answer::Document(packed) = answered(request) else { panic!("no document") };
                let there = packed.unpacked("a/file");
                assert_eq!(there.info, here.info, "{}", file.display());
                assert_eq!(there.layer.text(), here.layer.text());
                assert_eq!(there.layer.byte_map(), here.layer.byte_map());
                assert_eq!(there.layer.structure(), here.layer.structure());
                assert_eq!(there.diagnostics, here.diagnostics);
            }
        }
    }

    #[test]
    fn every_kind_of_problem_arrives_as_itself() {
        for (number, kind) in (0..).zip(super::PROBLEMS) {
            assert_eq!(super::number_of(*kind), number, "{kind:?}");
        }
    }

    #[test]
    fn the_stated_encoding_arrives() {
        let bytes =
            gongwen_formats::Encoding::for_label(b"big5").unwrap().encode("臺灣").0.into_owned();
        let stated = gongwen_formats::encoding_of_name("big5");
        let source = Source::from_bytes("a.txt", bytes);
        let request = Request::read(&Limits::default(), source, stated);
        let Answer::Document(packed) = answered(request) else { panic!("no document") };
        let document = packed.unpacked("a.txt");
        assert_eq!(
            (document.layer.text(), document.info.encoding_basis.as_str()),
            ("臺灣", "stated")
        );
    }

    #[test]
    fn members_of_an_archive_arrive_and_so_does_what_is_wrong_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&file).unwrap());
        for name in ["b/关于.txt", "a.txt"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, name.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        let limits = archive::Limits { member: 5, ..archive::Limits::default() };
        let into = folder.path().join("into");
        fs::create_dir(&into).unwrap();
        let Answer::Unpacked(packed) = answered(Request::unpack(&limits, &file, &into)) else {
            panic!("not unpacked")
        };
        let mut members = Vec::new();
        let there = packed.handed_over(&into, &mut |member| members.push(member));
        assert_eq!((members.len(), members[0].name.as_str(), members[0].size), (1, "a.txt", 5));
        assert_eq!(fs::read(&members[0].file).unwrap(), b"a.txt");
        let again = folder.path().join("again");
        fs::create_dir(&again).unwrap();
        let here = archive::unpack(&limits, &file, &again, &mut |_| ()).unwrap();
        assert_eq!(there, here);
        assert_eq!(there.problems.len(), 1);
        // What is no archive is an error, with the same words.
        let text = folder.path().join("text.zip");
        fs::write(&text, "通知").unwrap();
        let Answer::NotUnpacked(why) = answered(Request::unpack(&limits, &text, &into)) else {
            panic!("unpacked")
        };
        let here = archive::unpack(&limits, &text, &again, &mut |_| ()).unwrap_err();
        assert_eq!(why.error(), here);
    }
}
