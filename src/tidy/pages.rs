//! Page numbers, and the running heads and feet beside them, over which the text runs on.

use super::Place;
use super::frame::ABOUT;
use super::lines::{Look, RawLine};
use crate::chars::{fold, is_space};
use rustc_hash::FxHashMap;

/// Columns of the widest page number, and of the widest head.
const NUMBER: u32 = 12;
const HEAD: u32 = 60;
/// Lines below the first head among which the title stands.
const TITLE: usize = 8;
/// Pages on which a head stands.
const PAGES: u32 = 2;
/// Pages on which a head stands that is no title for sure.
const MANY: u32 = 3;

/// Marks page numbers, and the lines beside them that stand on several pages.
pub(super) fn set_aside(raw: &str, lines: &mut [RawLine]) {
    let mut marked = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        if line.place == Place::Text && is_page_number(raw, line) {
            line.place = Place::Margin;
            // A bare number may be that of a row.
            marked.extend(
                Some(at).filter(|_| !line.words(raw).starts_with(|c: char| c.is_ascii_digit())),
            );
        }
    }
    if marked.is_empty() {
        return;
    }
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    // The first page has no number above its head.
    let beside = marked.iter().flat_map(|at| [at.wrapping_sub(1), at + 1]);
    let mut beside: Vec<usize> = beside.chain([0]).collect();
    beside.sort_unstable();
    beside.dedup();
    let heads = |at: &usize| lines.get(*at).filter(|line| may_be_head(line)).map(|l| l.words(raw));
    beside.iter().filter_map(heads).for_each(|words| *seen.entry(words).or_default() += 1);
    // A title can be the head of the pages behind it; a head above a title is none.
    let first = lines.first().map_or("", |line| line.words(raw));
    let mut below = lines.iter().skip(1).take(TITLE);
    let is_title = |words: &str| words.contains(ABOUT) && !words.contains(['。', '：']);
    let titled = below.any(|line| {
        let words = line.words(raw);
        (line.is(Look::Titled) || !is_title(first) && is_title(words)) && words != first
    });
    // Recipients or a number below a head on many pages, where the title is lost.
    let addressed = |line: &RawLine| line.last == ':' || line.is(Look::Standalone);
    let many = !is_title(first) && seen.get(first).is_some_and(|times| *times >= MANY);
    let titled = titled || many && lines.iter().skip(1).take(TITLE).any(addressed);
    for at in beside.into_iter().filter(|at| *at > 0 || titled) {
        let Some(line) = lines.get_mut(at).filter(|line| may_be_head(line)) else { continue };
        if seen.get(line.words(raw)).is_some_and(|times| *times >= PAGES) {
            line.place = Place::Margin;
        }
    }
}

/// A short line that is no sentence, no clause, no date, no signature and no provision.
fn may_be_head(line: &RawLine) -> bool {
    let other = [
        Look::Marked,
        Look::Standalone,
        Look::Dated,
        Look::BareLabel,
        Look::Labelled,
        Look::Running,
        Look::Organ,
        Look::Barred,
    ];
    let plain = !other.into_iter().any(|look| line.is(look));
    plain && line.place == Place::Text && line.width <= HEAD && line.row.is_none()
}

/// `— 3 —`, `-3-`, `·3·`, and a bare number on a line.
fn is_page_number(raw: &str, line: &RawLine) -> bool {
    if line.width > NUMBER || line.row.is_some() {
        return false;
    }
    let words = line.words(raw);
    let dash = |c: char| is_space(c) || matches!(fold(c), '-' | '—' | '–' | '·' | '―' | '─' | '~');
    let inner = words.trim_matches(dash);
    let digits = (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    digits && (inner.len() < words.len() || inner.len() <= 3)
}

#[cfg(test)]
mod tests {
    use crate::document::TextLayer;
    use crate::lexicon::Lexicon;
    use crate::tidy::{Place, tidy};

    /// The lines that are no text.
    fn aside(text: &str) -> Vec<String> {
        let tidy = tidy(Lexicon::builtin(), &TextLayer::new(text), &mut Default::default());
        let lines = tidy.lines.iter().filter(|line| line.place != Place::Text);
        lines.map(|line| line.range.of(&tidy.text).to_owned()).collect()
    }

    #[test]
    fn heads_beside_page_numbers_are_set_aside_and_other_lines_are_not() {
        let pages = "一、建设\n— 1 —\n青禾区公报\n二、管理\n— 2 —\n青禾区公报\n三、巡查\n";
        assert_eq!(aside(pages), ["—1—", "青禾区公报", "—2—", "青禾区公报"]);
        for line in
            ["责任单位:市水利局", "2025年底前完成。", "2025年3月18日", "青禾区人民政府", "(一)建设"]
        {
            let text = format!("甲。\n{line}\n— 1 —\n乙。\n{line}\n— 2 —\n");
            assert_eq!(aside(&text), ["—1—", "—2—"], "{line}");
        }
        let title = "青禾区疏浚通知\n一、建设\n— 1 —\n青禾区疏浚通知\n二、管理\n";
        assert_eq!(aside(title), ["—1—", "青禾区疏浚通知"]);
        let lost = "青禾区公报\n各街道:\n现印发给你们。\n— 1 —\n青禾区公报\n一、建设\n— 2 —\n青禾区公报\n二、管理\n";
        assert_eq!(aside(lost).iter().filter(|line| *line == "青禾区公报").count(), 3);
        let serial = "任务\n1\n清淤\n任务\n2\n清淤\n";
        assert_eq!(aside(serial), ["1", "2"]);
    }
}
