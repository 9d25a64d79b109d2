//! Which markers open sections, and how deep: one decision for a whole part.
//!
//! A style stands above another where the other starts again at 1 between its members; where the
//! part shows nothing, the order of GB/T 9704 decides. A marker is real where it starts a list or
//! continues one. Linear in the number of markers, and it always answers.

use super::Candidate;
use crate::marker::{MISSING, Marker, Style};
use rustc_hash::FxHashMap;

/// A marker that opens a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Position among the candidates.
    pub(super) candidate: usize,
    /// Position of the section above among the placed.
    pub(super) parent: Option<usize>,
    /// 1 at the top of the part.
    pub(super) depth: u32,
    /// The number does not follow the one before it.
    pub(super) gap: bool,
}

/// An open list.
struct Open {
    style: Style,
    ordinal: u32,
    placed: usize,
}

/// Places the candidates of one part.
pub(super) fn decide(candidates: &[Candidate]) -> Vec<Placed> {
    let rank = ranks(candidates);
    let mut placed: Vec<Placed> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut last: FxHashMap<Style, u32> = FxHashMap::default();
    for (index, candidate) in candidates.iter().enumerate() {
        let (style, ordinal) = (candidate.marker.style, candidate.marker.ordinal);
        let known = last.get(&style).copied();
        let Some(gap) = believed(candidates, index, known) else { continue };
        if candidate.marker.loose && !follows(&candidate.marker, &last) {
            continue;
        }
        while stack.last().is_some_and(|open| rank[&open.style] > rank[&style]) {
            stack.pop();
        }
        if stack.last().is_some_and(|open| open.style == style) {
            let restarts = ordinal == 1 && stack.last().is_some_and(|open| open.ordinal >= 1);
            stack.pop();
            let _ = restarts;
        }
        let parent = stack.last().map(|open| open.placed);
        stack.push(Open { style, ordinal, placed: placed.len() });
        placed.push(Placed { candidate: index, parent, depth: stack.len() as u32, gap });
        last.insert(style, ordinal);
    }
    placed
}

/// `2.1改善` is a marker under 2. and where it continues its list; else it is a number.
fn follows(marker: &Marker, last: &FxHashMap<Style, u32>) -> bool {
    let under = last.get(&Style::Digit).is_none_or(|digit| *digit == marker.above);
    let continues = last.get(&marker.style).is_some_and(|last| *last + 1 == marker.ordinal);
    under && last.contains_key(&Style::Digit) && (marker.ordinal == 1 || continues)
}

/// Whether a marker is real, and if so whether its number follows.
fn believed(candidates: &[Candidate], index: usize, last: Option<u32>) -> Option<bool> {
    let marker = &candidates[index].marker;
    let next = || {
        let following =
            candidates[index + 1..].iter().find(|next| next.marker.style == marker.style);
        following.is_some_and(|next| next.marker.ordinal == marker.ordinal + 1)
    };
    match last {
        _ if marker.ordinal == 1 => Some(false),
        Some(last) if marker.ordinal == last + 1 => Some(false),
        Some(last) if marker.ordinal > last && marker.ordinal <= last + MISSING => Some(true),
        Some(_) if next() => Some(true),
        Some(last) if marker.ordinal == last && marker.style <= Style::HanBracket => Some(true),
        None if marker.ordinal <= MISSING || next() => Some(true),
        _ => None,
    }
}

/// The order of the styles in this part, outermost first.
fn ranks(candidates: &[Candidate]) -> FxHashMap<Style, usize> {
    let mut styles: Vec<Style> =
        candidates.iter().map(|candidate| candidate.marker.style).collect();
    styles.sort_unstable();
    styles.dedup();
    let nested = restarts(candidates);
    let above = |a: Style, b: Style| {
        let inside = nested.get(&(a, b)).copied().unwrap_or(0);
        let outside = nested.get(&(b, a)).copied().unwrap_or(0);
        match inside.cmp(&outside) {
            std::cmp::Ordering::Equal => conventional(a) < conventional(b),
            order => order.is_gt(),
        }
    };
    // A style's rank is the number of styles above it; at most eleven styles exist.
    styles
        .iter()
        .map(|style| {
            let rank =
                styles.iter().filter(|other| *other != style && above(**other, *style)).count();
            (*style, rank * 32 + conventional(*style))
        })
        .collect()
}

/// How often the second style starts again at 1 behind a later member of the first, where no member of a style
/// above both explains it: (一) starts again under 二、 and not under the 一是 before it.
fn restarts(candidates: &[Candidate]) -> FxHashMap<(Style, Style), u32> {
    let mut counts = FxHashMap::default();
    let mut members: FxHashMap<Style, (u32, usize)> = FxHashMap::default();
    let mut seen: FxHashMap<(Style, Style), (u32, usize)> = FxHashMap::default();
    for (index, candidate) in candidates.iter().enumerate() {
        let style = candidate.marker.style;
        if candidate.marker.ordinal == 1 {
            let explained = |outer: Style, since: usize| {
                let above = conventional(outer).min(conventional(style));
                let mut all = members.iter();
                all.any(|(other, (_, at))| conventional(*other) < above && *at > since)
            };
            for (outer, (count, _)) in members.iter().filter(|(outer, _)| **outer != style) {
                let before = seen.insert((*outer, style), (*count, index));
                if before
                    .is_some_and(|(before, since)| before < *count && !explained(*outer, since))
                {
                    *counts.entry((*outer, style)).or_insert(0) += 1;
                }
            }
        }
        let member = members.entry(style).or_insert((0, index));
        *member = (member.0 + 1, index);
    }
    counts
}

/// The order of GB/T 9704 and of regulations.
fn conventional(style: Style) -> usize {
    match style {
        Style::Division => 0,
        Style::Chapter => 1,
        Style::Paragraph => 2,
        Style::Article => 3,
        Style::Han => 4,
        Style::HanBracket => 5,
        Style::Digit => 6,
        Style::Dotted(depth) => 6 + usize::from(depth.min(6)),
        Style::Running => 13,
        Style::DigitBracket => 14,
        Style::Circled => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, decide};
    use crate::marker;

    /// Markers separated by spaces to `path` lines.
    fn paths(markers: &str) -> Vec<String> {
        let candidates: Vec<Candidate> = markers
            .split(' ')
            .enumerate()
            .map(|(line, text)| Candidate {
                line,
                marker: marker::at_start(&format!("{text}加强")).unwrap(),
            })
            .collect();
        let mut paths: Vec<String> = Vec::new();
        for placed in decide(&candidates) {
            let label = candidates[placed.candidate].marker.label.clone();
            let path =
                placed.parent.map_or(label.clone(), |parent| format!("{}/{label}", paths[parent]));
            paths.push(path);
        }
        paths
    }

    #[test]
    fn the_order_of_the_standard() {
        let cases = [
            ("一、 (一) 1. 2. (二) 1. 二、", "一 一/(一) 一/(一)/1 一/(一)/2 一/(二) 一/(二)/1 二"),
            ("一、 1. 2. 二、 1.", "一 一/1 一/2 二 二/1"),
            ("一、 (一) (二) 二、 (三) (四)", "一 一/(一) 一/(二) 二 二/(三) 二/(四)"),
            (
                "一、 (一) 一是 二是 (二) 一是",
                "一 一/(一) 一/(一)/一是 一/(一)/二是 一/(二) 一/(二)/一是",
            ),
            (
                "第一章 第一条 第二条 第二章 第三条 (一)",
                "第一章 第一章/第一条 第一章/第二条 第二章 第二章/第三条 第二章/第三条/(一)",
            ),
            ("1. (1) (2) 2. (1)", "1 1/(1) 1/(2) 2 2/(1)"),
            (
                "一、 一是 二是 二、 (一) 一是 二是 (二) 三、 (一)",
                "一 一/一是 一/二是 二 二/(一) 二/(一)/一是 二/(一)/二是 二/(二) 三 三/(一)",
            ),
            ("(一) 1. (二) 1. 2.", "(一) (一)/1 (二) (二)/1 (二)/2"),
        ];
        for (markers, want) in cases {
            assert_eq!(paths(markers).join(" "), want, "{markers}");
        }
    }

    #[test]
    fn an_unusual_order_shows_itself() {
        assert_eq!(
            paths("1. (一) (二) 2. (一) 3. (一)").join(" "),
            "1 1/(一) 1/(二) 2 2/(一) 3 3/(一)"
        );
    }

    #[test]
    fn numbers_that_follow_nothing_are_no_sections() {
        assert_eq!(paths("一、 二、 99. 三、").join(" "), "一 二 三");
        assert_eq!(paths("一、 三、 四、").join(" "), "一 三 四");
    }

    #[test]
    fn absurd_numbering_is_answered_too() {
        let many: Vec<String> = (1..3000).map(|n| format!("{}.", n % 7 + 1)).collect();
        assert!(paths(&many.join(" ")).len() > 1000);
    }
}
