//! The revision of tables and rules, which is part of every record's edition.
//!
//! `lexicon/EDITION` holds it with a hash of what decides the facts of a record: the rows of the tables
//! without their glosses, and the code of the rules without comments and unit tests.

use super::tables::Table;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The file.
pub(crate) const FILE: &str = "lexicon/EDITION";

/// What decides the facts of a record, below `src`.
const RULES: &[&str] = &[
    "calendar",
    "chars.rs",
    "find",
    "header",
    "lexicon",
    "marker.rs",
    "names",
    "number",
    "outline",
    "record",
    "split",
    "tidy",
];

/// Made from the tables, which are hashed themselves.
const MADE: &str = "lexicon/asset/";

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    /// The revision.
    pub(crate) revision: u32,
    /// The hash of tables and rules at that revision.
    pub(crate) sha256: String,
    /// Why the hash is another one than that of the first state with this revision.
    pub(crate) kept: Option<String>,
}

impl Edition {
    /// Reads the file.
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let text =
            fs::read_to_string(root.join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
            line.map(|value| value.trim_matches('"').to_owned())
        };
        let revision = value("revision").and_then(|revision| revision.parse().ok());
        let (Some(revision), Some(sha256)) = (revision, value("sha256")) else {
            return Err(format!("{FILE}: needs the lines `revision = …` and `sha256 = …`"));
        };
        Ok(Self { revision, sha256, kept: value("kept") })
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        let kept = self.kept.iter().map(|reason| format!("kept = \"{reason}\"\n"));
        format!(
            "# The revision of tables and rules, part of every record's edition.\n\
             # `cargo xtask edition` raises it where a record says something else than before;\n\
             # `cargo xtask edition --keep REASON` keeps it where none does.\n\
             revision = {}\nsha256 = \"{}\"\n{}",
            self.revision,
            self.sha256,
            kept.collect::<String>()
        )
    }

    /// The edition of tables and rules that are others now.
    #[must_use]
    pub(crate) fn next(&self, sha256: String, kept: Option<&str>) -> Self {
        let revision = if kept.is_some() { self.revision } else { self.revision + 1 };
        Self { revision, sha256, kept: kept.map(|reason| reason.replace(['"', '\n'], "'")) }
    }
}

/// The hash of tables and rules as they are.
pub(crate) fn hash(root: &Path, tables: &[Table]) -> Result<String, String> {
    let mut hash = Sha256::new();
    let mut part = |part: &str| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    for table in tables {
        part(table.spec.name);
        for row in &table.rows {
            table.facts(row).for_each(&mut part);
        }
    }
    for (name, code) in rules(&root.join("src"))? {
        part(&name);
        part(&code);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The files of the rules by their names below `src`, with their code.
fn rules(src: &Path) -> Result<Vec<(String, String)>, String> {
    let mut paths = BTreeSet::new();
    for name in RULES {
        collect(&src.join(name), &mut paths).map_err(|error| format!("src/{name}: {error}"))?;
    }
    let mut files = Vec::new();
    for path in paths {
        let below = path.strip_prefix(src).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).map_err(|error| format!("src/{below}: {error}"))?;
        files.push((below, text));
    }
    let tests: String = files.iter().map(|(_, text)| text.as_str()).collect();
    files.retain(|(name, _)| !name.starts_with(MADE) && !is_test(name, &tests));
    Ok(files.into_iter().map(|(name, text)| (name, code(&text))).collect())
}

fn collect(path: &Path, paths: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
    if path.is_file() {
        if path.extension().is_some_and(|extension| extension == "rs") {
            paths.insert(path.to_owned());
        }
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), paths)?;
    }
    Ok(())
}

/// True for a file that only tests include.
fn is_test(name: &str, all: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".rs");
    stem == "tests" || all.contains(&format!("#[cfg(test)]\nmod {stem};"))
}

/// The code of a file without unit tests, comments and indentation.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//")).peekable();
    let mut kept = Vec::new();
    while let Some(line) = lines.next() {
        let is_for_tests = line == "#[cfg(test)]";
        // A module or an import on one line goes with its attribute.
        if !(is_for_tests && lines.next_if(|next| next.ends_with(';')).is_some()) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Edition, code};

    #[test]
    fn comments_and_tests_are_no_code() {
        let text =
            "//! A rule.\n\nfn a() {\n    // why\n    b();\n}\n\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(code(text), "fn a() {\nb();\n}");
        let text = "mod a;\n#[cfg(test)]\nmod vectors;\nmod b;\n\n#[cfg(test)]\nmod tests;\n";
        assert_eq!(code(text), "mod a;\nmod b;");
    }

    #[test]
    fn a_revision_is_raised_or_kept_with_a_reason() {
        let edition = Edition { revision: 3, sha256: "a".to_owned(), kept: None };
        let kept = edition.next("b".to_owned(), Some("tables moved"));
        assert_eq!((kept.revision, kept.kept.as_deref()), (3, Some("tables moved")));
        let raised = kept.next("c".to_owned(), None);
        assert_eq!((raised.revision, raised.kept), (4, None));
    }
}
