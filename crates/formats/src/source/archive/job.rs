//! One archive being unpacked: what was spent, what was found, what went wrong.

use super::{Limits, Member, Problem, ProblemKind, RATIO_FROM, TOLD, Unpacked};
use super::{gzip, name, tape, zipped};
use crate::source::sniff::sniff_file;
use crate::source::{Format, MAX_BYTES, ending_of, has_archive_ending, has_known_ending, size};
use gongwen_messages::{Message, message};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Bytes copied at a time.
const PIECE: usize = 64 << 10;

/// The archive that is being read: what its members' labels begin with, and what it is called.
pub(super) struct Within {
    /// Its label.
    pub(super) label: String,
    /// How many archives it lies in.
    pub(super) depth: u32,
}

impl Within {
    /// The archive that was given.
    pub(super) fn top(label: String) -> Self {
        Self { label, depth: 0 }
    }

    /// The label of a member: members of inner archives stand under the archive's label.
    pub(super) fn label_of(&self, raw: &[u8]) -> String {
        let label = name::harmless(&name::decode(raw));
        if self.depth == 0 { label } else { format!("{}/{label}", self.label) }
    }
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file.
    File,
    /// The file in a gzip file, which may have no name of its own.
    Only,
    /// A folder.
    Folder,
    /// A link or a device.
    Special,
}

/// How a member ended.
pub(super) enum End {
    /// It was stored, or skipped and reported.
    Fine,
    /// Its stream is of no use any more: what follows in a tar archive is lost.
    Broken,
}

/// What was spent, found and reported so far.
pub(super) struct Job<'a> {
    pub(super) limits: Limits,
    into: &'a Path,
    seen: u64,
    /// Unpacked bytes left of the total.
    pub(super) left: u64,
    files: u64,
    members: Vec<Member>,
    told: Unpacked,
}

impl<'a> Job<'a> {
    pub(super) fn new(limits: Limits, into: &'a Path) -> Self {
        let (members, told) = (Vec::new(), Unpacked::default());
        Self { limits, into, seen: 0, left: limits.total, files: 0, members, told }
    }

    /// Reads the members of an archive.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub(super) fn open(&mut self, format: Format, file: File, within: &Within) -> io::Result<()> {
        let read = || match format {
            Format::Zip => zipped::read(file, within, self),
            Format::DamagedZip => zipped::rescue(io::BufReader::new(file), within, self),
            Format::Tar => {
                let packed = file.metadata().map_or(0, |facts| facts.len());
                tape::read(io::BufReader::new(file), packed, within, self)
            }
            _ => gzip::read(file, within, self),
        };
        // Libraries may panic on bytes from outside.
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
            self.tell(&within.label, ProblemKind::Damaged, message!("archive.unreadable"));
            Ok(())
        })
    }

    /// Counts a member and decides whether it is one to unpack.
    pub(super) fn wants(&mut self, label: &str, kind: Kind) -> bool {
        self.seen += 1;
        let (path, skipped) = (Path::new(label), &mut self.told.skipped);
        match kind {
            Kind::Folder => return false,
            Kind::Special => skipped.add_special(),
            Kind::File | Kind::Only if name::is_hidden(label) => skipped.add_hidden(),
            Kind::Only if ending_of(path).is_none() => return true,
            Kind::File | Kind::Only if has_known_ending(path) => return true,
            Kind::File | Kind::Only => skipped.add(path),
        }
        false
    }

    /// True where no more members may be read; reports so.
    pub(super) fn is_over(&mut self, within: &Within) -> bool {
        if self.seen >= self.limits.members {
            let problem = message!("archive.too-many", limit = self.limits.members);
            self.tell(&within.label, ProblemKind::TooMany, problem);
            return true;
        }
        if self.left == 0 {
            self.tell(&within.label, ProblemKind::TotalReached, self.total_reached());
            return true;
        }
        false
    }

    /// Tells that something could not be unpacked.
    pub(super) fn tell(&mut self, name: &str, kind: ProblemKind, message: Message) {
        if self.told.problems.len() < TOLD {
            self.told.problems.push(Problem { name: name.to_owned(), kind, message });
        } else {
            self.told.untold += 1;
        }
    }

    /// Writes a member of so many packed bytes to a file and looks into it: an archive is unpacked
    /// in turn.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub(super) fn store(
        &mut self,
        label: &str,
        packed: u64,
        bytes: &mut dyn Read,
        within: &Within,
    ) -> io::Result<End> {
        self.files += 1;
        let path = self.into.join(format!("{:06}{}", self.files, name::ending(label)));
        let mut file = File::options().read(true).write(true).create_new(true).open(&path)?;
        let copied = self.copy(label, packed, bytes, &mut file)?;
        match copied {
            Copied::All(size) => self.keep(label, path, size, file, within).map(|()| End::Fine),
            Copied::Stopped(kind, message) => {
                drop(file);
                fs::remove_file(&path)?;
                self.tell(label, kind, message);
                let broken = matches!(kind, ProblemKind::Damaged | ProblemKind::TotalReached);
                Ok(if broken { End::Broken } else { End::Fine })
            }
        }
    }

    fn copy(
        &mut self,
        label: &str,
        packed: u64,
        from: &mut dyn Read,
        to: &mut File,
    ) -> io::Result<Copied> {
        let mut piece = vec![0; PIECE];
        let mut size = 0;
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => return Ok(Copied::All(size)),
                Ok(read) => read,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                Err(cause) => {
                    let problem = message!("archive.damaged", cause = &cause);
                    return Ok(Copied::Stopped(ProblemKind::Damaged, problem));
                }
            };
            size += read as u64;
            if let Some((kind, message)) = self.past(label, size, read as u64, packed) {
                return Ok(Copied::Stopped(kind, message));
            }
            to.write_all(&piece[..read])?;
        }
    }

    /// The most bytes of a member that is called so. An archive is no notice: its members are bound one
    /// by one.
    pub(super) fn most(&self, label: &str) -> u64 {
        let is_archive = has_archive_ending(Path::new(label));
        if is_archive { self.limits.member.max(MAX_BYTES) } else { self.limits.member }
    }

    /// Counts unpacked bytes of a member of now `size` bytes, and says which limit it passed.
    pub(super) fn past(
        &mut self,
        label: &str,
        size: u64,
        more: u64,
        packed: u64,
    ) -> Option<(ProblemKind, Message)> {
        let fits = more <= self.left;
        self.left = self.left.saturating_sub(more);
        if !fits {
            return Some((ProblemKind::TotalReached, self.total_reached()));
        }
        if size > self.most(label) {
            return Some((ProblemKind::TooLarge, too_large(self.most(label))));
        }
        if size > RATIO_FROM && size / self.limits.ratio.max(1) > packed {
            return Some((ProblemKind::Bomb, message!("archive.bomb", ratio = self.limits.ratio)));
        }
        None
    }

    fn total_reached(&self) -> Message {
        message!("archive.total", limit = self.limits.total)
    }

    /// A file is a member; an archive is unpacked and its file removed.
    fn keep(
        &mut self,
        label: &str,
        file: PathBuf,
        size: u64,
        mut opened: File,
        within: &Within,
    ) -> io::Result<()> {
        let format = sniff_file(&mut opened)?;
        if !super::is_folder(format, Path::new(label)) {
            if size > self.limits.member {
                // Called like an archive, and none.
                self.tell(label, ProblemKind::TooLarge, too_large(self.limits.member));
                return fs::remove_file(file);
            }
            self.members.push(Member { name: label.to_owned(), file, size });
            return Ok(());
        }
        if within.depth >= self.limits.depth {
            let problem = message!("archive.too-deep", depth = within.depth + 1);
            self.tell(label, ProblemKind::TooDeep, problem);
        } else {
            let inner = Within { label: label.to_owned(), depth: within.depth + 1 };
            self.open(format, opened, &inner)?;
        }
        fs::remove_file(file)
    }

    /// Hands over the members in the order of their names, each with a name of its own.
    pub(super) fn hand_over(mut self, take: &mut dyn FnMut(Member)) -> Unpacked {
        make_unique(&mut self.members);
        self.members.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
        self.told.members = self.members.len() as u64;
        self.members.into_iter().for_each(take);
        self.told
    }
}

/// That a member is larger than so many bytes.
pub(super) fn too_large(most: u64) -> Message {
    match most >= MAX_BYTES {
        true => message!("archive.member-too-large", limit = size(MAX_BYTES)),
        false => message!("archive.member-past-limit", limit = size(most)),
    }
}

enum Copied {
    /// Everything, so many bytes.
    All(u64),
    /// Not everything, and why.
    Stopped(ProblemKind, Message),
}

/// Gives the second member of a name the name with `~2`, the third with `~3`.
fn make_unique(members: &mut [Member]) {
    // How often a name was met; only looked up, never listed.
    let mut met: HashMap<String, u64> = HashMap::with_capacity(members.len());
    for member in members {
        let mut name = member.name.clone();
        while met.contains_key(&name) {
            let count = met.entry(member.name.clone()).or_insert(1);
            *count += 1;
            name = name::numbered(&member.name, *count);
        }
        met.insert(name.clone(), 1);
        member.name = name;
    }
}
