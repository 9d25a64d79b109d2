//! The period of a target, as EDTF, from the words around it.
//!
//! `到2025年,` and `2022年,…;…;` govern what follows in their sentence. 较2023年 names a baseline, not
//! a period.

use crate::annotate::Cue;
use crate::calendar::{Field, Point, TimeMention, Year, mention_at_start};
use crate::find::Context;
use crate::lexicon::times::Part;
use crate::lexicon::{Lexicon, Words};
use crate::number;
use crate::span::TextRange;
use jiff::civil::Date;

/// A period that the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its words.
    pub(super) range: TextRange,
    /// The last year that it covers, where it is known.
    pub(super) year: Option<i16>,
    /// The last day of a range, 1—11月: what has ended before the notice tells what was reached.
    pub(super) ended_by: Option<Date>,
    /// The same in EDTF.
    pub(super) edtf: String,
    /// True for 到2025年, which governs the sentences behind it too.
    pub(super) until: bool,
    /// Where its year comes from.
    pub(super) dated: Dated,
}

/// Where the year of a period comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// From its own words or from those around it, or from nowhere: `XXXX-03/XXXX-09`.
    Stated,
    /// From the date of issue.
    Inferred,
}

/// All periods named in `range`, in order, without baselines. What names no year is of the year
/// named before it in the range, else of `above`, the year of the section, else of that of issue.
pub(super) fn all(context: &Context, range: TextRange, above: Option<i16>) -> Vec<Period> {
    let (lexicon, text) = (context.lexicon, context.text);
    let mut found = plans(context, range);
    let mut last = above;
    for mention in context.marks.dates(range) {
        if !is_period(lexicon, text, range, mention) {
            continue;
        }
        let Some(period) = period(context, range, mention, last) else { continue };
        last = mention.own_year().and(period.year).or(last);
        found.push(period);
    }
    found.retain(|period| !is_baseline(lexicon, text, range, period.range));
    found.sort_by_key(|period| period.range.start);
    found
}

/// The period of a mention.
fn period(
    context: &Context,
    range: TextRange,
    mention: &TimeMention,
    near: Option<i16>,
) -> Option<Period> {
    let whole = without_ends(mention);
    let issued = context.issued_on.map(|date| date.year());
    let counted = mention.from.year != Year::Absent;
    let known = near.filter(|_| !counted);
    let dated = if mention.needs_year() && known.is_none() && issued.is_some() {
        Dated::Inferred
    } else {
        Dated::Stated
    };
    let (end, edtf) = match whole.period(known.or(issued)) {
        Some(interval) => (interval.end, interval.edtf),
        None => (None, whole.open_edtf()?),
    };
    let (year, ended_by) = (end.map(|end| end.year()), end.filter(|_| mention.to.is_some()));
    let until = is_until(context.text, range, mention.range, &edtf);
    Some(Period { range: mention.range, year, ended_by, edtf, until, dated })
}

/// False for 年底 and 今年, which are words for the year of issue, for what lies behind (去年三季度) and
/// for what comes again (每年6月).
fn is_period(lexicon: &Lexicon, text: &str, range: TextRange, mention: &TimeMention) -> bool {
    let named = mention.own_year().is_some();
    let ahead = match mention.from.year {
        Year::Given(_) | Year::Absent => true,
        Year::Offset(years) => years >= 0,
        Year::Next(_) => false,
    };
    let part = mention.from.field != Field::Year;
    let again = || lexicon.targets.per.at_end(before(text, range, mention.range)).is_some();
    mention.from.field != Field::Plan && (named || ahead && part && !again())
}

/// 2025年6月底 says when in the month; the number is that of the whole.
fn without_ends(mention: &TimeMention) -> TimeMention {
    let bare = |point: Point| {
        let kept = |part: &Part| *part != Part::End && point.field != Field::Year;
        Point { part: point.part.filter(kept), ..point }
    };
    TimeMention { from: bare(mention.from), to: mention.to.map(bare), ..*mention }
}

/// The words of `range` before `inner`.
fn before(text: &str, range: TextRange, inner: TextRange) -> &str {
    TextRange::new(range.start, inner.start.max(range.start)).of(text).trim_end()
}

/// The five-year plans of `range`: “十四五”, “十五五”末.
fn plans(context: &Context, range: TextRange) -> Vec<Period> {
    let words = range.of(context.text);
    let plan = |(at, ..): Cue<()>| {
        let rest = words.get(at..)?;
        let after = rest.strip_prefix("五”").or_else(|| rest.strip_prefix('五'))?;
        let named = words.get(..at)?;
        let (len, year, edtf) = five_year_plan(named, after, rest.len() - after.len())?;
        let range = range.within(at, len);
        let (year, dated) = (Some(year), Dated::Stated);
        Some(Period { range, year, ended_by: None, edtf, until: false, dated })
    };
    context.marks.cues(&context.lexicon.particles.plan, words).filter_map(plan).collect()
}

/// 到2025年, with no month, which would make it the date of one act.
fn is_until(text: &str, range: TextRange, inner: TextRange, edtf: &str) -> bool {
    before(text, range, inner).ends_with(['到', '至']) && edtf.len() == 4
}

/// 较2023年, 在2021年基础上.
fn is_baseline(lexicon: &Lexicon, text: &str, range: TextRange, inner: TextRange) -> bool {
    let before = before(text, range, inner);
    let after = TextRange::new(inner.end, range.end).of(text).trim_start();
    let table = &lexicon.targets;
    // 2024年的3倍 measures against the year.
    let multiple =
        after.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let departure = after.starts_with('的') && table.origin.at_end(before).is_some();
    departure
        || multiple
        || table.baseline.at_end(before).is_some()
        || table.baseline_tail.at_start(after).is_some()
}

/// 十四五: 2021 to 2025. With 末 it is the last year.
fn five_year_plan(before: &str, after: &str, len: usize) -> Option<(usize, i16, String)> {
    let mut back = before.chars().rev();
    let nth = number::digit(back.next()?).filter(|_| back.next() == Some('十'))?;
    let last = 2005 + 5 * i16::try_from(nth).ok()?;
    let first = last - 4;
    let end = after.starts_with('末').then_some('末'.len_utf8());
    let edtf = if end.is_some() { last.to_string() } else { format!("{first}/{last}") };
    Some((len + end.unwrap_or(0), last, edtf))
}

/// The length of the period phrase that `text` begins with: 到2025年底, “十四五”期间, 12月底前.
pub(super) fn at_start(lexicon: &Lexicon, text: &str) -> usize {
    let words = &lexicon.targets;
    let rest = stripped(&words.period_lead, text);
    let Some(after) = plan(rest).or_else(|| date(lexicon, rest)) else { return 0 };
    text.len() - stripped(&words.period_tail, after).len()
}

/// `text` without the words of `set` that it begins with.
fn stripped<'t>(set: &Words<()>, mut text: &'t str) -> &'t str {
    while let Some((word, ())) = set.at_start(text) {
        text = text.get(word.len()..).unwrap_or_default();
    }
    text
}

/// What follows 十四五 at the start of `text`.
fn plan(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['“', '"']).strip_prefix('十')?;
    number::digit(rest.chars().next()?)?;
    let rest = rest.get('五'.len_utf8()..)?.strip_prefix('五')?;
    Some(rest.trim_start_matches(['”', '"']))
}

/// What follows a date, a range of dates or a span of years at the start of `text`.
fn date<'t>(lexicon: &Lexicon, text: &'t str) -> Option<&'t str> {
    let mention = mention_at_start(&lexicon.periods, text);
    mention.and_then(|len| text.get(len..)).or_else(|| years(text))
}

/// What follows 3年 at the start of `text`.
fn years(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = text.len() - rest.len();
    rest.strip_prefix('年').filter(|rest| (1..=2).contains(&count) && rest.starts_with('内'))
}
