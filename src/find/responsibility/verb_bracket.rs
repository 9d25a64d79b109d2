//! A bracket that says with verbs who does what: `(A牵头,B、C按职责分工负责)`.
//!
//! The first name and nearly all others must look like a unit's, so that `(以分工负责)` or `(由张三负责)` is left alone, and the
//! bracket must stand at the end of a sentence.

use super::grammar::name::plausible;
use super::grammar::{MAX_BYTES, foot, label, statement};
use super::{Clause, Paragraph};
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
pub(super) fn find(context: &Context, paragraph: &Paragraph) -> Vec<Clause> {
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
    !words.contains(['。', ';'])
        && conventions.all_answer.find(words).is_some()
        && conventions.no_repeat.find(words).is_some()
}

/// The bracket stands at the end of a sentence, which may have others behind its halves.
fn ends_at(words: &str, paragraph: &Paragraph, clause: &Clause) -> bool {
    let start = (clause.range.start - paragraph.range.start) as usize;
    ends_sentence(&words[..start], &words[start + clause.range.len() as usize..])
}

/// `一窗受理(甲局负责),上门服务(乙局负责)。`: a bracket behind half a sentence, and no note to a name.
fn ends_half(context: &Context, before: &str, after: &str) -> bool {
    let half = foot(before, HALF).rsplit([',', ';', '。', ')']).next().unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use crate::find::responsibility::testing::{check, units};

    const CASES: &[(&str, &str)] = &[
        ("(甲局牵头,乙局、丙局按职责分工负责)", "lead:甲局 responsible:乙局 responsible:丙局"),
        ("(甲局、乙局,各区政府负责)", "responsible:甲局 responsible:乙局 responsible:各区政府"),
        ("(甲局会同乙局负责)", "responsible:甲局 responsible:乙局"),
        ("(甲局牵头会同乙局负责)", "lead:甲局 responsible:乙局"),
        (
            "(甲部、乙局等部门会同各地方按职责分工负责)",
            "responsible:甲部 responsible:乙局 responsible:各地方",
        ),
        (
            "(甲局牵头,会同乙局协同推进,2023年10月底前完成并持续推进)",
            "lead:甲局 support:乙局 due:2023年10月底前完成并持续推进",
        ),
        ("(甲局、乙局分别牵头,丙局配合组织落实)", "lead:甲局 lead:乙局 support:丙局"),
        ("(甲局依职责分别负责落实,完成时限:2024年10月)", "responsible:甲局 due:2024年10月"),
        (
            "(市级相关部门(单位)牵头、各区市县政府、园区管委会负责)",
            "lead:市级相关部门(单位) responsible:各区市县政府 responsible:园区管委会",
        ),
        (
            "(省工信厅、发改委牵头,省生态环境厅等参与)",
            "lead:省工信厅 lead:发改委 support:省生态环境厅",
        ),
        (
            "(甲厅牵头,乙厅参与,地方各级人民政府负责落实,以下均需地方各级人民政府落实,不再列出)",
            "lead:甲厅 support:乙厅 responsible:地方各级人民政府",
        ),
        (
            "(各设立投资公司的商业银行负责,完成时间:2025年9月底前)",
            "responsible:各设立投资公司的商业银行 due:2025年9月底前",
        ),
        ("(甲委负责。排在第一位的部门为牵头部门,下同)", "responsible:甲委"),
        (
            "(甲局牵头,市直单位负责。各县市区政府、乙管委会均为责任单位,以下不再列出)",
            "lead:甲局 responsible:市直单位 responsible:各县市区政府 responsible:乙管委会",
        ),
        (
            "(甲局牵头,中国电信、中国移动、中国铁塔等通信运营企业配合)",
            "lead:甲局 support:中国电信 support:中国移动 support:中国铁塔",
        ),
        ("(各有关部门、单位按职责分工负责)", "responsible:各有关部门、单位"),
        ("(各区于2023年底前完成)", "responsible:各区 due:2023年底前完成"),
        ("(市法院牵头,各县〈市〉区人民法院配合)", "lead:市法院 support:各县〈市〉区人民法院"),
        (
            "(各牵头部门分别负责,各县〈市〉区落实)",
            "responsible:各牵头部门 responsible:各县〈市〉区",
        ),
    ];

    #[test]
    fn verb_brackets_are_read() {
        check(&super::RULE);
        for (text, expected) in CASES {
            assert_eq!(units(text), *expected, "{text}");
        }
        for text in
            ["(含承办)", "(由张三负责)", "(新品、名品、精品)", "(分工负责)", "(2023年10月底前完成)"]
        {
            assert_eq!(units(text), "", "{text}");
        }
    }
}
