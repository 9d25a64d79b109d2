//! Own names of bodies.

use super::cells::{Cells, Column, Need, allowed, unknown};
use super::{Keyed, RowError, UnitRow};
use crate::lexicon::organisation::kind::{self, KINDS, LEVELS};
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
    Column { name: "rank", need: Need::Optional },
    Column { name: "reason", need: Need::Optional },
    Column { name: "gloss", need: Need::Optional },
    Column { name: "source", need: Need::Optional },
];

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<UnitRow>> {
    let before = errors.len();
    let row = UnitRow(CELLS.map(|column| cells.get(column)));
    for column in ["since", "until"] {
        year(cells, column, errors);
    }
    cells.one_of("kind", KINDS, errors);
    let [short_form, full_form, ..] = &row.0;
    let [aliases, of_levels, is_ambiguous, scopes, rank] =
        ["aliases", "levels", "ambiguous", "scope", "rank"].map(|column| cells.get(column));
    let wrong = [
        ("short", short(short_form)),
        ("aliases", kind::parts(&aliases).find_map(short)),
        ("full", full(full_form, &is_ambiguous)),
        ("levels", levels(&of_levels)),
        ("ambiguous", ambiguous(&is_ambiguous)),
        ("scope", scope(&scopes)),
        ("rank", no_rank(&rank)),
    ];
    let wrong = wrong.into_iter().filter_map(|(column, wrong)| Some((column, wrong?)));
    errors.extend(wrong.map(|(column, wrong)| cells.error(column, wrong)));
    let key = format!("{short_form}\n{of_levels}\n{scopes}");
    (errors.len() == before).then_some(Keyed { key, row })
}

/// The columns of a row, in the order of [`UnitRow`].
const CELLS: [&str; 11] = [
    "short",
    "full",
    "levels",
    "kind",
    "aliases",
    "since",
    "until",
    "successor",
    "ambiguous",
    "scope",
    "rank",
];

/// All that a row says; a rank only where there is one.
pub(super) fn facts(row: &UnitRow) -> &[String] {
    let [rest @ .., rank] = &row.0;
    if rank.is_empty() { rest } else { &row.0 }
}

fn year(cells: &Cells<'_>, column: &'static str, errors: &mut Vec<RowError>) {
    let cell = cells.get(column);
    let year = cell.parse::<i16>().ok().filter(|year| (1900..=2999).contains(year));
    if year.is_none() && !cell.is_empty() {
        errors.push(cells.error(column, format!("`{cell}` is no year from 1900 to 2999")));
    }
}

fn no_rank(cell: &str) -> Option<String> {
    let is_rank = cell.is_empty() || cell.parse::<u8>().is_ok();
    (!is_rank).then(|| format!("`{cell}` is no whole number from 0 to 255"))
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

fn full(word: &str, is_ambiguous: &str) -> Option<String> {
    if word.is_empty() && is_ambiguous.is_empty() {
        return Some("is empty; only a row with `yes` under `ambiguous` can do without".to_owned());
    }
    slots(word).find(|slot| !IN_FULL.contains(slot)).map(|slot| no_slot(slot, IN_FULL))
}

fn no_slot(slot: &str, slots: &[&'static str]) -> String {
    format!("`{slot}` is no placeholder ({})", allowed(slots))
}

fn levels(cell: &str) -> Option<String> {
    let wrong = kind::parts(cell).find(|level| kind::level(level).is_none());
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
