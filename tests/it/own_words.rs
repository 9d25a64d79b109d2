//! Own words change what they are about, and nothing else.

use crate::support::command::gongwen_in;
use crate::support::{Folder, files, root};
use gongwen::emit::{Record, json};
use gongwen::lexicon::{Lexicon, OwnRows, OwnTable};
use gongwen_formats::source::Source;
use serde_json::Value;
use std::fs;

const NOTICE: &str = "武汉市人民政府办公厅关于推进低空经济发展的通知\n\n各区人民政府:\n\
    一、建设起降点。2026年底前,新建充电栈位300栈位。(牵头单位:市低空办;责任单位:市财政局)\n\
    二、开展巡查。(助力单位:市水务局)\n\n武汉市人民政府办公厅\n2025年4月1日\n";

const UNITS: &str = "short,full,levels,kind,reason\n\
    {l}低空办,{R}低空经济发展办公室,city|district,government,office of our city\n";
const ROLES: &str = "word,kind,role\n助力单位,label,support\n";
const MEASURES: &str = "word,base,factor,kind\n栈位,栈位,1,count\n";
const WORDS: &str = "word,class,value,gloss\n助力单位,responsibility.label,support,label of our city\n\
    二期前,period.until,,until then\n";

fn record(lexicon: &Lexicon, bytes: &[u8]) -> Value {
    let document = gongwen_formats::read(&Source::from_bytes("a.txt", bytes), None);
    let extraction = gongwen::extract(lexicon, &document.layer);
    let mut line = Vec::new();
    json::write_line(&Record::new(&document, &extraction, lexicon), &mut line).unwrap();
    serde_json::from_slice(&line).unwrap()
}

fn with(table: OwnTable, csv: &str) -> Value {
    let mut own = OwnRows::default();
    own.add(table, csv).unwrap();
    record(&Lexicon::with_rows(&own), NOTICE.as_bytes())
}

fn without() -> Value {
    record(Lexicon::builtin(), NOTICE.as_bytes())
}

fn surfaces(record: &Value) -> Vec<String> {
    let tasks = record["tasks"].as_array().unwrap().iter();
    let said = tasks.flat_map(|task| task["responsibilities"].as_array().unwrap());
    let text = |said: &Value, name: &str| said[name].as_str().unwrap().to_owned();
    said.map(|said| text(said, "role") + " " + &text(said, "surface")).collect()
}

fn names(record: &Value) -> Vec<&str> {
    let units = record["units"].as_array().unwrap().iter();
    units.map(|unit| unit["name"].as_str().unwrap()).collect()
}

/// Fields of a record that differ, by name.
fn changed(one: &Value, other: &Value) -> Vec<String> {
    let (one, other) = (one.as_object().unwrap(), other.as_object().unwrap());
    let differs = |name: &&String| one[*name] != other[*name];
    one.keys().filter(differs).cloned().collect()
}

#[test]
fn an_own_unit_has_its_full_name() {
    let (before, after) = (without(), with(OwnTable::Units, UNITS));
    assert!(!names(&before).contains(&"武汉市低空经济发展办公室"));
    assert!(names(&after).contains(&"武汉市低空经济发展办公室"), "{:?}", names(&after));
    let fields = changed(&before, &after);
    assert!(fields.iter().all(|field| ["units", "diagnostics"].contains(&&**field)), "{fields:?}");
    assert_eq!(surfaces(&before), surfaces(&after));
}

#[test]
fn an_own_label_makes_a_responsibility() {
    let (before, after) = (without(), with(OwnTable::Roles, ROLES));
    let first = ["lead 市低空办", "responsible 市财政局"];
    assert_eq!(surfaces(&before), first);
    assert_eq!(surfaces(&after), [&first[..], &["support 市水务局"]].concat());
    assert_eq!(before["targets"], after["targets"]);
    assert_eq!(before["metadata"], after["metadata"]);
    assert_eq!(before["sections"], after["sections"]);
}

#[test]
fn an_own_word_of_a_class_does_what_the_class_does() {
    assert_eq!(with(OwnTable::Words, WORDS)["tasks"], with(OwnTable::Roles, ROLES)["tasks"]);
    let comparator = |own: &str| {
        let lexicon = {
            let mut rows = OwnRows::default();
            rows.add(OwnTable::Words, own).unwrap();
            Lexicon::with_rows(&rows)
        };
        let text =
            "临江市人民政府关于做好工作的通知\n一、建设园区。2026年底前,新建充电桩起步价300个。\n";
        record(&lexicon, text.as_bytes())["targets"][0]["comparator"].clone()
    };
    assert_eq!(comparator("word,class,value\n起步价,target.before,ge\n"), "ge");
    assert_eq!(comparator("word,class,value\n起步价,target.before,le\n"), "le");
}

#[test]
fn an_own_measure_makes_a_target() {
    let (before, after) = (without(), with(OwnTable::Measures, MEASURES));
    let measures = |record: &Value| {
        let targets = record["targets"].as_array().unwrap().iter();
        targets.map(|target| target["unit"].clone()).collect::<Vec<_>>()
    };
    assert!(!measures(&before).contains(&"栈位".into()));
    assert_eq!(measures(&after), ["栈位"]);
    assert_eq!(after["targets"][0]["value"], 300);
    assert_eq!(surfaces(&before), surfaces(&after));
    assert_eq!(before["units"], after["units"]);
    assert_eq!(before["metadata"], after["metadata"]);
}

#[test]
fn the_built_in_rows_as_own_rows_change_nothing() {
    let mut own = OwnRows::default();
    for (table, name) in [
        (OwnTable::Units, "organisations"),
        (OwnTable::Words, "words"),
        (OwnTable::Measures, "measures"),
    ] {
        let path = root().join(format!("lexicon/{name}.csv"));
        own.add(table, &fs::read_to_string(path).unwrap()).unwrap();
    }
    let lexicon = Lexicon::with_rows(&own);
    for path in files(&root().join("corpus"), ".txt") {
        let bytes = fs::read(&path).unwrap();
        let (built_in, own) = (record(Lexicon::builtin(), &bytes), record(&lexicon, &bytes));
        assert!(built_in == own, "{}: {:?}", path.display(), changed(&built_in, &own));
    }
}

#[test]
fn files_are_named_by_flags_or_keys() {
    let folder = Folder::new("own-words");
    folder.write("a.txt", NOTICE);
    folder.write("conf/u.csv", UNITS);
    folder.write("conf/g.toml", "[lexicon]\nunits = \"u.csv\"\nroles = \"gone.csv\"\n");
    folder.write("roles.csv", ROLES);
    let line = format!("{}\n", serde_json::json!({ "text": NOTICE }));
    let flags = ["--config", "conf/g.toml", "--lexicon-roles", "roles.csv"];
    for command in [&["extract", "a.txt"][..], &["filter"]] {
        let ran = gongwen_in(&folder.0, &line, [command, &flags].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains("武汉市低空经济发展办公室"), "{command:?}");
        assert!(ran.out.contains("\"role_text\":\"助力单位\""), "{command:?}");
        let missing = gongwen_in(&folder.0, &line, [command, &flags[..2]].concat());
        assert_eq!(missing.code, Some(2));
        let gone = "gongwen: conf/gone.csv: no such file or folder; check the spelling\n";
        assert_eq!((missing.out.as_str(), missing.err.as_str()), ("", gone));
    }
}

#[test]
fn bad_rows_are_named_with_file_line_and_column() {
    let folder = Folder::new("own-words-bad");
    folder.write("u.csv", "short,full,levels,kind\n{l}低空办,,city,goverment\n");
    folder.write("r.csv", "word,kind\n");
    folder.write("m.csv", b"word,base,factor,kind\n\xC4\xE3\xBA\xC3,x,1,count\n");
    folder.write("w.csv", "word,class,value\n起码,target.befor,ge\n");
    let flags = [
        "--lexicon-units=u.csv",
        "--lexicon-roles=r.csv",
        "--lexicon-measures=m.csv",
        "--lexicon-words=w.csv",
    ];
    let ran = gongwen_in(&folder.0, "", [&["filter"], &flags[..]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ran.err, @"
    gongwen: u.csv:2: column `kind`: `goverment` is not allowed; did you mean `government`? (allowed: party, government, people_congress, cppcc, mass_organisation, agency, subdistrict, enterprise, institution, military, collective, other)
      u.csv:2: column `full`: is empty; only a row with `yes` under `ambiguous` can do without
      r.csv:1: the head lacks the column `role` (the columns: word, kind, role, reason)
      m.csv: is not UTF-8; save it as UTF-8 (CSV UTF-8 in a spreadsheet)
      w.csv:2: column `class`: `target.befor` is no class; did you mean `target.before`? `lexicon/README.md` lists them
    ");
}
