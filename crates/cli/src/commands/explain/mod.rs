//! `gongwen explain`: pages about names, and [`at`] what a notice says at an offset.

mod at;

use crate::exit::{Exit, LANGUAGE};
use anyhow::{Result, bail};
use gongwen::diagnostic::{Code, Page, Severity};
use gongwen::internal::distance;
use gongwen::model::Rule;
use gongwen::rules;
use gongwen_cli::args::Explain;
use gongwen_engine::filter::FailureCode;
use gongwen_messages::{Arg, Message, message};
use std::fmt::Display;
use std::io::{self, Write};

/// Prints one page, or the list of all names.
pub(crate) fn run(args: &Explain) -> Result<Exit> {
    let page = match (args.name.as_deref(), args.at.as_deref()) {
        (_, Some([file, offset])) => at::page(file, offset)?,
        (None, _) => list(),
        (Some(name), _) => match page(name) {
            Some(page) => page,
            None => bail!(message!("explain.unknown", name, hint = hint(name))),
        },
    };
    io::stdout().lock().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}

fn page(name: &str) -> Option<String> {
    let code = Code::from_name(name).map(|code| code_page(code.page()));
    let rule = gongwen::current_rule(name);
    code.or_else(|| rules().find(|known| known.id == rule).map(rule_page))
        .or_else(|| FailureCode::from_name(name).map(failure_page))
}

fn code_page(page: &Page) -> String {
    let Page { name, summary, advice, example, .. } = page;
    let text = format!("{}\n\n{summary}\n{advice}\n", heading(name, severity(page)));
    match example.is_empty() {
        true => text,
        false => text + &shown(&message!("explain.example"), example),
    }
}

fn rule_page(rule: &Rule) -> String {
    let Rule { id, finds, example, counter_example } = rule;
    let text = format!("{}\n\n{finds}\n", heading(id, message!("explain.is-rule")));
    let example = shown(&message!("explain.finds"), example);
    text + &example + &shown(&message!("explain.finds-not"), counter_example)
}

fn failure_page(code: FailureCode) -> String {
    let heading = heading(code.name(), message!("explain.is-failure"));
    format!("{heading}\n\n{}\n", code.about().text(LANGUAGE))
}

fn heading(name: &str, what: Message) -> String {
    message!("explain.heading", name, what).text(LANGUAGE)
}

/// Words of a notice below what they are.
fn shown(what: &Message, words: &str) -> String {
    format!("\n{}\n  {words}\n", what.text(LANGUAGE))
}

fn list() -> String {
    let pages = Code::ALL.iter().map(|code| code.page());
    let codes =
        names(&message!("explain.diagnostics"), pages.map(|p| heading(p.name, severity(p))));
    let rules = names(&message!("explain.rules"), rules().map(|rule| rule.id));
    let failures = FailureCode::ALL.iter().map(|code| code.name());
    let failures = names(&message!("explain.failures"), failures);
    let how = message!("explain.how").text(LANGUAGE);
    format!("{codes}\n{rules}\n{failures}\n{how}\n")
}

/// Names below what they are.
fn names<N: Display>(what: &Message, names: impl Iterator<Item = N>) -> String {
    let names: String = names.map(|name| format!("  {name}\n")).collect();
    format!("{}\n{names}", what.text(LANGUAGE))
}

fn severity(page: &Page) -> Message {
    match page.severity {
        Severity::Info => message!("severity.info"),
        Severity::Warning => message!("severity.warning"),
        Severity::Error => message!("severity.error"),
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
