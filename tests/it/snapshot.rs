//! Regression snapshots: what differs is named, nothing else is; a store is whole at any moment.

use crate::support::command::transcript;
use crate::support::{Folder, root, see};
use gongwen::emit::Record;
use gongwen::lexicon::{Lexicon, OwnRows, OwnTable};
use gongwen_formats::source::Source;
use gongwen_snapshot::{Compared, Fact, Notice, What, facts_of, is_of_group, parse, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn command(verb: &str, args: &[&OsStr]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.arg("snapshot").arg(verb).args(args).current_dir(root());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn snapshot(verb: &str, args: &[&OsStr]) -> Ran {
    let output = command(verb, args).output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An archive and its store in a folder of their own.
struct Case {
    folder: Folder,
}

const NAMES: &[&str] = &[
    "01-elderly-meals.txt",
    "02-port-logistics.txt",
    "06-street-alleys.txt",
    "08-road-closure.gb18030.txt",
    "12-reply-zone.txt",
];

impl Case {
    fn new(name: &str) -> Self {
        let case = Self { folder: Folder::new(&format!("snapshot-{name}")) };
        for name in NAMES {
            case.folder.write(
                &format!("archive/{name}"),
                fs::read(root().join("corpus").join(name)).unwrap(),
            );
        }
        assert_eq!(case.run("record", &[]).code, 0);
        case
    }

    fn archive(&self) -> PathBuf {
        self.folder.path("archive")
    }

    fn store(&self) -> PathBuf {
        self.folder.path("store")
    }

    fn args<'a>(&'a self, verb: &str, more: &[&'a str]) -> Vec<std::ffi::OsString> {
        let mut args = Vec::new();
        if ["record", "check"].contains(&verb) {
            args.extend([self.archive().into(), "-q".into()]);
        }
        args.extend(["-s".into(), self.store().into()]);
        args.extend(more.iter().map(Into::into));
        args
    }

    fn run(&self, verb: &str, more: &[&str]) -> Ran {
        let args = self.args(verb, more);
        snapshot(verb, &args.iter().map(AsRef::as_ref).collect::<Vec<_>>())
    }

    fn spawn(&self, verb: &str, more: &[&str]) -> Child {
        let args = self.args(verb, more);
        let args: Vec<&OsStr> = args.iter().map(AsRef::as_ref).collect();
        command(verb, &args).stdin(Stdio::piped()).spawn().unwrap()
    }

    /// All changes of a check.
    fn changes(&self) -> Vec<Value> {
        let ran = self.run("check", &["--format", "json"]);
        assert!(ran.code < 2, "{}", ran.err);
        let all: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(ran.code == 0, all["changes"] == Value::Array(vec![]));
        all["changes"].as_array().unwrap().clone()
    }

    fn groups(&self) -> Vec<String> {
        self.changes().iter().map(|change| change["group"].as_str().unwrap().to_owned()).collect()
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.archive().join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }

    /// Alters the reference as if another program had made it.
    fn reference(&self, name: &str, change: impl Fn(&str) -> String) {
        let path = self.store().join("notices").join(format!("{name}.facts"));
        let text = fs::read_to_string(&path).unwrap();
        let other = change(&text);
        assert_ne!(text, other);
        fs::write(&path, other).unwrap();
    }

    /// What version control would keep.
    fn kept(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut kept = BTreeMap::new();
        collect(&self.store(), &mut kept);
        kept.retain(|path, _| {
            let below = path.strip_prefix(self.store()).unwrap().to_string_lossy().into_owned();
            !below.starts_with('.') && !below.starts_with("journal")
        });
        kept
    }
}

fn collect(folder: &Path, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, all);
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

/// Takes the first fact that begins so out of the lines of a notice, with its place.
fn without(text: &str, start: &str) -> String {
    let facts: Vec<&str> = text.lines().filter(|line| is_fact(line)).collect();
    let at = facts.iter().position(|line| line.starts_with(start)).expect(start);
    let places: Vec<&str> =
        text.lines().find_map(|line| line.strip_prefix("places\t")).unwrap().split(' ').collect();
    let mut left = places.clone();
    left.remove(at);
    text.replacen(&format!("{}\n", facts[at]), "", 1).replace(&places.join(" "), &left.join(" "))
}

fn is_fact(line: &str) -> bool {
    let head = ["gongwen-snapshot", "notice", "sha256", "doc_id", "places", "end", "."];
    !head.contains(&line.split('\t').next().unwrap())
}

#[test]
fn what_is_recorded_is_as_the_reference() {
    let case = Case::new("same");
    let before = case.kept();
    let ran = case.run("check", &[]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "5 notices: same as the reference\n"),
        "{}",
        ran.err
    );
    assert_eq!(case.run("record", &["--threads", "1"]).code, 0);
    assert_eq!(case.kept(), before);
}

#[test]
fn a_page_that_changed_is_named_with_exactly_its_effects() {
    let case = Case::new("page");
    case.edit("06-street-alleys.txt", "\n一、", "\n编者按。\n一、");
    let groups = case.groups();
    assert_eq!(groups, ["notice/edited"], "a line more moves places and nothing else");
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    assert_eq!(case.run("check", &[]).code, 0);
    // A unit more in one clause.
    case.edit("01-elderly-meals.txt", "区民政局", "区体育局、区民政局");
    let changes = case.changes();
    let notices: Vec<&str> = changes.iter().map(|c| c["notice"].as_str().unwrap()).collect();
    assert!(notices.iter().all(|notice| *notice == "01-elderly-meals.txt"), "{notices:?}");
    assert!(
        changes
            .iter()
            .any(|c| c["what"] == "gained" && c["subject"].to_string().contains("区体育局"))
    );
    assert!(!changes.iter().any(|c| c["what"] == "lost"), "{changes:#?}");
}

#[test]
fn a_fact_that_the_program_gains_loses_or_alters_is_named_alone() {
    let case = Case::new("program");
    let name = "02-port-logistics.txt";
    case.reference(name, |text| without(text, "target\t"));
    let changes = case.changes();
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(changes[0]["what"], "gained");
    assert!(changes[0]["group"].as_str().unwrap().starts_with("target/"), "{changes:#?}");
    assert!(!changes[0]["context"]["words"].as_str().unwrap().is_empty());
    case.reference(name, |text| {
        without(text, "  responsibility\t").replacen("modality=plan", "modality=ensure", 1)
    });
    let mut what: Vec<String> = case
        .changes()
        .iter()
        .map(|c| format!("{} {}", c["what"], c["fields"][0]["field"]))
        .collect();
    what.sort();
    assert_eq!(what, ["\"altered\" \"modality\"", "\"gained\" null", "\"gained\" null"]);
    // The text says the same, in lines that fit.
    let ran = case.run("check", &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("1  same source, different facts"), "{}", ran.out);
    // A command to copy stays on its line, however long the path of the store is.
    for line in ran.out.lines().filter(|line| !line.starts_with("next: ")) {
        assert!(gongwen_snapshot::report::width::width(line) <= 80, "{line}");
    }
}

#[test]
fn new_vanished_renamed_edited_and_unreadable_are_told_apart() {
    let case = Case::new("kinds");
    let archive = case.archive();
    fs::rename(archive.join(NAMES[0]), archive.join("00.txt")).unwrap();
    fs::remove_file(archive.join(NAMES[1])).unwrap();
    fs::copy(root().join("corpus/15-bill-silver-economy.txt"), archive.join("15.txt")).unwrap();
    case.edit(NAMES[2], "\n一、", "\n\n一、");
    #[cfg(unix)]
    {
        fs::remove_file(archive.join(NAMES[3])).unwrap();
        std::os::unix::fs::symlink("nowhere", archive.join(NAMES[3])).unwrap();
    }
    let mut groups = case.groups();
    groups.sort();
    let mut expected =
        vec!["notice/edited", "notice/new", "notice/renamed", "notice/renamed", "notice/vanished"];
    if cfg!(unix) {
        expected.insert(4, "notice/unreadable");
    }
    assert_eq!(groups, expected);
    let text = case.run("check", &[]).out;
    assert!(text.contains("the same notice was 01-elderly-meals.txt"), "{text}");
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    assert_eq!(case.run("check", &[]).code, 0);
}

#[test]
fn what_was_rejected_stays_reported_until_the_source_changes() {
    let case = Case::new("reject");
    let name = "06-street-alleys.txt";
    case.reference(name, |text| without(text, "  responsibility\t"));
    assert_eq!(case.changes().len(), 1);
    assert_eq!(case.run("reject", &["--all"]).code, 0);
    let changes = case.changes();
    assert_eq!((changes.len(), &changes[0]["rejected"]), (1, &Value::Bool(true)));
    let ran = case.run("accept", &["--all"]);
    assert!(ran.code == 0 && ran.err.contains("left out 1 rejected before"), "{}", ran.err);
    assert_eq!(case.changes().len(), 1);
    case.edit(name, "\n一、", "\n\n一、");
    assert!(case.changes().iter().all(|change| change["rejected"] == false));
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    assert_eq!(case.run("check", &[]).code, 0);
}

#[test]
fn decisions_can_be_taken_back_one_after_the_other() {
    let case = Case::new("undo");
    case.reference(NAMES[0], |text| without(text, "  responsibility\t"));
    case.reference(NAMES[1], |text| without(text, "target\t"));
    let before = case.kept();
    let groups = case.groups();
    assert_eq!(case.run("accept", &["--group", &groups[0]]).code, 0);
    let between = case.kept();
    assert_eq!(case.run("reject", &["--notice", NAMES[1]]).code, 0);
    assert_ne!(case.kept(), between);
    assert_eq!(case.run("undo", &[]).code, 0);
    assert_eq!(case.kept(), between);
    assert_eq!(case.run("undo", &[]).code, 0);
    assert_eq!(case.kept(), before);
    let ran = case.run("undo", &[]);
    assert!(ran.code == 2 && ran.err.contains("nothing to undo"), "{}", ran.err);
    // Version control changed what a step left: it stays as it is.
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    case.reference(NAMES[0], |text| without(text, "  responsibility\t"));
    let ran = case.run("undo", &[]);
    assert!(ran.code == 2 && ran.err.contains("has changed since"), "{}", ran.err);
}

#[test]
fn damage_is_named_with_its_place_and_nothing_is_overwritten() {
    let case = Case::new("damage");
    let store = case.store();
    let notice = store.join("notices/06-street-alleys.txt.facts");
    let index = store.join("index.txt");
    let manifest = store.join("manifest.json");
    let (text, list, head) = (
        fs::read_to_string(&notice).unwrap(),
        fs::read_to_string(&index).unwrap(),
        fs::read_to_string(&manifest).unwrap(),
    );
    let cases = [
        (&notice, text[..text.len() - 2].to_owned(), "the file is truncated"),
        (&notice, text.chars().take(300).collect(), "the file is truncated"),
        (
            &notice,
            text.replace("\nsection\t", "\n<<<<<<< ours\nsection\t"),
            "`<<<<<<< ours` is not a fact",
        ),
        (&notice, text.replacen("\nsection\t", "\nsecton\t", 1), "`secton"),
        (&notice, String::new(), "the first line must be"),
        (&index, list.trim_end_matches(".\n").to_owned(), "the file is truncated"),
        (&manifest, head.replace("\"layout\": 1", "\"layout\": 7"), "use the newer version"),
        (
            &manifest,
            head.replace("\"schema_version\": \"1\"", "\"schema_version\": \"0\""),
            "record it again",
        ),
        (&manifest, head.replace("\"form\"", "\"from\""), "missing field `form`"),
        (&manifest, head[..20].to_owned(), "manifest.json:"),
    ];
    for (path, damaged, said) in cases {
        let whole = fs::read(path).unwrap();
        fs::write(path, &damaged).unwrap();
        let before = case.kept();
        for verb in ["check", "record"] {
            let ran = case.run(verb, &[]);
            assert_eq!(ran.code, 2, "{said}: {}", ran.out);
            assert!(ran.err.contains(said), "{said} not in {}", ran.err);
            assert!(ran.err.contains(path.file_name().unwrap().to_str().unwrap()), "{}", ran.err);
        }
        assert_eq!(case.kept(), before, "{said}: something was written");
        fs::write(path, whole).unwrap();
    }
    fs::remove_file(&notice).unwrap();
    let ran = case.run("check", &[]);
    assert!(ran.code == 2 && ran.err.contains("is missing"), "{}", ran.err);
    let nowhere = snapshot("check", &["corpus".as_ref(), "-s".as_ref(), "no/such/store".as_ref()]);
    assert!(
        nowhere.code == 2 && nowhere.err.contains("gongwen snapshot record"),
        "{}",
        nowhere.err
    );
    // A folder of other things is left alone.
    let other = snapshot("record", &["corpus".as_ref(), "-s".as_ref(), case.archive().as_ref()]);
    assert!(other.code == 2 && other.err.contains("not empty"), "{}", other.err);
}

#[test]
fn an_archive_that_is_not_there_is_no_change() {
    let case = Case::new("archive");
    fs::remove_dir_all(case.archive()).unwrap();
    assert_eq!(case.run("check", &[]).code, 2);
    fs::create_dir(case.archive()).unwrap();
    let ran = case.run("check", &[]);
    assert!(ran.code == 2 && ran.err.contains("no notices found"), "{}", ran.err);
}

#[test]
fn two_processes_do_not_write_at_once() {
    let case = Case::new("busy");
    let lock = fs::File::options().write(true).open(case.store().join(".lock")).unwrap();
    lock.lock().unwrap();
    let ran = case.run("check", &[]);
    assert!(ran.code == 2 && ran.err.contains("another process"), "{}", ran.err);
    drop(lock);
    assert_eq!(case.run("check", &[]).code, 0);
}

#[test]
fn a_review_follows_its_keys() {
    let case = Case::new("review");
    for name in &NAMES[..3] {
        case.reference(name, |text| without(&without(text, "  responsibility\t"), "section\t"));
    }
    let before = case.kept();
    let open = case.changes().len();
    assert!(open >= 6, "{open}");
    let review = |keys: &str| {
        let mut child = case.spawn("review", &[]);
        child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (out, err) = review("sbq");
    assert!(out.contains('⟦') && out.contains("notice by notice"), "{out}");
    assert!(err.contains(&format!("{open} changes open")), "{err}");
    assert_eq!(case.kept(), before);
    // Accept one, take it back, accept the notice, reject the group, and the input ends.
    let (out, err) = review("aun");
    assert!(out.contains("undid: accept"), "{out}");
    assert!(err.contains("1 decision;"), "{err}");
    assert_eq!(case.changes().len(), open - open / 3);
    review("tR");
    assert!(case.changes().iter().any(|change| change["rejected"] == true));
    let (_, err) = review("AAAAAA");
    assert!(err.contains("no change is open"), "{err}");
}

#[test]
fn formats_hold_what_is_pending() {
    let case = Case::new("formats");
    case.reference(NAMES[1], |text| without(text, "target\t"));
    for format in ["text", "markdown", "junit"] {
        let args = ["snapshot", "check", "archive", "-q", "-s", "store", "--format", format];
        see!(format!("report-{format}"), transcript(&case.folder.0, &[&args]));
    }
    let group = case.groups().remove(0);
    let all = case.run("check", &["--group", group.split(':').next().unwrap()]).out;
    assert!(all.contains("gained: target"), "{all}");
    let stats: Value = serde_json::from_str(&case.run("check", &["--stats"]).out).unwrap();
    let count = |side: &str| stats[side]["kinds"]["target"].as_u64().unwrap();
    assert_eq!(count("reference") + 1, count("present"));
    assert!(stats["present"]["unexplained_share"].as_f64().unwrap() < 0.2);
    assert!(stats["issuers"].as_object().unwrap().len() >= 3);
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    let stats: Value = serde_json::from_str(&case.run("check", &["--stats"]).out).unwrap();
    assert_eq!(stats["decisions"][&group]["accepted"], 1);
}

/// Runs a command, kills it after some time, and returns true where it had ended before.
fn killed_after(mut child: Child, keys: &str, micros: u64) -> bool {
    // A command that ended needs no keys.
    let _ = child.stdin.as_mut().unwrap().write_all(keys.as_bytes());
    std::thread::sleep(Duration::from_micros(micros));
    let ended = child.try_wait().unwrap().is_some();
    let _ = child.kill();
    let _ = child.wait();
    ended
}

#[test]
fn a_store_is_whole_whenever_a_command_is_killed() {
    let case = Case::new("kill");
    for name in NAMES {
        case.reference(name, |text| without(text, "section\t"));
    }
    let (before, archive) = (case.kept(), case.store());
    case.run("check", &[]);
    let aside = case.folder.path("aside");
    copy(&archive, &aside);
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    let after = case.kept();
    let mut seen = [0, 0];
    for (verb, more, keys) in
        [("accept", &["--all"][..], ""), ("review", &[], "nnnnnnnnnn"), ("record", &[], "")]
    {
        let mut micros = 500;
        loop {
            fs::remove_dir_all(&archive).unwrap();
            copy(&aside, &archive);
            let ended = killed_after(case.spawn(verb, more), keys, micros);
            let ran = case.run("check", &[]);
            assert!(ran.code < 2, "{verb} killed after {micros} µs: {}", ran.err);
            // Each notice is as it was or as it must be; a command that takes all takes all.
            let now = case.kept();
            for (path, bytes) in &now {
                assert!(
                    before.get(path) == Some(bytes) || after.get(path) == Some(bytes),
                    "{verb}"
                );
            }
            if verb != "review" {
                assert!(now == before || now == after, "{verb} killed after {micros} µs: half");
            }
            seen[usize::from(now == after)] += 1;
            if ended {
                break;
            }
            micros += micros / 4;
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

#[test]
fn a_recording_that_is_killed_leaves_a_store_or_none() {
    let case = Case::new("kill-record");
    let whole = case.kept();
    let mut micros = 500;
    loop {
        fs::remove_dir_all(case.store()).unwrap();
        let ended = killed_after(case.spawn("record", &[]), "", micros);
        if !case.store().exists() {
            fs::create_dir(case.store()).unwrap();
        }
        let check = case.run("check", &[]);
        assert!(check.code == 0 || check.err.contains("is not a snapshot store"), "{}", check.err);
        // It can be recorded again, and is the same then.
        assert_eq!(case.run("record", &[]).code, 0, "after {micros} µs");
        assert_eq!(case.kept(), whole);
        if ended {
            break;
        }
        micros += micros / 4;
    }
}

#[test]
fn a_step_that_was_written_down_is_taken_by_the_next_command() {
    let case = Case::new("recover");
    for name in NAMES {
        case.reference(name, |text| without(text, "section\t"));
    }
    case.run("check", &[]);
    let (before, journal) = (case.kept(), case.store().join("journal"));
    assert_eq!(case.run("accept", &["--all"]).code, 0);
    let after = case.kept();
    // As if it had been killed after each of its files.
    for done in 0..=NAMES.len() {
        fs::remove_file(journal.join("done")).unwrap();
        for (path, bytes) in before.iter().skip(done) {
            fs::write(path, bytes).unwrap();
        }
        assert_eq!(case.run("check", &[]).code, 0);
        assert_eq!(case.kept(), after);
    }
}

#[test]
fn a_review_that_is_killed_keeps_what_was_decided() {
    let case = Case::new("kill-review");
    for name in NAMES {
        case.reference(name, |text| without(text, "section\t"));
    }
    let open = case.changes().len();
    let mut child = case.spawn("review", &[]);
    child.stdin.as_mut().unwrap().write_all(b"aa").unwrap();
    let mut out = String::new();
    let mut screen = child.stdout.take().unwrap();
    while out.matches("1 change accepted").count() < 2 {
        let mut bytes = [0; 512];
        let read = screen.read(&mut bytes).unwrap();
        assert!(read > 0, "{out}");
        out.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(case.changes().len(), open - 2);
}

fn copy(from: &Path, to: &Path) {
    let mut all = BTreeMap::new();
    collect(from, &mut all);
    for (path, bytes) in all {
        let place = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}

/// The facts of a notice of the corpus, under a path of its own.
fn facts(name: &str) -> Notice {
    facts_with(name, Lexicon::builtin())
}

fn facts_with(name: &str, lexicon: &Lexicon) -> Notice {
    let bytes = fs::read(root().join("corpus").join(name)).unwrap();
    let document = gongwen_formats::read(&Source::from_bytes(name, bytes), None);
    let extraction = gongwen::extract(lexicon, &document.layer);
    facts_of("a.txt", &Record::new(&document, &extraction, lexicon))
}

/// A notice and its damaged twin differ in much: whatever of it is accepted, in whatever order, what
/// is left is the rest.
#[test]
fn changes_can_be_accepted_one_by_one() {
    for name in
        ["01-elderly-meals", "02-port-logistics", "03-facility-farming", "04-inland-waterway"]
    {
        let (one, other) = (facts(&format!("{name}.txt")), facts(&format!("{name}.damaged.txt")));
        for same_source in [true, false] {
            for (before, mut after) in [(one.clone(), other.clone()), (other.clone(), one.clone())]
            {
                if same_source {
                    after.sha256.clone_from(&before.sha256);
                    after.doc_id.clone_from(&before.doc_id);
                }
                let compared = Compared::new(Some(before.clone()), after.clone());
                assert_eq!(compared.accepted(&ids([])), Some(before.clone()), "{name}");
                let all = ids(compared.changes.iter().map(|change| change.id.as_str()));
                assert_eq!(all.len(), compared.changes.len(), "{name}: a name twice");
                assert_eq!(compared.accepted(&all), Some(after.clone()), "{name}");
                step_by_step(before, &after);
            }
        }
    }
}

fn ids<'i>(ids: impl IntoIterator<Item = &'i str>) -> rustc_hash::FxHashSet<&'i str> {
    ids.into_iter().collect()
}

/// Accepts a change, compares again, until nothing is left; what is accepted is not there again.
fn step_by_step(mut reference: Notice, after: &Notice) {
    let first = Compared::new(Some(reference.clone()), after.clone()).changes.len();
    for step in 0..=2 * first {
        let compared = Compared::new(Some(reference.clone()), after.clone());
        let left = compared.changes.len();
        if left == 0 {
            assert_eq!(reference.all().count(), after.all().count());
            return;
        }
        let change = &compared.changes[step * 7 % left];
        reference = compared.accepted(&ids([change.id.as_str()])).unwrap();
        let now = Compared::new(Some(reference.clone()), after.clone());
        assert!(now.changes.len() < left, "{change:?} leaves {:#?}", now.changes);
        assert_eq!(parse(&write(&reference)), Ok(reference.clone()));
    }
    panic!("there is no end of it");
}

/// What an own word changes, notice by notice: the units that it names, and nothing else.
#[test]
fn a_row_of_the_lexicon_is_named_with_exactly_its_effects() {
    let mut own = OwnRows::default();
    let row =
        "short,full,levels,kind,reason\n{l}商务局,{R}商务和口岸局,city|district,government,test\n";
    own.add(OwnTable::Units, row).unwrap();
    let lexicon = Lexicon::with_rows(&own);
    let mut named = 0;
    for path in crate::support::files(&root().join("corpus"), ".txt") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (before, after) = (facts(&name), facts_with(&name, &lexicon));
        let has = before.all().any(|fact| fact.field("surface").contains("商务局"));
        let compared = Compared::new(Some(before), after);
        for change in &compared.changes {
            let fact = compared.new_fact(change).or(compared.old(change)).unwrap();
            let text = format!("{fact:?}");
            assert!(text.contains("商务"), "{name}: {change:?} {text}");
            assert!(["unit", "responsibility", "member"].contains(&fact.kind.name()), "{text}");
            named += usize::from(change.what == What::Altered);
        }
        assert!(has || compared.changes.is_empty(), "{name}: {:#?}", compared.changes);
    }
    assert!(named > 0);
}

/// A rule that is gone: its facts are lost, and only they and what refers to them.
#[test]
fn a_rule_is_named_with_exactly_its_effects() {
    let before = facts("02-port-logistics.txt");
    let rule = "target/amount";
    let mut after = before.clone();
    let count = before.facts.len();
    after.facts.retain(|fact| !fact.rule.starts_with(rule));
    let lost = count - after.facts.len();
    assert!(lost > 0, "{:#?}", before.facts.iter().map(|fact| &fact.rule).collect::<Vec<_>>());
    let compared = Compared::new(Some(before), after);
    assert_eq!(compared.changes.len(), lost);
    assert!(compared.changes.iter().all(|change| is_of_group(
        &change.group,
        change.group.split(':').next().unwrap()
    ) && change.group.starts_with(rule)
        && change.what == What::Lost));
}

/// A section more in front: all behind it moves, and nothing comes or goes.
#[test]
fn what_is_renumbered_moved() {
    let before = facts("01-elderly-meals.txt");
    let mut after = before.clone();
    let renumber = |fact: &mut Fact| {
        for (name, value) in &mut fact.fields {
            if ["path", "section"].contains(&name.as_str()) {
                *value = value.replace('三', "四");
            }
        }
        fact.place = fact.place.map(|(start, end)| (start + 30, end + 30));
    };
    after.facts.iter_mut().for_each(renumber);
    after.facts.iter_mut().flat_map(|fact| &mut fact.inner).for_each(renumber);
    (after.sha256, after.doc_id) = ("other".to_owned(), "other".to_owned());
    let compared = Compared::new(Some(before), after);
    let what: std::collections::BTreeSet<What> =
        compared.changes.iter().map(|change| change.what).collect();
    assert_eq!(what.into_iter().collect::<Vec<_>>(), [What::Edited, What::Moved]);
    assert!(compared.changes.len() > 4);
}

/// The corpus as a whole. Where it fails: `gongwen snapshot check corpus -s snapshots/corpus`, then
/// review; `UPDATE=1` records it again.
#[test]
fn the_corpus_is_as_the_reference() {
    let store = root().join("snapshots/corpus");
    if std::env::var_os("UPDATE").is_some_and(|how| how == "1") {
        let ran = snapshot("record", &["corpus".as_ref(), "-s".as_ref(), store.as_ref()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    // A copy, so that a test leaves nothing pending.
    let folder = Folder::new("snapshot-corpus");
    copy(&store, &folder.0);
    let ran = snapshot("check", &["corpus".as_ref(), "-s".as_ref(), folder.0.as_ref()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn members_of_archives_are_notices_and_what_cannot_be_unpacked_is_one_that_cannot_be_read() {
    let folder = Folder::new("snapshot-packed");
    let notice = fs::read(root().join("corpus").join(NAMES[0])).unwrap();
    let zip = |bytes: &[u8], damaged: bool| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in [("a.txt", bytes), ("b.txt", b"a member that is damaged")] {
            zip.start_file(name, stored).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let mut zip = zip.finish().unwrap().into_inner();
        let at = memchr::memmem::find(&zip, b"is damaged").unwrap();
        zip[at] ^= u8::from(damaged);
        zip
    };
    folder.write("archive/in.zip", zip(&notice, false));
    let (archive, store) = (folder.path("archive"), folder.path("store"));
    let args = [archive.as_os_str(), "-q".as_ref(), "-s".as_ref(), store.as_os_str()];
    assert_eq!(snapshot("record", &args).code, 0);
    let kept = fs::read_dir(store.join("notices/in.zip")).unwrap();
    let kept: String = kept.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(kept.contains("in.zip/a.txt") && !kept.contains("unreadable"), "{kept}");
    let ran = snapshot("check", &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    // Other words in a member, and a member that is broken: both are told, and nothing else is.
    let shorter = &notice[..notice.len() / 2];
    let cut = shorter.iter().rposition(|byte| *byte == b'\n').unwrap();
    folder.write("archive/in.zip", zip(&shorter[..=cut], true));
    let ran = snapshot("check", &args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("in.zip/b.txt"), "{}", ran.out);
    let json = snapshot("check", &[&args[..], &["--format".as_ref(), "json".as_ref()]].concat());
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let changes = json["changes"].as_array().unwrap();
    let of = |name: &str| changes.iter().filter(|item| item["notice"] == name).count();
    assert!(of("in.zip/a.txt") > 0 && of("in.zip/b.txt") > 0, "{json}");
    assert_eq!(of("in.zip/a.txt") + of("in.zip/b.txt"), changes.len(), "{json}");
}

#[test]
fn a_notice_that_costs_too_much_is_recorded_and_told() {
    if !cfg!(target_os = "linux") {
        return println!("not run: workers have no limit on their memory here");
    }
    let folder = Folder::new("snapshot-costly");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<w:document><w:body><w:p><w:r><w:t>").unwrap();
    zip.write_all(&vec![b'x'; 130 << 20]).unwrap();
    folder.write("archive/a.docx", zip.finish().unwrap().into_inner());
    let (archive, store) = (folder.path("archive"), folder.path("store"));
    let args = [archive.as_os_str(), "-q".as_ref(), "-s".as_ref(), store.as_os_str()];
    let ran =
        snapshot("record", &[&args[..], &["--max-memory".as_ref(), "16777216".as_ref()]].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("recorded as unreadable: a.docx: needs more than 16 MiB"),
        "{}",
        ran.err
    );
}
