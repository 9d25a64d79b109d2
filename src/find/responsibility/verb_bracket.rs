//! A bracket that says with verbs who does what: `(A牵头,B、C按职责分工负责)`.
//!
//! The first name and nearly all others must look like a unit's, so that `(以分工负责)` or `(由张三负责)` is left alone, and the
//! bracket must stand at the end of a sentence.

use super::grammar::name::plausible;
use super::grammar::{MAX_BYTES, foot, label, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::Notes;
use crate::find::{Context, Rule};
use crate::span::TextRange;

/// As far as half a sentence is looked back at, in bytes.
const HALF: usize = 150;

/// A bracket with role verbs.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/verb-bracket",
    finds: "a bracket at the end of a sentence in which units lead, answer or help by a verb",
    example: "优化口岸环境。(市商务局牵头,市财政局、武汉海关按职责分工负责,2023年9月底前完成)",
    counter_example: "由主管部门(以实际负责为准)确定",
};

/// All such clauses of a paragraph, in order.
pub(super) fn find(context: &Context, paragraph: &Paragraph, _: &mut Notes) -> Vec<Clause> {
    let words = paragraph.range.of(context.text);
    let mut found: Vec<Clause> = Vec::new();
    for pair in &paragraph.brackets.pairs {
        let inside = paragraph.range.within(pair.inside, pair.close - pair.inside);
        let whole = paragraph.range.within(pair.open, pair.end - pair.open);
        let nested = found.last().is_some_and(|last| last.range.contains(whole));
        let long = inside.len() as usize > MAX_BYTES;
        if nested || long || label::at_start(context, inside.of(context.text)).is_some() {
            continue;
        }
        let ends = ends_sentence(&words[..pair.open], &words[pair.end..]);
        if !ends && !ends_half(context, &words[..pair.open], &words[pair.end..]) {
            continue;
        }
        let statement = statement::read(context, inside, RULE.id);
        let certain = statement.is_likely(context) && (ends || statement.is_plausible(context));
        let rule = words[..pair.open].trim().is_empty() && is_rule(context, inside);
        if statement.spoken > 0 && certain && !rule {
            found.push(paragraph.clause(whole, statement, RULE.id));
        }
    }
    let last = found.iter().rposition(|clause| ends_at(words, paragraph, clause));
    found.truncate(last.map_or(0, |last| last + 1));
    found
}

/// `(各县区均为责任单位,以下不再列出)` in front of the provisions: a rule of the document.
fn is_rule(context: &Context, inside: TextRange) -> bool {
    let (words, conventions) = (inside.of(context.text), &context.lexicon.conventions);
    !context.marks.signs(words).has(&['。', ';'])
        && context.marks.has_cue(&conventions.all_answer, words)
        && context.marks.has_cue(&conventions.no_repeat, words)
}

/// The bracket stands at the end of a sentence, which may have others behind its halves.
fn ends_at(words: &str, paragraph: &Paragraph, clause: &Clause) -> bool {
    let start = (clause.range.start - paragraph.range.start) as usize;
    ends_sentence(&words[..start], &words[start + clause.range.len() as usize..])
}

/// `一窗受理(甲局负责),上门服务(乙局负责)。`: a bracket behind half a sentence, and no note to a name.
fn ends_half(context: &Context, before: &str, after: &str) -> bool {
    let near = context.marks.signs(foot(before, HALF));
    let half = near.tail(|sign| matches!(sign, ',' | ';' | '。' | ')'));
    after.starts_with([',', ';']) && !plausible(context, half) && half.chars().nth(3).is_some()
}

/// True where the bracket stands between sentences or at the end of the paragraph.
pub(super) fn ends_sentence(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let after = after.trim_start();
    before.is_empty()
        || before.ends_with(['。', ';', '!', '?', '”', ')', '〕', ':'])
        || after.is_empty()
        || after.starts_with(['。', ';', '(', '〔'])
}
