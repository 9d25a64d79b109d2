//! A data set holds what its archive holds now: what is gone leaves, and only that.
//!
//! Only the command is known here: what it is called with, what it says, what a query answers.

use crate::support::command::{Ran, gongwen_in};
use crate::support::{Folder, root};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

fn notice(folder: &Folder, name: &str) {
    folder.write(name, format!("{name}\n{NOTICE}"));
}

fn notices(folder: &Folder, names: &[&str]) {
    names.iter().for_each(|name| notice(folder, name));
}

fn gongwen(folder: &Folder, args: &[&str]) -> Ran {
    gongwen_in(&folder.0, "", args)
}

/// Runs archives into `ds`; exit code and what was said.
fn run(folder: &Folder, args: &[&str]) -> (i32, String) {
    let ran = gongwen(folder, &[&["run", "-o", "ds"], args].concat());
    (ran.code.unwrap(), ran.err)
}

fn answer(folder: &Folder, sql: &str) -> Vec<String> {
    let ran = gongwen(folder, &["query", "ds", sql, "--format", "csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out.lines().skip(1).map(str::to_owned).collect()
}

fn uris(folder: &Folder) -> Vec<String> {
    answer(folder, "select uri from document_sources order by uri")
}

fn verified(folder: &Folder) {
    let ran = gongwen(folder, &["verify", "ds"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
}

#[test]
fn what_other_archives_brought_in_stays_unless_asked_for() {
    let folder = Folder::new("prune-others");
    notices(&folder, &["a/part/1.txt", "a/part/2.txt", "a/parted/3.txt", "b/4.txt"]);
    assert_eq!(run(&folder, &["a", "b"]).0, 0);
    fs::remove_file(folder.path("a/part/2.txt")).unwrap();
    fs::remove_file(folder.path("a/parted/3.txt")).unwrap();
    // A file that was named once, and is none of those that a folder is looked through for.
    notice(&folder, "a/part/5.log");
    assert_eq!(run(&folder, &["a/part/5.log"]).0, 0);
    // Only what lies below `a/part` was looked for.
    let (code, said) = run(&folder, &["a/part"]);
    assert!(
        code == 0 && said.contains("1 file in the data set no longer in the archive"),
        "{said}"
    );
    let (_, said) = run(&folder, &["a/part", "--prune", "--dry-run"]);
    assert!(said.contains("1 file would be removed"), "{said}");
    let (_, said) = run(&folder, &["a/part", "--prune"]);
    assert!(said.contains("1 file removed"), "{said}");
    assert_eq!(uris(&folder), ["a/part/1.txt", "a/part/5.log", "a/parted/3.txt", "b/4.txt"]);
    let (_, said) = run(&folder, &["a/part", "--prune-all", "--dry-run"]);
    assert!(said.contains("2 files would be removed"), "{said}");
    let (_, said) = run(&folder, &["a/part", "--prune-all"]);
    assert!(said.contains("2 files removed"), "{said}");
    assert_eq!(uris(&folder), ["a/part/1.txt", "a/part/5.log"], "it is there");
    verified(&folder);
}

#[test]
fn patterns_and_lists_prune_what_they_name() {
    let folder = Folder::new("prune-named");
    let names = ["in/2024/1.txt", "in/2025-1/2.txt", "in/2025-1/3.txt", "in/2025-2/4.html"];
    notices(&folder, &names);
    assert_eq!(run(&folder, &["in"]).0, 0);
    for name in ["in/2024/1.txt", "in/2025-1/2.txt"] {
        fs::remove_file(folder.path(name)).unwrap();
    }
    fs::remove_dir_all(folder.path("in/2025-2")).unwrap();
    assert_eq!(run(&folder, &["in/2025-*/*.txt", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/2024/1.txt", "in/2025-1/3.txt", "in/2025-2/4.html"]);
    // Of a list, what it names and is not there; that it is not there is told, as ever.
    let listed = "in/2025-1/3.txt\nin/2025-2/4.html\n";
    let ran = gongwen_in(&folder.0, listed, ["run", "-", "-o", "ds", "--prune"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("in/2025-2/4.html: not-found"), "{}", ran.err);
    assert_eq!(uris(&folder), ["in/2024/1.txt", "in/2025-1/3.txt"]);
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/2025-1/3.txt"]);
    assert!(answer(&folder, "select uri from quarantine").is_empty());
    verified(&folder);
}

#[test]
fn members_of_an_archive_that_is_damaged_today_stay() {
    let folder = Folder::new("prune-damaged");
    notice(&folder, "in/a.txt");
    let pack = root().join("fixtures/formats/pack.zip");
    fs::copy(&pack, folder.path("in/pack.zip")).unwrap();
    let (code, said) = run(&folder, &["in"]);
    assert_eq!(code, 0, "{said}");
    let before = uris(&folder);
    assert!(before.len() > 2, "{before:?}");
    let whole = fs::read(&pack).unwrap();
    for length in [whole.len() / 2, whole.len() - 30, 0] {
        fs::write(folder.path("in/pack.zip"), &whole[..length]).unwrap();
        let (code, said) = run(&folder, &["in", "--prune", "--dry-run"]);
        assert!(!said.contains("would be removed"), "{length}: {said}");
        let (again, said) = run(&folder, &["in", "--prune", "--quiet"]);
        assert!(again == 1 && (code == 1 || length == 0), "{length}: {code} {again} {said}");
        assert!(said.contains("cannot read: in/pack.zip"), "{length}: {said}");
        let kept = uris(&folder);
        let lost: Vec<_> = before.iter().filter(|uri| !kept.contains(uri)).collect();
        assert!(lost.is_empty(), "{length}: lost {lost:?}");
    }
    // A fresh copy of it is all that is needed.
    fs::write(folder.path("in/pack.zip"), &whole).unwrap();
    let (code, said) = run(&folder, &["in", "--prune"]);
    assert_eq!((code, uris(&folder)), (0, before), "{said}");
    fs::remove_file(folder.path("in/pack.zip")).unwrap();
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/a.txt"]);
    verified(&folder);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_looked_at_stays_and_is_told() {
    let folder = Folder::new("prune-unseen");
    notices(&folder, &["in/a.txt", "in/sub/b.txt", "in/sub/c.txt", "in/z.txt"]);
    assert_eq!(run(&folder, &["in"]).0, 0);
    let before = uris(&folder);
    fs::rename(folder.path("in/sub"), folder.path("kept")).unwrap();
    let stays = "2 files could not be looked for and stay in the data set";
    // For everybody, root too: a link that leads to itself.
    std::os::unix::fs::symlink("sub", folder.path("in/sub")).unwrap();
    for more in [&["--dry-run"][..], &[], &["--quiet"], &["--acknowledge"]] {
        let (code, said) = run(&folder, &[&["in", "--prune"], more].concat());
        assert!(code == 1 && said.contains("cannot list: in/sub: "), "{more:?} {said}");
        assert!(said.contains(stays) && !said.contains(" removed\n"), "{more:?} {said}");
        assert_eq!(uris(&folder), before);
    }
    fs::remove_file(folder.path("in/sub")).unwrap();
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/a.txt", "in/z.txt"]);
    verified(&folder);
}

/// Folders without rights, as an ordinary user: root may look into all of them.
#[cfg(unix)]
#[test]
fn a_folder_without_rights_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("prune-denied");
    notices(&folder, &["in/a.txt", "in/sub/b.txt", "in/sub/deep/c.txt"]);
    let rights = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    rights(".", 0o777);
    let denied =
        |folder: &Folder| as_user(folder, &["test", "-r", "in/sub"]).status.code() == Some(1);
    let gongwen = env!("CARGO_BIN_EXE_gongwen");
    let run = |more: &[&str]| {
        let output =
            as_user(&folder, &[&[gongwen, "run", "in", "-o", "ds", "--prune"], more].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run(&[]);
    if code != Some(0) {
        return println!(
            "not run: an ordinary user cannot start the command here ({code:?} {said})"
        );
    }
    let before = uris(&folder);
    for (mode, what) in [(0o000, "no rights"), (0o444, "names only"), (0o111, "no names")] {
        rights("in/sub", mode);
        if mode == 0 && !denied(&folder) {
            rights("in/sub", 0o755);
            return println!("not run: rights deny nothing here");
        }
        let (code, said) = run(&[]);
        rights("in/sub", 0o755);
        assert!(code == Some(1) && said.contains("cannot list: in/sub"), "{what}: {said}");
        assert!(!said.contains(" removed\n"), "{what}: {said}");
        assert_eq!(uris(&folder), before, "{what}");
    }
    assert_eq!(run(&[]).0, Some(0));
    assert_eq!(uris(&folder), before);
}

/// Runs something as a user without privileges, where this process has some.
#[cfg(unix)]
fn as_user(folder: &Folder, command: &[&str]) -> Output {
    let is_root = fs::read("/proc/self/status")
        .is_ok_and(|text| String::from_utf8_lossy(&text).contains("Uid:\t0\t"));
    let user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let words = if is_root { [&user[..], command].concat() } else { command.to_vec() };
    let run = |words: &[&str]| {
        Command::new(words[0])
            .args(&words[1..])
            .current_dir(&folder.0)
            .stdin(Stdio::null())
            .output()
    };
    run(&words).or_else(|_| run(&["false"])).unwrap()
}

#[test]
fn readings_of_another_archive_are_not_published() {
    let folder = Folder::new("prune-interrupted");
    for number in 0..300 {
        folder.write(&format!("a/{number:03}.txt"), format!("第{number}号\n{NOTICE}"));
    }
    // The same words at other paths, one of them before and one behind the first archive's.
    for (from, to) in [("a/001.txt", "A/first.txt"), ("a/002.txt", "b/second.txt")] {
        folder.write(to, fs::read(folder.path(from)).unwrap());
    }
    notice(&folder, "b/own.txt");
    let kept = killed_with_readings(&folder);
    assert!(kept > 0, "the run was over before it could be killed");
    let (code, said) = run(&folder, &["A", "b"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("interrupted"), "nothing of it serves: {said}");
    assert_eq!(uris(&folder), ["A/first.txt", "b/own.txt", "b/second.txt"]);
    let sql = "select source_uri from documents order by source_uri";
    assert_eq!(answer(&folder, sql), uris(&folder));
    verified(&folder);
}

#[test]
fn readings_serve_files_that_are_as_they_were() {
    let folder = Folder::new("prune-resumed");
    for number in 0..300 {
        folder.write(&format!("a/{number:03}.txt"), format!("第{number}号\n{NOTICE}"));
    }
    // Twice the same notice: its rows come from the first file, which changes after the kill.
    folder.write("a/0001.txt", fs::read(folder.path("a/001.txt")).unwrap());
    assert!(killed_with_readings(&folder) > 0, "the run was over before it could be killed");
    notice(&folder, "a/0001.txt");
    fs::remove_file(folder.path("a/zz.txt")).unwrap();
    fs::remove_file(folder.path("a/003.txt")).unwrap();
    let (code, said) = run(&folder, &["a"]);
    assert!(code == 0 && said.contains("resumed an interrupted run"), "{said}");
    assert!(said.contains("300 files: 300 read"), "each is counted once: {said}");
    assert_eq!(uris(&folder).len(), 300);
    verified(&folder);
    let (_, said) = run(&folder, &["a", "--force"]);
    assert!(said.contains("(0 new, 0 changed, 0 removed)"), "{said}");
}

/// Begins a run of `a` and kills it when it has kept readings; tells how many.
fn killed_with_readings(folder: &Folder) -> i64 {
    // A file that takes its time, behind those that are read before.
    folder.write("a/zz.txt", NOTICE.repeat(20_000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["run", "a", "-o", "ds", "--quiet"])
        .current_dir(&folder.0)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(120);
    while kept(&folder.path("ds")) == 0
        && Instant::now() < until
        && child.try_wait().unwrap().is_none()
    {
        std::thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    child.wait().unwrap();
    kept(&folder.path("ds"))
}

fn kept(out: &Path) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let opened = rusqlite::Connection::open_with_flags(out.join(".work/readings.sqlite"), flags);
    let count = |state: rusqlite::Connection| {
        state.query_row("select count(*) from source", [], |row| row.get(0))
    };
    opened.and_then(count).unwrap_or(0)
}

#[test]
fn known_files_are_acknowledged_until_they_change() {
    let folder = Folder::new("prune-acknowledge");
    notice(&folder, "in/a.txt");
    let large = |name: &str, byte: u8| folder.write(name, vec![byte; 3 << 20]);
    large("in/large.txt", b'a');
    let run = |more: &[&str]| run(&folder, &[&["in", "--max-bytes", "2097152"], more].concat());
    let (code, said) = run(&[]);
    assert!(code == 1 && said.contains("mark them as known with --acknowledge"), "{said}");
    assert_eq!(run(&[]).0, 1);
    let (code, said) = run(&["--acknowledge"]);
    assert!(code == 0 && said.contains("1 file acknowledged, 0 new"), "{said}");
    for more in [&[][..], &["--quiet"], &["--force"], &["--dry-run"], &["--prune"]] {
        let (code, said) = run(more);
        assert!(code == 0 && !said.contains("cannot read:"), "{more:?} {said}");
    }
    assert_eq!(run(&["--quiet"]).1, "", "nothing is new");
    let sql = "select uri, acknowledged_at is not null as known from quarantine order by uri";
    assert_eq!(answer(&folder, sql), ["in/large.txt,1"]);
    verified(&folder);
    // A new one, and the same one with other bytes.
    large("in/other.txt", b'a');
    let (code, said) = run(&["--quiet"]);
    assert!(code == 1 && said.contains("cannot read: in/other.txt"), "{said}");
    assert!(!said.contains("in/large.txt"), "{said}");
    assert_eq!(run(&["--acknowledge"]).0, 0);
    large("in/large.txt", b'b');
    let (code, said) = run(&[]);
    assert!(code == 1 && said.contains("1 file acknowledged, 1 new"), "{said}");
    assert_eq!(answer(&folder, sql), ["in/large.txt,0", "in/other.txt,1"]);
    // One that can be read is no longer known as one that cannot.
    assert_eq!(run(&["--acknowledge"]).0, 0);
    notice(&folder, "in/large.txt");
    assert_eq!(run(&[]).0, 0);
    large("in/large.txt", b'b');
    assert_eq!(run(&[]).0, 1);
}

#[test]
fn a_file_that_no_limit_allows_is_known_by_its_size() {
    let folder = Folder::new("prune-huge");
    notice(&folder, "in/a.txt");
    let path = folder.write("in/huge.txt", "");
    let grow = |size: u64| fs::File::options().write(true).open(&path).unwrap().set_len(size);
    grow((1 << 30) + 1).unwrap();
    assert_eq!(run(&folder, &["in", "--acknowledge"]).0, 0);
    let sql = "select bytes, sha256 is null as unhashed from quarantine";
    assert_eq!(answer(&folder, sql), ["1073741825,1"]);
    assert_eq!(run(&folder, &["in"]).0, 0);
    assert_eq!(run(&folder, &["in", "--dry-run"]).0, 0);
    grow((1 << 30) + 2).unwrap();
    assert_eq!(run(&folder, &["in", "--dry-run"]).0, 1);
    assert_eq!(run(&folder, &["in"]).0, 1);
}

#[test]
fn a_file_that_another_archive_left_unread_can_be_acknowledged() {
    let folder = Folder::new("prune-acknowledge-others");
    notices(&folder, &["a/1.txt", "b/2.txt"]);
    folder.write("a/scan.pdf", "%PDF-1.4\nno text");
    assert_eq!(run(&folder, &["a"]).0, 1);
    for more in [&[][..], &["--dry-run"]] {
        let (code, said) = run(&folder, &[&["b"], more].concat());
        assert!(code == 1 && said.contains("a/scan.pdf"), "{more:?} {said}");
    }
    assert_eq!(run(&folder, &["b", "--acknowledge", "--dry-run"]).0, 0);
    assert_eq!(run(&folder, &["b", "--acknowledge"]).0, 0);
    for more in [&[][..], &["--dry-run"]] {
        let (code, said) = run(&folder, &[&["b"], more].concat());
        assert_eq!(code, 0, "{more:?} {said}");
    }
}

/// The next file of a notice whose first is gone may be refused by this run, or not be on its list.
#[test]
fn a_notice_whose_next_file_cannot_be_read_ends_no_run() {
    let folder = Folder::new("prune-promoted");
    let same = |name: &str| folder.write(name, NOTICE);
    let first = same("a/1.txt");
    notice(&folder, "a/other.txt");
    ["b/2.txt", "c/3.txt"].iter().for_each(|name| drop(same(name)));
    assert_eq!(run(&folder, &["a", "b", "c"]).0, 0);
    fs::remove_file(first).unwrap();
    let (code, said) = run(&folder, &["a/", "b", "--prune", "--max-bytes", "20"]);
    assert!(code == 1 && said.contains("b/2.txt"), "{said}");
    // Of the files that were not refused, the only one on the list is not the first of all.
    assert_eq!(run(&folder, &["a/", "c"]).0, 1);
    let sql = "select source_uri from documents order by source_uri";
    assert_eq!(answer(&folder, sql), ["a/other.txt", "c/3.txt"]);
    assert_eq!(run(&folder, &["a/", "b", "c"]).0, 0);
    assert_eq!(uris(&folder), ["a/other.txt", "b/2.txt", "c/3.txt"]);
    verified(&folder);
}

#[test]
fn a_file_of_somebody_else_is_no_mark() {
    let folder = Folder::new("prune-mark");
    notice(&folder, "a/1.txt");
    assert_eq!(run(&folder, &["a"]).0, 0);
    let mark = folder.write("ds/.gongwen", "mine");
    let (code, said) = run(&folder, &["a"]);
    assert!(code == 2 && said.contains(".gongwen"), "{said}");
    assert_eq!(fs::read_to_string(&mark).unwrap(), "mine");
    fs::remove_file(&mark).unwrap();
    assert_eq!(run(&folder, &["a"]).0, 0);
    assert!(mark.is_file());
}

/// The nightly script of the documentation gets as far as `verify` when a file cannot be read.
#[cfg(unix)]
#[test]
fn the_script_of_every_night_reaches_verify() {
    let page = fs::read_to_string(root().join("docs/warehouse.md")).unwrap();
    let night = page.split("## 5. Every night").nth(1).unwrap();
    let script = night.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let before_load = script.split("gongwen load").next().unwrap();
    assert!(
        before_load.contains("gongwen run") && before_load.contains("gongwen verify"),
        "{script}"
    );
    let folder = Folder::new("prune-night");
    notice(&folder, "archive/a.txt");
    folder.write("archive/large.txt", vec![b'a'; (64 << 20) + 1]);
    let binary = Path::new(env!("CARGO_BIN_EXE_gongwen"));
    let path = format!("{}:/usr/bin:/bin", binary.parent().unwrap().display());
    let night = |expected: Option<i32>, last: &str| {
        let script = format!("set -e\n{before_load}\necho reached");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&folder.0)
            .env("PATH", &path)
            .output()
            .unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), expected, "{out}{err}");
        assert!(out.ends_with(last), "{out}{err}");
    };
    night(Some(0), "reached\n");
    // Where nothing can be done at all, the script stops before `verify`.
    fs::remove_dir_all(folder.path("archive")).unwrap();
    night(Some(1), "");
}

/// A ZIP archive of notices with these names.
fn pack(folder: &Folder, place: &str, names: &[&str]) {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(format!("{name}\n{NOTICE}").as_bytes()).unwrap();
    }
    folder.write(place, zip.finish().unwrap().into_inner());
}

#[test]
fn members_that_are_no_longer_packed_leave() {
    let folder = Folder::new("prune-members");
    pack(&folder, "in/p.zip", &["1.txt", "2.txt", "sub/3.txt"]);
    pack(&folder, "other.zip", &["4.txt"]);
    assert_eq!(run(&folder, &["in", "other.zip"]).0, 0);
    assert_eq!(uris(&folder).len(), 4);
    pack(&folder, "in/p.zip", &["1.txt"]);
    let (_, said) = run(&folder, &["in", "--prune", "--dry-run"]);
    assert!(said.contains("2 files would be removed"), "{said}");
    assert_eq!(run(&folder, &["in/p.zip", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/p.zip/1.txt", "other.zip/4.txt"]);
    // A notice takes the archive's place: it has no members.
    notice(&folder, "in/p.zip");
    assert_eq!(run(&folder, &["in", "--prune"]).0, 0);
    assert_eq!(uris(&folder), ["in/p.zip", "other.zip/4.txt"]);
    verified(&folder);
}
