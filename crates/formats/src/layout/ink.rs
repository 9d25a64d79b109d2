//! Recognised text: characters that have the size and the base line of their ink get those of their
//! line, as set text has them. Knows the characters of one page and nothing of their words.

use super::lines::{is_han, middle};
use super::page::{Glyph, Page};
use std::collections::BTreeSet;

/// Characters above and below, by height, that are looked at for neighbours.
const WINDOW: usize = 120;

/// Lines at the height of a character that are looked at.
const NEAREST: usize = 32;

/// Neighbours and marks that a page must have before they show anything.
const LEAST: (usize, usize) = (12, 4);

/// Gives the characters of recognised text the size and the base line of their lines. Linear but
/// for sorting; set text stays as it is.
pub(super) fn even(page: &mut Page) {
    if !is_uneven(&page.glyphs) {
        return;
    }
    let glyphs = std::mem::take(&mut page.glyphs);
    let (mut level, turned): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.turn == 0);
    let hosts = hosts(&level);
    for members in lines(&level, &hosts) {
        settle(&mut level, &hosts, members);
    }
    level.extend(turned);
    page.glyphs = level;
}

/// True where neighbours differ in size or base line, or the marks between them do: type stands on
/// one line and has one size for many characters.
fn is_uneven(glyphs: &[Glyph]) -> bool {
    let is_seen = |glyph: &&Glyph| {
        glyph.turn == 0 && !glyph.c.is_whitespace() && glyph.c != char::REPLACEMENT_CHARACTER
    };
    let seen: Vec<&Glyph> = glyphs.iter().filter(is_seen).collect();
    let pairs = seen.windows(2).map(|pair| (pair[0], pair[1]));
    let beside = pairs.filter(|(a, b)| gap(a, b) < 1.5 * a.size.max(b.size) && overlap(a, b) > 0.0);
    let beside: Vec<(&Glyph, &Glyph)> = beside.collect();
    let differs = |(a, b): &&(&Glyph, &Glyph)| {
        let size = a.size.max(b.size);
        (a.size - b.size).abs().max((a.y - b.y).abs()) > 0.015 * size
    };
    let marks = || beside.iter().filter(|(a, b)| is_mark(b.c) && !is_mark(a.c));
    let small = marks().filter(|(a, b)| b.size < 0.7 * a.size).count();
    let most = |some: usize, all: usize, least: usize| all >= least && some * 2 > all;
    most(beside.iter().filter(differs).count(), beside.len(), LEAST.0)
        || most(small, marks().count(), LEAST.1)
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | ',' | '.')
}

/// From where to where a character reaches, from top to bottom.
fn band(glyph: &Glyph) -> (f64, f64) {
    (glyph.y - glyph.size, glyph.y)
}

fn centre(glyph: &Glyph) -> f64 {
    glyph.y - 0.5 * glyph.size
}

/// The white space between two characters of a line; negative where they overlap.
fn gap(a: &Glyph, b: &Glyph) -> f64 {
    (b.x0 - a.x1).max(a.x0 - b.x1)
}

/// The height that two characters share.
fn overlap(a: &Glyph, b: &Glyph) -> f64 {
    let (one, other) = (band(a), band(b));
    one.1.min(other.1) - one.0.max(other.0)
}

/// For each small character that stands alone among larger ones, the nearest of these.
fn hosts(glyphs: &[Glyph]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    order.sort_by(|a, b| centre(&glyphs[*a]).total_cmp(&centre(&glyphs[*b])));
    let mut hosts = vec![None; glyphs.len()];
    for (at, index) in order.iter().enumerate() {
        let around = &order[at.saturating_sub(WINDOW)..order.len().min(at + WINDOW)];
        hosts[*index] = host(*index, around, glyphs);
    }
    hosts
}

fn host(index: usize, around: &[usize], glyphs: &[Glyph]) -> Option<usize> {
    let small = &glyphs[index];
    let others = || around.iter().filter(|other| **other != index);
    let is_like = |other: &Glyph| {
        let ratio = other.size / small.size;
        (0.7..1.4).contains(&ratio)
            && (centre(other) - centre(small)).abs() < 0.5 * small.size
            && gap(other, small) < 2.0 * small.size
    };
    let is_host = |other: &Glyph| {
        other.size > 1.5 * small.size
            && (centre(other) - centre(small)).abs() < 0.6 * other.size
            && gap(other, small) < 2.0 * other.size
    };
    if others().filter(|other| is_like(&glyphs[**other])).count() > 1 {
        return None;
    }
    let near = others().filter(|other| is_host(&glyphs[**other]));
    let far = |other: &usize| gap(&glyphs[*other], small);
    near.min_by(|a, b| far(a).total_cmp(&far(b))).copied()
}

/// A line that grows from left to right.
struct Growing {
    /// The character at its end.
    last: usize,
    members: Vec<usize>,
}

/// The characters of each line, with the small ones behind those that lead to them.
fn lines(glyphs: &[Glyph], hosts: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut full: Vec<usize> = (0..glyphs.len()).filter(|at| hosts[*at].is_none()).collect();
    full.sort_by(|a, b| glyphs[*a].x0.total_cmp(&glyphs[*b].x0));
    let mut lines: Vec<Growing> = Vec::new();
    let mut open: BTreeSet<(i64, usize)> = BTreeSet::new();
    let mut line_of = vec![None; glyphs.len()];
    for index in full {
        let glyph = &glyphs[index];
        let line = longest_beside(glyph, glyphs, &lines, &mut open).unwrap_or_else(|| {
            lines.push(Growing { last: index, members: Vec::new() });
            lines.len() - 1
        });
        open.remove(&(height(&glyphs[lines[line].last]), line));
        open.insert((height(glyph), line));
        lines[line].last = index;
        lines[line].members.push(index);
        line_of[index] = Some(line);
    }
    for (index, host) in hosts.iter().enumerate() {
        // A host may be small itself beside a larger one; the next one then leads to the line.
        let mut host = *host;
        for _ in 0..4 {
            host = host.and_then(|at| hosts[at].or(Some(at)));
        }
        if let Some(line) = host.and_then(|host| line_of[host]) {
            lines[line].members.push(index);
        }
    }
    lines.into_iter().map(|line| line.members).collect()
}

/// Half points from the top; the cast saturates.
fn height(glyph: &Glyph) -> i64 {
    (2.0 * centre(glyph)) as i64
}

/// The line that goes on in a character: the one that shares most of its height. Lines that ended
/// are forgotten.
fn longest_beside(
    glyph: &Glyph,
    glyphs: &[Glyph],
    lines: &[Growing],
    open: &mut BTreeSet<(i64, usize)>,
) -> Option<usize> {
    let reach = glyph.size.max(1.0) as i64 * 2;
    let near = (height(glyph) - reach, 0)..=(height(glyph) + reach, usize::MAX);
    let near: Vec<(i64, usize)> = open.range(near).take(NEAREST).copied().collect();
    let mut best: Option<(f64, usize)> = None;
    for key in near {
        let last = &glyphs[lines[key.1].last];
        if glyph.x0 - last.x1 > 3.0 * last.size {
            open.remove(&key);
            continue;
        }
        let share = overlap(last, glyph) / last.size.min(glyph.size);
        if share > 0.5 && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, key.1));
        }
    }
    best.map(|(_, line)| line)
}

/// Gives the characters of a line its size and base line, and squares to those whose ink is narrow.
fn settle(glyphs: &mut [Glyph], hosts: &[Option<usize>], mut members: Vec<usize>) {
    let full = || members.iter().filter(|at| hosts[**at].is_none()).map(|at| &glyphs[*at]);
    let size = middle(full().map(|glyph| glyph.size).collect());
    let y = middle(full().map(|glyph| glyph.y).collect());
    members.sort_by(|a, b| glyphs[*a].x0.total_cmp(&glyphs[*b].x0));
    let mut before = f64::NEG_INFINITY;
    for (at, index) in members.iter().enumerate() {
        let after = members.get(at + 1).map_or(f64::INFINITY, |next| glyphs[*next].x0);
        let glyph = &mut glyphs[*index];
        (glyph.y, glyph.size) = (y, size);
        if is_han(glyph.c) {
            widen(glyph, before, after);
        }
        before = glyph.x1;
    }
}

/// Widens a character to its square as far as its neighbours leave room.
fn widen(glyph: &mut Glyph, before: f64, after: f64) {
    let missing = (glyph.size - (glyph.x1 - glyph.x0)).max(0.0);
    let left = (0.5 * missing).min((glyph.x0 - before).max(0.0));
    let right = (missing - left).min((after - glyph.x1).max(0.0));
    glyph.x0 -= left;
    glyph.x1 += right;
}

#[cfg(test)]
mod tests {
    use super::even;
    use crate::layout::lines::{lines, segments};
    use crate::layout::{Glyph, Page};

    /// A line in squares of 16 points, each character with the ink that recognition found.
    fn recognised(text: &str, y: f64, slope: f64) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for (at, c) in (0u32..).zip(text.chars()) {
            let (size, rise) = match c {
                '，' | '。' | '、' => (5.0, if at % 2 == 0 { 1.5 } else { -1.0 }),
                '：' => (9.5, 1.5),
                '一' => (4.0, 7.0),
                _ => (15.0 + 0.4 * f64::from(at % 4), 0.3 * f64::from(at % 3)),
            };
            let x0 = 80.0 + 16.0 * f64::from(at) + if size < 10.0 { 2.0 } else { 0.0 };
            let y = y - rise + slope * f64::from(at);
            glyphs.push(Glyph { c, x0, x1: x0 + size, y, size, ..Glyph::default() });
        }
        glyphs
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        let mut page = Page { glyphs, ..Page::default() };
        even(&mut page);
        lines(segments(page.glyphs)).into_iter().map(|line| line.text).collect()
    }

    const LINES: [&str; 3] = [
        "一、清理河道。全县十一个乡镇逐段清理，",
        "公开进度，由县水务局牵头。责任单位：县水务局、",
        "县财政局，各乡镇人民政府。",
    ];

    #[test]
    fn recognised_characters_keep_their_order() {
        for slope in [0.0, 0.5, -0.5] {
            let at = |(line, text): (u32, &&str)| {
                recognised(text, 100.0 + 28.0 * f64::from(line), slope)
            };
            let mut glyphs: Vec<Glyph> = (0u32..).zip(&LINES).flat_map(at).collect();
            assert_eq!(texts(glyphs.clone()), LINES, "{slope}");
            glyphs.reverse();
            assert_eq!(texts(glyphs), LINES, "{slope}, drawn backwards");
        }
    }

    #[test]
    fn set_text_stays_as_it_is() {
        let set = |text: &str, y: f64, size: f64| -> Vec<Glyph> {
            let glyph = |(at, c): (u32, char)| {
                let x0 = size * f64::from(at);
                Glyph { c, x0, x1: x0 + size, y, size, ..Glyph::default() }
            };
            (0u32..).zip(text.chars()).map(glyph).collect()
        };
        let mut glyphs = set("清理河道的通知", 40.0, 22.0);
        glyphs.extend(set("各乡镇人民政府，县直各单位：", 80.0, 16.0));
        glyphs.extend(set("①", 72.0, 8.0));
        let mut page = Page { glyphs: glyphs.clone(), ..Page::default() };
        even(&mut page);
        assert_eq!(page.glyphs, glyphs);
    }
}
