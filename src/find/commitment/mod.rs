//! Numeric commitments: how many, how much, by what share.
//!
//! A paragraph's numbers become [`amount`]s with their clause; [`screen`] takes out those that are no
//! commitments; each of the rest goes to the rules in the order of [`TABLE`], and the first that
//! finds something has it. The special rule stands before the general one.

mod amount;
mod amount_after_noun;
mod amount_before_noun;
mod breakdown;
mod change;
mod each;
mod enumerated;
mod frequency;
mod headcount;
mod heading;
mod item;
mod lead;
mod limit;
mod period;
mod recall;
mod respectively;
mod scene;
pub(super) mod screen;
mod served;
mod share;
mod shared_out;
mod subject;
mod table_cell;
mod whole;
mod years;

use super::{Context, Passage, Rule, Runs, Settled};
use crate::diagnostic::{Code, Notes};
use crate::find::table::ValueCell;
use crate::lexicon::measures::MeasureKind;
use crate::model::{Comparator, Modality, RuleId, Verdict};
use crate::span::TextRange;
use amount::Amount;
use period::Dated;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use scene::{Draft, Scene};

/// A number that somebody is committed to.
#[derive(Clone, Debug)]
pub struct TargetFinding {
    /// Indicator, verb and number together.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in.
    pub paragraph: usize,
    /// What is counted.
    pub indicator: TextRange,
    /// The noun that the indicator shares with the last item of its list, to be read after it:
    /// 国家级 + 专精特新中小企业.
    pub shared: Option<TextRange>,
    /// The verb.
    pub action: Option<TextRange>,
    /// How the value bounds the indicator.
    pub comparator: Comparator,
    /// The number in base units.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The base measure, `元`, `个`, `%`.
    pub measure: String,
    /// UCUM or ISO 4217.
    pub measure_code: Option<String>,
    /// The number with its measure.
    pub number: TextRange,
    /// EDTF.
    pub period: Option<String>,
    /// How firmly.
    pub modality: Modality,
    /// Position of the total in the returned list.
    pub part_of: Option<usize>,
    /// 每月, 每个区.
    pub per: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A rule asked about one amount, outside or inside brackets.
#[derive(Clone, Copy)]
enum Ask {
    /// A number in no bracket.
    Plain(fn(&Scene, usize) -> Option<Draft>),
    /// A number in a bracket.
    Bracketed(fn(&Scene, usize) -> Option<Draft>),
    /// A number in no bracket, and one in a bracket.
    Both(fn(&Scene, usize) -> Option<Draft>, fn(&Scene, usize) -> Option<Draft>),
}

/// The rules for numbers of the text, in the order in which they may claim one.
const TABLE: &[Runs<Ask>] = &[
    Runs { rule: &breakdown::RULE, find: Ask::Bracketed(breakdown::find) },
    Runs { rule: &respectively::RULE, find: Ask::Plain(respectively::find) },
    Runs { rule: &headcount::RULE, find: Ask::Plain(headcount::find) },
    Runs { rule: &frequency::RULE, find: Ask::Plain(frequency::find) },
    Runs { rule: &limit::RULE, find: Ask::Plain(limit::find) },
    Runs { rule: &change::RULE, find: Ask::Plain(change::find) },
    Runs { rule: &share::RULE, find: Ask::Plain(share::find) },
    Runs { rule: &served::RULE, find: Ask::Plain(served::find) },
    Runs { rule: &shared_out::RULE, find: Ask::Plain(shared_out::find) },
    Runs {
        rule: &amount_after_noun::RULE,
        find: Ask::Both(amount_after_noun::find, amount_after_noun::find_in_brackets),
    },
    Runs { rule: &amount_before_noun::RULE, find: Ask::Plain(amount_before_noun::find) },
    Runs { rule: &enumerated::RULE, find: Ask::Plain(enumerated::find) },
    Runs { rule: &subject::RULE, find: Ask::Plain(subject::find) },
    Runs { rule: &item::RULE, find: Ask::Plain(item::find) },
];

/// The rules of the table, and the one for cells of tables.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    super::of(TABLE).chain([&table_cell::RULE])
}

impl Ask {
    fn about(self, scene: &Scene, at: usize, amount: &Amount) -> Option<Draft> {
        match (self, amount.enclosure) {
            (Self::Plain(find) | Self::Both(find, _), None)
            | (Self::Bracketed(find) | Self::Both(_, find), Some(_)) => find(scene, at),
            _ => None,
        }
    }
}

/// What a passage says about its numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Commitments {
    /// The targets, in reading order.
    pub(crate) targets: Vec<TargetFinding>,
    /// The quantities that are none, and the dates that say by when the targets must be reached.
    pub(crate) settled: Vec<Settled>,
}

/// All targets of a passage, in reading order. Words in `masked` (clauses, dates of issue) hold none;
/// `values` are the cells of tables that say what an indicator is to reach.
pub(crate) fn find(
    context: &Context,
    passage: &Passage,
    masked: &[TextRange],
    values: &[ValueCell],
    notes: &mut Notes,
) -> Commitments {
    let (mut found, mut settled) = (Vec::new(), Vec::new());
    let read_here = values.iter().filter(|value| table_cell::reads(context, value));
    let mut masked: Vec<TextRange> =
        masked.iter().copied().chain(read_here.map(|value| value.number)).collect();
    masked.sort_unstable();
    let mut values = values.iter().peekable();
    let idle = heading::idle(context, passage);
    let heading = heading::period(context, passage);
    let above = heading.as_ref().and_then(|period| period.year);
    let announced = heading::announced(context, passage, above);
    let mut governing = heading.clone();
    for (index, paragraph) in passage.paragraphs.iter().enumerate() {
        let scene = Scene::new(context, *paragraph, above);
        let last = match scene {
            Some(scene) => {
                // 4月13日 in a heading is the day of a report; a year is that of a plan.
                let of_year = governing.as_ref().filter(|period| period.edtf.len() == 4);
                let governed = of_year.and_then(|period| period.year);
                let scene = read(
                    Scene { idle, governed, announced: announced.clone(), ..scene },
                    &masked,
                    &mut settled,
                );
                let from = found.len();
                let edtf = governing.as_ref().map(|period| period.edtf.as_str());
                collect(&scene, index, edtf, from, &mut found);
                let new = found.get(from..).unwrap_or_default();
                infer(&scene, new, notes);
                settled.extend(periods(&scene, new));
                scene.periods.last().cloned()
            }
            None => period::all(context, *paragraph, above).pop(),
        };
        if let Some(last) = last {
            governing = Some(last).filter(|last| last.until).or_else(|| heading.clone());
        }
        while let Some(value) = values.next_if(|value| value.number.start < paragraph.end) {
            found.extend(table_cell::find(context, index, value));
        }
    }
    for finding in &found {
        doubt(context, finding, notes);
    }
    Commitments { targets: found, settled }
}

/// The periods that targets of the paragraph have, each with the rule of its first target.
fn periods(scene: &Scene, found: &[TargetFinding]) -> impl Iterator<Item = Settled> {
    let mut rules: FxHashMap<&str, RuleId> = FxHashMap::default();
    for finding in found {
        if let Some(period) = &finding.period {
            rules.entry(period).or_insert(finding.rule);
        }
    }
    scene.periods.iter().filter_map(move |period| {
        let rule = *rules.get(period.edtf.as_str())?;
        Some(Settled { range: period.range, verdict: Verdict::Period, rule })
    })
}

/// Notes each year that targets have from the date of issue.
fn infer(scene: &Scene, found: &[TargetFinding], notes: &mut Notes) {
    let used: FxHashSet<&str> = found.iter().filter_map(|found| found.period.as_deref()).collect();
    let inferred = scene.periods.iter().filter(|period| period.dated == Dated::Inferred);
    for period in inferred.filter(|period| used.contains(period.edtf.as_str())) {
        let Some(year) = period.year else { continue };
        let message = format!("the year {year} is that of the date of issue");
        notes.at(Code::YearInferred, period.range, message);
    }
}

/// Notes a target that does not say what it counts.
fn doubt(context: &Context, finding: &TargetFinding, notes: &mut Notes) {
    let words = finding.indicator.of(context.text).trim();
    let short = words.chars().nth(1).is_none();
    if short || lead::is_pronoun(context.lexicon, words) {
        let number = finding.number.of(context.text);
        let message = format!("{number}: it is not clear what the number counts");
        notes.at(Code::TargetDoubtful, finding.range, message);
    }
}

/// Asks the rules about every amount in turn.
fn read<'t>(mut scene: Scene<'t>, masked: &[TextRange], settled: &mut Vec<Settled>) -> Scene<'t> {
    for at in 0..scene.amounts.len() {
        let draft = match one(&scene, at, masked) {
            Read::Found(draft) => Some(draft),
            Read::Barred(verdict) => {
                settled.push(verdict);
                None
            }
            Read::Nothing => None,
        };
        scene.drafts.push(draft);
    }
    scene
}

/// What the rules say about one amount.
enum Read {
    /// It is a target.
    Found(Draft),
    /// It is none, and why.
    Barred(Settled),
    /// No rule says anything.
    Nothing,
}

fn one(scene: &Scene, at: usize, masked: &[TextRange]) -> Read {
    let Some(amount) = scene.amounts.get(at) else { return Read::Nothing };
    if masked.iter().any(|mask| mask.overlaps(amount.range)) {
        return Read::Nothing;
    }
    if let Some(verdict) = screen::of_number(scene, amount) {
        return Read::Barred(verdict);
    }
    let found = TABLE.iter().find_map(|rule| rule.find.about(scene, at, amount));
    let Some(draft) = found.filter(|draft| whole::is_whole(draft.indicator.of(scene.text))) else {
        return screen::of_rest(scene, amount).map_or(Read::Nothing, Read::Barred);
    };
    match screen::of_sentence(scene, amount, &draft) {
        Some(verdict) => Read::Barred(verdict),
        None => Read::Found(draft),
    }
}

/// Turns the drafts of one paragraph into findings. `from` is the place of the first.
fn collect(
    scene: &Scene,
    paragraph: usize,
    governing: Option<&str>,
    from: usize,
    found: &mut Vec<TargetFinding>,
) {
    let mut places = vec![None; scene.amounts.len()];
    for (at, draft) in scene.drafts.iter().enumerate() {
        let (Some(draft), Some(amount)) = (draft, scene.amounts.get(at)) else { continue };
        let total = draft.part_of.or_else(|| breakdown::stated_total(scene, at, amount));
        let part_of = total.and_then(|total| places.get(total).copied().flatten());
        if let Some(place) = places.get_mut(at) {
            *place = Some(found.len().max(from));
        }
        let mut finding = finding(scene, amount, draft, paragraph);
        finding.part_of = part_of;
        finding.period = period_of(scene, amount, draft, governing);
        found.push(finding);
    }
}

/// The period: from the rule, the sentence, 年内, an earlier 到2025年, or what governs the paragraph.
fn period_of(
    scene: &Scene,
    amount: &Amount,
    draft: &Draft,
    governing: Option<&str>,
) -> Option<String> {
    let named = draft.period.clone().or_else(|| whole_year(scene, amount));
    let named = named.or_else(|| scene.period_at(amount).map(|period| period.edtf.clone()));
    let named = named.or_else(|| scene.this_year(amount));
    // What comes again each year does not wait for 2025.
    let once = per(scene, amount, draft).is_none_or(|per| !scene.is_rhythm(per));
    let before = || scene.period_before(amount).map(|period| period.edtf.clone());
    named.or_else(|| {
        let inherited = before().or_else(|| governing.map(str::to_owned));
        inherited.filter(|_| once)
    })
}

/// 1月至6月3亿元,全年8亿元: the year of the period before.
fn whole_year(scene: &Scene, amount: &Amount) -> Option<String> {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let part = scene.period_at(amount).filter(|period| period.edtf.len() > 4)?;
    let own = part.range.start >= amount.clause.start;
    let whole = scene.marks.has_cue(&scene.lexicon.particles.whole_year, left) && !own;
    part.year.filter(|_| whole).map(|year| year.to_string())
}

fn finding(scene: &Scene, amount: &Amount, draft: &Draft, paragraph: usize) -> TargetFinding {
    let quantity = &amount.quantity;
    let behind = draft.shared.filter(|shared| shared.start > amount.range.start);
    let own = amount.range.cover(behind.unwrap_or(amount.range));
    // Words that a long list shares stand once, before it: its items do not all reach back to them.
    // Nor do words of an earlier paragraph, which can stand in another section.
    let is_near = |words: TextRange| {
        own.start <= words.end + amount::LONGEST_LIST && scene.layout.holds(words)
    };
    let all = if is_near(draft.indicator) { own.cover(draft.indicator) } else { own };
    let action = draft.action.filter(|action| is_near(*action));
    TargetFinding {
        range: action.map_or(all, |action| all.cover(action)),
        paragraph,
        indicator: draft.indicator,
        shared: draft.shared,
        action,
        comparator: draft.comparator.unwrap_or(amount.comparator),
        value: quantity.value,
        upper: quantity.upper,
        measure: quantity.measure.clone().into_owned(),
        measure_code: quantity.code.as_deref().map(str::to_owned),
        number: quantity.range,
        period: None,
        modality: modality(scene, amount),
        part_of: None,
        per: per(scene, amount, draft),
        rule: draft.rule,
    }
}

/// 力争 or 确保, the last one before the number in its sentence.
fn modality(scene: &Scene, amount: &Amount) -> Modality {
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.quantity.range.start).of(scene.text);
    let last = scene.marks.last_cue(&scene.lexicon.targets.modality, before);
    last.map_or(Modality::Plan, |(_, _, modality)| *modality)
}

/// 每年, 每个成员单位: from the clause, or 每年 from an earlier one of the sentence, if things are
/// counted. A sum or a rate that is reached does not come again.
fn per(scene: &Scene, amount: &Amount, draft: &Draft) -> Option<TextRange> {
    if draft.per.is_some() {
        return draft.per;
    }
    let left = TextRange::new(amount.clause.start, amount.range.start);
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start);
    let words = &scene.lexicon.targets.per;
    let named = |range: TextRange| {
        let last = scene.marks.last_cue(words, range.of(scene.text));
        last.map(|(at, word, ())| range.within(at, word.len()))
    };
    let dated = |per: &TextRange| {
        scene.period_at(amount).is_none_or(|period| period.range.start <= per.end)
    };
    let reached = matches!(amount.kind(), MeasureKind::Money | MeasureKind::Ratio);
    let counted = draft.rule != change::RULE.id && !reached;
    let earlier = || named(before).filter(dated).filter(|_| counted);
    named(left).or_else(|| each::find(scene, left)).or_else(earlier)
}
