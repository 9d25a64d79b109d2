//! What a run makes of files that are gone, replaced by something else, or hidden by an empty disk.
//!
//! Only the command is known here: what it is called with, what it says, what a query answers.

use crate::support::Folder;
use crate::support::command::gongwen_in;
use std::fs;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

fn notices(folder: &Folder, names: &[&str]) {
    names.iter().for_each(|name| drop(folder.write(name, format!("{name}\n{NOTICE}"))));
}

/// Runs archives into `ds`; exit code and what was said.
fn run(folder: &Folder, args: &[&str]) -> (i32, String) {
    let ran = gongwen_in(&folder.0, "", [&["run", "-o", "ds"], args].concat());
    (ran.code.unwrap(), ran.err)
}

fn answer(folder: &Folder, sql: &str) -> Vec<String> {
    let ran = gongwen_in(&folder.0, "", ["query", "ds", sql, "--format", "csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out.lines().skip(1).map(str::to_owned).collect()
}

fn uris(folder: &Folder) -> Vec<String> {
    answer(folder, "select uri from document_sources order by uri")
}

fn quarantined(folder: &Folder) -> Vec<String> {
    answer(folder, "select uri from quarantine order by uri")
}

fn verified(folder: &Folder) {
    let ran = gongwen_in(&folder.0, "", ["verify", "ds"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
}

/// A ZIP archive of notices with these names; those called `broken…` cannot be unpacked.
fn pack(folder: &Folder, place: &str, names: &[&str]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for name in names {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(format!("{name}\n{NOTICE}").as_bytes()).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for name in names.iter().filter(|name| name.starts_with("broken")) {
        let content = format!("{name}\n");
        let at = bytes.windows(content.len()).position(|window| window == content.as_bytes());
        bytes[at.unwrap()] ^= 1;
    }
    folder.write(place, bytes);
}

#[test]
fn what_lay_in_a_folder_that_is_a_file_now_is_gone() {
    let folder = Folder::new("gone-file");
    let names = ["in/a.txt", "in/2024/b.txt", "in/2024/deep/c.txt", "in/new.txt/d.txt"];
    notices(&folder, &names);
    assert_eq!(run(&folder, &["in"]).0, 0);
    for name in ["in/2024", "in/new.txt"] {
        fs::remove_dir_all(folder.path(name)).unwrap();
    }
    folder.write("in/2024", "no folder");
    notices(&folder, &["in/new.txt"]);
    let (code, said) = run(&folder, &["in"]);
    assert!(
        code == 0 && said.contains("3 files in the data set no longer in the archive"),
        "{said}"
    );
    assert!(!said.contains("could not be looked for"), "{said}");
    let (code, said) = run(&folder, &["in", "--prune", "--dry-run"]);
    assert!(code == 0 && said.contains("3 files would be removed"), "{said}");
    let (code, said) = run(&folder, &["in", "--prune"]);
    assert!(code == 0 && said.contains("3 files removed"), "{said}");
    assert_eq!(uris(&folder), ["in/a.txt", "in/new.txt"]);
    verified(&folder);
}

/// An archive that is not called one is not unpacked where it stands in a folder: what may lie in it
/// was not looked at.
#[test]
fn what_may_lie_in_an_archive_that_was_not_opened_stays_and_is_named() {
    let folder = Folder::new("gone-unopened");
    notices(&folder, &["in/a.txt", "in/2024/b.txt"]);
    assert_eq!(run(&folder, &["in"]).0, 0);
    fs::remove_dir_all(folder.path("in/2024")).unwrap();
    pack(&folder, "in/2024", &["b.txt"]);
    let (code, said) = run(&folder, &["in", "--prune"]);
    let stays = "1 file could not be looked for and stays in the data set: in/2024/b.txt";
    assert!(code == 1 && said.contains(stays), "{said}");
    assert_eq!(uris(&folder), ["in/2024/b.txt", "in/a.txt"]);
}

#[test]
fn a_folder_without_any_notice_is_not_emptied_by_itself() {
    let folder = Folder::new("gone-emptied");
    notices(&folder, &["a/1.txt", "disk/2.txt", "disk/sub/3.txt"]);
    assert_eq!(run(&folder, &["a", "disk"]).0, 0);
    let before = uris(&folder);
    fs::rename(folder.path("disk"), folder.path("elsewhere")).unwrap();
    fs::create_dir(folder.path("disk")).unwrap();
    let (code, said) = run(&folder, &["a", "disk"]);
    assert!(
        code == 0 && said.contains("2 files in the data set no longer in the archive"),
        "{said}"
    );
    let cases: [(&[&str], &str); 4] = [
        (&["a", "disk", "--prune"], "disk: found no notices, but "),
        (&["a", "disk/", "--prune", "--quiet"], "the data set has 2 files from there"),
        (&["a", "disk", "--prune", "--dry-run"], "remove them with --prune-all"),
        (&["a", "disk/*.txt", "--prune"], "disk/*.txt: found no notices, but "),
    ];
    for (args, expected) in cases {
        let (code, said) = run(&folder, args);
        assert!(code == 1 && said.contains(expected), "{args:?} {said}");
        assert!(!said.contains("would be removed") && !said.contains("files removed"), "{said}");
        assert_eq!(uris(&folder), before);
    }
    verified(&folder);
    // One notice is enough: then the others are gone.
    notices(&folder, &["disk/2.txt"]);
    assert_eq!(run(&folder, &["a", "disk", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["a/1.txt", "disk/2.txt"]);
    fs::remove_file(folder.path("disk/2.txt")).unwrap();
    let (code, said) = run(&folder, &["a", "disk", "--prune-all"]);
    assert!(code == 0 && said.contains("1 file removed"), "{said}");
    assert_eq!(uris(&folder), ["a/1.txt"]);
    assert_eq!(run(&folder, &["a", "disk", "--prune"]).0, 0, "nothing of it is left");
    verified(&folder);
}

#[test]
fn a_row_of_an_archive_goes_with_its_cause() {
    let folder = Folder::new("gone-cause");
    notices(&folder, &["in/a.txt"]);
    pack(&folder, "in/p.zip", &["broken-1.txt", "broken-2.txt", "good.txt"]);
    assert_eq!(run(&folder, &["in"]).0, 1);
    assert_eq!(quarantined(&folder), ["in/p.zip/broken-1.txt", "in/p.zip/broken-2.txt"]);
    // One of them is no longer packed, and the other is still broken.
    pack(&folder, "in/p.zip", &["broken-2.txt", "good.txt"]);
    let (_, said) = run(&folder, &["in", "--dry-run"]);
    assert!(!said.contains("broken-1.txt") && said.contains("broken-2.txt"), "{said}");
    assert_eq!(run(&folder, &["in"]).0, 1);
    assert_eq!(quarantined(&folder), ["in/p.zip/broken-2.txt"]);
    // While the archive cannot be opened, nothing is known of what is in it.
    let whole = fs::read(folder.path("in/p.zip")).unwrap();
    fs::write(folder.path("in/p.zip"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(&folder, &["in"]).0, 1);
    assert!(quarantined(&folder).contains(&"in/p.zip".to_owned()), "{:?}", quarantined(&folder));
    // The row of the archive itself goes though a member is still broken.
    fs::write(folder.path("in/p.zip"), &whole).unwrap();
    assert_eq!(run(&folder, &["in"]).0, 1);
    assert_eq!(quarantined(&folder), ["in/p.zip/broken-2.txt"]);
    pack(&folder, "in/p.zip", &["good.txt"]);
    // What was saved from half of the archive is no longer packed.
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(quarantined(&folder), [""; 0]);
    assert_eq!(uris(&folder), ["in/a.txt", "in/p.zip/good.txt"]);
    verified(&folder);
}

#[test]
fn a_file_that_is_an_archive_now_has_changed() {
    let folder = Folder::new("gone-replaced");
    notices(&folder, &["in/a.txt", "in/p.zip"]);
    assert_eq!(run(&folder, &["in"]).0, 0);
    assert_eq!(uris(&folder), ["in/a.txt", "in/p.zip"]);
    pack(&folder, "in/p.zip", &["1.txt", "broken.txt"]);
    let (code, said) = run(&folder, &["in"]);
    assert!(code == 1 && said.contains("(1 new, 0 changed, 1 removed)"), "{said}");
    assert!(!said.contains("no longer in the archive"), "{said}");
    assert_eq!(uris(&folder), ["in/a.txt", "in/p.zip/1.txt"]);
    // One that cannot be read as what it is now keeps what was read before.
    notices(&folder, &["in/p.zip"]);
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    pack(&folder, "in/p.zip", &["1.txt"]);
    let whole = fs::read(folder.path("in/p.zip")).unwrap();
    fs::write(folder.path("in/p.zip"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(&folder, &["in"]).0, 1);
    assert_eq!(uris(&folder), ["in/a.txt", "in/p.zip"]);
    // The members of an archive that is a notice now are gone, many as they may be.
    fs::write(folder.path("in/p.zip"), &whole).unwrap();
    assert_eq!(run(&folder, &["in"]).0, 0);
    notices(&folder, &["in/p.zip"]);
    let (code, said) = run(&folder, &["in"]);
    assert!(
        code == 0 && said.contains("1 file in the data set no longer in the archive"),
        "{said}"
    );
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/a.txt", "in/p.zip"]);
    verified(&folder);
}
