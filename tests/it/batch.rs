//! Finding the files behind the paths.

use crate::support::Folder;
use gongwen_engine::{Reading, Unpacker, WholeFile, discover};
use std::io::Write;
use std::path::PathBuf;

fn unpacker() -> Unpacker {
    Unpacker::by(Reading::default())
}

#[test]
fn a_named_file_is_taken_whatever_it_is_called_and_once() {
    let folder = Folder::new("discover");
    let note = folder.write("note.log", "x");
    folder.write("b.txt", "x");
    let found =
        discover(unpacker(), &[note.clone(), folder.0.clone(), note.clone(), "-".into()]).unwrap();
    let names: Vec<PathBuf> = found.entries.iter().map(|entry| entry.place.clone()).collect();
    assert_eq!(names, ["note.log", "b.txt", "stdin"].map(PathBuf::from));
    assert_eq!(found.skipped.message().to_string(), "1 file skipped: 1 .log");
    assert!(found.errors.is_empty());
}

#[test]
fn a_path_that_is_not_there_stops_before_anything_is_read() {
    let error = discover(unpacker(), &["no/such/folder".into()]).unwrap_err();
    assert_eq!(error.path(), "no/such/folder");
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_never_replaced() {
    let mut null = WholeFile::begin(std::path::Path::new("/dev/null")).unwrap();
    null.write_all(b"gone").unwrap();
    null.keep().unwrap();
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn a_link_to_the_output_stays_a_link() {
    let folder = Folder::new("whole-link");
    let real = folder.write("real.ndjson", "before");
    let link = folder.path("link.ndjson");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mut file = WholeFile::begin(&link).unwrap();
    file.write_all(b"after").unwrap();
    file.keep().unwrap();
    assert_eq!(std::fs::read_to_string(&real).unwrap(), "after");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(folder.names(), ["link.ndjson", "real.ndjson"]);
}
