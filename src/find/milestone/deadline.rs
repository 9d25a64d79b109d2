//! A date in running text by which, or on which, something must be done.
//!
//! `6月底前,各责任单位报送…`, `于4月8日前将…报送备案`, `6月上旬,邀请…`. Not the period of a number
//! (`到2025年,…达到9%`), the end of a policy (`延长至2023年底`), a fact (`2020年6月30日前到期的贷款`) or work
//! without an end (`年内持续推进`).

use super::actor::{self, Around};
use super::scene::{Line, Scene, as_limit, is_whole_year};
use super::words::{ends_segment, first_segment, opens_sentence};
use super::{MilestoneFinding, Rule};
use crate::calendar::{Bound, Field, Interval, Lead, TimeMention, Year};
use crate::diagnostic::Notes;
use crate::lexicon::Words;
use crate::model::MilestoneKind;
use crate::span::TextRange;

pub(super) const RULE: Rule = Rule {
    id: "milestone/deadline",
    finds: "A date in running text by which, or on which, something must be done.",
    example: "6月底前,各责任单位报送上半年办理工作小结",
    counter_example: "到2025年,数字经济核心产业增加值占GDP的比重达到9%",
};

/// Longest words between a date and the 的 that makes it describe a thing, in characters.
const ATTRIBUTE: usize = 6;

/// Longest name between a range of dates and the verb, in bytes.
const ACTOR: usize = 36;

/// Dates that 、 joins to one action: a list names at most the months of two years.
const LISTED: usize = 24;

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for line in &scene.lines {
        for mention in &line.mentions {
            found.extend(deadline(scene, line, mention, notes));
        }
    }
    found
}

fn deadline(
    scene: &Scene,
    line: &Line,
    mention: &TimeMention,
    notes: &mut Notes,
) -> Option<MilestoneFinding> {
    let text = scene.words(line.range);
    let place = Place {
        before: before(
            scene,
            mention,
            scene.marks().sentence_before(text, line.offset(mention.range.start)),
        ),
        after: scene.marks().sentence_after(text, line.offset(mention.range.end)),
    };
    // 截至12月31日前完成: with 前 it is the last day and no state at a day.
    let set = mention.bounded && is_done(scene, place);
    if scene.is_taken(mention.range)
        || is_excluded(scene, place) && !(set && of_state(scene, place))
    {
        return None;
    }
    let strength = strength(scene, mention, place).or_else(|| in_list(scene, line, mention));
    let mention = match strength? {
        Strength::Limit => as_limit(*mention),
        Strength::Time => *mention,
    };
    let mut own = Notes::default();
    let interval = scene.resolve(line, &mention, &mut own);
    if is_over(scene, &mention, interval.as_ref()) {
        return None;
    }
    for note in own.list() {
        notes.at(note.code, mention.range, note.message.clone());
    }
    let mut finding =
        MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, mention.range);
    finding.interval = interval;
    let dates = with_later_dates(scene, line, mention.range);
    let after = scene.marks().sentence_after(text, line.offset(dates.end));
    let before = scene.marks().sentence_before(text, line.offset(mention.range.start));
    let around = Around { before, after, date: dates };
    (finding.actors, finding.action) = actor::read(scene, around);
    Some(finding)
}

/// The words before a stretch without the 自 that leads it.
fn before<'t>(scene: &Scene, mention: &TimeMention, words: &'t str) -> &'t str {
    let led = mention.lead == Lead::From && mention.to.is_some();
    let from = scene.lexicon().periods.from.at_end(words).filter(|_| led);
    from.map_or(words, |(from, ())| &words[..words.len() - from.len()])
}

/// 6月底前、12月底前,各单位报送…: a date with those that 、 joins to it, which have one action.
fn with_later_dates(scene: &Scene, line: &Line, date: TextRange) -> TextRange {
    let mut all = date;
    let from = line.mentions.partition_point(|other| other.range.start < date.end);
    for other in line.mentions.iter().skip(from).take(LISTED) {
        if scene.words(TextRange::new(all.end, other.range.start)) != "、" {
            break;
        }
        all = all.cover(other.range);
    }
    all
}

/// 于3月、6月、12月报送: months that a preposition binds to one verb.
fn in_list(scene: &Scene, line: &Line, mention: &TimeMention) -> Option<Strength> {
    let mut first = mention.range;
    let before = line.mentions.partition_point(|other| other.range.end <= first.start);
    for other in line.mentions.iter().take(before).rev().take(LISTED) {
        if scene.words(TextRange::new(other.range.end, first.start)) != "、" {
            break;
        }
        first = first.cover(other.range);
    }
    let all = with_later_dates(scene, line, first);
    let text = scene.words(line.range);
    let place = Place {
        before: scene.marks().sentence_before(text, line.offset(all.start)),
        after: scene.marks().sentence_after(text, line.offset(all.end)),
    };
    let month = mention.bound == Bound::During && matches!(mention.from.field, Field::Month(_));
    let month = month || mention.bound == Bound::During && mention.from.part.is_some();
    let several = all != mention.range;
    // 4月中旬、8月下旬、12月上旬各开展1次调度.
    let parts = mention.from.part.is_some() && opens(scene, place) && is_done(scene, place);
    (month && several && (is_set(scene, place) || parts)).then_some(Strength::Time)
}

/// The words of the sentence around a date.
#[derive(Clone, Copy)]
struct Place<'t> {
    before: &'t str,
    after: &'t str,
}

/// What a date in such words is.
enum Strength {
    /// The last day for something.
    Limit,
    /// The time of something.
    Time,
}

/// Words around the date that make it something else than a deadline.
fn is_excluded(scene: &Scene, place: Place) -> bool {
    let words = &scene.lexicon().deadlines;
    let before = place.before.trim_end();
    let before = words
        .modals
        .at_end(before)
        .map_or(before, |(word, ())| before.get(..before.len() - word.len()).unwrap_or(before));
    let after = place.after.trim_start_matches([',', ' ']);
    words.not_after.at_end(place.before).is_some()
        || words.not_after.at_end(before).is_some()
        || comes_back(scene, before)
        || words.policies.at_start(after).is_some()
        || words.standing.at_start(after).is_some()
        || describes(scene, place.after)
}

/// 截至, 截止到 before the date, and nothing else against it.
fn of_state(scene: &Scene, place: Place) -> bool {
    let words = &scene.lexicon().deadlines;
    let head = words.states.at_end(place.before).map(|(word, ())| place.before.len() - word.len());
    let head = head.and_then(|at| place.before.get(..at));
    head.is_some_and(|before| !is_excluded(scene, Place { before, ..place }))
}

/// 每年1月底前…,于2月底前…: dates of every year, whatever number of them.
fn comes_back(scene: &Scene, before: &str) -> bool {
    scene.marks().cues(&scene.lexicon().rhythms.rhythms, before).any(|(at, word, _)| {
        let rest = before.get(at + word.len()..).unwrap_or_default().trim_start_matches('的');
        rest.is_empty() || rest.starts_with(|ch: char| ch.is_ascii_digit())
    })
}

/// `…前到期的贷款`: what follows the date ends in 的 at once. 前将相关措施的清单报送 and 底完成新的一批
/// tell what is done.
fn describes(scene: &Scene, after: &str) -> bool {
    if after.starts_with(['将', '把']) {
        return false;
    }
    let segment = scene.marks().signs(after).head(ends_segment);
    let ends = scene.marks().cues(&scene.lexicon().particles.of, segment);
    let mut attributes = ends.filter_map(|(at, ..)| segment.get(..at));
    attributes.any(|words| words.chars().nth(ATTRIBUTE).is_none() && !words.ends_with('新'))
}

fn strength(scene: &Scene, mention: &TimeMention, place: Place) -> Option<Strength> {
    let at = mention.range.start;
    let part = mention.from.part.is_some();
    // 自7月1日起至8月15日止 is a stretch like 7月1日至8月15日.
    let open = mention.to.is_none();
    let bound = if open { mention.bound } else { between(mention.bound) };
    match (bound, mention.lead) {
        (Bound::Since, _) => None,
        (_, Lead::From) if open => None,
        _ if matches!(mention.from.year, Year::Next(_)) => None,
        (Bound::Until, Lead::Latest) => Some(Strength::Limit),
        (Bound::Until, Lead::By) if !mention.bounded => {
            is_delivery(scene, place).then_some(Strength::Limit)
        }
        (Bound::Until, _) if is_whole_year(mention) => {
            in_year(scene, place).then_some(Strength::Limit)
        }
        (Bound::Until, _) if mention.bounded => Some(Strength::Limit),
        (Bound::Until, _) => {
            (opens(scene, place) || is_done(scene, place)).then_some(Strength::Limit)
        }
        (Bound::During, _) if matches!(mention.from.field, Field::Half(1)) => {
            (opens(scene, place) && followed(place) || is_done(scene, place))
                .then_some(Strength::Limit)
        }
        (Bound::During, _)
            if mention.to.is_none()
                && matches!(mention.from.field, Field::Half(2) | Field::Quarters(..)) =>
        {
            is_done(scene, place).then_some(Strength::Time)
        }
        (Bound::During, _) if is_whole_year(mention) => None,
        (Bound::During, _) if mention.to.is_none() && (part || is_day(mention)) => {
            let set = is_set(scene, place) || part && opens(scene, place) && is_done(scene, place);
            (opens(scene, place) && followed(place) || set).then_some(Strength::Time)
        }
        (Bound::During, _) if mention.to.is_some() && is_named(scene, place) => {
            Some(Strength::Time)
        }
        (Bound::During, _) => {
            let told = scene.in_schedule(at) || mention.to.is_some() && is_begun(scene, place);
            (told && opens(scene, place) && followed(place)).then_some(Strength::Time)
        }
    }
}

fn between(bound: Bound) -> Bound {
    if bound == Bound::Since { Bound::During } else { bound }
}

/// 年内 and 2025年前: only beside a verb of what is to be done, and without a number, whose period
/// it would be.
fn in_year(scene: &Scene, place: Place) -> bool {
    let words = &scene.lexicon().deadlines;
    let promised = words.modals.at_end(place.before).is_some();
    let counted = scene.marks().signs(first_segment(scene.marks(), place.after)).has_digit();
    (promised || followed(place) || is_done(scene, place)) && !counted
}

/// 到2023年底,制定清单; 到2025年,实现市县全覆盖: a deed and no number, whose period the date would be.
fn is_delivery(scene: &Scene, place: Place) -> bool {
    let after = place.after.trim_start_matches([',', ' ']);
    let words = &scene.lexicon().deadlines;
    let deed = first_segment(scene.marks(), after);
    let counted = scene.marks().signs(deed).has_digit();
    let done = scene.marks().has_cue(&words.deliver, deed)
        || scene.marks().has_cue(&words.done, deed)
        || scene.marks().has_cue(&scene.lexicon().targets.result, deed);
    done && !counted
}

/// 于6月30日报送: a date that a preposition binds to the verb behind it.
fn is_set(scene: &Scene, place: Place) -> bool {
    scene.lexicon().deadlines.modals.at_end(place.before).is_some() && is_done(scene, place)
}

/// 于10月18日—27日开展检查; 整治时间为5月20日至11月1日: the range is that of a deed or of what is named.
fn is_named(scene: &Scene, place: Place) -> bool {
    let label = place.before.trim_end_matches([':', ' ']);
    let label = label.strip_suffix('为').unwrap_or(label);
    let labelled = scene.lexicon().deadlines.time_labels.at_end(label).is_some();
    labelled || is_set(scene, place)
}

/// 5月—9月,开展整治: a verb of what is done opens the words behind the comma.
fn is_begun(scene: &Scene, place: Place) -> bool {
    let after = place.after.trim_start_matches([',', ' ']);
    let done = &scene.lexicon().deadlines.done;
    // 各县区开展自查: who acts may stand before the verb.
    let named = scene.lexicon().actors.starts.at_start(after).is_some();
    let segment = first_segment(scene.marks(), after);
    let acts = || scene.marks().cues(done, segment).any(|(at, ..)| at > 0 && at <= ACTOR);
    done.at_start(after).is_some() || named && acts()
}

fn is_day(mention: &TimeMention) -> bool {
    matches!(mention.from.field, Field::Day(..))
}

/// True where the date opens the sentence, or stands after 于 or 力争.
fn opens(scene: &Scene, place: Place) -> bool {
    opens_sentence(place.before)
        || place.before.ends_with([',', ':', ')'])
        || scene.lexicon().deadlines.modals.at_end(place.before).is_some()
}

fn followed(place: Place) -> bool {
    place.after.starts_with(',')
}

fn is_done(scene: &Scene, place: Place) -> bool {
    let done: &Words<()> = &scene.lexicon().deadlines.done;
    // 7月上旬、11月下旬各开展1次.
    done.at_start(place.after.strip_prefix('各').unwrap_or(place.after)).is_some()
}

/// A date that has passed when the document is issued is a fact. A plan that is issued late still
/// counts its own year's deadlines.
fn is_over(scene: &Scene, mention: &TimeMention, interval: Option<&Interval>) -> bool {
    match mention.bound {
        Bound::During => scene.is_past(interval) && !scene.in_schedule(mention.range.start),
        _ => scene.is_of_a_past_year(interval),
    }
}
