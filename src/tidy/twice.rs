//! A notice that a page shows twice, one copy right below the other.
//!
//! Only what is proved is set aside: the lines of a copy are those of the text above, from a title
//! and a number or a date on to the end of the first copy.

use super::lines::{Look, RawLine};
use super::{Place, Tidy};
use crate::diagnostic::{Code, Notes};
use rustc_hash::FxHashMap;

/// Lines of the shortest copy.
const LINES: usize = 5;
/// Lines from the first of a copy within which its title and its number or date stand.
const HEAD: usize = 12;
/// Columns of the narrowest line by which a copy is found.
const WIDTH: u32 = 20;

/// Sets further copies aside. Gives the first byte of the first of them.
pub(super) fn set_aside(raw: &str, lines: &mut [RawLine]) -> Option<usize> {
    let words = |line: &RawLine| &raw[line.start..line.end];
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let (mut at, mut aside, mut first) = (0, 0, None);
    while at < lines.len() {
        if lines[at].width < WIDTH {
            at += 1;
            continue;
        }
        let above = *seen.entry(words(&lines[at])).or_insert(at);
        let same = |offset: &usize| {
            lines.get(at + offset).is_some_and(|line| words(line) == words(&lines[above + offset]))
        };
        let run = (0..at - above).take_while(same).count();
        if run >= LINES && run + 1 + aside >= at - above && is_head(&lines[at..at + run]) {
            first = first.or(Some(lines[at].start));
            lines[at..at + run].iter_mut().for_each(|line| line.place = Place::Margin);
            (at, aside) = (at + run, aside + run);
        } else {
            at += run.max(1);
        }
    }
    first
}

fn is_head(lines: &[RawLine]) -> bool {
    let head = &lines[..lines.len().min(HEAD)];
    head.iter().any(|line| line.is(Look::Titled))
        && head.iter().any(|line| line.is(Look::Standalone))
}

/// Says so.
pub(super) fn note(tidy: &Tidy, again: Option<usize>, notes: &mut Notes) {
    let Some(again) = again else { return };
    let line = tidy.lines.iter().find(|line| tidy.map.raw(line.range).0 >= again);
    if let Some(line) = line {
        let message = "the notice stands again from here on and is read once";
        notes.at(Code::DuplicateText, line.range, message.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use crate::document::TextLayer;
    use crate::extract;
    use crate::lexicon::Lexicon;

    const NOTICE: &str = "柳溪市人民政府办公室关于做好防汛工作的通知\n柳政办〔2024〕31号\n各县人民政府:\n\
                          一、加强值守。(责任单位:市水利局)\n二、加强巡查。(责任单位:市应急局)\n\
                          柳溪市人民政府办公室\n2024年4月9日\n";

    fn tasks(text: &str) -> (usize, usize) {
        let notice = extract(Lexicon::builtin(), &TextLayer::new(text)).notice;
        let told = notice.diagnostics.iter().filter(|note| note.message.contains("read once"));
        (notice.tasks.len(), told.count())
    }

    #[test]
    fn a_copy_is_told_and_read_once() {
        assert_eq!(tasks(NOTICE), (2, 0));
        assert_eq!(tasks(&NOTICE.repeat(2)), (2, 1));
        assert_eq!(tasks(&format!("首页\n{NOTICE}{NOTICE}{NOTICE}版权所有")), (2, 1));
    }

    #[test]
    fn what_differs_is_read() {
        let other = NOTICE.replace("市应急局", "市公安局");
        assert_eq!(tasks(&format!("{NOTICE}{other}")).1, 0);
    }
}
