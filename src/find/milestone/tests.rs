//! Shared by the tests of the rules: passages from lines, findings as words.

use super::{Given, MilestoneFinding, RULES, find};
use crate::diagnostic::Notes;
use crate::find::table::Step;
use crate::find::{Context, Passage};
use crate::model::{MilestoneKind, PartId, Recurrence, SectionId};
use crate::span::TextRange;
use jiff::civil::date;

/// Kind, words, EDTF.
pub(super) type Shown = (String, String, String);

/// The findings of one line without heading, in a notice of 20 March 2025.
pub(super) fn found(text: &str) -> Vec<Shown> {
    show(text, &run(text, None, &given(&[])))
}

/// The findings of one line that is the heading and words of a section.
pub(super) fn heading(text: &str) -> Vec<Shown> {
    let end = text.find('。').unwrap_or(text.len());
    show(text, &run(text, Some(TextRange::from(0..end)), &given(&[])))
}

/// The findings of a line that is nothing but a responsibility clause.
pub(super) fn in_clause(text: &str) -> Vec<Shown> {
    show(text, &run(text, None, &given(&[TextRange::from(0..text.len())])))
}

/// The findings of lines; a heading that begins the first line is the section's heading, another
/// one stands above.
pub(super) fn passage(heading: &str, lines: &[&str]) -> Vec<Shown> {
    let own = !heading.is_empty() && lines.first().is_some_and(|line| line.starts_with(heading));
    let mut all = if own { Vec::new() } else { vec![heading] };
    all.extend(lines);
    let text = all.join("\n");
    let first = TextRange::from(0..heading.len());
    let mut paragraphs = lines_of(&text);
    if !own {
        paragraphs.remove(0);
    }
    let passage = Passage {
        part: PartId(0),
        section: own.then_some(SectionId(0)),
        heading: own.then_some(first),
        above: if own { Vec::new() } else { vec![first] },
        opening: None,
        paragraphs,
    };
    let found = find(&context(&text), &passage, &given(&[]), None, &mut Notes::default());
    show(&text, &found)
}

/// The words and rhythm of what comes back in one line.
pub(super) fn rhythms(text: &str) -> Vec<(String, String)> {
    let found = run(text, None, &given(&[]));
    let recurring = found.iter().filter(|finding| finding.kind == MilestoneKind::Recurring);
    recurring
        .map(|finding| (finding.range.of(text).to_owned(), name(finding.recurrence).to_owned()))
        .collect()
}

/// The name of a rhythm in records.
pub(super) fn name(recurrence: Option<Recurrence>) -> &'static str {
    match recurrence {
        Some(Recurrence::Daily) => "daily",
        Some(Recurrence::Weekly) => "weekly",
        Some(Recurrence::Monthly) => "monthly",
        Some(Recurrence::Quarterly) => "quarterly",
        Some(Recurrence::Semiannual) => "semiannual",
        Some(Recurrence::Annual) => "annual",
        None => "",
    }
}

fn lines_of(text: &str) -> Vec<TextRange> {
    let mut start = 0;
    let range = |line: &str| {
        let range = TextRange::from(start..start + line.len());
        start += line.len() + 1;
        range
    };
    text.split('\n').map(range).collect()
}

fn given(clauses: &[TextRange]) -> Given<'_> {
    Given { clauses, dues: &[], cells: &[], steps: &[] }
}

fn context(text: &str) -> Context<'_> {
    Context { issued_on: Some(date(2025, 3, 20)), ..Context::of(text) }
}

fn run(text: &str, heading: Option<TextRange>, given: &Given) -> Vec<MilestoneFinding> {
    let section = heading.map(|_| SectionId(0));
    let passage = Passage {
        part: PartId(0),
        section,
        heading,
        above: Vec::new(),
        opening: None,
        paragraphs: lines_of(text),
    };
    find(&context(text), &passage, given, None, &mut Notes::default())
}

fn show(text: &str, found: &[MilestoneFinding]) -> Vec<Shown> {
    found
        .iter()
        .map(|finding| {
            let edtf = finding.interval.as_ref().map(|interval| interval.edtf.clone());
            let kind = format!("{:?}", finding.kind).to_lowercase();
            (kind, finding.range.of(text).to_owned(), edtf.unwrap_or_default())
        })
        .collect()
}

#[test]
fn every_rule_finds_its_example_and_not_its_counter_example() {
    for rule in RULES {
        let has = |text: &str| {
            let text = text.replace(" ⏎ ", "\n").replace("(一)", "");
            let clauses = if rule.id.contains("clause") {
                vec![TextRange::from(0..text.len())]
            } else {
                vec![]
            };
            let end = text.find(['。', '\n']).unwrap_or(text.len());
            let heading = rule.id.contains("heading").then(|| TextRange::from(0..end));
            let cell = text.rfind('|').map_or(0, |at| at + 1);
            let cells = if rule.id == "milestone/table-due" {
                vec![TextRange::from(cell..text.len())]
            } else {
                vec![]
            };
            let step = |rule: &str| {
                let time = TextRange::from(text.find('季').map_or(0..0, |at| at - 3..at + 6));
                let action = TextRange::from(cell..text.len());
                (rule == "milestone/table-step").then_some(Step { time, action })
            };
            let steps: Vec<Step> = step(rule.id).into_iter().collect();
            let given = Given { clauses: &clauses, dues: &[], cells: &cells, steps: &steps };
            run(&text, heading, &given).iter().any(|finding| finding.rule == rule.id)
        };
        assert!(has(rule.example), "{}", rule.id);
        assert!(!has(rule.counter_example), "{}", rule.id);
    }
}

#[test]
fn any_text_is_read_without_panic() {
    let pieces = [
        "6月底前",
        ",",
        "(",
        ")",
        "2025年",
        "每月",
        "报送",
        "阶段",
        "完成时限:",
        "。",
        "é",
        "《",
        "|",
        "于",
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for d in pieces {
                    let text = [a, b, c, d].concat();
                    found(&text);
                    heading(&text);
                    in_clause(&text);
                }
            }
        }
    }
}
