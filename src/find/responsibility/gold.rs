//! Clauses, duties and groups of the gold files, where `../shared` is there: nothing missed, nothing
//! added. The conventions of the documents are applied first.

use super::{Clause, Convention, Mention, convention};
use crate::diagnostic::Notes;
use crate::find::duty::Duty;
use crate::find::group::GroupFinding;
use crate::find::{Context, duty, group, responsibility};
use crate::lexicon::Lexicon;
use crate::model::Role;
use serde_json::Value;
use std::path::{Path, PathBuf};

struct Found {
    text: String,
    clauses: Vec<Clause>,
    duties: Vec<Duty>,
    groups: Vec<GroupFinding>,
}

fn read(raw: &str) -> Found {
    let lexicon = Lexicon::builtin();
    let mut notes = Notes::default();
    let tidy = crate::tidy::tidy(lexicon, &crate::document::TextLayer::new(raw), &mut notes);
    let header = crate::header::read(lexicon, &tidy, &mut notes);
    let outline = crate::outline::outline(lexicon, &tidy, &header, &mut notes);
    let context = Context { lexicon, text: &tidy.text, issued_on: None };
    let (mut clauses, mut duties, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    let mut conventions: Vec<Convention> = Vec::new();
    for passage in &outline.passages {
        let (more, rules) = responsibility::find(&context, passage, &mut notes);
        clauses.extend(more);
        conventions.extend(rules);
        duties.extend(duty::find(&context, passage, &mut notes));
        groups.extend(group::find(&context, passage, &mut notes));
    }
    let _ = convention::InForce::new(&conventions).apply(&tidy.text, &mut clauses);
    Found { clauses, duties, groups, text: tidy.text }
}

/// Width folded and spaces out, as the scorer compares.
fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).map(crate::chars::fold).collect()
}

fn named(text: &str, mention: &Mention) -> String {
    let role = match mention.role {
        Role::Lead => "lead",
        Role::Responsible => "responsible",
        Role::Support => "support",
        Role::Supervise => "supervise",
    };
    format!("{role}:{}", squeezed(mention.surface.of(text)))
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(|v| squeezed(v.as_str().unwrap_or_default()))
        .collect()
}

fn compare(gold: &Value, found: &Found) {
    let doc = gold["doc"].as_str().unwrap();
    let tasks = gold["tasks"].as_array().unwrap().iter();
    let wanted: Vec<_> = tasks.map(|task| strings(&task["units"]).join(" ")).collect();
    let units = |clause: &Clause| {
        clause.mentions.iter().map(|m| named(&found.text, m)).collect::<Vec<_>>().join(" ")
    };
    let have: Vec<_> = found.clauses.iter().map(units).collect();
    assert_eq!(have, wanted, "{doc}");
    let wanted: Vec<_> =
        gold["duties"].as_array().unwrap().iter().map(|duty| strings(duty)[1].clone()).collect();
    let first = |duty: &Duty| squeezed(duty.mentions[0].surface.of(&found.text));
    assert_eq!(found.duties.iter().map(first).collect::<Vec<_>>(), wanted, "{doc}");
    let groups = gold["groups"].as_array().unwrap().iter();
    let wanted: Vec<_> = groups
        .flat_map(|group| group["members"].as_array().unwrap())
        .map(|m| strings(m).join(" "))
        .collect();
    let member = |member: &group::MemberFinding| {
        let words = [member.person, member.post].into_iter().flatten();
        let words = words.map(|range| squeezed(range.of(&found.text)));
        [member.role.to_string()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
    };
    let have: Vec<_> = found.groups.iter().flat_map(|group| &group.members).map(member).collect();
    assert_eq!(have, wanted, "{doc}");
}

fn check(shared: &Path, texts: &str, golds: &str) {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(shared.join(golds)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let doc = gold["doc"].as_str().unwrap();
        let raw = std::fs::read_to_string(shared.join(texts).join(doc)).unwrap();
        compare(&gold, &read(raw.trim_start_matches('\u{feff}')));
    }
}

#[test]
fn clauses_duties_and_groups_are_those_of_the_gold() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !shared.is_dir() {
        println!("skipped: no ../shared");
        return;
    }
    check(&shared, "seeds", "gold/seeds");
    check(&shared, "real/text", "gold/real");
}
