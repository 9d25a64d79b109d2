//! Which year a date without one means.

use crate::calendar::{Bound, Field, Interval, TimeMention, Year};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Passage};
use jiff::civil::Date;

/// Days that a deadline may lie before the document's date and still be in its year. A plan is
/// often issued some weeks late; beyond that 1月底前 in a notice of October is next January.
const LATE: i32 = 150;

/// What a passage knows of years: its phases, its headings, the date of issue.
#[derive(Clone, Debug)]
pub(super) struct Years {
    issued: Option<Date>,
    heading: Option<i16>,
    /// Phases by the byte that they begin at; the one that the passage stands in begins at 0.
    phases: Vec<(u32, Interval)>,
}

impl Years {
    pub(super) fn new(context: &Context, passage: &Passage, phase: Option<&Interval>) -> Self {
        Self {
            issued: context.issued_on,
            heading: heading_year(context, passage),
            phases: phase.into_iter().map(|phase| (0, phase.clone())).collect(),
        }
    }

    pub(super) fn add_phases(&mut self, phases: impl Iterator<Item = (u32, Interval)>) {
        self.phases.extend(phases);
        self.phases.sort_by_key(|(start, _)| *start);
    }

    /// True where a phase is known at this byte.
    pub(super) fn in_phase(&self, at: u32) -> bool {
        self.phases.first().is_some_and(|(start, _)| *start <= at)
    }

    pub(super) fn issued(&self) -> Option<Date> {
        self.issued
    }

    /// The days of a mention: its own year, else the phase's, else that of an earlier date of the
    /// sentence, else the heading's, else the year of issue, which is noted.
    pub(super) fn resolve(
        &self,
        mention: &TimeMention,
        sentence: Option<i16>,
        notes: &mut Notes,
    ) -> Option<Interval> {
        if !mention.needs_year() {
            return mention.resolve(None).map(|resolved| resolved.interval);
        }
        let known = self.of_phase(mention).or(sentence).or(self.heading);
        if let Some(year) = known.filter(|_| mention.from.year == Year::Absent) {
            return mention.resolve(Some(year)).map(|resolved| resolved.interval);
        }
        let issued = self.issued?;
        let year = self.year_of_issue(mention, issued);
        let interval = mention.resolve(Some(year))?.interval;
        let message = format!("the year {year} is that of the date of issue");
        notes.at(Code::YearInferred, mention.range, message);
        Some(interval)
    }

    /// The year in which the mention falls into the phase, else the year in which the phase ends.
    fn of_phase(&self, mention: &TimeMention) -> Option<i16> {
        let at = mention.range.start;
        let count = self.phases.partition_point(|(start, _)| *start <= at);
        let (_, phase) = self.phases.get(count.checked_sub(1)?)?;
        let last = phase.end.or(phase.start)?;
        let first = phase.start.unwrap_or(last);
        let mut years = first.year()..=last.year();
        let inside = years.find(|year| {
            let end = mention.resolve(Some(*year)).and_then(|resolved| resolved.interval.end);
            end.is_some_and(|end| first <= end && end <= last)
        });
        Some(inside.unwrap_or_else(|| last.year()))
    }

    fn year_of_issue(&self, mention: &TimeMention, issued: Date) -> i16 {
        let year = issued.year();
        let named = mention.from.year != Year::Absent || mention.bound == Bound::Since;
        let end = mention.resolve(Some(year)).and_then(|resolved| resolved.interval.end);
        let late = end.and_then(|end| end.until(issued).ok()).map_or(0, |span| span.get_days());
        // A feast that is over comes again; a plan's own deadlines may lie some weeks back.
        let feast = matches!(mention.from.field, Field::Festival(_));
        if late > if feast { 0 } else { LATE } && !named { year.saturating_add(1) } else { year }
    }
}

/// The year of the nearest heading that names exactly one.
fn heading_year(context: &Context, passage: &Passage) -> Option<i16> {
    let headings = passage.heading.iter().chain(passage.above.iter().rev());
    headings.filter(|heading| heading.len() < 240).find_map(|heading| {
        let found = context.marks.dates(*heading);
        let mut years = found.iter().filter_map(TimeMention::own_year);
        let year = years.next()?;
        years.all(|other| other == year).then_some(year)
    })
}
