//! Stage 1: bytes from a file, or from memory, with their name and hash. Nothing else here
//! touches the file system.

pub mod archive;
mod ending;
mod magic;
mod package;
mod skipped;
mod sniff;

use ending::has_archive_ending;
pub use ending::{ending_of, has_known_ending, has_office_ending, is_hidden, known_endings};
pub use skipped::Skipped;
pub use sniff::{Format, sniff, sniff_path};

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
            return Err(Error::no_file(name, "a stream"));
        }
        for _ in 0..3 {
            let facts = fs::metadata(file).map_err(fail)?;
            if !facts.is_file() {
                return Err(Error::not_a_file(name, facts.file_type()));
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
        Err(fail(io::Error::other("it changes while it is read")))
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

/// What a path leads to that is no regular file.
fn kind_of(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        match () {
            () if kind.is_fifo() => return "a FIFO",
            () if kind.is_socket() => return "a socket",
            () if kind.is_char_device() || kind.is_block_device() => return "a device",
            () => {}
        }
    }
    if kind.is_dir() { FOLDER } else { "something else" }
}

const FOLDER: &str = "a folder";

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
#[derive(Debug, thiserror::Error)]
#[error("{path}: {}", self.reason())]
pub struct Error {
    path: String,
    kind: ErrorKind,
    limit: u64,
    /// What the system says. [`Error::reason`] repeats it, so it is no source of its own: it would be
    /// told twice.
    cause: Option<io::Error>,
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
        Self { path, kind, limit: MAX_BYTES, cause: Some(cause) }
    }

    /// A file that is larger than it may be.
    fn too_large(path: String, limit: u64) -> Self {
        Self { path, kind: ErrorKind::TooLarge, limit, cause: None }
    }

    /// A file that cost more than it may, and what can be done.
    #[must_use]
    pub fn costly(path: String, kind: ErrorKind, why: String) -> Self {
        Self { path, kind, limit: MAX_BYTES, cause: Some(io::Error::other(why)) }
    }

    /// A member of an archive that cannot be unpacked, and why.
    #[must_use]
    pub fn packed(path: String, why: String) -> Self {
        let cause = Some(io::Error::other(why));
        Self { path, kind: ErrorKind::Packed, limit: MAX_BYTES, cause }
    }

    /// A file that nobody can read at present.
    #[must_use]
    pub fn no_reader(path: String, cause: io::Error) -> Self {
        Self { path, kind: ErrorKind::NoReader, limit: MAX_BYTES, cause: Some(cause) }
    }

    fn not_a_file(path: String, kind: FileType) -> Self {
        Self::no_file(path, kind_of(kind))
    }

    fn no_file(path: String, what: &str) -> Self {
        let cause = Some(io::Error::other(what));
        Self { path, kind: ErrorKind::NotAFile, limit: MAX_BYTES, cause }
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

    /// What the system says, without the way out.
    #[must_use]
    pub fn cause(&self) -> Option<&io::Error> {
        self.cause.as_ref()
    }

    /// Why.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    fn is_loop(&self) -> bool {
        // The kind has no stable name; the code is that of Linux, macOS and the BSDs.
        let circle = if cfg!(target_os = "linux") { 40 } else { 62 };
        let code = self.cause.as_ref().and_then(io::Error::raw_os_error);
        cfg!(unix) && code == Some(circle)
    }

    /// The reason, and what can be done; without the path.
    #[must_use]
    pub fn reason(&self) -> String {
        match self.kind {
            ErrorKind::NotFound => "no such file or folder; check the spelling".to_owned(),
            ErrorKind::Denied => "may not be read; change its permissions".to_owned(),
            ErrorKind::TooLarge => {
                let limit = size(self.limit);
                format!(
                    "larger than {limit}; raise --max-bytes, or split it into one file a notice"
                )
            }
            ErrorKind::Packed
            | ErrorKind::TooSlow
            | ErrorKind::OutOfMemory
            | ErrorKind::ReaderDied => match &self.cause {
                Some(cause) => cause.to_string(),
                None => "cannot be read; open it with another program".to_owned(),
            },
            ErrorKind::NotAFile => match self.cause.as_ref().map(ToString::to_string).as_deref() {
                Some(FOLDER) => "is a folder; name a file in it".to_owned(),
                Some(what) => format!(
                    "is no regular file but {what}; put what comes out of it into a file, or pipe it \
                     in as `-`"
                ),
                None => "is no regular file".to_owned(),
            },
            ErrorKind::NoReader => {
                let cause = self.cause.as_ref().map(ToString::to_string).unwrap_or_default();
                format!(
                    "was not read: no process or thread can be started for it ({cause}); close other \
                     programs or use fewer --threads, and start again"
                )
            }
            ErrorKind::Io if self.is_loop() => {
                "is a link that leads in a circle; remove it, or let it lead to a file".to_owned()
            }
            ErrorKind::Io => match &self.cause {
                Some(cause) if is_full(cause) => format!("{cause}; make room on the disk"),
                Some(cause) => format!("cannot be read ({cause}); try a fresh copy of it"),
                None => "cannot be read; try a fresh copy of it".to_owned(),
            },
        }
    }
}

fn is_full(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
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
        assert_eq!(error.to_string(), "here: is a folder; name a file in it");
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_refused_and_streams_are_read() {
        let error = Source::open(Path::new("/dev/null"), "null").unwrap_err();
        assert!(error.to_string().starts_with("null: is no regular file but a device"), "{error}");
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
        assert!(error.to_string().starts_with("x: larger than 4 bytes; raise --max-bytes"));
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
