//! `gongwen explain`

use crate::exit::Exit;
use anyhow::{Result, bail};
use gongwen::diagnostic::{Code, Page, Severity};
use gongwen::internal::distance;
use gongwen::model::Rule;
use gongwen::rules;
use gongwen_cli::args::Explain;
use gongwen_engine::filter::FailureCode;
use gongwen_messages::{Arg, Message, message};
use std::io::{self, Write};

/// Prints one page, or the list of all names.
pub(crate) fn run(args: &Explain) -> Result<Exit> {
    let page = match args.name.as_deref() {
        None => list(),
        Some(name) => match page(name) {
            Some(page) => page,
            None => bail!(message!("explain.unknown", name, hint = hint(name))),
        },
    };
    io::stdout().lock().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}

fn page(name: &str) -> Option<String> {
    let code = Code::from_name(name).map(|code| code_page(code.page()));
    code.or_else(|| rules().find(|rule| rule.id == name).map(rule_page))
        .or_else(|| FailureCode::from_name(name).map(failure_page))
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

fn failure_page(code: FailureCode) -> String {
    format!("{} (a failed line of `gongwen filter`)\n\n{}\n", code.name(), code.about())
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
    text += "\nFailed lines of `gongwen filter`:\n";
    for code in FailureCode::ALL {
        text += &format!("  {}\n", code.name());
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
fn hint(name: &str) -> Message {
    let codes = Code::ALL.iter().map(|code| code.name());
    let mut near: Vec<(usize, &str)> = codes
        .chain(rules().map(|rule| rule.id))
        .chain(FailureCode::ALL.iter().map(|code| code.name()))
        .map(|known| (distance(name, known), known))
        .filter(|(distance, known)| *distance <= 3 || known.contains(name))
        .collect();
    near.sort_unstable();
    near.dedup();
    let near: Vec<String> = near.iter().take(3).map(|(_, known)| format!("`{known}`")).collect();
    match near.as_slice() {
        [] => message!("explain.list"),
        [near] => message!("explain.near", near),
        near => message!("explain.several", near = Arg::list(near)),
    }
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        assert_eq!(hint("date-ambigous").to_string(), "did you mean `date-ambiguous`?");
        assert_eq!(hint("-bracket-l").to_string(), "run `gongwen explain` for a list");
        assert_eq!(hint("close-bracket").to_string(), "did you mean `missing-close-bracket`?");
        assert_eq!(hint("nothing like it").to_string(), "run `gongwen explain` for a list");
    }
}
