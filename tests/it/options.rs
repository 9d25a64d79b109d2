//! Options from flags, from a file and from nowhere.

use crate::support::command::gongwen_in;
use crate::support::{Folder, root};
use gongwen_cli::config;
use std::fs;

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n";

#[test]
fn the_committed_page_is_the_generated_one() {
    let path = root().join("docs/options.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, config::markdown()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == config::markdown(),
        "docs/options.md is stale; run `UPDATE=1 cargo test --test it options`"
    );
}

/// The blocks of a page that are fenced as `kind`.
fn fenced<'p>(page: &'p str, kind: &str) -> Vec<&'p str> {
    let fence = format!("```{kind}\n");
    page.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_example_of_the_page_works() {
    let folder = Folder::new("options-example");
    let page = config::markdown();
    folder.write("gongwen.toml", fenced(&page, "toml")[0]);
    folder.write("words/units.csv", fenced(&page, "csv")[0]);
    folder.write("a.txt", NOTICE);
    let ran = gongwen_in(&folder.0, "", ["extract", "a.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(folder.path("records.ndjson").is_file());
}

#[test]
fn flags_win_over_keys_and_keys_over_defaults() {
    let folder = Folder::new("options-order");
    folder.write("a.txt", "404 Not Found");
    folder.write("gongwen.toml", "[extract]\nformat = \"json\"\nstrict = true\nthreads = 1\n");
    folder.write("other/o.toml", "[extract]\noutput = \"here/\"\n[filter]\nmax_failed = 0\n");
    let run = |args: &[&str]| gongwen_in(&folder.0, "\n", args);
    let keys = run(&["extract", "a.txt"]);
    assert_eq!(keys.code, Some(1), "{}", keys.err);
    assert!(keys.out.starts_with("{\n"));
    let flags = run(&["extract", "a.txt", "--format", "ndjson", "--strict=false"]);
    assert_eq!((flags.code, flags.out.lines().count()), (Some(0), 1), "{}", flags.err);
    let other = run(&["extract", "a.txt", "--config", "other/o.toml"]);
    assert_eq!((other.code, other.out.as_str()), (Some(0), ""), "{}", other.err);
    assert!(folder.path("other/here/records.ndjson").is_file());
    let filter = ["filter", "--config", "other/o.toml"];
    assert_eq!(run(&filter).code, Some(1));
    assert_eq!(run(&[&filter[..], &["--max-failed", "1"]].concat()).code, Some(0));
}

#[test]
fn a_file_that_is_wrong_stops_before_anything_is_read() {
    let folder = Folder::new("options-wrong");
    folder.write("a.txt", NOTICE);
    folder.write("gongwen.toml", "[extract]\nthraeds = 1\nformat = \"yaml\"\n");
    folder.write("latin.toml", b"# \xE9\n");
    let cases: &[(&[&str], &str)] = &[
        (
            &["extract", "a.txt"],
            "gongwen: gongwen.toml:2: unknown key `thraeds` in [extract]; did you mean `threads`?\n  \
             gongwen.toml:3: `extract.format` must be one of \"ndjson\", \"json\", not \"yaml\"\n",
        ),
        (
            &["filter", "--config", "no.toml"],
            "gongwen: no.toml: no such file or folder; check the spelling\n",
        ),
        (
            &["filter", "--config", "latin.toml"],
            "gongwen: latin.toml: is not UTF-8, which TOML must be; save it as UTF-8\n",
        ),
    ];
    for (args, expected) in cases {
        let ran = gongwen_in(&folder.0, "{}\n", *args);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(2), "", *expected));
    }
    let text = gongwen_in(&folder.0, "", ["text", "a.txt"]);
    assert_eq!(text.out, NOTICE, "a command without options does not look at the file");
}
