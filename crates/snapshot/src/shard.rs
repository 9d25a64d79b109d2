//! A file of the store: the lines of some notices, sorted by their paths.
//!
//! The first line names the format and the last one is a full stop, so truncation is noticed. Notices are kept as
//! text; one that equals the present one is never parsed.

use super::Error;
use super::fact::Notice;
use super::line;
use gongwen_engine::WholeFile;
use gongwen_messages::{Message, message};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const FIRST: &str = "gongwen-snapshot\t1";
const LAST: &str = ".";

/// Notices by their paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Shard {
    path: PathBuf,
    pub(super) notices: BTreeMap<String, Block>,
}

/// The lines of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    /// Lines of the file before them.
    above: usize,
}

impl Shard {
    /// A file that is not there yet.
    pub(super) fn empty(path: PathBuf) -> Self {
        Self { path, notices: BTreeMap::new() }
    }

    /// Reads a file of the store.
    pub(super) fn read(path: PathBuf) -> Result<Self, Error> {
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes)
                .map_err(|_| Error::damaged(&path, 0, message!("store.not-utf8")))?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return Err(Error::damaged(&path, 0, message!("file.missing")));
            }
            Err(cause) => return Err(Error::File { path, cause }),
        };
        let mut shard = Self::empty(path);
        shard.fill(&text).map_err(|(line, problem)| Error::damaged(&shard.path, line, problem))?;
        Ok(shard)
    }

    /// Reads a file that need not be there.
    pub(super) fn read_if_there(path: PathBuf) -> Result<Self, Error> {
        if path.exists() { Self::read(path) } else { Ok(Self::empty(path)) }
    }

    fn fill(&mut self, text: &str) -> Result<(), (usize, Message)> {
        let mut lines = text.split_inclusive('\n').enumerate();
        let first = lines.next().map(|(_, line)| line.trim_end_matches(['\r', '\n']));
        if first != Some(FIRST) {
            return Err((1, message!("store.first-line", first = FIRST)));
        }
        let mut block: Option<(String, Block)> = None;
        let mut ended = false;
        for (at, line) in lines {
            if ended {
                return Err((at + 1, message!("store.behind-last")));
            }
            match &mut block {
                None if line == ".\n" => ended = true,
                None => {
                    let uri = uri_of(line).map_err(|problem| (at + 1, problem))?;
                    block = Some((uri, Block { text: line.to_owned(), above: at }));
                }
                Some((uri, open)) => {
                    open.text.push_str(line);
                    if line == "end\n" {
                        let uri = std::mem::take(uri);
                        self.add(uri, block.take()).map_err(|problem| (at + 1, problem))?;
                    }
                }
            }
        }
        if ended { Ok(()) } else { Err((text.lines().count(), message!("store.truncated"))) }
    }

    fn add(&mut self, uri: String, block: Option<(String, Block)>) -> Result<(), Message> {
        let Some((_, block)) = block else { return Ok(()) };
        match self.notices.insert(uri.clone(), block) {
            None => Ok(()),
            Some(_) => Err(message!("store.twice", uri)),
        }
    }

    /// The facts of a notice.
    pub(super) fn notice(&self, uri: &str) -> Result<Option<Notice>, Error> {
        let Some(block) = self.notices.get(uri) else { return Ok(None) };
        let notice = line::parse(&block.text).map_err(|problem| {
            Error::damaged(&self.path, block.above + problem.line, problem.message)
        })?;
        Ok(Some(notice))
    }

    /// Puts the lines of a notice in, or takes it out.
    pub(super) fn set(&mut self, uri: &str, text: Option<String>) {
        match text {
            Some(text) => _ = self.notices.insert(uri.to_owned(), Block { text, above: 0 }),
            None => _ = self.notices.remove(uri),
        }
    }

    /// Writes the file atomically.
    pub(super) fn write(&self) -> Result<(), Error> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(Error::file(folder))?;
        }
        let texts = self.notices.values().map(|block| block.text.as_str());
        write_whole(
            &self.path,
            std::iter::once(FIRST).chain(std::iter::once("\n")).chain(texts).chain([LAST, "\n"]),
        )
    }
}

fn uri_of(line: &str) -> Result<String, Message> {
    let uri = line.strip_prefix("notice\t").and_then(|rest| rest.strip_suffix('\n'));
    line::unescape(uri.ok_or_else(|| message!("line.no-notice"))?)
}

/// Writes a file atomically, and waits until it is on disk.
pub(super) fn write_whole<'t>(
    path: &Path,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        let mut file = WholeFile::begin(path)?;
        for text in texts {
            file.write_all(text.as_bytes())?;
        }
        file.keep_on_disk()
    };
    write().map_err(Error::file(path))
}
