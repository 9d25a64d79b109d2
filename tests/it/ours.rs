//! What is somebody else's is left alone, by every command that writes.
//!
//! Only the command is known here: what it is called with, what it says, what lies on disk.

use crate::support::command::{Ran, gongwen_in};
use crate::support::{Folder, root};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

/// Files and links below a folder, with what they hold; empty folders too.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let held = match kind.is_dir() {
                true => Vec::new(),
                false => fs::read(&path).unwrap_or_else(|_| b"leads nowhere".to_vec()),
            };
            all.insert(path.strip_prefix(folder).unwrap().to_owned(), held);
            if kind.is_dir() {
                waiting.push(path);
            }
        }
    }
    all
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// A folder with notices, an archive, somebody else's files and folders, and results of ours.
fn prepared(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("in/a.txt", NOTICE);
    folder.write("in/b.json", NOTICE);
    folder.write("in/deep/c.txt", NOTICE);
    fs::copy(root().join("fixtures/formats/pack.zip"), folder.path("in/pack.zip")).unwrap();
    fs::hard_link(folder.path("in/a.txt"), folder.path("same.txt")).unwrap();
    folder.write("notes.txt", "牛奶、面包");
    folder.write("words.csv", "short,full,levels,kind,reason\n");
    folder.write("gongwen.toml", "");
    folder.write("other/parquet/sales/q1.parquet", "PAR1");
    folder.write("other/csv/customers.csv", "id,name\n");
    folder.write("other/quarantine/mine.txt", "x");
    folder.write("out/a.json", "{\"title\": \"somebody else's\"}");
    folder.write("site/manifest.json", "{\"name\": \"somebody else's\"}");
    folder.write("site/.building/mine.txt", "x");
    folder.write("hidden/.gitignore", "target\n");
    folder.write("blank/kept.txt", "x");
    let made = run(&folder, &["run", "in/a.txt", "-o", "ds", "--quiet"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    folder.write("ds/quarantine/mine.txt", NOTICE);
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Ran {
    gongwen_in(&folder.0, "", args)
}

#[test]
fn what_is_somebody_elses_is_refused_with_reason_and_way_out() {
    let folder = prepared("ours-refused");
    let is_read = "is an input file and will not be overwritten; choose another output";
    let foreign = "already exists and holds no gongwen records; choose another output, or pass --overwrite to replace it";
    let no_data_set = "is not a data set and not empty (it contains ";
    let no_store = "is not a snapshot store and not empty (it contains ";
    let inside = "name an archive outside of it";
    let read_folder =
        "is an input folder, and nothing is written into it; choose another output folder";
    let cases: &[(&[&str], &str)] = &[
        (&["extract", "in/a.txt", "-o", "in/a.txt"], is_read),
        (&["extract", "in/a.txt", "-o", "in/a.txt", "--overwrite"], is_read),
        (&["extract", "in/a.txt", "-o", "in/../in/a.txt", "--overwrite"], is_read),
        (&["extract", "in/a.txt", "-o", "same.txt", "--overwrite"], is_read),
        (&["extract", "in", "-o", "in/deep/c.txt", "--overwrite"], is_read),
        (&["extract", "in/pack.zip", "-o", "in/pack.zip", "--overwrite"], is_read),
        (&["extract", "in", "-o", "in/pack.zip", "--overwrite"], is_read),
        (&["extract", "in/b.json", "-o", "in", "--format", "json", "--overwrite"], is_read),
        (&["extract", "in/b.json", "-o", "in/b.json", "--format", "json", "--overwrite"], is_read),
        (
            &["extract", "in", "-o", "words.csv", "--lexicon-units", "words.csv", "--overwrite"],
            is_read,
        ),
        (&["extract", "in", "-o", "gongwen.toml", "--overwrite"], is_read),
        (&["extract", "in", "-o", "in"], read_folder),
        (&["extract", "in", "-o", "in", "--format", "json", "--overwrite"], read_folder),
        (&["extract", "in/a.txt", "-o", "notes.txt"], foreign),
        (&["extract", "in", "-o", "out", "--format", "json"], foreign),
        (&["run", "in", "-o", "in"], no_data_set),
        (&["run", "in/a.txt", "-o", "in"], no_data_set),
        (&["run", "in", "-o", "other"], no_data_set),
        (&["run", "in", "-o", "other", "--force", "--format", "parquet,csv"], no_data_set),
        (&["run", "in", "-o", "other", "--dry-run"], no_data_set),
        (&["run", "in", "-o", "hidden"], no_data_set),
        (&["run", "in", "-o", "notes.txt"], "is a file, not a folder"),
        (&["run", "ds/quarantine", "-o", "ds"], inside),
        (&["run", "ds", "-o", "ds"], inside),
        (&["run", "in", "ds/quarantine/mine.txt", "-o", "ds", "--dry-run"], inside),
        (&["snapshot", "record", "in", "-s", "in"], no_store),
        (&["snapshot", "record", "in", "-s", "other"], no_store),
        (&["snapshot", "record", "in", "-s", "hidden"], no_store),
        (&["snapshot", "record", "in", "-s", "site"], "site/manifest.json:"),
        (&["snapshot", "record", "in", "-s", "notes.txt"], "is a file, not a folder"),
    ];
    let before = content(&folder.0);
    for (args, expected) in cases {
        let ran = run(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?} {}", ran.err);
        assert!(ran.err.contains(expected), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.matches('\n').count(), 1, "said once: {}", ran.err);
        let now = content(&folder.0);
        let differs = |path: &&PathBuf| now.get(*path) != before.get(*path);
        let changed: Vec<_> = now.keys().chain(before.keys()).filter(differs).collect();
        assert!(changed.is_empty(), "{args:?} changed {changed:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_to_what_is_read() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("ours-links");
    folder.write("in/a.txt", NOTICE);
    symlink("in/a.txt", folder.path("link.ndjson")).unwrap();
    symlink("in", folder.path("linked")).unwrap();
    let before = content(&folder.0);
    let cases: &[&[&str]] = &[
        &["extract", "in", "-o", "link.ndjson", "--overwrite"],
        &["extract", "link.ndjson", "-o", "in/a.txt", "--overwrite"],
        &["extract", "in", "-o", "linked/a.txt", "--overwrite"],
        &["extract", "in", "-o", "linked", "--format", "json"],
        &["run", "in", "-o", "linked"],
        &["snapshot", "record", "in", "-s", "linked"],
    ];
    for args in cases {
        let ran = run(&folder, args);
        assert_eq!(ran.code, Some(2), "{args:?} {}", ran.err);
        assert!(content(&folder.0) == before, "{args:?} changed something: {}", ran.err);
    }
    // Standard input is read, too, where it is a file.
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["extract", "-", "-o", "in/a.txt", "--overwrite"])
        .current_dir(&folder.0)
        .stdin(fs::File::open(folder.path("in/a.txt")).unwrap())
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(content(&folder.0) == before);
}

#[test]
fn what_is_ours_or_asked_for_is_replaced() {
    let folder = prepared("ours-replaced");
    folder.write("empty.ndjson", "");
    folder.write("empty/.keep", "");
    fs::remove_file(folder.path("empty/.keep")).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["extract", "in/a.txt", "-o", "r.ndjson"], "r.ndjson"),
        (&["extract", "in", "-o", "r.ndjson"], "r.ndjson"),
        (&["extract", "in/a.txt", "-o", "r.json", "--format", "json"], "r.json"),
        (&["extract", "in/deep/c.txt", "-o", "r.json", "--format", "json"], "r.json"),
        (&["extract", "in/a.txt", "-o", "empty.ndjson"], "empty.ndjson"),
        (&["extract", "in/a.txt", "-o", "notes.txt", "--overwrite"], "notes.txt"),
        (&["extract", "in/a.txt", "-o", "out", "--format", "json", "--overwrite"], "out/a.json"),
        (&["extract", "in/a.txt", "-o", "out", "--format", "json"], "out/a.json"),
        (&["extract", "in/a.txt", "in/b.json", "-o", "new", "--format", "json"], "new/b.json"),
        (&["extract", "in/a.txt", "-o", "/dev/null"], "/dev/null"),
        (&["run", "in", "-o", "empty", "--quiet"], "empty/gongwen.sqlite"),
        (&["run", "in", "-o", "empty", "--quiet"], "empty/gongwen.sqlite"),
        (&["run", "in", "-o", "fresh", "--quiet"], "fresh/gongwen.sqlite"),
        (&["run", ".", "-o", "ds", "--quiet"], "ds/gongwen.sqlite"),
        (&["snapshot", "record", "in/a.txt", "-s", "st", "--quiet"], "st/manifest.json"),
        (&["snapshot", "record", "in", "-s", "st", "--quiet"], "st/manifest.json"),
    ];
    for (args, place) in cases {
        let ran = run(&folder, args);
        assert!(ran.code == Some(0), "{args:?} {:?} {}", ran.code, ran.err);
        let written = fs::read(folder.path(place)).unwrap();
        let is_record = written.starts_with(b"{") || !args.contains(&"extract");
        assert!(is_record || *place == "/dev/null", "{args:?}");
    }
    // What lies in the data set is no part of the archive around it.
    let asked =
        run(&folder, &["query", "ds", "select uri from document_sources", "--format", "csv"]);
    assert!(asked.out.contains("./in/a.txt") && !asked.out.contains("./ds/"), "{}", asked.out);
}

#[test]
fn a_key_allows_what_the_flag_does() {
    let folder = Folder::new("ours-key");
    folder.write("a.txt", NOTICE);
    folder.write("notes.txt", "x");
    folder.write("gongwen.toml", "[extract]\noverwrite = true\noutput = \"notes.txt\"\n");
    assert_eq!(run(&folder, &["extract", "a.txt", "--overwrite=false"]).code, Some(2));
    assert_eq!(fs::read(folder.path("notes.txt")).unwrap(), b"x");
    assert_eq!(run(&folder, &["extract", "a.txt"]).code, Some(0));
    assert!(fs::read(folder.path("notes.txt")).unwrap().starts_with(b"{"));
}

/// Files that somebody put into a data set.
const PUT_IN: &[&str] = &[
    "ds/notes.md",
    "ds/csv/customers.csv",
    "ds/csv/more/2025.csv",
    "ds/parquet/sales/q1.parquet",
    "ds/parquet/tasks/mine.txt",
    "ds/ndjson/mine.ndjson",
    "ds/quarantine/mine.txt",
    "ds/runs/mine.json",
    "ds/.work/mine.txt",
];

#[test]
fn what_somebody_put_into_a_data_set_survives() {
    let folder = Folder::new("ours-survives");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/large.txt", vec![b'a'; 3 << 20]);
    let limit = ["--max-bytes", "2097152", "--acknowledge", "--quiet"];
    let all = |more: &[&str]| {
        let args = [&["run", "in", "-o", "ds"], &limit[..], more].concat();
        let ran = run(&folder, &args);
        assert_eq!(ran.code, Some(0), "{more:?} {}", ran.err);
    };
    all(&["--format", "parquet,csv"]);
    PUT_IN.iter().for_each(|name| _ = folder.write(name, *name));
    let steps: &[&[&str]] = &[
        &[],
        &["--force"],
        &["--format", "parquet,csv,ndjson"],
        &["--format", "json"],
        &["--format", "sqlite"],
        &["--format", "csv", "--prune-all"],
        &["--format", "parquet", "--buckets", "256"],
        &["--force"],
    ];
    for (at, step) in steps.iter().enumerate() {
        folder.write(&format!("in/{at}.txt"), format!("第{at}号\n{NOTICE}"));
        all(step);
        for name in PUT_IN {
            let held = fs::read_to_string(folder.path(name)).unwrap_or_default();
            assert_eq!(held, *name, "after step {at} {step:?}");
        }
    }
    // What the data set made goes with its format.
    assert!(
        !folder.path("ds/csv/tasks.csv").exists() && !folder.path("ds/csv/_files.json").exists()
    );
    assert!(!folder.path("ds/json").exists());
    assert!(folder.path("ds/parquet/tasks/tasks-00.parquet").is_file());
    // A file that was in quarantine and can be read leaves nothing there.
    folder.write("in/large.txt", NOTICE);
    all(&[]);
    assert_eq!(names(&folder.path("ds/quarantine")), ["mine.txt"]);
}

#[test]
fn what_stands_where_tables_belong_is_refused() {
    let folder = Folder::new("ours-in-the-way");
    folder.write("in/a.txt", NOTICE);
    assert_eq!(run(&folder, &["run", "in", "-o", "ds", "--format", "sqlite"]).code, Some(0));
    folder.write("ds/csv", "a file");
    folder.write("ds/json/tasks.json/mine.txt", "a folder");
    let before = content(&folder.path("ds"));
    for (format, expected) in [
        ("csv", "ds/csv: gongwen needs this path"),
        ("json", "tasks.json: gongwen needs this path"),
    ] {
        let ran = run(&folder, &["run", "in", "-o", "ds", "--format", format]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(
            ran.err.contains(expected) && ran.err.contains("move what is there"),
            "{}",
            ran.err
        );
    }
    let now = content(&folder.path("ds"));
    for name in ["csv", "json/tasks.json/mine.txt"] {
        assert_eq!(now.get(Path::new(name)), before.get(Path::new(name)));
    }
}

#[test]
fn a_data_set_is_known_without_its_mark_and_one_that_was_begun_too() {
    let folder = Folder::new("ours-mark");
    folder.write("in/a.txt", NOTICE);
    assert_eq!(run(&folder, &["run", "in", "-o", "ds"]).code, Some(0));
    fs::remove_file(folder.path("ds/.gongwen")).unwrap();
    assert_eq!(run(&folder, &["run", "in", "-o", "ds"]).code, Some(0));
    assert!(folder.path("ds/.gongwen").is_file());
    // A run that was killed after its first step, or in the middle of it.
    for (name, mark) in [("begun", fs::read(folder.path("ds/.gongwen")).unwrap()), ("cut", vec![])]
    {
        folder.write(&format!("{name}/.gongwen"), mark);
        folder.write(&format!("{name}/.work/readings.sqlite"), "");
        let ran = run(&folder, &["run", "in", "-o", name]);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
    }
    folder.write("forged/.gongwen", "something else");
    assert_eq!(run(&folder, &["run", "in", "-o", "forged"]).code, Some(2));
    // A run that found nothing leaves an empty folder empty.
    fs::create_dir_all(folder.path("none")).unwrap();
    fs::create_dir_all(folder.path("nothing")).unwrap();
    assert_eq!(run(&folder, &["run", "nothing", "-o", "none"]).code, Some(2));
    assert!(names(&folder.path("none")).is_empty());
}

/// Kills at every rename of a run that exchanges folders: what somebody put into them is there after
/// the next run, whatever step was the last.
#[cfg(target_os = "linux")]
#[test]
fn what_somebody_put_into_a_data_set_survives_kills() {
    let folder = Folder::new("ours-killed");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/scan.pdf", "%PDF-1.4\nno text");
    let format = ["--format", "parquet,csv", "--quiet", "--acknowledge"];
    let first = run(&folder, &[&["run", "in", "-o", "ds"], &format[..]].concat());
    assert_eq!(first.code, Some(0), "{}", first.err);
    let own = [
        "ds/csv/customers.csv",
        "ds/parquet/sales/q1.parquet",
        "ds/parquet/tasks/mine.txt",
        "ds/parquet/tasks/tasks-99.parquet",
        "ds/quarantine/0123456789ab-mine.txt",
    ];
    own.iter().for_each(|name| _ = folder.write(name, *name));
    let mut killed = 0;
    for step in 1..=12 {
        folder.write("in/b.txt", format!("第{step}号\n{NOTICE}"));
        folder.write("in/scan.pdf", format!("%PDF-1.4\nno text {step}"));
        let calls = "rename,renameat,renameat2";
        let inject = format!("inject={calls}:signal=KILL:when={step}");
        let traced = std::process::Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e", &inject])
            .args([env!("CARGO_BIN_EXE_gongwen"), "run", "in", "-o", "ds"])
            .args(format)
            .current_dir(&folder.0)
            .output();
        match traced {
            Err(cause) => return println!("not run: strace cannot be started ({cause})"),
            Ok(output) if output.status.success() => break,
            Ok(output) if output.status.code().is_some_and(|code| code < 128) => {
                return println!("not run: {}", String::from_utf8_lossy(&output.stderr));
            }
            Ok(_) => killed += 1,
        }
        let next = run(&folder, &[&["run", "in", "-o", "ds"], &format[..]].concat());
        assert_eq!(next.code, Some(0), "after step {step}: {}", next.err);
        for name in own {
            let held = fs::read_to_string(folder.path(name)).unwrap_or_default();
            assert_eq!(held, name, "after a kill at step {step}");
        }
        let copies = names(&folder.path("ds/quarantine"));
        assert_eq!(
            copies.len(),
            2,
            "one copy and one other after a kill at step {step}: {copies:?}"
        );
    }
    assert!(killed >= 4, "{killed} kills only: nothing was exchanged");
}

#[test]
fn folders_of_ours_in_an_archive_are_passed_over() {
    let folder = prepared("ours-passed-over");
    let made = run(&folder, &["snapshot", "record", "in", "-s", "in/st", "--quiet"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    fs::rename(folder.path("ds"), folder.path("in/ds")).unwrap();
    // Somebody else's manifest makes no store of a folder.
    folder.write("in/site/manifest.json", "{\"layout\": 1}");
    folder.write("in/site/d.txt", NOTICE);
    let ran = run(&folder, &["extract", "in"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let names: Vec<&str> = ["a.txt", "deep/c.txt", "site/d.txt"].to_vec();
    for name in names {
        assert!(ran.out.contains(&format!("\"path\":\"in/{name}\"")), "{name}");
    }
    assert!(!ran.out.contains("in/st/") && !ran.out.contains("in/ds/"), "{}", ran.out);
    assert!(ran.err.contains("; 2 folders written by gongwen skipped"), "{}", ran.err);
}

#[test]
fn a_record_that_cannot_stand_at_its_place_is_told_before_any_is_written() {
    let folder = Folder::new("ours-in-the-way");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/b.json/c.txt", NOTICE);
    folder.write("in/b.txt", NOTICE);
    folder.write("out/b.json", "");
    let args = ["extract", "in", "-o", "out", "--format", "json", "--overwrite"];
    let ran = run(&folder, &args);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains("out/b.json: gongwen needs this path for its own folder"),
        "{}",
        ran.err
    );
    assert_eq!(content(&folder.path("out")).len(), 1);
    fs::remove_file(folder.path("out/b.json")).unwrap();
    for _ in 0..2 {
        let ran = run(&folder, &args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let written: Vec<PathBuf> = content(&folder.path("out")).into_keys().collect();
    assert_eq!(written, ["a.json", "b.json", "b.json/c.json", "b~2.json"].map(PathBuf::from));
}
