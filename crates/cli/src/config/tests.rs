use super::{Config, Extract, Fallback, Format, OPTIONS, Takes};
use gongwen_formats::encoding_of_name;
use std::path::Path;

fn parse(text: &str) -> Config {
    Config::parse("gongwen.toml", Path::new("conf"), text).unwrap_or_else(|error| panic!("{error}"))
}

fn problems(text: &str) -> Vec<String> {
    let error = Config::parse("c.toml", Path::new(""), text).unwrap_err();
    error.0.iter().map(ToString::to_string).collect()
}

/// A value that the option takes, as TOML.
fn sample(takes: Takes) -> String {
    match takes {
        Takes::Text | Takes::Path => "\"x\"".to_owned(),
        Takes::Paths => "[\"x\"]".to_owned(),
        Takes::YesNo => "true".to_owned(),
        Takes::Number { to, .. } => to.to_string(),
        Takes::OneOfNumbers(numbers) => numbers[0].to_string(),
        Takes::OneOf(words) => format!("\"{}\"", words[words.len() - 1]),
        Takes::SeveralOf(words) => format!("{words:?}"),
        Takes::Encoding => "\"gbk\"".to_owned(),
        Takes::Address => "\"postgres://me@localhost/db\"".to_owned(),
    }
}

#[test]
fn every_option_of_the_table_is_a_field_and_takes_what_it_says() {
    for option in OPTIONS {
        let text =
            format!("[{}]\n{} = {}\n", option.section.name(), option.key, sample(option.takes));
        assert_ne!(parse(&text), Config::default(), "{text}");
    }
}

#[test]
fn every_word_of_the_table_has_a_meaning() {
    for option in OPTIONS {
        let (Takes::OneOf(words) | Takes::SeveralOf(words)) = option.takes else { continue };
        for word in words {
            let value = match option.takes {
                Takes::OneOf(_) => format!("\"{word}\""),
                _ => format!("[\"{word}\"]"),
            };
            parse(&format!("[{}]\n{} = {value}\n", option.section.name(), option.key));
        }
    }
}

#[test]
fn defaults_are_allowed() {
    for option in OPTIONS {
        let value = match (option.default, option.takes) {
            (Fallback::Said(_), _) => continue,
            (Fallback::Number(number), _) => number.to_string(),
            (Fallback::Word(word), Takes::YesNo | Takes::SeveralOf(_)) => word.to_owned(),
            (Fallback::Word(word), _) => format!("\"{word}\""),
        };
        parse(&format!("[{}]\n{} = {value}\n", option.section.name(), option.key));
    }
}

#[test]
fn paths_start_from_the_folder_of_the_file() {
    let config = parse(
        "[run]\npaths = [\"a/*.txt\", \"-\"]\noutput = \"out\"\n[lexicon]\nunits = \"u.csv\"\n\
         roles = \"/r.csv\"\n[extract]\noutput = \"o\"\n",
    );
    let paths = config.run.paths.unwrap();
    assert_eq!(paths, [Path::new("conf/a/*.txt"), Path::new("-")]);
    assert_eq!(config.run.output.as_deref(), Some(Path::new("conf/out")));
    assert_eq!(config.extract.output.as_deref(), Some(Path::new("conf/o")));
    assert_eq!(config.lexicon.units.as_deref(), Some(Path::new("conf/u.csv")));
    assert_eq!(config.lexicon.roles.as_deref(), Some(Path::new("/r.csv")));
}

#[test]
fn flags_win_over_keys() {
    let keys = parse("\u{FEFF}extract.format = \"json\"\nextract.strict = true\n").extract;
    let flags = Extract { strict: Some(false), threads: Some(2), ..Extract::default() };
    let merged = flags.or(keys);
    assert_eq!(merged.format, Some(Format::Json));
    assert_eq!((merged.strict, merged.threads, merged.quiet), (Some(false), Some(2), None));
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_what_is_allowed() {
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
        assert!(parse(&format!("[load]\nto = \"{address}\"\n")).load.to.is_some());
    }
}

#[test]
fn the_names_of_encodings_in_messages_are_known() {
    for name in ["utf-8", "gb18030", "big5", "utf-16le"] {
        assert!(encoding_of_name(name).is_some());
        assert!(Takes::Encoding.allowed().contains(name));
    }
}
