//! A passage made ready for the rules: its paragraphs with their dates.

use super::years::Years;
use super::{Given, MilestoneFinding};
use crate::annotate::Annotations;
use crate::calendar::{Bound, Field, Interval, TimeMention, Year, scan_informal};
use crate::diagnostic::{Code, Notes};
use crate::find::ranges::Ranges;
use crate::find::table::Step;
use crate::find::{Context, Passage};
use crate::lexicon::times::Part;
use crate::lexicon::{Lexicon, Words};
use crate::model::MilestoneKind;
use crate::span::{TextRange, to_u32};

/// How many dates before a date without a year are asked for a year, where nothing nearer tells.
const STATED: usize = 24;

/// How many signs stand at most before the number of the notice.
const NUMBER: usize = 120;

/// What the rules see.
pub(super) struct Scene<'a> {
    context: &'a Context<'a>,
    pub(super) passage: &'a Passage,
    pub(super) clauses: &'a [TextRange],
    pub(super) dues: Ranges,
    pub(super) cells: &'a [TextRange],
    pub(super) steps: &'a [Step],
    pub(super) lines: Vec<Line>,
    /// True where a heading announces dated steps.
    pub(super) scheduled: bool,
    years: Years,
    in_clauses: Ranges,
    taken: Ranges,
}

/// A paragraph with its dates, those in titles of documents left out.
pub(super) struct Line {
    pub(super) paragraph: usize,
    pub(super) range: TextRange,
    pub(super) mentions: Vec<TimeMention>,
}

impl Line {
    /// The byte of the paragraph that a place of the text is.
    pub(super) fn offset(&self, at: u32) -> usize {
        at.saturating_sub(self.range.start) as usize
    }
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        passage: &'a Passage,
        given: &Given<'a>,
        phase: Option<&Interval>,
    ) -> Self {
        let paragraphs = passage.paragraphs.iter().enumerate();
        let lines = paragraphs.map(|(paragraph, range)| line(context, paragraph, *range)).collect();
        let words = &context.lexicon.deadlines;
        let headed = |set: &Words<()>| {
            let headings = passage.heading.iter().chain(&passage.above);
            let mut short = headings.filter(|heading| heading.len() < 120);
            short.any(|heading| context.marks.has_cue(set, heading.of(context.text)))
        };
        Self {
            context,
            passage,
            clauses: given.clauses,
            dues: given.dues.iter().copied().collect(),
            cells: given.cells,
            steps: given.steps,
            lines,
            scheduled: headed(&words.schedules),
            years: Years::new(context, passage, phase),
            in_clauses: given.clauses.iter().copied().collect(),
            taken: Ranges::default(),
        }
    }

    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.context.lexicon
    }

    /// The whole clean text.
    pub(super) fn text(&self) -> &'a str {
        self.context.text
    }

    /// The words at a range.
    pub(super) fn words(&self, range: TextRange) -> &'a str {
        range.of(self.context.text)
    }

    /// What is marked in the text.
    pub(super) fn marks(&self) -> &'a Annotations<'a> {
        self.context.marks
    }

    /// True for words of `line` inside the title of a document.
    pub(super) fn in_title(&self, line: TextRange, words: TextRange) -> bool {
        self.marks().layout(self.text(), line).is_in_title(words)
    }

    /// The dates that begin in `range`.
    pub(super) fn dates(&self, range: TextRange) -> &'a [TimeMention] {
        self.context.marks.dates(range)
    }

    /// The phases of the passage give later dates their year.
    pub(super) fn learn_phases<'f>(&mut self, found: impl Iterator<Item = &'f MilestoneFinding>) {
        let phases = found.filter(|finding| finding.kind == MilestoneKind::Phase);
        self.years.add_phases(
            phases.filter_map(|phase| Some((phase.range.start, phase.interval.clone()?))),
        );
    }

    /// Words that the free rules must not read again.
    pub(super) fn take(&mut self, words: Ranges) {
        self.taken = words;
    }

    pub(super) fn is_taken(&self, range: TextRange) -> bool {
        self.taken.overlaps(range) || self.in_clause(range)
    }

    pub(super) fn in_clause(&self, range: TextRange) -> bool {
        self.in_clauses.overlaps(range)
    }

    /// True for 阶段性, 三阶段 and the like in `name`, but not for 第三阶段.
    pub(super) fn is_no_phase(&self, name: &str) -> bool {
        let mut found = self.marks().cues(&self.lexicon().deadlines.not_phase, name);
        found.any(|(at, ..)| !name.get(..at).unwrap_or_default().ends_with('第'))
    }

    /// True in a phase, or under a heading that announces dated steps.
    pub(super) fn in_schedule(&self, at: u32) -> bool {
        self.scheduled || self.years.in_phase(at)
    }

    /// True where the mention ends before the document was issued, or where nobody knows.
    pub(super) fn is_past(&self, interval: Option<&Interval>) -> bool {
        let end = interval.and_then(|interval| interval.end.or(interval.start));
        end.zip(self.years.issued()).is_none_or(|(end, issued)| end < issued)
    }

    /// True where the mention's own year lies before the year of issue.
    pub(super) fn is_of_a_past_year(&self, interval: Option<&Interval>) -> bool {
        let end = interval.and_then(|interval| interval.end.or(interval.start));
        end.zip(self.years.issued()).is_some_and(|(end, issued)| end.year() < issued.year())
    }

    /// The days of a mention of a line.
    pub(super) fn resolve(
        &self,
        line: &Line,
        mention: &TimeMention,
        notes: &mut Notes,
    ) -> Option<Interval> {
        let text = self.words(line.range);
        let sentence = self.marks().sentence_before(text, line.offset(mention.range.start));
        let start = mention.range.start - to_u32(sentence.len());
        let before = line.mentions.partition_point(|other| other.range.end <= mention.range.start);
        let earlier = line.mentions.get(..before).unwrap_or_default().iter().rev();
        let year = earlier
            .take_while(|other| other.range.start >= start)
            .filter(|other| other.bound == Bound::Until)
            .find_map(TimeMention::own_year);
        let known = self.years.resolve(mention, year, notes);
        let interval = known.or_else(|| self.in_stated_year(mention, notes));
        note_repair(self.words(mention.range), mention, interval.as_ref(), notes);
        interval
    }

    /// Where the date of issue is not known, a date without a year lies in the year of the deadline
    /// that stands before it.
    fn in_stated_year(&self, mention: &TimeMention, notes: &mut Notes) -> Option<Interval> {
        if self.years.issued().is_some() || mention.from.year != Year::Absent {
            return None;
        }
        let before = self.dates(TextRange::new(0, mention.range.start));
        let deadlines =
            before.iter().rev().take(STATED).filter(|other| other.bound == Bound::Until);
        let stated = deadlines.filter_map(TimeMention::own_year).next();
        let year = stated.or_else(|| number_year(self.context))?;
        let interval = mention.resolve(Some(year))?.interval;
        let source = if stated.is_some() { "the deadline before" } else { "the document number" };
        let message = format!("the year {year} is that of {source}");
        notes.at(Code::YearInferred, mention.range, message);
        Some(interval)
    }
}

/// The year in the number that the text begins with: 建办函〔2023〕268号.
fn number_year(context: &Context) -> Option<i16> {
    let signs = context.marks.signs(context.text);
    let opens = signs.iter().take(NUMBER).filter(|(_, sign)| *sign == '〔');
    let inside = opens.filter_map(|(at, sign)| context.text.get(at + sign.len_utf8()..));
    let mut years = inside.filter_map(|rest| context.marks.signs(rest).apart(&['〕']));
    years.find_map(|(year, behind)| {
        let serial =
            behind.trim_start_matches([' ', '第']).starts_with(|c: char| c.is_ascii_digit());
        year.trim().parse().ok().filter(|year| serial && (1949..2100).contains(year))
    })
}

fn line(context: &Context, paragraph: usize, range: TextRange) -> Line {
    let layout = context.marks.layout(context.text, range);
    let mut mentions = context.marks.dates(range).to_vec();
    mentions.extend(feasts(context, range));
    mentions.sort_by_key(|mention| mention.range);
    share_boundary(context.text, &mut mentions);
    mentions.retain(|mention| {
        !layout.is_in_title(mention.range) && !is_broken_off(context.text, range, mention)
    });
    Line { paragraph, range, mentions }
}

/// 国庆节前: named days with a boundary, which the scan of dates leaves out.
fn feasts(context: &Context, range: TextRange) -> Vec<TimeMention> {
    if !context.marks.has_cue(&context.lexicon.festivals.names, range.of(context.text)) {
        return Vec::new();
    }
    let mut found = scan_informal(context.lexicon, context.text, range);
    found.retain(|mention| {
        let named = matches!(mention.from.field, Field::Festival(_)) && mention.to.is_none();
        named && mention.bounded && mention.bound == Bound::Until
    });
    let dates = context.marks.dates(range);
    found.retain(|feast| dates.iter().all(|date| !date.range.overlaps(feast.range)));
    found
}

/// 6月15日、9月15日、12月5日前: the boundary after the last date is that of all.
fn share_boundary(text: &str, mentions: &mut [TimeMention]) {
    for index in (1..mentions.len()).rev() {
        let (next, mention) = (mentions[index], &mut mentions[index - 1]);
        let between = TextRange::new(mention.range.end, next.range.start).of(text);
        let plain = !mention.bounded && mention.bound != Bound::Since && mention.to.is_none();
        if between == "、" && plain && next.bound == Bound::Until && next.bounded {
            (mention.bound, mention.bounded) = (Bound::Until, true);
        }
    }
}

/// 年底 at the start of a line whose year was left on the line before.
fn is_broken_off(text: &str, line: TextRange, mention: &TimeMention) -> bool {
    let head = text.get(..line.start as usize).unwrap_or_default();
    mention.range.start == line.start
        && !matches!(mention.from.year, Year::Given(_))
        && head.trim_end().ends_with(|ch: char| ch.is_ascii_digit())
}

fn note_repair(words: &str, mention: &TimeMention, interval: Option<&Interval>, notes: &mut Notes) {
    if let Some(interval) = interval.filter(|_| mention.is_damaged()) {
        let message = format!("{words} is read as {}", interval.edtf);
        notes.at(Code::DateDigitsStripped, mention.range, message);
    }
}

/// A single date read as the last day for something, as after 完成时限. A part of a month (11月初)
/// keeps its first day too.
pub(super) fn as_limit(mention: TimeMention) -> TimeMention {
    let partial = matches!(mention.from.part, Some(Part::Days(..)));
    let single = mention.bound == Bound::During && mention.to.is_none() && !partial;
    TimeMention { bound: if single { Bound::Until } else { mention.bound }, ..mention }
}

/// True where the mention is no finer than a year.
pub(super) fn is_whole_year(mention: &TimeMention) -> bool {
    matches!(mention.from.field, Field::Year | Field::Plan) && mention.from.part.is_none()
}

/// `text` without the words of a set, punctuation and spaces at its start.
pub(super) fn strip_start<'t>(words: &[&Words<()>], mut text: &'t str) -> &'t str {
    for _ in 0..6 {
        text = text.trim_start_matches([':', ',', ' ', '、']);
        let longest =
            words.iter().filter_map(|set| set.at_start(text)).map(|(word, ())| word.len()).max();
        match longest {
            Some(len) => text = text.get(len..).unwrap_or_default(),
            None => break,
        }
    }
    text
}
