//! A run that tells what its units do: `县规划局、县住建局负责编制规划`.
//!
//! The verb stands between names and a deed; behind the names of a plain list it ends the run.

use super::split::{is_outside, split};
use super::{list, name, tail};
use crate::find::Context;
use crate::model::Role;
use crate::span::TextRange;

/// Names before the verb are at most this long, in bytes.
const NAMES: usize = 600;

/// As many verbs are looked at: a name may hold one, 市市场监督管理局.
const VERBS: usize = 4;

/// The names, and the verb with the role that it gives.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) names: Vec<TextRange>,
    pub(super) role: Role,
    pub(super) verb: TextRange,
}

/// Reads a run in which a deed follows the verb; none where the verb ends it, or where something
/// else than names stands before the verb.
pub(super) fn read(context: &Context, run: TextRange) -> Option<Told> {
    let words = run.of(context.text);
    let verbs = context.marks.cues(&context.lexicon.clause_words.verbs, super::head(words, NAMES));
    let verbs = verbs.filter(|(at, ..)| *at > 0).take(VERBS);
    verbs.map(|(at, verb, role)| (at, verb.len(), *role)).find_map(|(at, len, role)| {
        let deed = &words[at + len..];
        if !is_outside(context, &words[..at])
            || ends_run(context, deed)
            || !begins_deed(context, deed)
        {
            return None;
        }
        let names = names(context, tail::strip(context, run.within(0, at)).names);
        let verb = run.within(at, len);
        are_names(context, &names, verb).then_some(Told { names, role, verb })
    })
}

/// All are names, and the verb is no part of the last: 市市场|监督管理局.
fn are_names(context: &Context, names: &[TextRange], verb: TextRange) -> bool {
    let Some(last) = names.last() else { return false };
    let from = &context.text[last.start as usize..];
    let reach = context.lexicon.organisations.reach(super::head(from, NAMES)).unwrap_or(0);
    let holds = last.start as usize + reach > verb.start as usize;
    !holds && names.iter().all(|range| name::plausible_at(context, *range))
}

/// Nothing follows but verbs, adverbs and brackets: 负责组织落实.
fn ends_run(context: &Context, deed: &str) -> bool {
    let whole = TextRange::from(0..deed.len());
    let sub = Context { text: deed, ..*context };
    let left = tail::strip(&sub, whole).names.of(deed);
    left.is_empty() || left.starts_with(super::brackets::opens)
}

/// A deed is no further list: 牵头会同市水利局.
fn begins_deed(context: &Context, deed: &str) -> bool {
    let words = &context.lexicon.clause_words;
    let link = words.links.at_start(deed).is_some() || words.lead_ins.at_start(deed).is_some();
    let body = |c: char| matches!(c, '、' | ' ' | '的');
    // 负责人, 负责同志, 配合度 are things.
    let thing = deed.starts_with(['人', '度'])
        || deed.starts_with('同') && deed.chars().nth(1) == Some('志');
    !(link || thing || deed.starts_with(body)) && deed.chars().nth(1).is_some()
}

fn names(context: &Context, range: TextRange) -> Vec<TextRange> {
    let runs = split(context, range, |c| c == ',');
    runs.into_iter().flat_map(|run| list::items(context, run)).flat_map(|item| item.names).collect()
}
