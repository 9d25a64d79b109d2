//! Data sets: the same whatever the way there, never half, nothing twice.

use crate::support::command::transcript;
use crate::support::{Folder, files, root, see};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn command(args: &[&OsStr]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.args(args).current_dir(root()).env("SOURCE_DATE_EPOCH", "1760000000");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn gongwen(args: &[&OsStr]) -> Output {
    command(args).output().unwrap()
}

/// Runs an archive into a data set with more arguments; returns exit code and what was said.
fn run(archive: &Path, out: &Path, more: &[&str]) -> (i32, String) {
    let mut args: Vec<&OsStr> = vec!["run".as_ref(), archive.as_ref(), "-o".as_ref(), out.as_ref()];
    args.extend(more.iter().map(OsStr::new));
    let output = gongwen(&args);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// All rows of all tables but `runs`, without the columns that name a run.
fn rows(out: &Path) -> BTreeMap<String, Vec<String>> {
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = state.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tables = "select name from sqlite_schema where type = 'table' and name <> 'runs' and \
                  name not like 'gongwen%'";
    let mut all = BTreeMap::new();
    for table in names(tables) {
        let columns =
            names(&format!("select name from pragma_table_info('{table}') where name <> 'run_id'"));
        let sql = format!("select {} from {table} order by 1", columns.join(", "));
        let mut statement = state.prepare(&sql).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            let cells = (0..columns.len()).map(|at| row.get::<_, Value>(at).unwrap());
            Ok(format!("{:?}", cells.collect::<Vec<_>>()))
        };
        let rows = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
        all.insert(table, rows);
    }
    all
}

/// The bytes of all files below a folder, by path.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

fn verified(out: &Path) {
    let output = gongwen(&["verify".as_ref(), out.as_ref()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{}", out.display());
}

/// Copies some notices of the corpus into a folder.
fn archive(folder: &Path, names: &[&str]) {
    fs::create_dir_all(folder).unwrap();
    for name in names {
        fs::copy(root().join("corpus").join(name), folder.join(name)).unwrap();
    }
}

const SOME: &[&str] = &[
    "01-elderly-meals.txt",
    "02-port-logistics.damaged.txt",
    "06-street-alleys.txt",
    "08-road-closure.gb18030.txt",
    "08-road-closure.txt",
    "12-reply-zone.txt",
];

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = Folder::new("store-threads");
    let all = ["--format", "parquet,csv,csv-bom,ndjson,json"];
    let make = |name: &str, threads: &str| {
        let out = folder.path(name);
        let (code, said) =
            run("corpus".as_ref(), &out, &[&all[..], &["--threads", threads]].concat());
        assert_eq!(code, 0, "{said}");
        out
    };
    let (one, five) = (make("one", "1"), make("five", "5"));
    assert_eq!(rows(&one), rows(&five));
    let written = bytes(&one);
    assert!(written.len() > 100, "{} files", written.len());
    assert!(written == bytes(&five), "files differ");
    verified(&one);
}

#[test]
fn a_run_without_changes_reads_nothing_and_touches_nothing() {
    let folder = Folder::new("store-unchanged");
    let out = folder.path("out");
    let (code, _) = run("corpus".as_ref(), &out, &[]);
    assert_eq!(code, 0);
    let before = bytes(&out.join("parquet"));
    let (code, said) = run("corpus".as_ref(), &out, &[]);
    assert_eq!(code, 0);
    let all = files(&root().join("corpus"), ".txt").len();
    assert!(said.contains(&format!("0 read, {all} unchanged")), "{said}");
    for (path, bytes) in bytes(&out.join("parquet")) {
        if !path.starts_with("runs") && !path.ends_with("_files.json") {
            assert!(before[&path] == bytes, "{} was written again", path.display());
        }
    }
    verified(&out);
}

#[test]
fn steps_lead_to_what_one_run_makes() {
    let folder = Folder::new("store-steps");
    let (stepwise, archived) = (folder.path("stepwise"), folder.path("archive"));
    archive(&archived, &SOME[..3]);
    assert_eq!(run(&archived, &stepwise, &[]).0, 0);
    // More files, one of them the same notice in another encoding, one that changes, one that goes.
    archive(&archived, SOME);
    assert_eq!(run(&archived, &stepwise, &["--format", "parquet,ndjson"]).0, 0);
    let path = archived.join(SOME[0]);
    let text = fs::read_to_string(&path).unwrap().replace("老年", "长者");
    fs::write(&path, text).unwrap();
    fs::remove_file(archived.join(SOME[2])).unwrap();
    // The file that the rows of the road closure came from goes too: the other one steps in.
    fs::remove_file(archived.join(SOME[3])).unwrap();
    let (code, said) = run(&archived, &stepwise, &["--prune"]);
    assert_eq!(code, 0, "{said}");
    // Its text has other line ends, so places differ: a notice that changed.
    assert!(said.contains("(1 new, 1 changed, 2 removed)"), "{said}");
    assert!(said.contains("2 files removed"), "{said}");
    let fresh = folder.path("fresh");
    assert_eq!(run(&archived, &fresh, &["--format", "parquet,ndjson"]).0, 0);
    assert_eq!(rows(&stepwise), rows(&fresh));
    verified(&stepwise);
    let tables = |out: &Path| {
        let mut tables = bytes(&out.join("ndjson"));
        // These name runs.
        let named = ["_files.json", "documents.ndjson", "document_sources.ndjson", "runs.ndjson"];
        tables.retain(|path, _| !named.iter().any(|name| path == Path::new(name)));
        tables
    };
    assert!(tables(&stepwise) == tables(&fresh), "tables differ");
}

#[test]
fn no_two_runs_have_the_same_id() {
    let folder = Folder::new("store-run-ids");
    let archived = folder.path("archive");
    archive(&archived, &SOME[..1]);
    let id = |name: &str| -> String {
        let out = folder.path(name);
        let args = ["run".as_ref(), archived.as_os_str(), "-o".as_ref(), out.as_os_str()];
        assert!(command(&args).env_remove("SOURCE_DATE_EPOCH").status().unwrap().success());
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        state.query_row("select run_id from runs", [], |row| row.get(0)).unwrap()
    };
    assert_ne!(id("one"), id("other"));
}

#[test]
fn a_fact_keeps_its_key_when_its_page_is_edited() {
    let folder = Folder::new("store-fact-keys");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    fs::create_dir_all(&archived).unwrap();
    let notice = |first: &str, unit: &str| {
        let text = format!(
            "青禾区人民政府办公室关于做好防汛工作的通知\n{first}一、汛前阶段（2025年6月底前）\n\
             （一）加强值守。落实24小时值班。（责任单位：区水利局）\n\
             （二）清理河道。清理河道3条。（责任单位：{unit}）\n2025年3月18日\n"
        );
        fs::write(archived.join("a.txt"), text).unwrap();
        assert_eq!(run(&archived, &out, &["--prune"]).0, 0);
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        let all = |sql: &str| -> Vec<String> {
            let mut statement = state.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let keys = all("select fact_key from tasks union all
                        select fact_key from responsibilities order by 1");
        let places = all("select task_id from tasks");
        let due = all("select due_basis || ' ' || due_on from v_tasks order by task_id");
        let said = all("select content_sha256 from documents").remove(0);
        (keys, places, due, said)
    };
    let first = notice("", "区住建局");
    assert_eq!(first.0.len(), 4);
    assert_eq!(first.2, ["heading 2025-06-30", "target 2025-06-30"]);
    // Words in front of the facts: every place is another, and nothing else is.
    let second = notice("各街道办事处：\n", "区住建局");
    assert!(second.1.iter().all(|place| !first.1.contains(place)));
    assert_eq!(second.0, first.0);
    // Another unit: one fact of four, and what the notice says.
    let third = notice("各街道办事处：\n", "区交通局");
    let kept = third.0.iter().filter(|key| first.0.contains(key)).count();
    assert_eq!(kept, 3);
    assert_ne!(third.3, second.3);
    // Only the page around it, and the form of its signs.
    let path = archived.join("a.txt");
    let text = fs::read_to_string(&path).unwrap().replace('（', "(").replace('）', ")");
    fs::write(&path, format!("{}\n\n", text.replace("区交通局", "区住建局"))).unwrap();
    assert_eq!(run(&archived, &out, &["--prune"]).0, 0);
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    let sql = "select content_sha256 from documents";
    let said: String = state.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(said, second.3);
    verified(&out);
}

#[test]
fn a_notice_under_two_names_is_stored_once() {
    let folder = Folder::new("store-twice");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &["08-road-closure.gb18030.txt", "08-road-closure.txt"]);
    assert_eq!(run(&archived, &out, &[]).0, 0);
    let rows = rows(&out);
    assert_eq!((rows["documents"].len(), rows["document_sources"].len()), (1, 2));
    verified(&out);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_state_or_the_new_one() {
    let folder = Folder::new("store-killed");
    let (old, new) = (folder.path("old"), folder.path("new"));
    let (before, after) = (folder.path("before"), folder.path("after"));
    archive(&before, SOME);
    for path in files(&root().join("corpus"), ".txt") {
        let name = path.file_name().unwrap();
        fs::create_dir_all(&after).unwrap();
        fs::copy(&path, after.join(name)).unwrap();
    }
    // The archive has one name, so the rows are the same wherever it is read from.
    let archived = folder.path("archive");
    let put = |content: &Path| {
        let _ = fs::remove_dir_all(&archived);
        copy(content, &archived);
    };
    put(&before);
    assert_eq!(run(&archived, &old, &[]).0, 0);
    copy(&old, &new);
    put(&after);
    assert_eq!(run(&archived, &new, &["--prune"]).0, 0);
    let (old_rows, new_rows) = (rows(&old), rows(&new));
    assert_ne!(old_rows, new_rows);
    let mut seen = [0, 0];
    for step in 0..24 {
        let out = folder.path(&format!("killed-{step}"));
        copy(&old, &out);
        let args: [&OsStr; 5] =
            ["run".as_ref(), archived.as_ref(), "-o".as_ref(), out.as_ref(), "--prune".as_ref()];
        let mut child = command(&args).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(step * 20));
        let _ = child.kill();
        child.wait().unwrap();
        let found = rows(&out);
        let which = usize::from(found == new_rows);
        assert!(found == new_rows || found == old_rows, "half a state after {step} steps");
        seen[which] += 1;
        let (code, said) = run(&archived, &out, &["--prune"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(rows(&out), new_rows, "after {step} steps");
        verified(&out);
        fs::remove_dir_all(&out).unwrap();
    }
    assert!(seen[0] > 0, "no run was killed before its end");
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in bytes(from) {
        let place = to.join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}

#[test]
fn what_cannot_be_read_is_quarantined_and_the_rest_goes_on() {
    let folder = Folder::new("store-quarantine");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &SOME[..2]);
    fs::write(archived.join("large.txt"), vec![b'a'; 3 << 20]).unwrap();
    let list = format!("{0}\n{0}/gone.txt\n", archived.display());
    let list_path = folder.write("list", list);
    let args: [&OsStr; 6] = [
        "run".as_ref(),
        "-".as_ref(),
        "-o".as_ref(),
        out.as_ref(),
        "--max-bytes".as_ref(),
        "2097152".as_ref(),
    ];
    let output = command(&args).stdin(fs::File::open(&list_path).unwrap()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("large.txt: too-large: is larger than 2 MiB"), "{said}");
    assert!(said.contains("gone.txt: not-found"), "{said}");
    let state = rows(&out);
    assert_eq!((state["documents"].len(), state["quarantine"].len()), (2, 2));
    assert_eq!(fs::read_dir(out.join("quarantine")).unwrap().count(), 1);
    verified(&out);
    // A file that can be read later leaves the quarantine.
    fs::write(archived.join("large.txt"), "关于工作的通知").unwrap();
    let (code, said) = run(&archived, &out, &["--prune"]);
    assert_eq!(code, 0, "{said}");
    let state = rows(&out);
    assert_eq!((state["documents"].len(), state["quarantine"].len()), (3, 0));
    assert!(!out.join("quarantine").exists());
    verified(&out);
}

#[test]
fn a_file_that_fails_keeps_what_was_read_before() {
    let folder = Folder::new("store-fails-later");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &SOME[..2]);
    assert_eq!(run(&archived, &out, &[]).0, 0);
    fs::write(archived.join(SOME[0]), vec![b'a'; 3 << 20]).unwrap();
    assert_eq!(run(&archived, &out, &["--max-bytes", "2097152", "--prune"]).0, 1);
    let state = rows(&out);
    assert_eq!((state["documents"].len(), state["quarantine"].len()), (2, 1));
}

#[test]
fn words_that_mean_something_elsewhere_are_stored_as_they_are() {
    let folder = Folder::new("store-hostile");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    let unit = "=cmd|'/C calc'!A0\"'; drop table tasks; --</script>";
    let text = format!(
        "青禾区人民政府办公室关于做好\"防汛\"工作的通知\n一、加强\u{0}值守。落实值班。(责任单位:{unit}、区水利局)\n\
         二、{}。(责任单位:区水利局)\n",
        "长".repeat(400_000)
    );
    fs::create_dir_all(&archived).unwrap();
    fs::write(archived.join("a'b\n.txt"), text).unwrap();
    let (code, said) = run(&archived, &out, &["--format", "csv,ndjson,parquet"]);
    assert_eq!(code, 0, "{said}");
    verified(&out);
    let tasks = &rows(&out)["tasks"];
    assert!(tasks.len() == 2, "{} tasks", tasks.len());
    let csv = fs::read_to_string(out.join("csv/responsibilities.csv")).unwrap();
    assert!(csv.contains("'=cmd|"), "the words are kept: {csv}");
    assert!(!csv.contains(",=cmd") && !csv.contains("\"=cmd"), "a formula in a spreadsheet");
}

#[test]
fn formats_that_are_not_asked_for_any_more_leave() {
    let folder = Folder::new("store-formats");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &SOME[..2]);
    assert_eq!(run(&archived, &out, &["--format", "csv,csv-bom"]).0, 0);
    let csv = fs::read(out.join("csv/documents.csv")).unwrap();
    let with_mark = fs::read(out.join("csv-bom/documents.csv")).unwrap();
    assert_eq!(with_mark, [b"\xEF\xBB\xBF", csv.as_slice()].concat());
    assert_eq!(run(&archived, &out, &["--format", "json"]).0, 0);
    let names: Vec<_> =
        Folder(out.clone()).names().into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(names, ["gongwen.sqlite", "json", "runs"]);
}

#[test]
fn errors_tell_what_was_looked_for_and_leave_nothing() {
    let folder = Folder::new("store-errors");
    let (out, empty) = (folder.path("out"), folder.path("empty"));
    fs::create_dir_all(&empty).unwrap();
    fs::write(empty.join("notes.xyz"), "x").unwrap();
    let (code, said) = run(&empty, &out, &[]);
    assert_eq!(code, 2);
    assert!(
        said.contains("found no notices in ") && said.contains("1 file skipped: 1 .xyz"),
        "{said}"
    );
    assert!(!out.exists());
    let (code, said) = run(&folder.path("nowhere"), &out, &[]);
    assert_eq!(code, 2);
    assert!(said.contains("nowhere: no such file or folder"), "{said}");
    assert!(!out.exists());
    let output = gongwen(&["query".as_ref(), out.as_ref(), "select 1".as_ref()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("is not a data set"), "{said}");
}

#[test]
fn a_dry_run_says_what_would_happen_and_writes_nothing() {
    let folder = Folder::new("store-dry");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &SOME[..2]);
    let (code, said) = run(&archived, &out, &["--dry-run"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 files: 2 would be read, 0 unchanged"), "{said}");
    assert!(!out.exists());
    assert_eq!(run(&archived, &out, &[]).0, 0);
    fs::remove_file(archived.join(SOME[1])).unwrap();
    archive(&archived, &SOME[2..3]);
    let before = bytes(&out);
    let (_, said) = run(&archived, &out, &["--dry-run", "--prune"]);
    assert!(said.contains("1 would be read, 1 unchanged"), "{said}");
    assert!(said.contains("1 file would be removed"), "{said}");
    assert!(bytes(&out) == before, "a dry run wrote something");
}

#[test]
fn what_was_changed_behind_the_program_is_found() {
    let folder = Folder::new("store-tampered");
    let (out, archived) = (folder.path("out"), folder.path("archive"));
    archive(&archived, &SOME[..1]);
    assert_eq!(run(&archived, &out, &["--format", "csv"]).0, 0);
    fs::write(out.join("csv/tasks.csv"), "nothing").unwrap();
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    let sql = "update targets set value = value + 1 where ord = 0;
        delete from sections where section_id in (select section_id from targets where ord = 0)";
    state.execute_batch(sql).unwrap();
    drop(state);
    see!("verify-rows", transcript(&folder.0, &[&["verify", "out"]]));
}
