//! Dates that no finding holds: what they are by their form and their place.

use super::View;
use crate::calendar::{Bound, Field, Lead, TimeMention, Year};
use crate::find::{Bar, Rule, RuleId};
use crate::model::Verdict;
use crate::span::TextRange;

/// What a rule asks.
type Asks = fn(&View, &TimeMention) -> Option<Verdict>;

/// The rules in the order in which they are asked.
pub(super) static RULES: [Bar<Asks>; 7] = [
    Bar {
        rule: Rule {
            id: "date/in-title",
            finds: "A date inside the title of a document or in quotation marks.",
            example: "落实《青禾区行动计划(2022—2025年)》",
            counter_example: "落实行动计划(2022—2025年)",
        },
        says: |view, date| view.layout.is_quoted(date.range).then_some(Verdict::Reference),
    },
    Bar {
        rule: Rule {
            id: "date/pointed-at",
            finds: "A date behind a word that makes it a condition, an end of validity, a state or a base.",
            example: "本办法有效期至2025年12月31日",
            counter_example: "办结期限为2025年12月31日",
        },
        says: pointed_at,
    },
    Bar {
        rule: Rule {
            id: "date/in-force",
            finds: "The day from which something is in force.",
            example: "本办法自2025年6月1日起施行",
            counter_example: "自2025年6月1日起报送",
        },
        says: in_force,
    },
    Bar {
        rule: Rule {
            id: "date/base",
            finds: "A time that a change is measured against.",
            example: "产值在2024年基础上翻番",
            counter_example: "2026年产值翻番",
        },
        says: base,
    },
    Bar {
        rule: Rule {
            id: "date/past",
            finds: "A time before the notice was issued.",
            example: "2021年,全区建成泵站",
            counter_example: "2026年,全区建成泵站",
        },
        says: past,
    },
    Bar {
        rule: Rule {
            id: "date/grant",
            finds: "The time of something that is granted, allowed or encouraged.",
            example: "2026年底前免征费用",
            counter_example: "2026年底前征收费用",
        },
        says: grant,
    },
    Bar {
        rule: Rule {
            id: "date/period",
            finds: "A time that the words speak about and that ends nothing.",
            example: "2026年重点任务",
            counter_example: "2026年5月底前取得成效",
        },
        says: period,
    },
];

/// What became of a date.
pub(super) fn verdict(view: &View, date: &TimeMention) -> (Verdict, Option<RuleId>) {
    if let Some(claim) = view.claims.date(date.range) {
        return (claim.verdict, Some(claim.rule));
    }
    let said = Bar::first(&RULES, |says| says(view, date));
    said.map_or((Verdict::Open, None), |(verdict, rule)| (verdict, Some(rule)))
}

/// 有效期至2025年12月31日, 对6月30日前到期的贷款.
fn pointed_at(view: &View, date: &TimeMention) -> Option<Verdict> {
    // 对“十四五”时期作出安排 names no condition.
    let plan = date.from.field == Field::Plan;
    let words = &view.context.lexicon.deadlines.not_after;
    if plan {
        return None;
    }
    words.at_end(view.before(date.range).trim_end()).map(|(_, verdict)| *verdict)
}

/// 2025年6月1日起施行.
fn in_force(view: &View, date: &TimeMention) -> Option<Verdict> {
    let words = &view.context.lexicon.phrases.effective;
    let behind = TextRange::new(date.range.start, view.paragraph.end).of(view.context.text);
    let after = view.after(date.range);
    // The date may have taken the 起 of 起施行.
    let from =
        behind.len() - after.len() - if date.bound == Bound::Since { '起'.len_utf8() } else { 0 };
    let here = [Some(after), behind.get(from..)];
    let starts = |words_behind: &&str| words.at_start(words_behind.trim_start()).is_some();
    here.into_iter().flatten().any(|rest| starts(&rest)).then_some(Verdict::Validity)
}

/// 较2020年, 在2020年的基础上, 从2020年的50%.
fn base(view: &View, date: &TimeMention) -> Option<Verdict> {
    let words = &view.context.lexicon.targets;
    let before = view.before(date.range).trim_end();
    let after = view.after(date.range).trim_start();
    let number =
        after.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let compared = words.baseline.at_end(before).is_some()
        || words.baseline_tail.at_start(after).is_some()
        || number && words.origin.at_end(before).is_some();
    compared.then_some(Verdict::Base)
}

fn past(view: &View, date: &TimeMention) -> Option<Verdict> {
    let issued = view.context.issued_on?;
    let end = date.resolve(Some(issued.year()))?.interval.end?;
    (end < issued).then_some(Verdict::Past)
}

/// 2026年底前免征.
fn grant(view: &View, date: &TimeMention) -> Option<Verdict> {
    let after = view.after(date.range).trim_start_matches([',', ' ']);
    let granted = view.context.lexicon.deadlines.policies.at_start(after).is_some();
    granted.then_some(Verdict::PolicyParameter)
}

/// 2026年, and 到2025年 before a state that all is to reach by then.
fn period(_: &View, date: &TimeMention) -> Option<Verdict> {
    let by = matches!(date.lead, Lead::By | Lead::Latest);
    let ends = date.bound == Bound::Until && date.to.is_none();
    // 年内 is the year of the notice.
    let relative = matches!(date.from.year, Year::Offset(_));
    let year = date.from.field == Field::Year && (!date.bounded || relative);
    (!by && !ends || year).then_some(Verdict::Period)
}
