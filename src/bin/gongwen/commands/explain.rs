//! `gongwen explain`

use crate::args::Explain;
use crate::exit::Exit;
use anyhow::{Result, bail};
use gongwen::diagnostic::{Code, Page, Severity};
use gongwen::find::{Rule, rules};
use std::io::{self, Write};

/// Prints one page, or the list of all names.
pub(crate) fn run(args: &Explain) -> Result<Exit> {
    let page = match args.name.as_deref() {
        None => list(),
        Some(name) => match (Code::from_name(name), rules().find(|rule| rule.id == name)) {
            (Some(code), _) => code_page(code.page()),
            (None, Some(rule)) => rule_page(rule),
            (None, None) => bail!("there is no diagnostic or rule `{name}`; {}", hint(name)),
        },
    };
    io::stdout().lock().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}

fn code_page(page: &Page) -> String {
    let Page { name, severity, summary, advice, example } = page;
    let mut text = format!("{name} ({})\n\n{summary}\n{advice}\n", severity_name(*severity));
    if !example.is_empty() {
        text += &format!("\nExample:\n  {example}\n");
    }
    text
}

fn rule_page(rule: &Rule) -> String {
    let Rule { id, finds, example, counter_example } = rule;
    format!(
        "{id} (rule)\n\n{finds}\n\nFinds:\n  {example}\n\nDoes not find:\n  {counter_example}\n"
    )
}

fn list() -> String {
    let mut text = String::from("Diagnostics:\n");
    for page in Code::ALL.iter().map(|code| code.page()) {
        text += &format!("  {} ({})\n", page.name, severity_name(page.severity));
    }
    text += "\nRules:\n";
    for rule in rules() {
        text += &format!("  {}\n", rule.id);
    }
    text += "\n`gongwen explain NAME` tells what one of them means.\n";
    text
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Names that may have been meant.
fn hint(name: &str) -> String {
    let codes = Code::ALL.iter().map(|code| code.name());
    let mut near: Vec<(usize, &str)> = codes
        .chain(rules().map(|rule| rule.id))
        .map(|known| (distance(name, known), known))
        .filter(|(distance, known)| *distance <= 3 || known.contains(name))
        .collect();
    near.sort_unstable();
    let near: Vec<String> = near.iter().take(3).map(|(_, known)| format!("`{known}`")).collect();
    match near.as_slice() {
        [] => "`gongwen explain` lists them all".to_owned(),
        near => format!("did you mean {}?", near.join(" or ")),
    }
}

/// Letters to change, add or drop on the way from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, hint};

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        assert_eq!(distance("date-ambigous", "date-ambiguous"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(hint("date-ambigous"), "did you mean `date-ambiguous`?");
        assert_eq!(hint("-bracket-l"), "`gongwen explain` lists them all");
        assert_eq!(hint("close-bracket"), "did you mean `missing-close-bracket`?");
        assert_eq!(hint("nothing like it"), "`gongwen explain` lists them all");
    }
}
