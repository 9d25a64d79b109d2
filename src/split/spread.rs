//! Texts in which a space stands between all characters, as some converters of pages write them: `建 设
//! 泵 站 3 座`. They are read without those spaces, and the places go back to the text as it is.

use crate::document::TextLayer;
use crate::model::Places;
use crate::record::Extraction;
use crate::span::to_u32;

/// Characters of the shortest text that is looked at.
const SHORTEST: usize = 100;

/// A text without the spaces between its characters.
pub(crate) struct Closed {
    pub(crate) layer: TextLayer,
    /// The character of the whole text that each one is.
    kept: Vec<u32>,
    /// Characters of the whole text.
    len: u32,
}

/// The text without such spaces, where it has them. A text of which the format states more is as it is.
pub(crate) fn closed(layer: &TextLayer) -> Option<Closed> {
    let text = layer.text();
    // Four bytes a character, one of them a space, and some words that are none.
    let spaces = memchr::memchr_iter(b' ', text.as_bytes()).count();
    let candidate = spaces >= SHORTEST && spaces >= text.len() / 6;
    let is_plain = layer.structure().blocks.is_empty() && layer.structure().markup.is_empty();
    (candidate && is_plain && is_spread(text)).then(|| close(text))
}

/// True where nine of ten characters have one space before the next.
fn is_spread(text: &str) -> bool {
    let (mut pairs, mut apart) = (0, 0);
    for line in text.lines() {
        let (mut spaces, mut begun) = (0, false);
        for c in line.chars() {
            if c == ' ' {
                spaces += 1;
                continue;
            }
            pairs += usize::from(begun);
            apart += usize::from(begun && spaces == 1);
            (spaces, begun) = (0, true);
        }
    }
    pairs >= SHORTEST && apart * 10 >= pairs * 9
}

/// Of a run of spaces the ones between characters go: a space of the words stands between two.
fn close(text: &str) -> Closed {
    let mut words = String::with_capacity(text.len());
    let mut kept = Vec::with_capacity(text.len() / 4);
    let mut chars = text.chars().zip(0u32..).peekable();
    let mut at_start = true;
    while let Some((c, at)) = chars.next() {
        if c != ' ' {
            words.push(c);
            kept.push(at);
            at_start = c == '\n' || at_start && c.is_whitespace();
            continue;
        }
        let mut run = 1;
        while chars.next_if(|(c, _)| *c == ' ').is_some() {
            run += 1;
        }
        let own = if at_start { run / 2 } else { (run - 1) / 2 };
        for place in at..at + own {
            words.push(' ');
            kept.push(place);
        }
    }
    Closed { layer: TextLayer::new(words), kept, len: to_u32(text.chars().count()) }
}

impl Closed {
    /// What was found, with its places in the whole text.
    pub(crate) fn back(&self, whole: &TextLayer, mut found: Extraction) -> Extraction {
        let start = |at: u32| match at {
            0 => 0,
            at => self.kept.get(at as usize).copied().unwrap_or(self.len),
        };
        let end = |at: u32| match at.checked_sub(1) {
            Some(last) => self.kept.get(last as usize).map_or(self.len, |place| place + 1),
            None => 0,
        };
        let segments = found.notice.segments.iter();
        let range = segments.fold(None, |range: Option<(u32, u32)>, segment| {
            let (first, last) = (segment.span.start, segment.span.end);
            Some(range.map_or((first, last), |(from, to)| (from.min(first), to.max(last))))
        });
        found.notice.place(&Places { start: &start, end: &end });
        if let Some((from, to)) = range {
            let whole = whole.part(whole.offset(start(from))..whole.offset(start(to)));
            found.doc_id = crate::document::doc_id(whole.text());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::closed;
    use crate::document::TextLayer;
    use crate::extract_all;
    use crate::lexicon::Lexicon;

    const NOTICE: &str = "临江市人民政府关于疏浚河道的通知\n临政〔2025〕12号\n各区人民政府:\n\
        一、疏浚河道。2025年底前疏浚河道12公里,新建泵站3座。(牵头单位:市水利局;责任单位:市财政局)\n\
        二、加强巡查。组长:李 明 市水利局局长\n临江市人民政府\n2025年3月18日\n";

    fn spread(text: &str) -> String {
        let line = |line: &str| line.chars().map(String::from).collect::<Vec<_>>().join(" ");
        text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
    }

    #[test]
    fn a_spread_text_says_the_same_at_its_own_places() {
        let layer = TextLayer::new(spread(NOTICE));
        let (plain, found) = (TextLayer::new(NOTICE), extract_all(Lexicon::builtin(), &layer));
        assert_eq!(closed(&layer).unwrap().layer.text(), plain.text());
        let expected = extract_all(Lexicon::builtin(), &plain);
        let targets = |all: &[crate::Extraction], layer: &TextLayer| -> Vec<String> {
            let targets = all.iter().flat_map(|one| &one.notice.targets);
            targets.map(|target| layer.words(target.span).replace(' ', "")).collect()
        };
        assert_eq!(targets(&found, &layer), targets(&expected, &plain));
        assert_eq!(targets(&found, &layer).len(), 2);
        let segments = &found[0].notice.segments;
        assert_eq!(segments.first().unwrap().span.start, 0);
        assert_eq!(segments.last().unwrap().span.end as usize, layer.text().chars().count());
        assert!(segments.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
        assert_eq!(found[0].doc_id, crate::document::doc_id(layer.text()));
    }

    #[test]
    fn other_texts_are_read_as_they_are() {
        for text in [NOTICE.to_owned(), spread("短文"), NOTICE.replace("市", "市 ")] {
            assert!(closed(&TextLayer::new(text)).is_none());
        }
    }
}
