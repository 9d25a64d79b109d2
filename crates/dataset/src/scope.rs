//! Where a run looked, whether it could examine each place, and what became of files that it did not meet.

use super::Error;
use super::quarantine::Reason;
use super::staging::Staging;
use glob::{MatchOptions, Pattern};
use gongwen_engine::{Archive, Seen, Unpacker, name_of, path_of};
use gongwen_formats::source;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;

/// Where a run looks, and how well it could.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Files and folders that were named, without the slash at their end.
    roots: BTreeSet<String>,
    patterns: Vec<Pattern>,
    /// What could not be looked at.
    unseen: BTreeSet<String>,
    archives: HashMap<String, Seen>,
    /// The folders among the roots, and those that a pattern led to: each must hold a notice.
    folders: BTreeSet<String>,
    /// Patterns that nothing fits.
    unmatched: Vec<Pattern>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// This run did not look for it, or it is there.
    Stays,
    /// It was looked for and is not there.
    Gone,
    /// It was looked at, and is an archive now.
    Replaced,
    /// It is gone, and so is all else in the folder or pattern of that name.
    Emptied(String),
    /// It could not be looked at, for a reason that is reported: a folder, a file in quarantine.
    Unseen,
    /// It could not be looked at, and nothing else reports that.
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
        self.roots.insert(root(path));
        self.add_folder(path);
    }

    /// Expects notices in that folder, where it is one.
    pub(super) fn add_folder(&mut self, path: &Path) {
        if path.is_dir() {
            self.folders.insert(root(path));
        }
    }

    /// Looks at whatever fits: at so many paths.
    pub(super) fn add_pattern(
        &mut self,
        pattern: &str,
        paths: usize,
    ) -> Result<(), glob::PatternError> {
        let pattern = Pattern::new(plain(pattern.trim_end_matches('/')))?;
        let list = if paths > 0 { &mut self.patterns } else { &mut self.unmatched };
        list.push(pattern);
        Ok(())
    }

    /// Notes what was met on the way.
    pub(super) fn met(&mut self, errors: &[source::Error], archives: &[Archive]) {
        self.unseen.extend(errors.iter().map(|error| error.path().to_owned()));
        self.archives.extend(archives.iter().map(|archive| (archive.name.clone(), archive.seen)));
    }

    fn covers(&self, uri: &str) -> bool {
        self.leads_to(uri) || self.unmatched_for(uri).is_some()
    }

    /// True where something that was found leads to it.
    fn leads_to(&self, uri: &str) -> bool {
        let fits = |name: &str| self.patterns.iter().any(|pattern| is_fit(pattern, name));
        above(uri).any(|name| self.roots.contains(name) || fits(name))
    }

    fn unmatched_for(&self, uri: &str) -> Option<&Pattern> {
        self.unmatched.iter().find(|pattern| above(uri).any(|name| is_fit(pattern, name)))
    }

    /// What became of a file that is not on the list.
    pub(super) fn fate(&self, uri: &str, staging: &Staging) -> Result<Fate, Error> {
        if !self.covers(uri) {
            return Ok(Fate::Other);
        }
        if self.is_unseen(uri) {
            return Ok(Fate::Unseen);
        }
        if self.archives.contains_key(uri) {
            return Ok(Fate::Replaced);
        }
        let fate = match self.archive_of(uri) {
            Some(Seen::All) => Fate::Gone,
            Some(Seen::Part) => Fate::Unseen,
            None => on_disk(uri, staging)?,
        };
        if fate != Fate::Gone {
            return Ok(fate);
        }
        Ok(self.emptied(uri, staging)?.map_or(fate, Fate::Emptied))
    }

    fn is_unseen(&self, uri: &str) -> bool {
        above(uri).any(|name| self.unseen.contains(name))
    }

    fn archive_of(&self, uri: &str) -> Option<Seen> {
        above(uri).find_map(|name| self.archives.get(name).copied())
    }

    /// The folder or pattern that leads to a file and that no notice was found in.
    fn emptied(&self, uri: &str, staging: &Staging) -> Result<Option<String>, Error> {
        for name in above(uri).filter(|name| self.folders.contains(*name)) {
            if !staging.holds_below(name)? {
                return Ok(Some(name.to_owned()));
            }
        }
        let pattern = self.unmatched_for(uri).filter(|_| !self.leads_to(uri));
        Ok(pattern.map(|pattern| pattern.as_str().to_owned()))
    }

    /// True for a row of the quarantine that an archive led to, where the archive was looked at and
    /// does not lead to it any more; whatever else in it cannot be unpacked is reported anew.
    pub(super) fn is_mended(&self, uri: &str, reason: Option<&str>) -> bool {
        let packed = reason == Some(Reason::Packed.name());
        let led = packed && self.archive_of(uri).is_some();
        let is_one = reason.is_some() && self.archives.contains_key(uri);
        (led || is_one) && self.covers(uri) && !self.is_unseen(uri)
    }
}

/// The name of something that is looked at, without the slash at its end.
fn root(path: &Path) -> String {
    name_of(path).trim_end_matches('/').to_owned()
}

fn is_fit(pattern: &Pattern, name: &str) -> bool {
    pattern.matches_with(plain(name), AS_GLOB)
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

/// What it lay in is a file now. Where that was read as a notice, or is no archive, nothing lies in
/// it any more.
fn below_a_file(uri: &str, staging: &Staging) -> Result<Fate, Error> {
    for name in above(uri) {
        if staging.was_read(name)? {
            return Ok(Fate::Gone);
        }
        let is_refused = staging.is_refused(name)?;
        if is_refused || !staging.input(name)?.is_empty() {
            // One that was an archive may be a damaged one now.
            let unknown = if is_refused { Fate::Unseen } else { Fate::Unclear };
            let never = Unpacker::is_never_archive(&path_of(name));
            return Ok(if never { Fate::Gone } else { unknown });
        }
    }
    let file = above(uri).map(path_of).find(|path| path.is_file());
    let is_archive = file.map(|file| Unpacker::would_unpack(&file));
    Ok(if matches!(is_archive, Some(Ok(false))) { Fate::Gone } else { Fate::Unclear })
}

#[cfg(test)]
mod tests {
    use super::{Fate, Scope, above};
    use crate::inputs::Input;
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
        scope.add_pattern("./no-such-20*/*.txt", 1).unwrap();
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
            ("no-such/a.zip", Fate::Replaced),
            ("no-such/b.zip", Fate::Replaced),
            ("no-such/a.zip/x.txt", Fate::Gone),
            ("no-such/b.zip/x.txt", Fate::Unseen),
            ("Cargo.toml/x.txt", Fate::Other),
        ];
        for (uri, expected) in cases {
            assert_eq!(scope.fate(uri, &staging).unwrap(), expected, "{uri}");
        }
        // Where a file stands that is no archive, nothing lies in it.
        let mut here = Scope::default();
        here.add(Path::new("Cargo.toml"));
        assert_eq!(here.fate("Cargo.toml/x.txt", &staging).unwrap(), Fate::Gone);
        assert_eq!(here.fate("Cargo.toml", &staging).unwrap(), Fate::Stays);
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let pack = project.join("fixtures/formats/pack.zip");
        here.add(&pack);
        let pack = pack.to_str().unwrap();
        assert_eq!(here.fate(&format!("{pack}/x.txt"), &staging).unwrap(), Fate::Unclear);
    }

    #[test]
    fn a_folder_or_pattern_without_any_notice_is_no_proof() {
        let staging = Staging::in_memory().unwrap();
        let met = Input { uri: "fixtures/a.txt".to_owned(), path: PathBuf::new(), size: 1 };
        staging.add_input(&met).unwrap();
        let mut scope = Scope::default();
        ["fixtures", "src", "no-such"].iter().for_each(|name| scope.add(Path::new(name)));
        scope.add_pattern("no-matter/*.txt", 0).unwrap();
        scope.add_pattern("src/*.txt", 0).unwrap();
        let emptied = |name: &str| Fate::Emptied(name.to_owned());
        let cases = [
            ("fixtures/b.txt", Fate::Gone),
            ("no-such/b.txt", Fate::Gone),
            ("src/b.txt", emptied("src")),
            ("no-matter/b.txt", emptied("no-matter/*.txt")),
            ("no-matter/b.html", Fate::Other),
        ];
        for (uri, expected) in cases {
            assert_eq!(scope.fate(uri, &staging).unwrap(), expected, "{uri}");
        }
        staging.add_input(&Input { uri: "src/c.txt".to_owned(), ..met }).unwrap();
        assert_eq!(scope.fate("src/b.txt", &staging).unwrap(), Fate::Gone);
    }

    #[test]
    fn rows_of_an_archive_go_when_it_does_not_lead_to_them_any_more() {
        let mut scope = Scope::default();
        scope.add(Path::new("no-such"));
        let archive =
            |name: &str| Archive { file: PathBuf::new(), name: name.to_owned(), seen: Seen::Part };
        let broken = |name: &str| {
            let kind = gongwen_formats::source::ErrorKind::Packed;
            let reason = gongwen_messages::message!("archive.unreadable");
            gongwen_formats::source::Error::of(name.to_owned(), kind, reason)
        };
        let errors = [broken("no-such/a.zip/bad.txt"), broken("no-such/b.zip")];
        scope.met(&errors, &[archive("no-such/a.zip"), archive("no-such/b.zip")]);
        let cases = [
            ("no-such/a.zip", Some("out-of-memory"), true),
            ("no-such/a.zip/mended.txt", Some("packed"), true),
            ("no-such/a.zip/scan.pdf", Some("no-text"), false),
            ("no-such/a.zip/read.txt", None, false),
            ("no-such/a.zip/bad.txt", Some("packed"), false),
            ("no-such/b.zip/unknown.txt", Some("packed"), false),
            ("no-such/c.txt", Some("packed"), false),
        ];
        for (uri, reason, expected) in cases {
            assert_eq!(scope.is_mended(uri, reason), expected, "{uri} {reason:?}");
        }
    }
}
