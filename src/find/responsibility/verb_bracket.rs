//! A bracket that says with verbs who does what: `(A牵头,B、C按职责分工负责)`.
//!
//! The first name and nearly all others must look like a unit's, so that `(以分工负责)` or `(由张三负责)` is left alone, and the
//! bracket must stand at the end of a sentence.

use super::grammar::{MAX_BYTES, label, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::Notes;
use crate::find::{Context, Rule};

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
        if !ends_sentence(&words[..pair.open], &words[pair.end..]) {
            continue;
        }
        let statement = statement::read(context, inside, RULE.id);
        if statement.spoken > 0 && statement.is_likely(context) {
            found.push(paragraph.clause(whole, statement, RULE.id));
        }
    }
    found
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
