//! Counts by kind and rule, then examples.

use super::Records;
use super::item::Item;
use super::pair::Change;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Examples of each sort of change.
const EXAMPLES: usize = 3;
/// Code points of the longest quote.
const QUOTE: usize = 48;

/// What differs, for people to read.
pub(super) fn report(before: &Records, after: &Records, changes: &[(String, Change)]) -> String {
    let mut out = documents(before, after);
    if changes.is_empty() {
        out += "no item differs\n";
        return out;
    }
    let mut groups: BTreeMap<(&str, &str), Vec<&(String, Change)>> = BTreeMap::new();
    for change in changes {
        let item = change.1.item();
        groups.entry((item.kind, &item.rule)).or_default().push(change);
    }
    let _ = writeln!(
        out,
        "\n{:15} {:34} {:>7} {:>7} {:>7}",
        "kind", "rule", "gained", "lost", "altered"
    );
    for ((kind, rule), changes) in &groups {
        let [gained, lost, altered] = [0, 1, 2].map(|sort| of_sort(changes, sort).count());
        let _ = writeln!(out, "{kind:15} {rule:34} {gained:7} {lost:7} {altered:7}");
    }
    for ((kind, rule), changes) in &groups {
        let _ = writeln!(out, "\n{kind} {rule}");
        for sort in 0..3 {
            for (name, change) in of_sort(changes, sort).take(EXAMPLES) {
                example(&mut out, name, change);
            }
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

fn of_sort<'c>(
    changes: &[&'c (String, Change)],
    sort: usize,
) -> impl Iterator<Item = &'c (String, Change)> {
    let is_of = move |change: &Change| match change {
        Change::Gained(_) => sort == 0,
        Change::Lost(_) => sort == 1,
        Change::Altered(..) => sort == 2,
    };
    changes.iter().copied().filter(move |(_, change)| is_of(change))
}

fn example(out: &mut String, name: &str, change: &Change) {
    let (word, item) = match change {
        Change::Gained(item) => ("gained", item),
        Change::Lost(item) => ("lost", item),
        Change::Altered(before, _) => ("altered", before),
    };
    let place = item.place.map(|(start, end)| format!(" {start}..{end}")).unwrap_or_default();
    let _ = writeln!(out, "  {word} {name}{place} “{}”", cut(&item.quote, QUOTE));
    match change {
        Change::Altered(before, after) => differences(out, before, after),
        _ => {
            let facts = item.facts.iter().filter(|(_, value)| *value != item.quote);
            let facts: Vec<String> =
                facts.map(|(field, value)| format!("{field} {}", cut(value, QUOTE / 2))).collect();
            let _ = writeln!(out, "    {}", facts.join(" | "));
        }
    }
}

fn differences(out: &mut String, before: &Item, after: &Item) {
    let value = |item: &Item, field: &str| {
        let fact = item.facts.iter().find(|(name, _)| name == field);
        fact.map_or("-".to_owned(), |(_, value)| cut(value, QUOTE))
    };
    let new = after.facts.iter().filter(|(field, _)| !before.facts.iter().any(|(f, _)| f == field));
    let fields = before.facts.iter().chain(new).map(|(field, _)| field.as_str());
    let differs = |field: &&str| {
        let fact = |item: &Item| item.facts.iter().find(|(name, _)| name == field).cloned();
        fact(before) != fact(after)
    };
    for field in fields.filter(differs) {
        let _ = writeln!(out, "    {field} {} → {}", value(before, field), value(after, field));
    }
    if before.rule != after.rule {
        let _ = writeln!(out, "    rule {} → {}", before.rule, after.rule);
    }
}

/// Long words cut in the middle.
fn cut(words: &str, most: usize) -> String {
    let chars: Vec<char> = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.len() <= most {
        return chars.into_iter().collect();
    }
    let (head, tail) = (&chars[..most * 2 / 3], &chars[chars.len() - most / 3 + 1..]);
    head.iter().chain(&['…']).chain(tail).collect()
}
