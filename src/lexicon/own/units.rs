//! Own names of bodies.

use super::cells::{Cells, Column, Need, allowed, unknown};
use super::{Keyed, RowError, UnitRow};
use crate::lexicon::org_kind::{self, KINDS, LEVELS};
use crate::lexicon::organisation::{IN_FULL, SHORT_SLOTS};

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "short", need: Need::Filled },
    Column { name: "full", need: Need::Named },
    Column { name: "levels", need: Need::Filled },
    Column { name: "kind", need: Need::Filled },
    Column { name: "aliases", need: Need::Optional },
    Column { name: "since", need: Need::Optional },
    Column { name: "until", need: Need::Optional },
    Column { name: "successor", need: Need::Optional },
    Column { name: "ambiguous", need: Need::Optional },
    Column { name: "scope", need: Need::Optional },
    Column { name: "reason", need: Need::Optional },
];

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<UnitRow>> {
    let before = errors.len();
    let row = UnitRow {
        short: cells.get("short"),
        full: cells.get("full"),
        levels: cells.get("levels"),
        kind: cells.get("kind"),
        aliases: cells.get("aliases"),
        since: year(cells, "since", errors),
        until: year(cells, "until", errors),
        successor: cells.get("successor"),
        ambiguous: cells.get("ambiguous"),
        scope: cells.get("scope"),
    };
    cells.one_of("kind", KINDS, org_kind::kind, errors);
    let wrong = [
        ("short", short(&row.short)),
        ("aliases", org_kind::parts(&row.aliases).find_map(short)),
        ("full", full(&row)),
        ("levels", levels(&row.levels)),
        ("ambiguous", ambiguous(&row.ambiguous)),
        ("scope", scope(&row.scope)),
    ];
    let wrong = wrong.into_iter().filter_map(|(column, wrong)| Some((column, wrong?)));
    errors.extend(wrong.map(|(column, wrong)| cells.error(column, wrong)));
    let key = format!("{}\n{}\n{}", row.short, row.levels, row.scope);
    (errors.len() == before).then_some(Keyed { key, row })
}

pub(super) fn facts(row: &UnitRow) -> [String; 10] {
    let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
    [
        row.short.clone(),
        row.full.clone(),
        row.levels.clone(),
        row.kind.clone(),
        row.aliases.clone(),
        year(row.since),
        year(row.until),
        row.successor.clone(),
        row.ambiguous.clone(),
        row.scope.clone(),
    ]
}

fn year(cells: &Cells<'_>, column: &'static str, errors: &mut Vec<RowError>) -> Option<i16> {
    let cell = cells.get(column);
    let year = cell.parse().ok().filter(|year| (1900..=2999).contains(year));
    if year.is_none() && !cell.is_empty() {
        errors.push(cells.error(column, format!("`{cell}` is no year from 1900 to 2999")));
    }
    year
}

/// A short form holds one placeholder at most, and words behind it.
fn short(word: &str) -> Option<String> {
    let slots: Vec<&str> = slots(word).collect();
    let tail = word.rsplit('}').next().unwrap_or(word);
    match slots.as_slice() {
        [slot, ..] if !SHORT_SLOTS.contains(slot) => Some(no_slot(slot, SHORT_SLOTS)),
        [] | [_] if tail.is_empty() => Some(format!("`{word}` needs words behind {word}")),
        [] | [_] => None,
        _ => Some(format!("`{word}` holds more than one placeholder")),
    }
}

fn full(row: &UnitRow) -> Option<String> {
    if row.full.is_empty() && row.ambiguous.is_empty() {
        return Some("is empty; only a row with `yes` under `ambiguous` can do without".to_owned());
    }
    slots(&row.full).find(|slot| !IN_FULL.contains(slot)).map(|slot| no_slot(slot, IN_FULL))
}

fn no_slot(slot: &str, slots: &[&'static str]) -> String {
    format!("`{slot}` is no placeholder ({})", allowed(slots))
}

fn levels(cell: &str) -> Option<String> {
    let wrong = org_kind::parts(cell).find(|level| org_kind::level(level).is_none());
    wrong.map(|level| format!("{}; several stand with | between them", unknown(level, LEVELS)))
}

fn ambiguous(cell: &str) -> Option<String> {
    (!matches!(cell, "" | "yes")).then(|| unknown(cell, &["yes", "(empty)"]))
}

fn scope(cell: &str) -> Option<String> {
    let is_code = |scope: &str| {
        let digits = scope.strip_prefix('!').unwrap_or(scope);
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let wrong = cell.split_whitespace().find(|scope| !is_code(scope))?;
    Some(format!(
        "`{wrong}` is no beginning of a division code (42 for Hubei, !31 for all but Shanghai)"
    ))
}

/// The placeholders of a name, with their braces.
fn slots(name: &str) -> impl Iterator<Item = &str> {
    let opens = name.match_indices(['{', '}']).map(|(at, _)| at);
    opens.filter_map(|at| {
        let rest = &name[at..];
        match rest.find('}') {
            // The brace that closes a placeholder is part of it.
            Some(0) if name[..at].rfind('{').is_some_and(|open| !name[open..at].contains('}')) => {
                None
            }
            Some(end) => Some(&rest[..=end]),
            None => Some(rest),
        }
    })
}
