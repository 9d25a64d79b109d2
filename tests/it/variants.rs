//! The notices of the corpus, and the seeds where they are there, as converters, crawlers and scanners would
//! have handed them over. The scores of each variant are committed: a row that falls fails.
//!
//! `fixtures/variant-scores.csv` has a line a variant and row; what a variant takes out of the text (numbering
//! lost: the sections, and where a clause stands) cannot be found in it.

use crate::support::score::mistakes;
use crate::support::{files, present, record_of, root};
use gongwen_eval::{Gold, ScoreRow, Scores};
use gongwen_formats::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A name, the ending of its files, and what it does to a text.
type Variant = (&'static str, &'static str, fn(&str) -> String);

const VARIANTS: &[Variant] = &[
    ("plain", "txt", str::to_owned),
    ("markdown-levels", "md", |text| {
        markdown(text, |depth| "#".repeat(depth + 1) + " ", str::to_owned)
    }),
    ("markdown-flat", "md", |text| markdown(text, |_| "# ".to_owned(), str::to_owned)),
    ("markdown-bold", "md", |text| markdown(text, |_| "**".to_owned(), str::to_owned)),
    ("markdown-escaped", "md", |text| markdown(text, |_| "## ".to_owned(), escaped)),
    ("one-line", "txt", |text| joined(text, "")),
    ("one-line-spaces", "txt", |text| joined(text, " ")),
    ("one-line-wide-spaces", "txt", |text| joined(text, "\u{3000}\u{3000}")),
    ("pages", "txt", pages),
    ("lost-closing-brackets", "txt", |text| every(12, text, |c| matches!(c, ')' | '）'), |_| None)),
    ("ocr", "txt", |text| every(16, text, |c| misread(c).is_some(), misread)),
    ("spaces-between", "txt", spread),
    ("numbering-lost", "txt", without_numbers),
];

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim_matches(['\u{3000}', ' ', '\t']))
}

/// How deep a line that opens a section stands: 1 for 一、, 2 for (一).
fn depth(line: &str) -> Option<usize> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let inner = line.strip_prefix(['(', '（']);
    let rest = inner.unwrap_or(line).trim_start_matches(numeral);
    let numbered = rest.len() < inner.unwrap_or(line).len();
    match inner {
        None => (numbered && rest.starts_with('、')).then_some(1),
        Some(_) => (numbered && rest.starts_with([')', '）'])).then_some(2),
    }
}

/// Headings with a sign before them, every line a paragraph of its own.
fn markdown(text: &str, sign: fn(usize) -> String, words: fn(&str) -> String) -> String {
    let paragraph = |line: &str| {
        let Some(depth) = depth(line) else { return words(line) + "\n\n" };
        let end = line.find('。').map_or(line.len(), |at| at + '。'.len_utf8());
        let (heading, rest) = line.split_at(end);
        let sign = sign(depth);
        match &*sign {
            "**" => format!("**{}**{}\n\n", words(heading), words(rest)),
            _ => format!("{sign}{}\n\n{}\n\n", words(heading), words(rest)),
        }
    };
    lines(text).filter(|line| !line.is_empty()).map(paragraph).collect()
}

fn escaped(words: &str) -> String {
    words.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '[' | ']' | '*' | '_') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn joined(text: &str, by: &str) -> String {
    lines(text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(by)
}

/// Lines of 34 characters, pages of 30 lines with a head and a number.
fn pages(text: &str) -> String {
    const WIDTH: usize = 34;
    const HEIGHT: usize = 30;
    let mut rows: Vec<String> = Vec::new();
    for line in lines(text) {
        let mut row = String::new();
        let mut last = ' ';
        for c in line.chars() {
            let sticks = c.is_ascii_graphic() || "，。、：；！？）》〉〕】”’％".contains(c);
            let opens = "（《〈〔【“‘(".contains(last);
            if row.chars().count() >= WIDTH && !sticks && !opens {
                rows.push(std::mem::take(&mut row));
            }
            row.push(c);
            last = c;
        }
        rows.push(row);
    }
    let page = |(at, rows): (usize, &[String])| {
        format!("临江市人民政府公报\n{}\n— {} —\n", rows.join("\n"), at + 1)
    };
    rows.chunks(HEIGHT).enumerate().map(page).collect()
}

/// Changes every so manieth character that fits; none leaves it out.
fn every(
    nth: usize,
    text: &str,
    fits: fn(char) -> bool,
    change: fn(char) -> Option<char>,
) -> String {
    let mut seen = 0;
    let changed = |c: char| {
        seen += usize::from(fits(c));
        if fits(c) && seen.is_multiple_of(nth) { change(c) } else { Some(c) }
    };
    text.chars().filter_map(changed).collect()
}

/// What a scanner takes a character for.
fn misread(c: char) -> Option<char> {
    Some(match c {
        '，' => ',',
        '。' => '．',
        '；' => ';',
        '：' => ':',
        '、' => '丶',
        '（' => '(',
        '）' => ')',
        '“' | '”' => '"',
        '0' => 'O',
        '1' => 'l',
        '一' => '—',
        _ => return None,
    })
}

fn spread(text: &str) -> String {
    let line = |line: &str| {
        let chars: Vec<String> = line.chars().filter(|c| *c != ' ').map(String::from).collect();
        chars.join(" ") + "\n"
    };
    text.lines().map(line).collect()
}

fn without_numbers(text: &str) -> String {
    let line = |line: &str| {
        let start = match depth(line) {
            Some(_) => line.find(['、', ')', '）']).map_or(0, |at| at + 3),
            None => 0,
        };
        let rest = line.get(start..).unwrap_or(line);
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let item = digits.strip_prefix(['.', '．']).filter(|_| digits.len() < rest.len());
        item.unwrap_or(rest).to_owned() + "\n"
    };
    lines(text).map(line).collect()
}

/// The texts of a folder with their answers. A table in one line, and a notice that stands in one
/// line already, are left out.
fn notices(texts: &Path, answers: &Path) -> Vec<(String, String, Gold)> {
    let gold = files(answers, ".gold.json");
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let name = name.strip_suffix(".gold.json")?.to_owned();
        let out = [".damaged", ".utf16", ".gb18030", "17-", "18-"];
        let source = texts.join(format!("{name}.txt"));
        if out.iter().any(|part| name.contains(part)) || !source.exists() {
            return None;
        }
        let source = Source::open(&source, source.to_string_lossy()).unwrap();
        let text = gongwen_formats::read(&source, None).layer.text().replace("\r\n", "\n");
        Some((name, text, Gold::parse(&fs::read_to_string(path).unwrap()).unwrap()))
    };
    gold.iter().filter_map(read).collect()
}

fn scores(variant: &Variant, notices: &[(String, String, Gold)]) -> Scores {
    let (_, ending, change) = variant;
    let mut scores = Scores::default();
    for (name, text, gold) in notices {
        let record = record_of(&format!("{name}.{ending}"), change(text).as_bytes());
        scores.add(gold, Some(&record));
    }
    scores
}

/// Compares the scores of all variants with the committed ones.
fn compare(name: &str, notices: &[(String, String, Gold)]) {
    let path = root().join("fixtures").join(name);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let before: BTreeMap<(&str, &str), f64> = (committed.lines().skip(1))
        .filter_map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Some(((*cells.first()?, *cells.get(1)?), cells.last()?.parse().ok()?))
        })
        .collect();
    let (mut table, mut fallen) = (String::from("variant,row,right,extra,missed,f1\n"), Vec::new());
    for variant in VARIANTS {
        let scores = scores(variant, notices);
        for row in ScoreRow::ALL {
            let counts = scores.counts(*row);
            let f1 = format!("{:.4}", counts.f1());
            let _ = writeln!(
                table,
                "{},{},{},{},{},{f1}",
                variant.0,
                row.name(),
                counts.right,
                counts.extra,
                counts.missed
            );
            let before = before.get(&(variant.0, row.name())).copied().unwrap_or_default();
            if counts.f1() < before - 0.00006 {
                fallen.push(format!(
                    "{} {}: {before} → {f1}\n{}",
                    variant.0,
                    row.name(),
                    mistakes(&scores)
                ));
            }
        }
    }
    let update = std::env::var("UPDATE").unwrap_or_default();
    assert!(fallen.is_empty() || update == "lower", "{name}: scores fell: {}", fallen.join("\n"));
    if update.is_empty() {
        assert_eq!(
            committed, table,
            "{name}: scores changed and none fell; commit them with UPDATE=1"
        );
    } else {
        fs::write(path, table).unwrap();
    }
}

#[test]
fn the_corpus_in_every_dress_scores_as_committed() {
    let notices = notices(&root().join("corpus"), &root().join("fixtures/gold"));
    assert!(notices.len() >= 12, "{}", notices.len());
    compare("variant-scores.csv", &notices);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn the_seeds_in_every_dress_score_as_committed() {
    let shared = present::shared(root()).unwrap();
    let notices = notices(&shared.join("seeds"), &shared.join("gold/seeds"));
    assert_eq!(notices.len(), 5);
    compare("real-scores/seed-variants.csv", &notices);
}
