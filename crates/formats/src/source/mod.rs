//! Stage 1: the bytes of a file with its name, the detection of its format, and archives. The only module of
//! this package that opens files.

pub mod archive;
mod ending;
mod magic;
mod package;
mod skipped;
mod sniff;

use ending::has_archive_ending;
pub use ending::{
    ending_of, has_known_ending, has_markdown_ending, has_office_ending, is_hidden, known_endings,
};
pub use skipped::Skipped;
pub(super) use sniff::is_page;
pub use sniff::{Format, sniff, sniff_path};

use gongwen_messages::{Message, message};
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read. Offsets into a notice are 32 bits wide, and a text can grow when
/// it is decoded; real notices are a thousand times smaller.
pub const MAX_BYTES: u64 = 1 << 30;

/// The bytes of one archived file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path or name that the user gave, with `/` between its parts.
    pub path: String,
    /// The file as it lies in the archive.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source from memory.
    pub fn from_bytes(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// [`Source::open_up_to`] [`MAX_BYTES`].
    ///
    /// # Errors
    /// As there.
    pub fn open(file: &Path, name: impl Into<String>) -> Result<Self, Error> {
        Self::open_up_to(MAX_BYTES, file, name)
    }

    /// Reads a file of up to so many bytes from disk. The record will call it `name`. A file that
    /// changes while it is read is read again.
    ///
    /// # Errors
    /// Where it is no regular file, is one of the system's names for streams, cannot be opened or read,
    /// is larger than `limit` or [`MAX_BYTES`], or keeps changing.
    pub fn open_up_to(limit: u64, file: &Path, name: impl Into<String>) -> Result<Self, Error> {
        let name = name.into();
        let fail = |cause| Error::new(name.clone(), cause);
        if is_stream(file) {
            return Err(Error::of(name, ErrorKind::NotAFile, message!("source.stream")));
        }
        for _ in 0..3 {
            let facts = fs::metadata(file).map_err(fail)?;
            if !facts.is_file() {
                let reason = no_file(facts.file_type());
                return Err(Error::of(name, ErrorKind::NotAFile, reason));
            }
            // Before memory is taken for it.
            if facts.len() > limit.min(MAX_BYTES) {
                return Err(Error::too_large(name, limit.min(MAX_BYTES)));
            }
            let opened = File::open(file).map_err(fail)?;
            let source = Self::from_reader_up_to(limit.min(MAX_BYTES), name.clone(), &opened)?;
            let after = opened.metadata().map_err(fail)?;
            let same = after.len() == source.bytes.len() as u64
                && after.modified().ok() == facts.modified().ok();
            if same {
                return Ok(source);
            }
        }
        Err(Error::of(name, ErrorKind::Io, message!("source.changing")))
    }

    /// [`Source::open_up_to`], but what the system keeps under `/dev/stdin` and `/dev/fd/` is read as a
    /// stream: for paths that somebody types.
    ///
    /// # Errors
    /// As there, or as [`Source::from_reader_up_to`].
    pub fn open_typed_up_to(
        limit: u64,
        file: &Path,
        name: impl Into<String>,
    ) -> Result<Self, Error> {
        let name = name.into();
        if !is_stream(file) {
            return Self::open_up_to(limit, file, name);
        }
        let stream = File::open(file).map_err(|cause| Error::new(name.clone(), cause))?;
        Self::from_reader_up_to(limit, name, stream)
    }

    /// Reads everything that a stream holds. The record will call it `name`.
    ///
    /// # Errors
    /// Where the stream fails, or holds more than [`MAX_BYTES`].
    pub fn from_reader(name: impl Into<String>, stream: impl Read) -> Result<Self, Error> {
        Self::from_reader_up_to(MAX_BYTES, name.into(), stream)
    }

    /// Reads everything that a stream holds, and no more than one byte past `limit`. The record will
    /// call it `name`.
    ///
    /// # Errors
    /// Where the stream fails, or holds more than `limit` or [`MAX_BYTES`].
    pub fn from_reader_up_to(
        limit: u64,
        name: impl Into<String>,
        stream: impl Read,
    ) -> Result<Self, Error> {
        let (name, limit) = (name.into(), limit.min(MAX_BYTES));
        let mut bytes = Vec::new();
        match stream.take(limit + 1).read_to_end(&mut bytes) {
            Err(cause) => Err(Error::new(name, cause)),
            Ok(read) if read as u64 > limit => Err(Error::too_large(name, limit)),
            Ok(_) => Ok(Self { path: name, bytes }),
        }
    }
}

/// True for the names that systems give to what is already open: whoever types `/dev/stdin`, or lets a
/// shell put `/dev/fd/63` for `<(command)`, means a stream.
fn is_stream(file: &Path) -> bool {
    let below = |folder| file.strip_prefix(folder).is_ok_and(|rest| !rest.as_os_str().is_empty());
    file == Path::new("/dev/stdin") || below("/dev/fd") || below("/proc/self/fd")
}

/// Why something that is no regular file is not read.
fn no_file(kind: FileType) -> Message {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        match () {
            () if kind.is_fifo() => return message!("source.fifo"),
            () if kind.is_socket() => return message!("source.socket"),
            () if kind.is_char_device() || kind.is_block_device() => {
                return message!("source.device");
            }
            () => {}
        }
    }
    if kind.is_dir() { message!("source.folder") } else { message!("source.special") }
}

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// The file may not be read.
    Denied,
    /// The file is larger than the limit.
    TooLarge,
    /// It is in an archive and cannot be unpacked.
    Packed,
    /// It took longer than the limit.
    TooSlow,
    /// It takes more memory than the limit.
    OutOfMemory,
    /// The process that read it ended before it was read.
    ReaderDied,
    /// It is a folder, a FIFO, a socket or a device.
    NotAFile,
    /// No process or thread can be started that would read it.
    NoReader,
    /// Anything else that the system reports.
    Io,
}

/// A file that could not be read: which one, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Error {
    path: String,
    kind: ErrorKind,
    reason: Message,
}

impl ErrorKind {
    /// True where reading the file again within the same limits would fail again, at the same cost.
    #[must_use]
    pub fn is_costly(self) -> bool {
        matches!(self, Self::TooSlow | Self::OutOfMemory | Self::ReaderDied)
    }
}

impl Error {
    /// A file that the system does not give, and what it says.
    #[must_use]
    pub fn new(path: String, cause: io::Error) -> Self {
        let kind = match cause.kind() {
            io::ErrorKind::NotFound => ErrorKind::NotFound,
            io::ErrorKind::PermissionDenied => ErrorKind::Denied,
            _ => ErrorKind::Io,
        };
        Self::of(path, kind, said(&cause))
    }

    /// A file that is larger than it may be.
    fn too_large(path: String, limit: u64) -> Self {
        Self::of(path, ErrorKind::TooLarge, message!("source.too-large", limit = size(limit)))
    }

    /// A file that is not read for a reason of that kind, and what can be done.
    #[must_use]
    pub fn of(path: String, kind: ErrorKind, reason: Message) -> Self {
        Self { path, kind, reason }
    }

    /// A file that nobody can read at present.
    #[must_use]
    pub fn no_reader(path: String, cause: io::Error) -> Self {
        Self::of(path, ErrorKind::NoReader, message!("source.no-reader", cause = &cause))
    }

    /// The same of a file that is called so.
    #[must_use]
    pub fn about(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// The file, as it would be called in a record.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The reason, and what can be done; without the path.
    #[must_use]
    pub fn reason(&self) -> &Message {
        &self.reason
    }

    /// The path and the reason.
    #[must_use]
    pub fn message(&self) -> Message {
        message!("about", place = &self.path, what = &self.reason)
    }
}

/// What the system says, and what can be done.
fn said(cause: &io::Error) -> Message {
    match cause.kind() {
        io::ErrorKind::NotFound => message!("source.not-found"),
        io::ErrorKind::PermissionDenied => message!("source.denied"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            message!("source.full", cause)
        }
        _ if is_loop(cause) => message!("source.loop"),
        _ => message!("source.unreadable", cause),
    }
}

fn is_loop(cause: &io::Error) -> bool {
    // The kind has no stable name; the code is that of Linux, macOS and the BSDs.
    let circle = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && cause.raw_os_error() == Some(circle)
}

fn size(bytes: u64) -> Message {
    match bytes >> 20 {
        0 => message!("size.bytes", count = bytes),
        count => message!("size.mib", count),
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorKind, Source};
    use std::path::Path;

    #[test]
    fn a_file_that_is_not_there_is_named_with_its_reason() {
        let error = Source::open(Path::new("no/such/notice.txt"), "a/notice.txt").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.to_string(), "a/notice.txt: no such file or folder; check the spelling");
    }

    #[test]
    fn a_folder_is_told_as_one() {
        let error = Source::open(Path::new("."), "here").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotAFile);
        assert_eq!(error.to_string(), "here: is a folder, not a file; name a file in it");
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_refused_and_streams_are_read() {
        let error = Source::open(Path::new("/dev/null"), "null").unwrap_err();
        assert!(error.to_string().starts_with("null: is a device, not a file; "), "{error}");
        // Whoever takes streams asks for them: nobody else waits for what may never come.
        let error = Source::open(Path::new("/dev/stdin"), "in").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotAFile);
        assert!(
            super::is_stream(Path::new("/dev/fd/63")) && super::is_stream(Path::new("/dev/stdin"))
        );
        assert!(
            !super::is_stream(Path::new("/dev/fd")) && !super::is_stream(Path::new("/dev/null"))
        );
    }

    #[test]
    fn a_stream_past_the_limit_is_refused() {
        let read = |limit| Source::from_reader_up_to(limit, "x", &b"12345"[..]);
        assert_eq!(read(5).unwrap().bytes, b"12345");
        let error = read(4).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(error.to_string().starts_with("x: is larger than 4 bytes; raise --max-bytes"));
    }

    #[test]
    fn a_file_past_the_limit_is_refused_by_its_size_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.txt");
        // A file of four gigabytes that takes no room: reading it would take all of them.
        std::fs::File::create(&path).unwrap().set_len(4 << 30).unwrap();
        let error = Source::open_up_to(1 << 20, &path, "large.txt").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
    }
}
