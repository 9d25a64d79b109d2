//! What the tests share: reading a notice into a record that is checked, and where files stand.

pub(crate) mod command;
pub(crate) mod dump;
pub(crate) mod facts;
#[path = "../../laws/mod.rs"]
pub(crate) mod laws_of_records;
#[path = "../../laws/mutants.rs"]
pub(crate) mod mutants;
pub(crate) mod present;
pub(crate) mod score;
#[cfg(unix)]
pub(crate) mod server;
#[cfg(unix)]
pub(crate) mod table_rows;

use gongwen::document::Document;
use gongwen::emit::{Record, json};
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::Source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Compares a text with the snapshot of that name.
macro_rules! see {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}
pub(crate) use see;

/// The folder of the project, two above the package that these tests belong to.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package stands in `crates`")
}

/// The material beside the project. Tests that need it are ignored where it is not there.
pub(crate) fn shared() -> PathBuf {
    present::shared(root()).expect("../shared, the material beside the project, is not there")
}

/// Files of a folder with an ending, sorted by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// The record of a text, after all laws and the schema were checked.
pub(crate) fn record_of_text(text: &str) -> Value {
    record_of("text.txt", text.as_bytes())
}

/// The record of a file, after all laws and the schema were checked.
pub(crate) fn record_of_file(path: &Path) -> Value {
    record_of(&path.file_name().unwrap().to_string_lossy(), &fs::read(path).unwrap())
}

/// The record of some bytes, after all laws and the schema were checked.
pub(crate) fn record_of(name: &str, bytes: &[u8]) -> Value {
    checked(name, bytes).unwrap_or_else(|broken| panic!("{broken}"))
}

/// The record of some bytes, or what is wrong with it.
pub(crate) fn checked(name: &str, bytes: &[u8]) -> Result<Value, String> {
    let (document, line) = line_of(name, bytes);
    let record: Value = serde_json::from_str(&line).unwrap();
    let mut broken = laws_of_records::broken(&document, bytes, &record);
    broken.extend(crate::schema::violations(&record));
    let failures = list(&record, "diagnostics").iter().filter(|d| d["code"] == "internal-error");
    broken.extend(failures.map(|failure| failure["message"].to_string()));
    let text = || shortened(document.layer.text());
    if broken.is_empty() { Ok(record) } else { Err(format!("{name}: {broken:#?}\n{:?}", text())) }
}

/// The record as it is written, with the document that it was read from.
pub(crate) fn line_of(name: &str, bytes: &[u8]) -> (Document, String) {
    let document = gongwen_formats::read(&Source::from_bytes(name, bytes), None);
    let extraction = gongwen::extract(Lexicon::builtin(), &document.layer);
    let mut line = Vec::new();
    let record = Record::new(&document, &extraction, Lexicon::builtin());
    json::write_line(&record, &mut line).unwrap();
    let mut straight = Vec::new();
    json::write_notice(&document, &extraction, 0, Lexicon::builtin(), &mut straight).unwrap();
    assert_eq!(String::from_utf8_lossy(&straight), String::from_utf8_lossy(&line), "{name}");
    (document, String::from_utf8(line).unwrap())
}

/// The items of a list in a record.
pub(crate) fn list<'r>(value: &'r Value, name: &str) -> &'r [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn shortened(text: &str) -> String {
    text.chars().take(2_000).collect()
}

/// A fresh folder for one test, removed when it is dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Names of everything in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
