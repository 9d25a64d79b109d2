//! Every quantity, date and name is accounted for, in records, in data sets and to whoever asks.

use crate::support::Folder;
use crate::support::command::gongwen;
use serde_json::Value;

const NOTICE: &str = "青禾区人民政府关于增设停车位的通知\n\
                      一、新增车位。2025年底前新增停车位300个以上,已建成200个。(责任单位:区住建局)\n\
                      青禾区人民政府\n2025年3月18日\n";

fn record(name: &str, args: &[&str]) -> Value {
    let folder = Folder::new(name);
    let path = folder.write("notice.txt", NOTICE);
    let ran = gongwen(["extract", path.to_str().unwrap()].iter().chain(args));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn verdict<'r>(record: &'r Value, words: &str) -> &'r str {
    let mentions = record["mentions"].as_array().unwrap();
    let mention = mentions.iter().find(|mention| mention["span"]["text"] == words).unwrap();
    mention["verdict"].as_str().unwrap()
}

#[test]
fn a_record_says_what_became_of_its_numbers() {
    let record = record("account-record", &[]);
    for (words, expected) in
        [("300个", "target"), ("200个", "past_fact"), ("区住建局", "responsible")]
    {
        assert_eq!(verdict(&record, words), expected, "{words}");
    }
}

#[test]
fn mentions_can_be_left_out() {
    let whole = record("account-whole", &[]);
    let short = record("account-short", &["--no-mentions"]);
    assert!(whole["mentions"].is_array() && short.get("mentions").is_none());
    let rest = |mut record: Value| {
        record.as_object_mut().unwrap().remove("mentions");
        record["source"]["path"].take();
        record
    };
    assert_eq!(rest(whole), rest(short));
}

#[test]
fn a_number_is_explained_where_it_stands() {
    let folder = Folder::new("account-explain");
    let path = folder.write("notice.txt", NOTICE);
    let at = |words: &str| {
        let byte = NOTICE.find(words).unwrap();
        NOTICE[..byte].chars().count().to_string()
    };
    let explain = |offset: &str| gongwen(["explain", "--at", path.to_str().unwrap(), offset]);
    let page = explain(&at("200个")).out;
    for words in ["200个", "past_fact", "quantity/past", "已建成【200个】"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(explain("2").out.contains("no quantity or date at 2"));
    let outside = explain("9999");
    assert!(outside.code == Some(2) && outside.err.contains("9999"), "{}", outside.err);
    let wrong = explain("x");
    assert!(wrong.code == Some(2) && wrong.err.contains("`x` is not an offset"), "{}", wrong.err);
}

#[test]
fn a_data_set_counts_what_is_open() {
    let folder = Folder::new("account-data");
    folder.write("archive/notice.txt", NOTICE);
    let (archive, data) = (folder.path("archive"), folder.path("data"));
    let run = |args: &[&str]| {
        let paths = [archive.to_str().unwrap(), "-o", data.to_str().unwrap()];
        let ran = gongwen(["run"].iter().chain(&paths).chain(args));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    };
    let sql = "select n_mentions, n_open_mentions from documents";
    let counts = || gongwen(["query", data.to_str().unwrap(), sql, "--format", "csv"]).out;
    run(&[]);
    let rows = counts();
    let count: u32 = rows.lines().nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
    assert!(count >= 3, "{rows}");
    let dataset = data.to_str().unwrap();
    let rules = "select count(*) from mentions where verdict <> 'open' and rule is null";
    assert!(gongwen(["query", dataset, rules, "--format", "csv"]).out.ends_with("0\n"));
    // The configuration changed, so the notice is read again.
    run(&["--no-mentions"]);
    assert!(counts().lines().nth(1).unwrap().starts_with("0,"), "{}", counts());
    assert_eq!(gongwen(["verify", dataset]).code, Some(0));
}
