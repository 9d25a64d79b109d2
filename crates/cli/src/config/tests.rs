use super::section::Section;
use super::{Keys, check, value};
use crate::args::{Args, Command, Extract, Format, command, store};
use clap::{Arg, ArgMatches, FromArgMatches};
use std::path::Path;

fn keys(text: &str) -> Keys {
    check::keys("gongwen.toml", Path::new("conf"), text).unwrap_or_else(|error| panic!("{error}"))
}

fn problems(text: &str) -> Vec<String> {
    let error = check::keys("c.toml", Path::new(""), text).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

fn matches(text: &str, typed: &[&str]) -> ArgMatches {
    keys(text).over(command()).try_get_matches_from([&["gongwen"], typed].concat()).unwrap()
}

fn resolved(text: &str, typed: &[&str]) -> Command {
    Args::from_arg_matches(&matches(text, typed)).unwrap().command
}

fn extract(text: &str, typed: &[&str]) -> Extract {
    match resolved(text, &[&["extract", "a.txt"], typed].concat()) {
        Command::Extract(extract) => extract,
        other => panic!("{other:?}"),
    }
}

fn run(text: &str) -> store::Run {
    match resolved(text, &["run"]) {
        Command::Run(run) => run,
        other => panic!("{other:?}"),
    }
}

/// A value that the flag takes, and the same as TOML.
fn sample(arg: &Arg) -> (String, String) {
    let default = arg.get_default_values().first().map(|word| word.to_str().unwrap().to_owned());
    let choice = arg.get_possible_values().last().map(|choice| choice.get_name().to_owned());
    let word = default.or(choice).unwrap_or_else(|| match arg.get_id().as_str() {
        "encoding" => "gbk".to_owned(),
        "to" => "postgres://me@localhost/db".to_owned(),
        "max_failed" => "7".to_owned(),
        _ if value::is::<bool>(arg) => "true".to_owned(),
        _ => "/x".to_owned(),
    });
    let allowed = value::allowed(arg).to_string();
    let is_bare = value::is::<bool>(arg) || word.parse::<u64>().is_ok();
    let toml = if is_bare { word.clone() } else { format!("\"{word}\"") };
    let toml = if allowed.starts_with("a list of ") { format!("[{toml}]") } else { toml };
    (word, toml)
}

#[test]
fn every_key_is_the_default_of_its_flag() {
    for section in Section::all() {
        let typed: &[&str] = match section.name {
            "run" | "filter" => &[section.name],
            "extract" | "load" => &[section.name, "x"],
            _ => &["snapshot", "check", "x", "-s", "x"],
        };
        for arg in &section.keys {
            let (word, toml) = sample(arg);
            let id = arg.get_id().as_str();
            let matches = matches(&format!("[{}]\n{id} = {toml}\n", section.name), typed);
            let mut leaf = &matches;
            while let Some((_, matches)) = leaf.subcommand() {
                leaf = matches;
            }
            let words: Vec<_> = leaf.get_raw(id).unwrap().collect();
            assert_eq!(words, [word.as_str()], "{}.{id}", section.name);
        }
    }
}

#[test]
fn paths_start_from_the_folder_of_the_file() {
    let text = "[run]\npaths = [\"a/*.txt\", \"-\"]\noutput = \"out\"\n[extract]\noutput = \"o\"\n\
                [lexicon]\nunits = \"u.csv\"\nroles = \"/r.csv\"\n";
    let run = run(text);
    assert_eq!(run.paths, [Path::new("conf/a/*.txt"), Path::new("-")]);
    assert_eq!(run.output.as_deref(), Some(Path::new("conf/out")));
    assert_eq!(run.work.lexicon.units.as_deref(), Some(Path::new("conf/u.csv")));
    assert_eq!(run.work.lexicon.roles.as_deref(), Some(Path::new("/r.csv")));
    assert_eq!(extract(text, &[]).output.as_deref(), Some(Path::new("conf/o")));
}

#[test]
fn flags_win_over_keys_and_keys_over_defaults() {
    let text =
        "\u{FEFF}extract.format = \"json\"\nextract.strict = true\nlimits.max_seconds = 0x10\n";
    let flags = extract(text, &["--strict=false", "--threads", "2"]);
    assert_eq!((flags.format, flags.strict, flags.work.threads), (Format::Json, false, 2));
    assert_eq!((flags.work.input.limits.max_seconds, flags.overwrite), (16, false));
    let none = extract("", &["--strict"]);
    assert_eq!((none.format, none.strict, none.work.common.quiet), (Format::Ndjson, true, false));
    let formats = "[run]\nformats = [\"csv\", \"json\"]\n";
    let Command::Run(run) = resolved(formats, &["run", "--format", "parquet"]) else { panic!() };
    assert_eq!(run.formats, Some(vec![store::TableFormat::Parquet]));
}

#[test]
fn an_unknown_key_is_said_with_its_line_and_what_is_known() {
    let cases: &[(&str, &[&str])] = &[
        (
            "[extract]\n\nthraeds = 2\n",
            &["c.toml:3: unknown key `thraeds` in [extract]; did you mean `threads`?"],
        ),
        (
            "[extract]\nbuckets = 2\n",
            &["c.toml:2: unknown key `buckets` in [extract]; it belongs to [run]"],
        ),
        (
            "[load]\ncolour = 2\n",
            &[
                "c.toml:2: unknown key `colour` in [load] (known: to, schema, history, force, tls_root, quiet)",
            ],
        ),
        ("[extrct]\n", &["c.toml:1: unknown section [extrct]; did you mean [extract]?"]),
        (
            "[server]\n",
            &[
                "c.toml:1: unknown section [server] (known: run, extract, filter, load, limits, lexicon)",
            ],
        ),
        (
            "threads = 2\n",
            &["c.toml:1: `threads` stands in no section; it belongs to [run], [extract], [filter]"],
        ),
    ];
    assert_problems(cases);
}

#[test]
fn a_wrong_value_is_said_with_its_line_and_what_is_allowed() {
    let cases: &[(&str, &[&str])] = &[
        (
            "\u{FEFF}[filter]\nquiet = [\n  [1], # one\n]\n",
            &["c.toml:2: `filter.quiet` must be true or false, not [ [1], # one ]"],
        ),
        ("[[run]]\n", &["c.toml:1: `run` must be one section, [run]"]),
        (
            "[extract]\nthreads = 0\nformat = \"ndjsn\"\nstrict = \"yes\"\noutput = 7\nencoding = \"klingon\"\n",
            &[
                "c.toml:2: `extract.threads` must be a whole number from 1 to 1024, not 0",
                "c.toml:3: `extract.format` must be one of \"ndjson\", \"json\", not \"ndjsn\"; did you mean \"ndjson\"?",
                "c.toml:4: `extract.strict` must be true or false, not \"yes\"",
                "c.toml:5: `extract.output` must be a path, not 7",
                "c.toml:6: `extract.encoding` must be an encoding (utf-8, gb18030, big5, utf-16le …), not \"klingon\"",
            ],
        ),
        (
            "[run]\nbuckets = 17\npaths = \"a\"\nformats = [\"parquet\", \"sqlit\"]\noutput = \"\"\n[limits]\nmax_seconds = 1.5\nmax_bytes = -1\n",
            &[
                "c.toml:2: `run.buckets` must be one of 1, 16, 256, not 17",
                "c.toml:3: `run.paths` must be a list of paths, not \"a\"",
                "c.toml:4: `run.formats` must be a list of some of \"parquet\", \"csv\", \"csv-bom\", \"ndjson\", \"json\", \"sqlite\", not [\"parquet\", \"sqlit\"]; did you mean \"sqlite\"?",
                "c.toml:5: `run.output` must be a path, not \"\"",
                "c.toml:7: `limits.max_seconds` must be a whole number from 1 to 86400, not 1.5",
                "c.toml:8: `limits.max_bytes` must be a whole number from 1 to 1073741824, not -1",
            ],
        ),
        (
            "[filter]\nmax_failed = 99999999999999999999\n",
            &[
                "c.toml:2: `filter.max_failed` must be a whole number, 0 or more, not 99999999999999999999",
            ],
        ),
    ];
    assert_problems(cases);
}

fn assert_problems(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(problems(text), *expected, "{text}");
    }
}

#[test]
fn broken_toml_is_named_by_its_line() {
    for (text, line) in [("[run]\nx = \n", 2), ("[run]\na = 1\na = 2\n", 3), ("[run\n", 1)] {
        let found = problems(text);
        assert!(found[0].starts_with(&format!("c.toml:{line}: ")), "{found:?}");
    }
}

#[test]
fn no_password_stands_in_the_file_and_none_is_repeated() {
    for address in [
        "postgres://me:geheim@localhost/db",
        "postgres://me:ge/heim@localhost/db",
        "postgres://me:ge?heim@localhost/db",
        "postgresql://localhost/db?user=me&password=geheim",
        "mysql://me:geheim@localhost/db",
        "host=localhost password=geheim",
    ] {
        let found = problems(&format!("[load]\nto = \"{address}\"\n"));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("c.toml:2: `load.to` must "), "{found:?}");
        assert!(!found[0].contains("heim"), "{found:?}");
    }
    let found = problems("[load]\nto = \"postgres://me:geheim@localhost/db\n");
    assert!(!found.concat().contains("heim"), "{found:?}");
    for address in ["postgres://me@localhost:5432/db?sslmode=require", "postgresql:///db"] {
        keys(&format!("[load]\nto = \"{address}\"\n"));
    }
}
