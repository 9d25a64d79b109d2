//! The same notice in another dress says the same.

use crate::support::facts::{differences, facts};
use crate::support::score::compare_with;
use crate::support::{files, present, record_of, root};
use gongwen_eval::{Gold, Scores};
use gongwen_formats::source::Source;
use std::fs;

/// The clean notices of the corpus and, where they are there (their scores are a test of their own,
/// which says when it did not run), the seeds: name and text.
fn notices() -> Vec<(String, String)> {
    let seeds = present::shared(root()).map(|shared| files(&shared.join("seeds"), ".txt"));
    let seeds = seeds.unwrap_or_default();
    let corpus = files(&root().join("corpus"), ".txt");
    let clean = corpus.into_iter().filter(|path| !path.to_string_lossy().contains(".damaged"));
    let text = |path: &std::path::Path| {
        let source = Source::open(path, path.to_string_lossy()).unwrap();
        gongwen_formats::read(&source, None).layer.text().replace("\r\n", "\n")
    };
    clean.chain(seeds).map(|path| (path.to_string_lossy().into_owned(), text(&path))).collect()
}

/// Reads every notice as it is and as `change` makes it, and compares what the two say.
fn says_the_same(change: impl Fn(&str) -> Vec<u8>) {
    let mut wrong = Vec::new();
    for (name, text) in notices() {
        let plain = facts(&record_of("n.txt", text.as_bytes()));
        let changed = facts(&record_of("n.txt", &change(&text)));
        for difference in differences(&plain, &changed, 3) {
            wrong.push(format!("{name}{difference}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const WIDTHS: &[(char, char)] = &[
    ('(', '（'),
    (')', '）'),
    (',', '，'),
    (':', '：'),
    (';', '；'),
    ('!', '！'),
    ('?', '？'),
    ('%', '％'),
];

fn with_punctuation(text: &str, wide: fn(&(char, char)) -> (char, char)) -> String {
    let change =
        |c: char| WIDTHS.iter().map(wide).find(|(from, _)| *from == c).map_or(c, |(_, to)| to);
    text.chars().map(change).collect()
}

/// The words come out in the script that they stand in; looked at in simplified script, they are the
/// same.
#[test]
fn in_traditional_script() {
    let mut table = csv::Reader::from_path(root().join("lexicon/traditional.csv")).unwrap();
    let first = |cell: &str| cell.chars().next().unwrap();
    let rows = table.records().map(|row| row.unwrap());
    let pairs: Vec<(char, char)> = rows.map(|row| (first(&row[0]), first(&row[1]))).collect();
    let traditional =
        |c: char| pairs.iter().find(|(_, plain)| *plain == c).map_or(c, |(old, _)| *old);
    let simplified =
        |c: char| pairs.iter().find(|(old, _)| *old == c).map_or(c, |(_, plain)| *plain);
    let (mut wrong, mut changed) = (Vec::new(), 0);
    for (name, text) in notices() {
        let plain = facts(&record_of("n.txt", text.as_bytes()));
        let old: String = text.chars().map(traditional).collect();
        changed += usize::from(old != text);
        let record = record_of("n.txt", old.as_bytes()).to_string();
        let record = record.chars().map(simplified).collect::<String>();
        let record = serde_json::from_str(&record).unwrap();
        for difference in differences(&plain, &facts(&record), 3) {
            wrong.push(format!("{name}{difference}"));
        }
    }
    assert!(changed >= 12, "{changed} notices only");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn in_full_width() {
    says_the_same(|text| with_punctuation(text, |(half, full)| (*half, *full)).into_bytes());
}

#[test]
fn in_half_width() {
    says_the_same(|text| with_punctuation(text, |(half, full)| (*full, *half)).into_bytes());
}

#[test]
fn with_full_width_digits() {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        _ => c,
    };
    says_the_same(|text| text.chars().map(wide).collect::<String>().into_bytes());
}

#[test]
fn with_carriage_returns() {
    says_the_same(|text| text.replace('\n', "\r\n").into_bytes());
}

#[test]
fn with_a_byte_order_mark() {
    says_the_same(|text| format!("\u{FEFF}{}", text.trim_start_matches('\u{FEFF}')).into_bytes());
}

#[test]
fn with_indents_and_trailing_spaces() {
    says_the_same(|text| {
        let line = |line: &str| match line.trim() {
            "" => line.to_owned(),
            words => format!("\u{3000}\u{3000}{words}  "),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n").into_bytes()
    });
}

#[test]
fn with_more_empty_lines() {
    says_the_same(|text| text.replace("\n\n", "\n\n\n\n").into_bytes());
}

#[test]
fn with_spaces_around_numbers() {
    says_the_same(|text| {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for (at, c) in chars.iter().enumerate() {
            out.push(*c);
            let next = chars.get(at + 1).copied().unwrap_or('\n');
            let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
            if c.is_ascii_digit() && is_han(next) || is_han(*c) && next.is_ascii_digit() {
                out.push(' ');
            }
        }
        out.into_bytes()
    });
}

/// Broken as a printed page breaks them, lines lose what a paragraph is; some of it can only be
/// guessed. So the facts are not compared one by one: what is found is scored against the gold, and
/// the scores are committed like those of the corpus.
#[test]
fn with_long_lines_broken() {
    // A row of a table that is broken over lines is no row any more, and a notice in one line has
    // lost the breaks that would have to be told from the new ones.
    let out = |name: &str| name.contains("/17-task-table") || name.contains("/18-forwarded");
    let corpus = notices().into_iter().filter(|(name, _)| name.contains("/corpus/") && !out(name));
    let mut scores = Scores::default();
    for (name, text) in corpus {
        let name = name.rsplit('/').next().unwrap();
        let gold = format!("fixtures/gold/{}.gold.json", name.trim_end_matches(".txt"));
        let gold = fs::read_to_string(root().join(gold)).unwrap();
        let wrapped = text.lines().map(broken).collect::<Vec<_>>().join("\n");
        let record = record_of(name, wrapped.as_bytes());
        scores.add(&Gold::parse(&gold).unwrap(), Some(&record));
    }
    assert!(scores.documents() >= 12);
    compare_with(&scores, &root().join("fixtures/wrapped-scores.csv"));
}

/// A line broken after 28 characters, but not inside a number, and never so that a line begins or
/// ends with a mark that may not stand there.
fn broken(line: &str) -> String {
    const WIDTH: usize = 28;
    let mut out = String::new();
    let mut width = 0;
    let mut last = ' ';
    for c in line.chars() {
        let sticks = c.is_ascii_graphic() || "，。、：；！？）》〉〕】”’％".contains(c);
        if width >= WIDTH && !sticks && !"（《〈〔【“‘(".contains(last) {
            out.push('\n');
            width = 0;
        }
        out.push(c);
        width += 1;
        last = c;
    }
    out
}

#[test]
fn in_other_encodings() {
    says_the_same(|text| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    });
    says_the_same(|text| {
        let (bytes, _, lossy) = gongwen_formats::encoding_of_name("gb18030").unwrap().encode(text);
        assert!(!lossy);
        bytes.into_owned()
    });
}

#[test]
fn in_another_order() {
    use gongwen_engine::{Engine, Form, Outcome, Reading, Unpacker, discover, write_records};
    let mut paths = files(&root().join("corpus"), ".txt");
    let read = |paths: &[std::path::PathBuf]| {
        let lexicon = gongwen::lexicon::Lexicon::builtin();
        let engine = Engine::new(lexicon, Reading::default(), 3);
        let mut lines = Vec::new();
        let found = discover(Unpacker::by(Reading::default()), paths).unwrap();
        write_records(&engine, Form::Line, &found.entries, |_, outcome| {
            let Outcome::Written(written) = outcome else { panic!("unreadable") };
            lines.extend(written.into_iter().map(|record| record.bytes));
            Ok(())
        })
        .unwrap();
        lines
    };
    let forward = read(&paths);
    paths.reverse();
    let mut backward = read(&paths);
    backward.reverse();
    assert!(forward == backward);
    assert_eq!(forward.len(), fs::read_dir(root().join("corpus")).unwrap().count() - 1);
}
