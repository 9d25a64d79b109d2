//! A data set heals and proves itself: what was damaged is found, named and made again.

use crate::support::command::{Ran, gongwen, transcript};
use crate::support::{Folder, root, see};
use gongwen_dataset::verify;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

const ALL: &[&str] = &["--format", "parquet,csv,csv-bom,ndjson,json"];

fn run(archive: &Path, out: &Path, more: &[&str]) -> Ran {
    let mut args: Vec<&OsStr> = vec!["run".as_ref(), archive.as_ref(), "-o".as_ref(), out.as_ref()];
    args.extend(more.iter().map(OsStr::new));
    gongwen(args)
}

/// An archive with notices that fill every table, and a file that cannot be read.
fn archive(folder: &Folder) -> PathBuf {
    let archived = folder.path("archive");
    fs::create_dir_all(&archived).unwrap();
    for name in ["01-elderly-meals.txt", "02-port-logistics.damaged.txt", "06-street-alleys.txt"] {
        fs::copy(root().join("corpus").join(name), archived.join(name)).unwrap();
    }
    folder.write("archive/scan.pdf", "%PDF-1.4\nno text");
    archived
}

/// What `verify` finds. Unoptimised code needs a larger stack than a test has.
fn found(out: &Path) -> Vec<String> {
    let folder = gongwen_dataset::Folder::new(out);
    let thread = std::thread::Builder::new().stack_size(16 << 20);
    let verified = thread
        .spawn(move || verify(&folder, &Default::default()))
        .unwrap()
        .join()
        .unwrap()
        .unwrap();
    let line =
        |finding: &gongwen_dataset::Finding| format!("{}: {}", finding.place, finding.message);
    verified.findings.iter().map(line).collect()
}

/// Every file beside the state that is made from it.
fn derived(out: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in ["parquet", "csv", "csv-bom", "ndjson", "json", "runs"] {
        let mut waiting = vec![out.join(name)];
        while let Some(path) = waiting.pop() {
            for entry in fs::read_dir(&path).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { waiting.push(path) } else { files.push(path) }
            }
        }
    }
    files.sort();
    files
}

#[test]
fn files_that_are_missing_or_damaged_are_named_and_made_again() {
    let folder = Folder::new("heal-files");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, ALL);
    run(&archived, &out, &[]);
    assert_eq!(found(&out), [""; 0]);
    let ways: [fn(&Path, Vec<u8>); 3] = [
        |path, _| fs::remove_file(path).unwrap(),
        |path, bytes| fs::write(path, &bytes[..bytes.len() - 1]).unwrap(),
        |path, mut bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(path, bytes).unwrap();
        },
    ];
    for (at, damage) in ways.iter().enumerate() {
        let files = derived(&out);
        assert!(files.len() > 100, "{} files", files.len());
        for path in &files {
            let bytes = fs::read(path).unwrap();
            // Others may have the same bytes by a link.
            fs::remove_file(path).unwrap();
            fs::write(path, &bytes).unwrap();
            damage(path, bytes);
        }
        let found = found(&out);
        for path in &files {
            let name = path.strip_prefix(&out).unwrap().to_string_lossy().replace('\\', "/");
            let place = format!("{name}: ");
            assert!(found.iter().any(|line| line.starts_with(&place)), "{name} in {found:?}");
        }
        let more: &[&str] = if at == 0 { &["--force"] } else { &[] };
        let ran = run(&archived, &out, more);
        assert!(
            ran.err.contains(&format!("{} missing or damaged files", files.len())),
            "{}",
            ran.err
        );
        assert_eq!(self::found(&out), [""; 0]);
    }
    // Nothing is left to be repaired.
    let ran = run(&archived, &out, &[]);
    assert!(!ran.err.contains("repaired"), "{}", ran.err);
}

#[test]
fn a_damaged_copy_of_an_older_manifest_is_named_and_made_again_from_its_file() {
    let folder = Folder::new("heal-kept");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    run(&archived, &out, &[]);
    let damage = || {
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        let first = "(select run_id from runs order by number limit 1)";
        let sql = format!("update gongwen_manifests set packed = x'00' where run_id = {first}");
        assert_eq!(state.execute(&sql, []).unwrap(), 1);
        let sql = format!("select {first}");
        state.query_row(&sql, [], |row| row.get::<_, String>(0)).unwrap()
    };
    let file = format!("runs/{}.json", damage());
    let what = format!("{file}: the copy of this manifest in gongwen.sqlite cannot be read");
    assert_eq!(found(&out), [what.as_str()]);
    run(&archived, &out, &["--force"]);
    assert_eq!(found(&out), [""; 0]);
    // Without file and copy there is nothing that it could be made from.
    damage();
    fs::remove_file(out.join(&file)).unwrap();
    let ran = run(&archived, &out, &[]);
    assert!(!ran.err.contains(&file), "{}", ran.err);
    assert_eq!(found(&out), [format!("{file}: is missing"), what]);
}

#[test]
fn what_is_remembered_of_no_file_is_named_and_goes() {
    let folder = Folder::new("heal-costly");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    for reason in ["cut", "too-slow"] {
        let sql = "insert into gongwen_costly values (?1, 'ab', ?1, '', '')";
        state.execute(sql, [reason]).unwrap();
    }
    drop(state);
    let found_there = found(&out);
    assert!(
        found_there.len() == 1 && found_there[0].contains("2 rows (cut, too-slow)"),
        "{found_there:?}"
    );
    run(&archived, &out, &["--force"]);
    assert_eq!(found(&out), [""; 0]);
}

#[test]
fn a_format_that_is_gone_as_a_whole_comes_back() {
    let folder = Folder::new("heal-format");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &["--format", "parquet,csv"]);
    fs::remove_dir_all(out.join("parquet")).unwrap();
    fs::remove_dir_all(out.join("csv")).unwrap();
    fs::remove_dir_all(out.join("runs")).unwrap();
    let ran = run(&archived, &out, &["--dry-run"]);
    assert!(ran.err.contains("would be written again"), "{}", ran.err);
    assert!(!out.join("parquet").exists());
    run(&archived, &out, &[]);
    assert!(out.join("parquet/tasks/tasks-0.parquet").is_file());
    assert!(out.join("csv/tasks.csv").is_file());
    assert_eq!(found(&out), [""; 0]);
    // Whoever wants no Parquet says so.
    run(&archived, &out, &["--format", "csv"]);
    assert!(!out.join("parquet").exists());
    run(&archived, &out, &[]);
    assert!(!out.join("parquet").exists());
}

#[test]
fn other_buckets_hold_the_same_rows() {
    let folder = Folder::new("heal-buckets");
    let (archived, out) = (archive(&folder), folder.path("out"));
    let rows = || -> u64 {
        let listing = gongwen_dataset::export::Listing::of(&out.join("parquet"));
        listing.files.iter().filter(|file| file.table == "tasks").map(|file| file.rows).sum()
    };
    run(&archived, &out, &[]);
    let before = rows();
    assert!(before > 0);
    for buckets in ["256", "1", "16"] {
        run(&archived, &out, &["--buckets", buckets]);
        assert_eq!(rows(), before, "with {buckets} buckets");
        assert_eq!(found(&out), [""; 0]);
    }
}

#[test]
fn an_older_state_that_is_put_back_gets_its_files() {
    let folder = Folder::new("heal-backup");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let place = out.join("gongwen.sqlite");
    let backup = fs::read(&place).unwrap();
    folder.write("archive/new.txt", "青禾区人民政府关于做好防汛工作的通知\n一、加强值守。\n");
    run(&archived, &out, &[]);
    fs::write(&place, &backup).unwrap();
    fs::remove_file(archived.join("new.txt")).unwrap();
    assert!(!found(&out).is_empty());
    run(&archived, &out, &[]);
    assert_eq!(found(&out), [""; 0]);
}

/// Columns of a table: name, type, whether it may be empty.
fn columns(state: &Connection, table: &str) -> Vec<(String, String, bool)> {
    let sql = "select name, lower(type), \"notnull\" = 0 from pragma_table_info(?1)";
    let mut statement = state.prepare(sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    statement.query_map([table], row).unwrap().map(Result::unwrap).collect()
}

/// Values that are not the one that is there; the later ones read much like it.
fn others(value: &Value, kind: &str) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    match value {
        Value::Null if kind.contains("date") => vec![text("2031-01-01"), text("soon")],
        Value::Null => vec![text("7"), Value::Blob(b"7".to_vec())],
        Value::Integer(number) if kind == "boolean" => vec![(1 - number).into(), 2.into()],
        Value::Integer(number) => vec![(number + 1).into()],
        Value::Real(number) => vec![(number + 1.0).into()],
        Value::Text(was) if kind == "date" => {
            vec![text("2031-01-01"), Value::Text(format!("{was}T00:00:00"))]
        }
        Value::Text(was) => {
            vec![Value::Text(format!("{was}x")), Value::Blob(was.clone().into_bytes())]
        }
        Value::Blob(was) => vec![Value::Blob([was.as_slice(), b"1"].concat())],
    }
}

#[test]
fn a_change_of_any_column_of_any_table_is_found() {
    let folder = Folder::new("heal-columns");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, ALL);
    assert_eq!(found(&out), [""; 0]);
    let place = out.join("gongwen.sqlite");
    let whole = fs::read(&place).unwrap();
    let mut tried = 0;
    for table in gongwen_dataset::tables::TABLES {
        let name = table.name;
        let state = Connection::open(&place).unwrap();
        let columns = columns(&state, name);
        let key = columns[0].0.clone();
        drop(state);
        for (column, kind, optional) in columns {
            let state = Connection::open(&place).unwrap();
            let sql =
                format!("select {key}, {column} from {name} order by {column} is null limit 1");
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Value>(0)?, row.get(1)?));
            let (row, was): (Value, Value) = state.query_row(&sql, [], read).unwrap();
            drop(state);
            let mut values = others(&was, &kind);
            if optional && was != Value::Null {
                values.push(Value::Null);
            }
            for value in values {
                let state = Connection::open(&place).unwrap();
                let sql = format!("update {name} set {column} = ?1 where {key} = ?2");
                assert_eq!(state.execute(&sql, (&value, &row)).unwrap(), 1);
                drop(state);
                let found = found(&out);
                let named = found.iter().any(|line| line.contains(name));
                assert!(named, "{name}.{column} = {value:?}: {found:?}");
                fs::write(&place, &whole).unwrap();
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "{tried} values");
    assert_eq!(found(&out), [""; 0]);
}

#[test]
fn the_named_command_repairs_rows() {
    let folder = Folder::new("heal-rows");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &["--format", "parquet,ndjson"]);
    let cases = [
        "update documents set title = 'x'",
        "update targets set value = 5",
        "update segments set span_end = span_start - 1",
        "update document_sources set uri = uri || 'x'",
        "update quarantine set message = 'x'",
        "update runs set n_files = 99, number = 40",
        "delete from documents",
        "delete from tasks",
        "delete from document_sources",
        "delete from quarantine",
        "delete from runs",
        "create temp table one as select * from sections limit 1;
         update one set section_id = section_id || 'x'; insert into sections select * from one",
        "create temp table one as select * from documents limit 1;
         update one set doc_key = 'x' || doc_key; insert into documents select * from one",
        "update tasks set doc_key = doc_key || 'x'",
    ];
    for sql in cases {
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        state.execute_batch(sql).unwrap();
        drop(state);
        let ran = gongwen(["verify".as_ref(), out.as_os_str()]);
        assert_eq!(ran.code, Some(1), "{sql}: {}", ran.out);
        let force = ran.err.contains("--force`");
        assert!(force || ran.err.contains(&format!("-o {}`", out.display())), "{}", ran.err);
        run(&archived, &out, if force { &["--force"] } else { &[] });
        assert_eq!(found(&out), [""; 0], "after {sql}");
        let titles = gongwen([
            "query".as_ref(),
            out.as_os_str(),
            "select count(*) from documents where title <> 'x'".as_ref(),
            "--format".as_ref(),
            "csv".as_ref(),
        ]);
        assert_eq!(titles.out, "count(*)\n3\n", "after {sql}");
    }
}

#[test]
fn a_table_or_view_that_is_gone_is_named() {
    let folder = Folder::new("heal-schema");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    state.execute_batch("drop view v_deadlines; drop table groups").unwrap();
    drop(state);
    see!("verify-schema", transcript(&folder.0, &[&["verify", "out"]]));
}

#[test]
fn a_view_that_is_gone_or_changed_is_named_and_made_again() {
    let folder = Folder::new("heal-views");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let cases = [
        ("drop view v_deadlines", "v_deadlines: the view is missing from"),
        (
            "drop view v_units; create view v_units as select 1 as one",
            "v_units: the view differs from",
        ),
    ];
    for (sql, expected) in cases {
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        state.execute_batch(sql).unwrap();
        // Whatever else is wrong is found, too.
        state.execute_batch("update documents set title = 'x'").unwrap();
        drop(state);
        let all = found(&out);
        assert!(all.iter().any(|line| line.starts_with(expected)), "{all:?}");
        assert!(all.iter().any(|line| line.starts_with("documents: ")), "{all:?}");
        run(&archived, &out, &["--force"]);
        assert_eq!(found(&out), [""; 0]);
        let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
        state.execute_batch(sql).unwrap();
        drop(state);
        let ran = gongwen(["verify".as_ref(), out.as_os_str()]);
        let command = format!("run `gongwen run ARCHIVE -o {}` to restore", out.display());
        assert!(ran.code == Some(1) && ran.err.contains(&command), "{}", ran.err);
        let ran = run(&archived, &out, &["--dry-run"]);
        assert!(
            ran.err.contains("1 missing or changed view would be created again"),
            "{}",
            ran.err
        );
        let ran = run(&archived, &out, &[]);
        assert!(ran.err.contains("1 missing or changed view created again"), "{}", ran.err);
        assert_eq!(found(&out), [""; 0]);
    }
}

#[test]
fn a_run_does_not_make_damaged_rows_right_by_itself() {
    let folder = Folder::new("heal-launder");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let state = Connection::open(out.join("gongwen.sqlite")).unwrap();
    state
        .execute_batch("update documents set subject = 'x'; update targets set value = 5")
        .unwrap();
    drop(state);
    let before = found(&out).len();
    assert!(before > 0);
    folder.write("archive/new.txt", "青禾区人民政府关于做好防汛工作的通知\n一、加强值守。\n");
    run(&archived, &out, &[]);
    assert_eq!(found(&out).len(), before, "{:?}", found(&out));
    run(&archived, &out, &["--force"]);
    assert_eq!(found(&out), [""; 0]);
}

#[test]
fn a_state_that_cannot_be_used_is_told_with_its_cause_and_what_to_do() {
    let folder = Folder::new("heal-errors");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let place = out.join("gongwen.sqlite");
    let whole = fs::read(&place).unwrap();
    let half = &whole[..whole.len() / 2 + 100];
    let other = folder.path("other.sqlite");
    Connection::open(&other).unwrap().execute_batch("create table t (a)").unwrap();
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("nothing", b"", &["is damaged (its tables are missing", "-o NEW"]),
        ("another file", &[b'x'; 9000], &["is damaged", "not a database", "-o NEW"]),
        ("half of it", half, &["gongwen.sqlite", "malformed"]),
        ("another database", &fs::read(&other).unwrap(), &["its tables are missing", "-o NEW"]),
    ];
    for (what, bytes, expected) in cases {
        fs::write(&place, bytes).unwrap();
        let commands: [&[&str]; 3] = [
            &["query", "OUT", "select * from segments"],
            &["verify", "OUT"],
            &["run", "A", "-o", "OUT"],
        ];
        for command in commands {
            let word = |word: &&str| match *word {
                "OUT" => out.as_os_str().to_owned(),
                "A" => archived.as_os_str().to_owned(),
                other => other.into(),
            };
            let ran = gongwen(command.iter().map(word));
            let said = ran.out + &ran.err;
            assert_ne!(ran.code, Some(0), "{command:?} on {what}: {said}");
            assert!(!said.contains("free some space") && !said.contains("layout 0"), "{said}");
            for expected in *expected {
                assert!(said.contains(expected), "{command:?} on {what}: {said}");
            }
        }
    }
    fs::write(&place, &whole).unwrap();
    let state = Connection::open(&place).unwrap();
    state.execute_batch("begin exclusive").unwrap();
    let ran = gongwen(["query".as_ref(), out.as_os_str(), "select 1 from runs".as_ref()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is in use by another program"), "{}", ran.err);
    state
        .execute_batch("rollback; update gongwen_state set value = 1 where name = 'layout'")
        .unwrap();
    drop(state);
    let ran = run(&archived, &out, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has layout 1") && ran.err.contains("-o NEW"), "{}", ran.err);
    let file = folder.write("a-file", "x");
    let ran = run(&archived, &file, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("a-file") && ran.err.contains("folder"), "{}", ran.err);
}

#[test]
fn a_wide_answer_reads_well_in_eighty_columns_and_slips_are_named() {
    let folder = Folder::new("heal-query");
    let (archived, out) = (archive(&folder), folder.path("out"));
    run(&archived, &out, &[]);
    let query = |commands: &[&[&str]]| {
        let commands: Vec<_> =
            commands.iter().map(|more| [&["query", "out"], *more].concat()).collect();
        transcript(&folder.0, &commands.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    let titles = "select title, issued_on, unexplained_share from documents order by title";
    let wide = "select * from v_deadlines limit 1";
    see!("query", query(&[&[titles], &[titles, "--expanded"], &[wide]]));
    assert!(!query(&[&[wide, "--expanded=off"]]).contains("[ 1 ]"));
    see!(
        "query-slips",
        query(&[
            &["select titel from documents d"],
            &["select d.due from v_deadlines d join tasks t using (task_id)"],
            &["attach database 'no-such.sqlite' as other"],
            &["/* all */ begin"],
            &["select 1 from documnets"],
        ])
    );
}
