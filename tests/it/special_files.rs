//! FIFOs, sockets, devices, links in a circle, names in other encodings.

use crate::support::Folder;
use crate::support::command::{Ran, gongwen};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// The command, ended by force after a minute: one that waits for a FIFO would never end.
fn in_time<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    let output = Command::new("timeout")
        .args(["60", env!("CARGO_BIN_EXE_gongwen")])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn with_specials(name: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(name);
    folder.write("in/a.txt", NOTICE);
    fifo(&folder.path("in/b.txt"));
    let _socket = UnixListener::bind(folder.path("in/c.docx")).unwrap();
    symlink("/dev/null", folder.path("in/d.pdf")).unwrap();
    let input = folder.path("in");
    (folder, input)
}

#[test]
fn in_folders_special_files_are_counted() {
    let (folder, input) = with_specials("special-folder");
    let ran = in_time([OsStr::new("extract"), input.as_os_str()]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1), "{}", ran.err);
    assert_eq!(ran.err, "gongwen: 3 files skipped: 3 special\n");
    let out = folder.path("out");
    let ran = in_time([OsStr::new("run"), input.as_os_str(), "-o".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("3 files skipped: 3 special"), "{}", ran.err);
    let store = folder.path("store");
    let args = [
        "snapshot".as_ref(),
        "record".as_ref(),
        input.as_os_str(),
        "-s".as_ref(),
        store.as_os_str(),
    ];
    let ran = in_time(args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("1 notice recorded"), "{}", ran.err);
}

#[test]
fn a_special_file_that_is_named_is_refused_and_the_others_go_on() {
    let (folder, input) = with_specials("special-named");
    let named = ["a.txt", "b.txt", "c.docx", "d.pdf"].map(|name| input.join(name));
    let ran = in_time([PathBuf::from("extract")].iter().chain(&named));
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 1), "{}", ran.err);
    for (name, what) in [("b.txt", "a FIFO"), ("c.docx", "a socket"), ("d.pdf", "a device")] {
        let told = format!("{name}: is {what}, not a file; ");
        assert_eq!(ran.err.matches(&told).count(), 1, "{told} {}", ran.err);
    }
    let out = folder.path("out");
    let options = ["-o".into(), out.clone()];
    let ran = in_time([PathBuf::from("run")].iter().chain(&named).chain(&options));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("b.txt: io: is a FIFO, not a file"), "{}", ran.err);
    let ran = in_time([Path::new("text"), &named[1]]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("b.txt: is a FIFO, not a file"), "{}", ran.err);
    let store = folder.path("store");
    let paths = [&named[0], &named[1]].map(|path| path.as_os_str());
    let args =
        [["snapshot", "record", "-s"].map(OsStr::new), [store.as_os_str(), paths[0], paths[1]]];
    let ran = in_time(args.concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn streams_that_are_named_are_read() {
    let folder = Folder::new("special-streams");
    let file = folder.write("a.txt", NOTICE);
    for command in
        ["extract /dev/stdin < FILE", "cat FILE | GONGWEN /dev/stdin", "GONGWEN <(cat FILE)"]
    {
        let command =
            command.replace("extract ", "GONGWEN ").replace("FILE", file.to_str().unwrap());
        let command =
            command.replace("GONGWEN", &format!("{} extract", env!("CARGO_BIN_EXE_gongwen")));
        let output = Command::new("bash").args(["-c", &command]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {said}");
        let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(record["metadata"]["issued_on"], "2025-04-01", "{command}");
    }
}

#[test]
fn a_circle_of_links_is_a_matter_of_that_entry() {
    let folder = Folder::new("special-circle");
    folder.write("in/a.txt", NOTICE);
    symlink(folder.path("in/y"), folder.path("in/x")).unwrap();
    symlink(folder.path("in/x"), folder.path("in/y")).unwrap();
    let input = folder.path("in");
    let (store, out) = (folder.path("store"), folder.path("out"));
    let snapshot = |verb: &'static str| {
        let args = [OsStr::new("snapshot"), verb.as_ref(), input.as_os_str(), "-s".as_ref()];
        in_time(args.into_iter().chain([store.as_os_str()]))
    };
    let ran = snapshot("record");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("3 notices recorded"), "{}", ran.err);
    assert_eq!(snapshot("check").code, Some(0));
    // When the circle is gone, the check shows that.
    fs::remove_file(folder.path("in/x")).unwrap();
    fs::remove_file(folder.path("in/y")).unwrap();
    assert_eq!(snapshot("check").code, Some(1));
    symlink(folder.path("in/x"), folder.path("in/x")).unwrap();
    let ran = in_time([OsStr::new("extract"), input.as_os_str()]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 1));
    assert!(
        ran.err.contains("in/x: is a symbolic link that leads back to itself; "),
        "{}",
        ran.err
    );
    let ran = in_time([OsStr::new("run"), input.as_os_str(), "-o".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
}

#[test]
fn names_in_gbk_are_found_again() {
    let folder = Folder::new("special-gbk");
    let (gbk, _, _) = gongwen_formats::Encoding::for_label(b"gbk").unwrap().encode("公告.txt");
    let input = folder.path("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join(OsStr::from_bytes(&gbk)), NOTICE).unwrap();
    // A name that says the same in ASCII is another file.
    let plain = gongwen_engine::name_of(Path::new(OsStr::from_bytes(&gbk)));
    fs::write(input.join(&plain), NOTICE.replace("防汛", "防火")).unwrap();
    fs::write(input.join("%E5%85%B3.txt"), NOTICE.replace("防汛", "防疫")).unwrap();
    let out = folder.path("out");
    let ran = gongwen([OsStr::new("run"), input.as_os_str(), "-o".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ran = gongwen([OsStr::new("verify"), out.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{} {}", ran.out, ran.err);
    assert!(ran.err.contains("compared 3 notices word by word with the source\n"), "{}", ran.err);
    let sql = "select uri from document_sources order by uri";
    let ran = gongwen([
        OsStr::new("query"),
        out.as_os_str(),
        sql.as_ref(),
        "--format".as_ref(),
        "csv".as_ref(),
    ]);
    let names: Vec<&str> =
        ran.out.lines().skip(1).map(|line| line.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["%25B9%25AB%25B8%25E6.txt", "%B9%AB%B8%E6.txt", "%E5%85%B3.txt"]);
}
