//! Words of time: dates and periods, times counted from the day of speaking, named days, deadlines,
//! rhythms, and those who act by then.

use super::class::{Meaning, Value, named, view};
use super::lunar_days::Moving;
use crate::model::{Recurrence, Verdict};

/// The days of a month that a word such as 上旬 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// From one day to another; a last day of 31 is the end of the month.
    Days(i8, i8),
    /// The last day of the period.
    End,
    /// So many days at its end.
    Last(i8),
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// So many units, negative towards the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: i32,
    /// Of what.
    pub step: Step,
}

/// Which side of a length stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// 之前.
    Before,
    /// 之后.
    After,
}

/// The day that a name means, once the year is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FestivalDay {
    /// The same month and day each year.
    Fixed(i8, i8),
    /// So many days after a day that moves.
    Moving(Moving, i8),
}

named! { Step,
    "day" => Step::Day,
    "week" => Step::Week,
    "month" => Step::Month,
    "quarter" => Step::Quarter,
    "year" => Step::Year,
}

named! { Side,
    "before" => Side::Before,
    "after" => Side::After,
}

named! { Recurrence,
    "daily" => Recurrence::Daily,
    "weekly" => Recurrence::Weekly,
    "monthly" => Recurrence::Monthly,
    "quarterly" => Recurrence::Quarterly,
    "semiannual" => Recurrence::Semiannual,
    "annual" => Recurrence::Annual,
}

impl Value for i8 {
    const MEANING: Meaning = Meaning::Words("a whole number");

    fn read(cell: &str) -> Option<Self> {
        cell.parse().ok()
    }
}

impl Value for i16 {
    const MEANING: Meaning = Meaning::Words("a whole number of years, negative towards the past");

    fn read(cell: &str) -> Option<Self> {
        cell.parse().ok()
    }
}

/// Two numbers with a dash between them: `1-15`.
impl Value for (i8, i8) {
    const MEANING: Meaning = Meaning::Words("the first and the last day, `1-15`");

    fn read(cell: &str) -> Option<Self> {
        let (first, last) = cell.split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?))
    }
}

impl Value for Part {
    const MEANING: Meaning = Meaning::Words("the first and the last day, `11-20`, or `end`");

    fn read(cell: &str) -> Option<Self> {
        if cell == "end" {
            return Some(Self::End);
        }
        <(i8, i8)>::read(cell).map(|(first, last)| Self::Days(first, last))
    }
}

impl Value for Length {
    const MEANING: Meaning = Meaning::Words(
        "a number and one of day, week, month, quarter, year: `-1 month` for the month before",
    );

    fn read(cell: &str) -> Option<Self> {
        let (count, step) = cell.split_once(' ')?;
        Some(Self { count: count.parse().ok()?, step: Step::read(step)? })
    }
}

impl Value for FestivalDay {
    const MEANING: Meaning = Meaning::Words(
        "a month and a day, `10-01`, or a column of lunar_days.csv and days from there, \
         `spring_festival-1`",
    );

    fn read(cell: &str) -> Option<Self> {
        if cell.starts_with(|ch: char| ch.is_ascii_digit()) {
            let (month, day) = cell.split_once('-')?;
            return Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?));
        }
        let at = cell.find(['+', '-']).unwrap_or(cell.len());
        let (name, offset) = cell.split_at_checked(at)?;
        let offset = if offset.is_empty() { 0 } else { offset.parse().ok()? };
        Some(Self::Moving(Moving::read(name)?, offset))
    }
}

view! {
    /// The words that dates and periods are made of, by what they do.
    pub(crate) struct Periods {
        /// 上旬, 底, 初.
        parts: Part = "period.part",
        /// 上半年 and 下半年.
        halves: i8 = "period.half",
        /// 前, 以前 after a date: until then.
        until: () = "period.until",
        /// 起, 以来 after a date: from then on.
        since: () = "period.since",
        /// 截至, 到 before a date: until then.
        by: () = "period.by",
        /// 不晚于 before a date: then at the latest.
        latest: () = "period.latest",
        /// 自, 从 before a date: from then on.
        from: () = "period.from",
        /// 至, 到 between two dates.
        joins: () = "period.join",
        /// 今年, 明年: years counted from the document's.
        years: i16 = "period.year",
        /// 次年: years counted from the one just named.
        next_years: i16 = "period.next_year",
        /// 两, 几: makes a following 年 something else than the year of the document.
        not_before_year: () = "period.not_before_year",
        /// Words that begin like a boundary and are none: 前期, 初步, 内蒙古.
        not_boundary: () = "period.not_boundary",
        /// 下午: before the hour.
        day_parts: () = "period.day_part",
        /// 期间 after the name of a five-year plan.
        plan: () = "period.plan",
    }
}

view! {
    /// Words of times that are counted from the day of speaking, by what they do.
    pub(crate) struct InformalTimes {
        /// 前年: years counted from that of the reference.
        years: i16 = "time.year",
        /// 昨天, 下周, 本月, 上季度.
        at: Length = "time.at",
        /// 星期, 周 before the number of a day.
        weekdays: () = "time.weekday",
        /// 天, 个月.
        units: Step = "time.unit",
        /// 半年.
        lengths: Length = "time.length",
        /// 后 after a length.
        after: () = "time.after",
        /// 前 after a length.
        before: () = "time.before",
        /// 之后 after a length.
        open: Side = "time.open",
        /// 内 after a length.
        within: () = "time.within",
        /// 未来 before a length.
        next: () = "time.next",
        /// 过去 before a length.
        last: () = "time.last",
        /// 前 before a count inside a period.
        first_of: () = "time.first_of",
        /// 最后 before a count inside a period.
        last_of: () = "time.last_of",
        /// 首月.
        month_of: i8 = "time.month_of",
        /// 个月, 个季度 inside a year, in months.
        counted: i8 = "time.counted",
        /// 上半月, as first and last day.
        half_months: (i8, i8) = "time.half_month",
    }
}

view! {
    /// The names of days and seasons.
    pub(crate) struct Festivals {
        /// 国庆节, 春节.
        names: FestivalDay = "festival.name",
        /// 五一: alone also a number.
        numbers: FestivalDay = "festival.number",
        /// 春季, by the solar term that it begins with.
        seasons: Moving = "festival.season",
    }
}

view! {
    /// Words around deadlines and phases, by what they do.
    pub(crate) struct Deadlines {
        /// 完成时限, 时限要求: labels before a deadline.
        labels: () = "deadline.label",
        /// 时间: labels before the dates of a phase.
        time_labels: () = "deadline.time_label",
        /// 阶段.
        phases: () = "deadline.phase",
        /// 阶段性: words that begin or end like a phase and name none.
        not_phase: () = "deadline.not_phase",
        /// 步骤, 进度: words of headings over dated steps.
        schedules: () = "deadline.schedule",
        /// 对, 有效期至: words before a date that make it no deadline.
        not_after: Verdict = "deadline.not_after",
        /// 截至: a state at a day, unless the date is a last day.
        states: () = "deadline.state",
        /// 免征, 鼓励: words after a date that grant and do not oblige.
        policies: () = "deadline.policy",
        /// 持续, 长期: words of work without an end.
        standing: () = "deadline.standing",
        /// 完成, 报送: verbs of what must be done.
        done: () = "deadline.done",
        /// 制定, 建立: verbs of things that are there or are not.
        deliver: () = "deadline.deliver",
        /// 力争, 于: words before a date that bind it to a duty.
        modals: () = "deadline.modal",
        /// 即日起: words that may stand beside the date in the bracket of a phase.
        fillers: () = "deadline.filler",
    }
}

view! {
    /// Words of rhythms and of what is done at them, by what they do.
    pub(crate) struct Rhythms {
        /// 每月, 按季度: how often.
        rhythms: Recurrence = "recurrence.rhythm",
        /// 报送, 召开: what is done again and again.
        duties: () = "recurrence.duty",
        /// 补贴, 不超过: words of payments and rates, which oblige nobody to act.
        benefits: () = "recurrence.benefit",
        /// 定期 after a rhythm: a duty follows, however far its verb stands.
        steady: () = "recurrence.steady",
    }
}

view! {
    /// Words that names of those who act begin and end with, by what they do.
    pub(crate) struct Actors {
        /// 由, 会同, 向: a name behind it acts, or something is done for it.
        leads: Verdict = "actor.lead",
        /// 关于, 公告: behind the name of who issued a document.
        issues: () = "actor.issues",
        /// 各, 市: how a name begins.
        starts: () = "actor.start",
        /// 单位, 办公室: how a name ends.
        ends: () = "actor.end",
        /// 依托, 按照: words that only say how.
        adverbials: () = "actor.adverbial",
        /// 、, 和: what joins names.
        links: () = "actor.link",
    }
}

#[cfg(test)]
mod tests {
    use super::{FestivalDay, Length, Moving, Part, Step, Value};
    use crate::lexicon::Lexicon;

    #[test]
    fn values_are_read() {
        assert_eq!(Part::read("11-20"), Some(Part::Days(11, 20)));
        assert_eq!(Part::read("end"), Some(Part::End));
        assert_eq!(Length::read("-2 week"), Some(Length { count: -2, step: Step::Week }));
        assert_eq!(Length::read("2 fortnight").or(Length::read("week")), None);
        let lantern = FestivalDay::Moving(Moving::SpringFestival, 14);
        assert_eq!(FestivalDay::read("spring_festival+14"), Some(lantern));
        assert_eq!(FestivalDay::read("easter").or(FestivalDay::read("10")), None);
    }

    #[test]
    fn named_days_are_those_of_the_calendar() {
        let names = &Lexicon::builtin().festivals.names;
        let eve = FestivalDay::Moving(Moving::SpringFestival, -1);
        assert_eq!(names.get("除夕"), Some(&eve));
        assert_eq!(names.get("国庆节"), Some(&FestivalDay::Fixed(10, 1)));
    }
}
