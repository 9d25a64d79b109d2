//! A clause whose closing bracket is lost: `…(责任单位:区民政局、区财政局` at a paragraph's end.

use super::grammar::{brackets, extent, label, name, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Rule};

/// An opened clause that nothing closes.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/close-less",
    finds: "a bracket with a role label or role verbs that is opened and never closed",
    example: "提升服务效能。(责任单位:区民政局、区财政局",
    counter_example: "提升服务效能(以下简称增效。责任到人",
};

/// All such clauses of a paragraph, in order.
pub(super) fn find(context: &Context, paragraph: &Paragraph, notes: &mut Notes) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut done = 0;
    for &(open, inside) in &paragraph.brackets.unclosed {
        if open < done {
            continue;
        }
        let Some(clause) = read(context, paragraph, open, inside) else { continue };
        done = open + clause.range.len() as usize;
        notes.at(Code::MissingCloseBracket, clause.range, "the clause has no closing bracket");
        found.push(clause);
    }
    found
}

fn read(context: &Context, paragraph: &Paragraph, open: usize, inside: usize) -> Option<Clause> {
    let rest = paragraph.range.of(context.text).get(inside..)?;
    let labelled = label::at_start(context, rest).is_some();
    let last = paragraph.brackets.unclosed.last().is_some_and(|last| last.0 == open);
    if !labelled && !last {
        return None;
    }
    let len = extent::of(context, rest);
    let behind = rest[len..].trim();
    let ends = behind.is_empty() || behind.starts_with(brackets::opens);
    if !(labelled || ends) {
        return None;
    }
    let statement = statement::read(context, paragraph.range.within(inside, len), RULE.id);
    let (statement, len) = match overrun(context, &statement) {
        Some(end) => {
            let len = (end - paragraph.range.start) as usize - inside;
            (statement::read(context, paragraph.range.within(inside, len), RULE.id), len)
        }
        None => (statement, len),
    };
    let certain = if labelled {
        !statement.mentions.is_empty()
    } else {
        statement.spoken > 0 && statement.is_plausible(context)
    };
    let whole = paragraph.range.within(open, inside - open + len);
    certain.then(|| paragraph.clause(whole, statement, RULE.id))
}

/// `责任单位:省司法厅|本政策自印发之日起施行`: where the name ends that the next sentence was joined to.
fn overrun(context: &Context, statement: &statement::Statement) -> Option<u32> {
    let mut names = statement.mentions.iter().map(|mention| mention.surface);
    let odd = names.find(|name| !name::plausible_at(context, *name))?;
    let organisations = &context.lexicon.organisations;
    let len = organisations.reach(odd.of(context.text))?;
    let known = organisations.read(&odd.of(context.text)[..len]).is_some();
    known.then(|| odd.within(0, len).end)
}
