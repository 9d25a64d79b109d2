//! What the data set has and the archive has not any more.
//!
//! Gone means seen to be gone: a run looked where the file was, and it is not there. What could not
//! be looked at (a folder that cannot be listed, an archive that is damaged) is not gone, and neither
//! is what this run was not told to look for.

use super::staging::Staging;
use super::{Error, State};
use glob::{MatchOptions, Pattern};
use gongwen_engine::{Archive, Seen, name_of, path_of};
use gongwen_formats::source;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;

/// What is taken out of the data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prune {
    /// Nothing: files that are gone keep their notices.
    #[default]
    Nothing,
    /// What this run looked for and saw to be gone.
    Gone,
    /// That, and what other archives brought in.
    Others,
}

/// Where a run looks, and how well it could.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Files and folders that were named, without the slash at their end.
    roots: BTreeSet<String>,
    patterns: Vec<Pattern>,
    /// What could not be looked at.
    unseen: BTreeSet<String>,
    archives: HashMap<String, Seen>,
}

/// What became of files that the data set has and the list has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gone {
    /// They are gone, or leave as those of other archives.
    pub(super) vanished: u64,
    /// They could not be looked at, and stay.
    pub(super) unseen: u64,
    /// Those of them whose reason is no folder and no file that is told elsewhere.
    pub(super) unclear: u64,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// This run did not look for it, or it is there.
    Stays,
    /// It was looked for and is not there.
    Gone,
    /// It could not be looked at, for a reason that is told: a folder, a file in quarantine.
    Unseen,
    /// It could not be looked at, and nothing else tells so.
    Unclear,
    /// It is of another archive.
    Other,
}

/// As [`glob::glob`] matches: a star does not lead into a folder.
const AS_GLOB: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

impl Scope {
    /// Looks at a file, or at a folder and all that is in it.
    pub(super) fn add(&mut self, path: &Path) {
        self.roots.insert(name_of(path).trim_end_matches('/').to_owned());
    }

    /// Looks at whatever fits.
    pub(super) fn add_pattern(&mut self, pattern: &str) -> Result<(), glob::PatternError> {
        self.patterns.push(Pattern::new(plain(pattern.trim_end_matches('/')))?);
        Ok(())
    }

    /// Notes what was met on the way.
    pub(super) fn met(&mut self, errors: &[source::Error], archives: &[Archive]) {
        self.unseen.extend(errors.iter().map(|error| error.path().to_owned()));
        self.archives.extend(archives.iter().map(|archive| (archive.name.clone(), archive.seen)));
    }

    fn covers(&self, uri: &str) -> bool {
        let fits = |name: &str| {
            let plain = plain(name);
            self.patterns.iter().any(|pattern| pattern.matches_with(plain, AS_GLOB))
        };
        above(uri).any(|name| self.roots.contains(name) || fits(name))
    }

    /// What became of a file that is not on the list.
    fn fate(&self, uri: &str, staging: &Staging) -> Result<Fate, Error> {
        if !self.covers(uri) {
            return Ok(Fate::Other);
        }
        if above(uri).any(|name| self.unseen.contains(name)) {
            return Ok(Fate::Unseen);
        }
        match above(uri).find_map(|name| self.archives.get(name)) {
            Some(Seen::All) => Ok(Fate::Gone),
            Some(Seen::Part) => Ok(Fate::Unseen),
            None => on_disk(uri, staging),
        }
    }
}

/// The name and those of all that it lies in.
fn above(uri: &str) -> impl Iterator<Item = &str> {
    let folders = uri.match_indices('/').map(|(at, _)| &uri[..at]);
    folders.chain([uri])
}

/// The name as patterns give it: without `./` in front.
fn plain(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

/// Asks the file system about a file that was not met.
fn on_disk(uri: &str, staging: &Staging) -> Result<Fate, Error> {
    match fs::metadata(path_of(uri)) {
        // A folder stands where a file was.
        Ok(facts) if facts.is_dir() => Ok(Fate::Gone),
        Ok(facts) if facts.is_file() => Ok(Fate::Stays),
        // A FIFO, a socket or a device stands there.
        Ok(_) => Ok(Fate::Unclear),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Fate::Gone),
        Err(cause) if cause.kind() == io::ErrorKind::NotADirectory => below_a_file(uri, staging),
        Err(_) => Ok(Fate::Unclear),
    }
}

/// It was a member of what is no archive now: where that is read as a notice, there are no members.
fn below_a_file(uri: &str, staging: &Staging) -> Result<Fate, Error> {
    for name in above(uri) {
        if staging.was_read(name)? {
            return Ok(Fate::Gone);
        }
        if staging.is_refused(name)? {
            return Ok(Fate::Unseen);
        }
    }
    Ok(Fate::Unclear)
}

/// Says which files of the state are gone (`work.gone`) and counts them. A row of the quarantine that
/// an archive led to goes, too, when the archive can be unpacked again.
pub(super) fn settle(
    state: &State,
    staging: &Staging,
    scope: &Scope,
    prune: Prune,
) -> Result<Gone, Error> {
    let mut gone = Gone::default();
    staging.begin()?;
    let sql = "select uri, 1 from document_sources union all select uri, 0 from quarantine";
    let error = |cause| state.error(cause);
    let mut statement = state.sql().prepare(sql).map_err(error)?;
    let mut rows = statement.query([]).map_err(error)?;
    while let Some(row) = rows.next().map_err(error)? {
        let uri: String = row.get(0).map_err(error)?;
        let files = u64::from(row.get::<_, bool>(1).map_err(error)?);
        if staging.is_met(&uri)? {
            continue;
        }
        let fate = scope.fate(&uri, staging)?;
        let others = fate == Fate::Other && prune == Prune::Others;
        let leaves = fate == Fate::Gone || others;
        gone.unseen += if matches!(fate, Fate::Unseen | Fate::Unclear) { files } else { 0 };
        gone.unclear += if fate == Fate::Unclear { files } else { 0 };
        gone.vanished += if leaves { files } else { 0 };
        let mended = fate == Fate::Gone && scope.archives.contains_key(&uri);
        if leaves && prune != Prune::Nothing {
            staging.add_gone(&uri)?;
        } else if files == 0 && mended {
            staging.add_mended(&uri)?;
        }
    }
    staging.commit()?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::{Fate, Scope, above};
    use crate::staging::Staging;
    use gongwen_engine::{Archive, Seen};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_name_lies_in_all_that_leads_to_it() {
        assert_eq!(above("a/b/c.txt").collect::<Vec<_>>(), ["a", "a/b", "a/b/c.txt"]);
        assert_eq!(above("/a").collect::<Vec<_>>(), ["", "/a"]);
    }

    #[test]
    fn roots_and_patterns_cover_what_they_lead_to() {
        let mut scope = Scope::default();
        scope.add(Path::new("no-such/part/"));
        scope.add(Path::new("no-such/one.zip"));
        scope.add_pattern("./no-such-20*/*.txt").unwrap();
        let cases = [
            ("no-such/part/a.txt", true),
            ("no-such/part/in/a.txt", true),
            ("no-such/parted/a.txt", false),
            ("no-such/other/a.txt", false),
            ("no-such/one.zip/a.txt", true),
            ("no-such-2025/a.txt", true),
            ("./no-such-2025/a.txt", true),
            ("no-such-2025/a.txt/member.txt", true),
            ("no-such-2025/in/a.txt", false),
            ("no-such-2025/a.html", false),
        ];
        for (uri, expected) in cases {
            assert_eq!(scope.covers(uri), expected, "{uri}");
        }
        let mut all = Scope::default();
        all.add(Path::new("/"));
        assert!(all.covers("/a") && !all.covers("a"));
    }

    #[test]
    fn what_was_not_seen_is_not_gone() {
        let staging = Staging::in_memory().unwrap();
        let mut scope = Scope::default();
        scope.add(Path::new("no-such"));
        let archive =
            |name: &str, seen| Archive { file: PathBuf::new(), name: name.to_owned(), seen };
        let archives = [archive("no-such/a.zip", Seen::All), archive("no-such/b.zip", Seen::Part)];
        let denied = gongwen_formats::source::Error::new(
            "no-such/denied".to_owned(),
            std::io::ErrorKind::PermissionDenied.into(),
        );
        scope.met(&[denied], &archives);
        let cases = [
            ("no-such/x.txt", Fate::Gone),
            ("no-such/denied/x.txt", Fate::Unseen),
            ("no-such/deniedly.txt", Fate::Gone),
            ("no-such/a.zip/x.txt", Fate::Gone),
            ("no-such/b.zip/x.txt", Fate::Unseen),
            ("Cargo.toml/x.txt", Fate::Other),
        ];
        for (uri, expected) in cases {
            assert_eq!(scope.fate(uri, &staging).unwrap(), expected, "{uri}");
        }
        // Where a file stands and was not read, members may be in it.
        let mut here = Scope::default();
        here.add(Path::new("Cargo.toml"));
        assert_eq!(here.fate("Cargo.toml/x.txt", &staging).unwrap(), Fate::Unclear);
        assert_eq!(here.fate("Cargo.toml", &staging).unwrap(), Fate::Stays);
    }
}
