//! Quantities that no finding holds: what they are by their form and their place.

use super::View;
use crate::annotate::Bracket;
use crate::find::{Bar, Rule, RuleId};
use crate::lexicon::measures::MeasureKind;
use crate::model::Verdict;
use crate::number::{self, Quantity, Use};
use rust_decimal::Decimal;

/// What a rule asks.
type Asks = fn(&View, &Quantity) -> Option<Verdict>;

/// Digits of a bare number that is a name: 110, 12345.
const SHORTEST_CODE: usize = 3;

/// The rules in the order in which they are asked.
pub(super) static RULES: [Bar<Asks>; 15] = [
    Bar {
        rule: Rule {
            id: "quantity/document-number",
            finds: "The year or the number of a document.",
            example: "落实青政办〔2024〕28号要求",
            counter_example: "到2024年建成28个站点",
        },
        says: |view, quantity| {
            is_in_document_number(view, quantity).then_some(Verdict::LegalReference)
        },
    },
    Bar {
        rule: Rule {
            id: "quantity/ordinal",
            finds: "A number that orders or grades.",
            example: "第3批名单",
            counter_example: "3批名单",
        },
        says: |_, quantity| {
            (quantity.used_as == Use::Ordinal || quantity.kind == Some(MeasureKind::Rank))
                .then_some(Verdict::Ordinal)
        },
    },
    Bar {
        rule: Rule {
            id: "quantity/code",
            finds: "A number joined to letters or signs.",
            example: "推广5G应用",
            counter_example: "推广5个应用",
        },
        says: |_, quantity| (quantity.used_as == Use::Code).then_some(Verdict::NamePart),
    },
    Bar {
        rule: Rule {
            id: "quantity/in-name",
            finds: "A number inside quotation marks, a title or the name of a body, of which no other rule \
                    speaks.",
            example: "落实《青禾区3年行动计划》",
            counter_example: "落实(3项)计划",
        },
        says: |view, quantity| is_in_name(view, quantity).then_some(Verdict::NamePart),
    },
    Bar {
        rule: Rule {
            id: "quantity/in-clause",
            finds: "A number inside a responsibility clause: by when or how often.",
            example: "建设泵站。(责任单位:区水利局,3个月内完成)",
            counter_example: "建设泵站,3个月内完成。(责任单位:区水利局)",
        },
        says: |view, quantity| {
            (view.claims.clause(quantity.range).is_some()).then_some(Verdict::Time)
        },
    },
    Bar {
        rule: Rule {
            id: "quantity/in-milestone",
            finds: "A number that is part of the time of a milestone.",
            example: "每月5日前报送进展",
            counter_example: "报送5份材料",
        },
        says: |view, quantity| {
            (view.claims.date(quantity.range).is_some()).then_some(Verdict::Time)
        },
    },
    Bar {
        rule: Rule {
            id: "quantity/indefinite",
            finds: "Words that name no number: several, dozens.",
            example: "走访数百家企业",
            counter_example: "走访100家企业",
        },
        says: |_, quantity| (quantity.is_indefinite()).then_some(Verdict::Idiom),
    },
    Bar {
        rule: Rule {
            id: "quantity/span-of-time",
            finds: "A length of time or an age that nothing demands.",
            example: "有效期3年",
            counter_example: "建成泵站3座",
        },
        says: |_, quantity| (quantity.kind == Some(MeasureKind::Date)).then_some(Verdict::Time),
    },
    Bar {
        rule: Rule {
            id: "quantity/small-word",
            finds: "A number up to ten in words, which counts no more than an article does.",
            example: "区分三类企业",
            counter_example: "2批企业",
        },
        says: |view, quantity| is_small_word(view, quantity).then_some(Verdict::Idiom),
    },
    Bar {
        rule: Rule {
            id: "quantity/month-day",
            finds: "The day of a date in figures, or its month.",
            example: "发布公告 07-20",
            counter_example: "发布公告 7-20项",
        },
        says: |view, quantity| is_month_day(view, quantity).then_some(Verdict::Time),
    },
    Bar {
        rule: Rule {
            id: "quantity/year",
            finds: "A bare number that is a year.",
            example: "指标 ⏎ 2025 ⏎ 2026",
            counter_example: "新增2025家企业",
        },
        says: |view, quantity| is_year(view, quantity).then_some(Verdict::Time),
    },
    Bar {
        rule: Rule {
            id: "quantity/proportion",
            finds: "A term of a proportion a:b.",
            example: "按4:6比例分担",
            counter_example: "按46%比例分担",
        },
        says: |view, quantity| is_term(view, quantity).then_some(Verdict::Ratio),
    },
    Bar {
        rule: Rule {
            id: "quantity/cell",
            finds: "A number that fills a cell behind the first of its row: a value that the table gives.",
            example: "名称|单价|数量 ⏎ 水泵|300|2",
            counter_example: "拨打12345热线",
        },
        says: |view, quantity| is_cell(view, quantity).then(|| of_cell(view, quantity)),
    },
    Bar {
        rule: Rule {
            id: "quantity/bare-code",
            finds: "A number of three digits or more that counts nothing and bounds nothing.",
            example: "拨打12345热线",
            counter_example: "接听12345次",
        },
        says: |view, quantity| is_bare_code(view, quantity).then_some(Verdict::NamePart),
    },
    Bar {
        rule: Rule {
            id: "quantity/bare-ordinal",
            finds: "A bare number that stands alone in brackets, opens a clause, a row or an item, or \
                    follows a word that it orders.",
            example: "材料见附件2",
            counter_example: "材料见附件,共2份",
        },
        says: |view, quantity| is_bare_ordinal(view, quantity).then_some(Verdict::Ordinal),
    },
];

/// Where a run of ordinals goes on.
pub(super) const NEXT: Rule = Rule {
    id: "quantity/next-in-order",
    finds: "A bare number that is the next one behind an ordinal.",
    example: "一、1、泵站约束性2泵房约束性",
    counter_example: "一、1、泵站约束性4泵房约束性",
};

/// The last number of a paragraph that orders.
#[derive(Default)]
pub(super) struct Run(Option<Decimal>);

impl Run {
    /// What became of the next quantity, in the light of those before it.
    pub(super) fn next(
        &mut self,
        view: &View,
        quantity: &Quantity,
    ) -> Option<(Verdict, Option<RuleId>)> {
        let (verdict, rule) = verdict(view, quantity)?;
        let bare = quantity.kind.is_none() && quantity.used_as == Use::Cardinal;
        let follows = self.0.is_some_and(|last| last + Decimal::ONE == quantity.value);
        let next = bare && follows && verdict == Verdict::Open;
        if next || bare && verdict == Verdict::Ordinal {
            self.0 = Some(quantity.value);
        }
        Some(if next { (Verdict::Ordinal, Some(NEXT.id)) } else { (verdict, rule) })
    }
}

/// What became of a quantity; none where the words are none: 一 in 一体化.
fn verdict(view: &View, quantity: &Quantity) -> Option<(Verdict, Option<RuleId>)> {
    if let Some(claim) = view.claims.number(quantity.range) {
        return Some((claim.verdict, Some(claim.rule)));
    }
    if quantity.kind.is_none() && !has_digit(view, quantity) {
        return None;
    }
    let said = Bar::first(&RULES, |says| says(view, quantity));
    Some(said.map_or((Verdict::Open, None), |(verdict, rule)| (verdict, Some(rule))))
}

fn has_digit(view: &View, quantity: &Quantity) -> bool {
    quantity.numeral.of(view.context.text).contains(|c: char| c.is_ascii_digit())
}

/// 〔2024〕28号: the year, and the number behind its bracket.
fn is_in_document_number(view: &View, quantity: &Quantity) -> bool {
    let (before, after) = (view.before(quantity.range), view.after(quantity.range));
    let year = before.ends_with(['〔', '[', '(']) && after.starts_with(['〕', ']', ')']);
    let is_numbered = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < rest.len() && digits.starts_with('号')
    };
    let number = before.ends_with(['〕', ']']) && quantity.measure == "号";
    number || year && after.char_indices().nth(1).is_some_and(|(at, _)| is_numbered(&after[at..]))
}

fn is_in_name(view: &View, quantity: &Quantity) -> bool {
    let enclosure = view.layout.enclosure(quantity.range);
    let quoted = enclosure.is_some_and(|(_, bracket)| bracket == Bracket::Quote);
    quoted || view.claims.name(quantity.range).is_some()
}

fn is_small_word(view: &View, quantity: &Quantity) -> bool {
    let first = quantity.numeral.of(view.context.text).chars().next();
    let word = first.is_some_and(|c| number::digit(c).is_some() || c == '十');
    word && quantity.value <= 10.into() && quantity.upper.is_none()
}

fn is_year(view: &View, quantity: &Quantity) -> bool {
    let words = quantity.range.of(view.context.text);
    quantity.kind.is_none() && words.len() == 4 && matches!(words.get(..2), Some("19" | "20"))
}

/// 07-20: one number, or two joined by a stroke.
fn is_month_day(view: &View, quantity: &Quantity) -> bool {
    const PART: usize = 2;
    let part = |c: char| c.is_ascii_digit() || c == '-';
    let (before, after) = (view.before(quantity.range), view.after(quantity.range));
    let head = before.bytes().rev().take(2 * PART).take_while(|b| part(char::from(*b))).count();
    let tail = after.bytes().take(2 * PART).take_while(|b| part(char::from(*b))).count();
    let (start, end) = (quantity.range.start as usize - head, quantity.range.end as usize + tail);
    let day = view.context.text.get(start..end).and_then(|words| words.split_once('-'));
    let within = |words: &str, last: u8| {
        words.len() == PART && words.parse::<u8>().is_ok_and(|number| (1..=last).contains(&number))
    };
    let apart = !after.get(tail..).is_some_and(|rest| rest.starts_with(['-', ':']));
    let of_year = day.is_some_and(|(month, day)| within(month, 12) && within(day, 31));
    quantity.kind.is_none() && apart && of_year
}

/// The signs between the cells of a row.
const EDGES: [char; 2] = ['\t', '|'];

/// All of a cell that is not the first.
fn is_cell(view: &View, quantity: &Quantity) -> bool {
    let before = view.before(quantity.range);
    let inner = before.trim_end_matches(' ').ends_with(EDGES) && !opens_row(before);
    inner && ends_cell(view.after(quantity.range))
}

/// A value, or points where the column is one of points.
fn of_cell(view: &View, quantity: &Quantity) -> Verdict {
    /// Rows that may hold the names of columns.
    const HEADS: usize = 3;
    let rows = view.context.rows;
    let at = rows.partition_point(|row| row.range.end < quantity.range.end);
    let own = rows.get(at).filter(|row| row.range.contains(quantity.range));
    let column = own.and_then(|row| {
        let cell = row.cells.iter().find(|cell| cell.range.contains(quantity.range))?;
        Some((row.table, cell.area.column))
    });
    let Some((table, column)) = column else { return Verdict::PresentFact };
    let first = rows.partition_point(|row| row.table < table);
    let heads = rows.iter().skip(first).take(HEADS).take_while(|row| row.table == table);
    let mut cells = heads.flat_map(|row| &row.cells).filter(|cell| {
        let area = cell.area;
        (area.column..area.column + area.columns.max(1)).contains(&column)
    });
    let points = cells.any(|cell| {
        let words = cell.range.of(view.context.text);
        let words = words.trim_end_matches([' ', ')']);
        words.trim_end_matches('值').ends_with('分')
    });
    if points { Verdict::Score } else { Verdict::PresentFact }
}

/// Only empty cells stand before.
fn opens_row(before: &str) -> bool {
    let rest = before.trim_end_matches([' ', EDGES[0], EDGES[1]]);
    rest.is_empty() || rest.ends_with('\n')
}

fn ends_cell(after: &str) -> bool {
    let behind = after.trim_start_matches(' ');
    behind.is_empty() || behind.starts_with(EDGES)
}

/// `2、` and `3.` behind a space or the end of a sentence.
fn opens_item(before: &str, after: &str) -> bool {
    let open = before.is_empty() || before.ends_with([' ', '。', ';', ')', '》', '\t', '|', '\n']);
    let mark = after.strip_prefix(['、', '.']);
    open && mark.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A bare whole number of some digits, without 达到 or 以上.
fn is_bare_code(view: &View, quantity: &Quantity) -> bool {
    let words = quantity.range.of(view.context.text);
    let digits = words.len() >= SHORTEST_CODE && words.bytes().all(|b| b.is_ascii_digit());
    let targets = &view.context.lexicon.targets;
    let bound = targets.before.at_end(view.before(quantity.range).trim_end()).is_some()
        || targets.after.at_start(view.after(quantity.range)).is_some();
    let before = view.before(quantity.range);
    let row = opens_row(before) && ends_cell(view.after(quantity.range));
    quantity.kind.is_none() && digits && !bound && !row
}

/// 4:4:2.
fn is_term(view: &View, quantity: &Quantity) -> bool {
    const SIGNS: [char; 2] = [':', '∶'];
    let digit = |c: char| c.is_ascii_digit();
    let before = view.before(quantity.range).strip_suffix(SIGNS);
    let after = view.after(quantity.range).strip_prefix(SIGNS);
    let joined = before.is_some_and(|rest| rest.ends_with(digit))
        || after.is_some_and(|rest| rest.starts_with(digit));
    quantity.kind.is_none() && joined
}

/// (2), 附件2, 前3.
fn is_bare_ordinal(view: &View, quantity: &Quantity) -> bool {
    let (before, after) = (view.before(quantity.range), view.after(quantity.range));
    let enclosed = before.trim_end().ends_with('(') && after.trim_start().starts_with(')');
    let opens = view.layout.clause(quantity.range).start == quantity.range.start;
    let follows = view.context.lexicon.targets.ordered.at_end(before.trim_end()).is_some();
    let item = opens_item(before, after) || opens_row(before) && ends_cell(after);
    let whole = quantity.value.is_integer();
    quantity.kind.is_none() && whole && (enclosed || opens || follows || item)
}
