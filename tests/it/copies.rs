//! Within a data set only what the state says to be made by a run is replaced or removed, whatever
//! other files are called.

use crate::support::Folder;
use crate::support::command::{Ran, gongwen_in};
use std::fs;

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";
const SCAN: &str = "%PDF-1.4\nno text";

fn run(folder: &Folder, out: &str, more: &[&str]) -> Ran {
    let args = [&["run", "in", "-o", out, "--acknowledge", "--quiet"], more].concat();
    gongwen_in(&folder.0, "", args)
}

fn done(folder: &Folder, out: &str, more: &[&str]) {
    let ran = run(folder, out, more);
    assert_eq!(ran.code, Some(0), "{more:?} {}", ran.err);
}

/// Names in the quarantine of a data set, sorted.
fn copies(folder: &Folder, out: &str) -> Vec<String> {
    let names = fs::read_dir(folder.path(out).join("quarantine")).into_iter().flatten();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn kept_as(folder: &Folder, out: &str) -> String {
    let sql = "select kept_as from quarantine";
    let ran = gongwen_in(&folder.0, "", ["query", out, sql, "--format", "csv"]);
    ran.out.lines().nth(1).unwrap_or_default().to_owned()
}

fn verified(folder: &Folder, out: &str) {
    let ran = gongwen_in(&folder.0, "", ["verify", out]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
}

#[test]
fn names_like_ours_that_no_run_made_stay() {
    let folder = Folder::new("copies-named");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/scan.pdf", SCAN);
    done(&folder, "ds", &[]);
    let own = copies(&folder, "ds");
    assert_eq!(own.len(), 1);
    let others = [
        "ds/quarantine/0123456789ab-mine.txt",
        "ds/quarantine/.0123456789ab-mine.txt.part",
        "ds/parquet/tasks/tasks-99.parquet",
        "ds/parquet/units/units-ff.parquet",
    ];
    others.iter().for_each(|name| drop(folder.write(name, *name)));
    let steps: &[&[&str]] = &[
        &[],
        &["--force"],
        &["--format", "parquet,csv"],
        &["--prune-all"],
        &["--format", "json"],
        &["--format", "csv"],
    ];
    for (at, step) in steps.iter().enumerate() {
        folder.write(&format!("in/{at}.txt"), format!("第{at}号\n{NOTICE}"));
        folder.write("in/scan.pdf", format!("{SCAN} {at}"));
        done(&folder, "ds", step);
        for name in others {
            let held = fs::read_to_string(folder.path(name)).unwrap_or_default();
            assert_eq!(held, name, "after step {at} {step:?}");
        }
        let all = copies(&folder, "ds");
        assert!(all.len() == 3 && all.contains(&own[0]), "after step {at}: {all:?}");
        let copy = fs::read_to_string(folder.path("ds/quarantine").join(&own[0])).unwrap();
        assert_eq!(copy, format!("{SCAN} {at}"));
    }
    // What the data set made has left with its format, and with its cause.
    assert!(!folder.path("ds/parquet/tasks/tasks-0.parquet").exists());
    assert!(!folder.path("ds/parquet/_files.json").exists());
    folder.write("in/scan.pdf", NOTICE);
    done(&folder, "ds", &[]);
    assert_eq!(copies(&folder, "ds"), [".0123456789ab-mine.txt.part", "0123456789ab-mine.txt"]);
    verified(&folder, "ds");
}

#[test]
fn a_copy_takes_no_place_of_somebody_else() {
    let folder = Folder::new("copies-place");
    folder.write("in/a.txt", NOTICE);
    done(&folder, "ds", &[]);
    folder.write("in/scan.pdf", SCAN);
    done(&folder, "other", &[]);
    let name = copies(&folder, "other").remove(0);
    let mine = folder.write(&format!("ds/quarantine/{name}"), "mine");
    for more in [&[][..], &["--force"]] {
        done(&folder, "ds", more);
        assert_eq!(kept_as(&folder, "ds"), format!("quarantine/{name}~2"));
        assert_eq!(copies(&folder, "ds"), [name.clone(), format!("{name}~2")]);
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    }
    verified(&folder, "ds");
    // A copy that was changed or removed is made again in its place.
    let copy = folder.path("ds/quarantine").join(format!("{name}~2"));
    fs::write(&copy, "changed").unwrap();
    done(&folder, "ds", &[]);
    assert_eq!(fs::read_to_string(&copy).unwrap(), SCAN);
    fs::remove_file(&copy).unwrap();
    done(&folder, "ds", &[]);
    assert_eq!(copies(&folder, "ds"), [name.clone(), format!("{name}~2")]);
    folder.write("in/scan.pdf", NOTICE);
    done(&folder, "ds", &[]);
    assert_eq!(copies(&folder, "ds"), [name]);
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
}

/// A row of the quarantine that somebody took out or changed: its copy is still known to be ours.
#[test]
fn a_copy_whose_row_is_gone_is_made_in_its_place() {
    let folder = Folder::new("copies-row");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/scan.pdf", SCAN);
    done(&folder, "ds", &[]);
    let before = copies(&folder, "ds");
    for sql in ["delete from quarantine", "update quarantine set kept_as = 'in/a.txt'"] {
        let state = rusqlite::Connection::open(folder.path("ds/gongwen.sqlite")).unwrap();
        state.execute_batch(sql).unwrap();
        drop(state);
        done(&folder, "ds", &["--force"]);
        assert_eq!(copies(&folder, "ds"), before, "{sql}");
        assert_eq!(fs::read_to_string(folder.path("in/a.txt")).unwrap(), NOTICE);
        verified(&folder, "ds");
    }
}

/// A file of somebody else at the very place of a new bucket: the run stops before anything counts.
#[test]
fn a_bucket_takes_no_place_of_somebody_else() {
    let folder = Folder::new("copies-bucket");
    folder.write("in/a.txt", NOTICE);
    done(&folder, "ds", &[]);
    let buckets = (0..16).map(|number| format!("ds/parquet/tasks/tasks-{number:x}.parquet"));
    let free: Vec<String> = buckets.filter(|name| !folder.path(name).exists()).collect();
    assert!(free.len() >= 14, "{free:?}");
    free.iter().for_each(|name| drop(folder.write(name, "mine")));
    done(&folder, "ds", &[]);
    for number in 0..40 {
        folder.write(&format!("in/{number}.txt"), format!("第{number}号\n{NOTICE}"));
    }
    let ran = run(&folder, "ds", &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains(".parquet: gongwen needs this path for its own tables"),
        "{}",
        ran.err
    );
    for name in &free {
        assert_eq!(fs::read_to_string(folder.path(name)).unwrap(), "mine", "{name}");
    }
    let count = ["query", "ds", "select count(*) from documents", "--format", "csv"];
    assert_eq!(gongwen_in(&folder.0, "", count).out, "count(*)\n1\n");
    free.iter().for_each(|name| fs::remove_file(folder.path(name)).unwrap());
    done(&folder, "ds", &[]);
    assert_eq!(gongwen_in(&folder.0, "", count).out, "count(*)\n41\n");
    verified(&folder, "ds");
}
