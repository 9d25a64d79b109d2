//! What is said: what, where and what can be done, once, and nothing that a terminal would obey.

use crate::support::command::{Ran, gongwen, transcript};
use crate::support::{Folder, see};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

/// A name that turns a terminal red, rings its bell and writes from right to left.
const EVIL: &str = "a\u{1B}[31m\u{7}\u{202E}b.txt";

/// The same as it is shown.
const SHOWN: &str = "a\\u001b[31m\\u0007\\u202eb.txt";

fn obeyed(text: &str) -> bool {
    text.contains(|c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || ('\u{202A}'..='\u{202E}').contains(&c)
    })
}

/// Commands, words divided by spaces; what stands in braces is a path whose name is [`EVIL`] or near
/// one. True where the name must be said.
const COMMANDS: &[(&str, bool)] = &[
    ("extract {in}", true),
    ("extract {gone}", true),
    ("extract {good} -o {below}", true),
    ("extract {good} -o {records}", false),
    ("extract {good} --format {evil}", false),
    ("text {bad}", true),
    ("text {in}", false),
    ("run {in} {goods} -o {out}", true),
    ("run {gone} -o {out}", true),
    ("run {good} -o {set}", true),
    ("verify {out}", false),
    ("verify {set}", false),
    ("verify {gone}", true),
    ("query {out} {sql}", false),
    ("query {gone} {sql}", true),
    ("load {gone} --to postgres://u@127.0.0.1:1/d", false),
    ("snapshot record {goods} -s {store}", false),
    ("snapshot check {in} -s {store}", true),
    ("snapshot check {in} -s {store} --group notice", false),
    ("snapshot review -s {store}", false),
    ("snapshot check {in} -s {gone}", true),
    ("eval {gold} {records} --errors 3", false),
    ("eval {gone} {records}", true),
    ("explain {evil}", true),
    ("{evil}", false),
];

/// What the braces stand for.
fn places(folder: &Folder) -> Vec<(&'static str, OsString)> {
    let bad = folder.write(&format!("in/{EVIL}"), [0_u8; 300]);
    let good = folder.write(&format!("good/{EVIL}"), NOTICE);
    let gold = format!("{{\"doc\": {}}}", serde_json::json!(EVIL));
    vec![
        ("{in}", folder.path("in").into()),
        ("{gone}", folder.path(EVIL).into()),
        ("{below}", bad.join("x").into()),
        ("{bad}", bad.into()),
        ("{good}", good.into()),
        ("{goods}", folder.path("good").into()),
        ("{records}", folder.path("r.ndjson").into()),
        ("{out}", folder.path("out").into()),
        ("{set}", folder.path(&format!("set {EVIL}")).into()),
        ("{store}", folder.path("store").into()),
        ("{gold}", folder.write("gold/x.gold.json", gold).into()),
        ("{sql}", "select uri, message from quarantine".into()),
        ("{evil}", EVIL.into()),
    ]
}

#[cfg(unix)]
#[test]
fn no_command_lets_a_name_speak_to_the_terminal() {
    let folder = Folder::new("messages-evil");
    let places = places(&folder);
    let place = |word: &str| {
        let found = places.iter().find(|(name, _)| *name == word);
        found.map_or_else(|| word.into(), |(_, place)| place.clone())
    };
    for (command, names) in COMMANDS {
        let Ran { out, err, .. } = gongwen(command.split(' ').map(place));
        let is_data = command.starts_with("extract");
        assert!(!obeyed(&err), "{command}: {err:?}");
        assert!(is_data || !obeyed(&out), "{command}: {out:?}");
        assert!(!names || err.contains(SHOWN) || out.contains(SHOWN), "{command}: {out:?} {err:?}");
    }
    // A line end in a name does not begin a message.
    let ran = gongwen(["extract", "no\ngongwen: all is well"]);
    assert_eq!(
        ran.err.lines().nth(1).unwrap(),
        "  gongwen: all is well: no such file or folder; check the spelling"
    );
    // Data are exact.
    let line = fs::read_to_string(folder.path("r.ndjson")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(record["source"]["path"], place("{good}").to_str().unwrap());
}

#[test]
fn each_message_says_what_where_and_what_to_do_once() {
    let folder = Folder::new("messages-once");
    let file = folder.write("a.txt", NOTICE);
    let (file, root) = (file.to_str().unwrap(), folder.0.to_str().unwrap());
    let below = format!("{file}/x/r.ndjson");
    let store = format!("{file}/store");
    let fresh = format!("{root}/fresh");
    let cases: &[(&[&str], String)] = &[
        (&["extract", "no/such"], "no/such: no such file or folder; check the spelling".into()),
        (&["text", "no/such"], "no/such: no such file or folder; check the spelling".into()),
        (
            &["run", "no/such", "-o", &fresh],
            "no/such: no such file or folder; check the spelling".into(),
        ),
        (&["text", root], format!("{root}: is a folder, not a file; name a file in it")),
        (
            &["extract", file, "-o", &below],
            format!(
                "cannot write {below}: a file is in the way where a folder is needed; choose another path"
            ),
        ),
        (
            &["extract", file, "--format", "json", "-o", &store],
            format!(
                "cannot write into {store}: a file is in the way where a folder is needed; choose another \
                 path"
            ),
        ),
    ];
    for (args, expected) in cases {
        let ran = gongwen(*args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert_eq!(ran.err, format!("gongwen: {expected}\n"), "{args:?}");
    }
    let ran = gongwen(["snapshot", "record", file, "-s", &store]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("a file is in the way where a folder is needed"), "{}", ran.err);
    let ran = gongwen(["extract", file, "-o", "/dev/full"]);
    assert_eq!(ran.code, Some(2));
    let told = "cannot write /dev/full: the disk is full; free some space and try again";
    assert_eq!(ran.err, format!("gongwen: {told}\n"));
}

/// As an ordinary user: for root, every folder can be read.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_not_said_to_be_empty() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("messages-denied");
    folder.write("in/a.txt", NOTICE);
    let input = folder.path("in");
    fs::set_permissions(&input, fs::Permissions::from_mode(0o000)).unwrap();
    let ask = |args: &[&OsStr]| {
        let own = std::process::Command::new("setpriv")
            .args([
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                env!("CARGO_BIN_EXE_gongwen"),
            ])
            .args(args)
            .output();
        own.ok().filter(|ran| !ran.stderr.starts_with(b"setpriv"))
    };
    let out = folder.path("out");
    let extract = ask(&["extract".as_ref(), input.as_os_str()]);
    let run = ask(&["run".as_ref(), input.as_os_str(), "-o".as_ref(), out.as_os_str()]);
    fs::set_permissions(&input, fs::Permissions::from_mode(0o755)).unwrap();
    let (Some(extract), Some(_)) = (extract, run) else {
        eprintln!("not run: this user cannot become another one, or there is no setpriv");
        return;
    };
    let said = String::from_utf8(extract.stderr).unwrap();
    if said.is_empty() || said.contains("Permission denied (os error 13)") {
        eprintln!("not run: another user may not start the command: {said}");
        return;
    }
    assert_eq!(extract.status.code(), Some(1), "{said}");
    assert_eq!(
        said,
        format!("gongwen: {}: permission denied; check its permissions\n", input.display())
    );
}

#[test]
fn summaries_count_what_was_skipped() {
    let folder = Folder::new("messages-summary");
    folder.write("in/a.txt", NOTICE);
    for name in ["b.log", "c.log", "d.png", "LICENSE", ".hidden.txt"] {
        folder.write(&format!("in/{name}"), "x");
    }
    folder.write("in/e.txt", [0_u8; 100]);
    let said =
        transcript(&folder.0, &[&["extract", "in", "-o", "r.ndjson"], &["run", "in", "-o", "out"]]);
    see!("summaries", said);
    let empty = folder.path("empty");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("x.log"), "x").unwrap();
    let ran = gongwen([Path::new("run"), &empty, Path::new("-o"), &folder.path("none")]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.trim_end().ends_with("; 1 file skipped: 1 .log"), "{}", ran.err);
}
