//! Counts by kind and rule, then examples.

use super::Records;
use gongwen_snapshot::report::subject;
use gongwen_snapshot::{Change, Compared, Fact, What};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Examples of each sort of change.
const EXAMPLES: usize = 3;
/// Code points of the longest quote.
const QUOTE: usize = 48;

/// What happened to facts, in the order of the columns. What only moved is altered in its place.
const SORTS: &[(&str, &[What])] = &[
    ("gained", &[What::Gained]),
    ("lost", &[What::Lost]),
    ("altered", &[What::Altered, What::Moved]),
];

/// A change in its document.
type Found<'c> = (&'c Compared, &'c Change, &'c Fact);

/// What differs, for people to read.
pub(super) fn report(before: &Records, after: &Records, compared: &[Compared]) -> String {
    let mut out = documents(before, after);
    let mut groups: BTreeMap<(&str, String), Vec<Found<'_>>> = BTreeMap::new();
    for (document, change) in compared.iter().flat_map(|of| of.changes.iter().map(move |c| (of, c)))
    {
        let fact = document.new_fact(change).or_else(|| document.old(change));
        if let Some(fact) = fact {
            let group = groups.entry((fact.kind.name(), fact.rule.clone())).or_default();
            group.push((document, change, fact));
        }
    }
    if groups.is_empty() {
        out += "no item differs\n";
        return out;
    }
    let _ = writeln!(
        out,
        "\n{:15} {:34} {:>7} {:>7} {:>7}",
        "kind", "rule", "gained", "lost", "altered"
    );
    for ((kind, rule), found) in &groups {
        let [gained, lost, altered] = [0, 1, 2].map(|sort| of_sort(found, sort).count());
        let _ = writeln!(out, "{kind:15} {rule:34} {gained:7} {lost:7} {altered:7}");
    }
    for ((kind, rule), found) in &groups {
        let _ = writeln!(out, "\n{kind} {rule}");
        for sort in 0..SORTS.len() {
            of_sort(found, sort).take(EXAMPLES).for_each(|found| example(&mut out, found));
        }
    }
    out
}

fn documents(before: &Records, after: &Records) -> String {
    let both = before.keys().filter(|name| after.contains_key(*name)).count();
    let mut out = format!("{both} document{} in both\n", if both == 1 { "" } else { "s" });
    for (word, one, other) in [("before", before, after), ("after", after, before)] {
        for name in one.keys().filter(|name| !other.contains_key(*name)) {
            let _ = writeln!(out, "only {word}: {name}");
        }
    }
    out
}

fn of_sort<'f, 'c>(
    found: &'f [Found<'c>],
    sort: usize,
) -> impl Iterator<Item = &'f Found<'c>> + use<'f, 'c> {
    found.iter().filter(move |(_, change, _)| SORTS[sort].1.contains(&change.what))
}

fn example(out: &mut String, (document, change, fact): &Found<'_>) {
    let place = fact.place.map(|(start, end)| format!(" {start}..{end}")).unwrap_or_default();
    let words = if fact.words.is_empty() { subject(fact).to_string() } else { fact.words.clone() };
    let (name, what) = (&document.after.uri, change.what.name());
    let _ = writeln!(out, "  {what} {name}{place} “{}”", cut(&words));
    for (field, old, new) in &change.fields {
        let _ = writeln!(out, "    {field} {} → {}", shown(old), shown(new));
    }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "-".to_owned() } else { cut(value) }
}

fn cut(words: &str) -> String {
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= QUOTE {
        return plain;
    }
    plain.chars().take(QUOTE).chain(['…']).collect()
}
