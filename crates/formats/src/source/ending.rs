//! File name extensions: which files of a folder or an archive are read.

use std::path::Path;

/// Extensions of the files that are read from folders and archives: notices, archives of them, and formats
/// that cannot be read but may hold notices, so that such a file is reported and not skipped. The format
/// itself is detected from the bytes.
const KNOWN: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "shtml", "shtm", "xhtml", "jhtml", "xml",
    "mht", "mhtml", "doc", "docx", "docm", "dot", "dotx", "wps", "wpt", "rtf", "xls", "xlsx",
    "xlsm", "et", "pdf", "ofd", "zip", "tar", "gz", "tgz", "rar", "7z",
];

/// Endings of office files that are ZIP containers, and of others that are called like them.
const OFFICE: &[&str] = &[
    "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ofd", "wps", "et", "dps",
    "doc", "xls", "ppt", "odt", "ods", "odp",
];

/// A longer ending is a part of the name: `关于工作的通知.2025年修订`.
const LONGEST: usize = 8;

/// Endings of the files that are taken from folders and archives, without their dot.
#[must_use]
pub fn known_endings() -> &'static [&'static str] {
    KNOWN
}

/// True for a file that is taken from a folder or an archive.
#[must_use]
pub fn has_known_ending(name: &Path) -> bool {
    is_one_of(name, KNOWN)
}

/// True for a text that is called Markdown.
#[must_use]
pub fn has_markdown_ending(name: &Path) -> bool {
    is_one_of(name, &["md", "markdown"])
}

/// True for a file that is called like an archive that is read as a folder.
pub(super) fn has_archive_ending(name: &Path) -> bool {
    is_one_of(name, &["zip", "tar", "gz", "tgz"])
}

/// True for a file that is called like an office file.
#[must_use]
pub fn has_office_ending(name: &Path) -> bool {
    is_one_of(name, OFFICE)
}

fn is_one_of(name: &Path, endings: &[&str]) -> bool {
    let ending = name.extension().unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The ending of a name in lower case and without its dot, where it has one.
#[must_use]
pub fn ending_of(name: &Path) -> Option<String> {
    let ending = name.extension()?.to_str()?;
    let is_plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_plain && (1..=LONGEST).contains(&ending.len())).then(|| ending.to_ascii_lowercase())
}

/// True for what systems leave beside the files: hidden files, what a Macintosh adds to archives,
/// pictures of a folder, the locks of office programs. One part of a path.
#[must_use]
pub fn is_hidden(part: &str) -> bool {
    const LEFT_BEHIND: &[&str] = &["__MACOSX", "Thumbs.db", "desktop.ini"];
    part.starts_with('.')
        || part.starts_with("~$")
        || LEFT_BEHIND.iter().any(|name| part.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{ending_of, has_known_ending, has_office_ending, is_hidden};
    use std::path::Path;

    #[test]
    fn endings_are_short_and_of_letters() {
        let cases = [
            ("a/通知.DOCX", Some("docx")),
            ("通知.tar.gz", Some("gz")),
            ("a.b/通知", None),
            ("附件1.关于工作的通知", None),
            ("x.thisisnoending", None),
            ("x.", None),
            (".txt", None),
            ("x.\u{1B}m", None),
        ];
        for (name, ending) in cases {
            assert_eq!(ending_of(Path::new(name)).as_deref(), ending, "{name}");
        }
    }

    #[test]
    fn known_and_office_endings_have_any_case() {
        for name in ["a.TXT", "a.Docx", "a.ofd", "a.MD"] {
            assert!(has_known_ending(Path::new(name)), "{name}");
        }
        for name in ["a.exe", "a.mdb", "txt", "a.txt.bak"] {
            assert!(!has_known_ending(Path::new(name)), "{name}");
        }
        assert!(has_office_ending(Path::new("a.XLSX")) && !has_office_ending(Path::new("a.zip")));
    }

    #[test]
    fn what_systems_leave_is_hidden() {
        for name in [".DS_Store", "~$通知.doc", "__MACOSX", "thumbs.DB", "Desktop.ini", "._x.txt"]
        {
            assert!(is_hidden(name), "{name}");
        }
        for name in ["通知.txt", "~通知.txt", "a.txt", "MACOSX"] {
            assert!(!is_hidden(name), "{name}");
        }
    }
}
