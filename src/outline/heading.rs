//! Where a heading ends: at the end of its line, at the first full stop, or before the
//! responsibility clause. A heading that lost its full stop is mended by its neighbours.

use super::Outline;
use crate::diagnostic::{Code, Notes};
use crate::lexicon::Lexicon;
use crate::marker::{self, Style};
use crate::model::SectionId;
use crate::span::TextRange;
use crate::tidy::Tidy;
use std::collections::BTreeMap;

/// Code points of the longest heading that neighbours may show.
const SHORT: usize = 22;
/// A heading that lost its full stop runs on for a sentence at least.
const LONG: usize = 32;
/// A heading that lost its full stop is at least so much longer than its neighbours.
const LONGER_BY: usize = 3;

/// Code points of the shortest heading before a sentence, of the longest first half of one, and of the shortest
/// second half.
const SHORTEST: usize = 4;
const HALF: usize = 12;
const HALF_SHORTEST: usize = 8;

/// Code points of the longest clause.
const CLAUSE: usize = 400;

/// Title, and heading with marker and full stop, of a line that begins with a marker.
pub(super) fn of_line(text: &str, line: TextRange, marker: usize) -> (TextRange, TextRange) {
    let words = line.of(text);
    let body = &words[marker..];
    let stop = title_end(body);
    let title = line.within(marker, stop).trim(text);
    let behind = &body[stop..];
    let closing = behind.len() - behind.trim_start_matches(['。', ':', ';']).len();
    let heading = TextRange::new(line.start, line.start + (marker + stop + closing) as u32);
    (title, heading)
}

/// The first full stop outside brackets, or the bracket of a clause, or the end.
fn title_end(body: &str) -> usize {
    let mut depth = 0i32;
    for (at, c) in body.char_indices() {
        match c {
            '(' | '〔' | '[' | '【' if depth == 0 && opens_clause(&body[at + c.len_utf8()..]) => {
                return at;
            }
            '(' | '〔' | '《' | '“' | '[' | '【' | '〈' => depth += 1,
            ')' | '〕' | '》' | '”' | ']' | '】' | '〉' => depth = (depth - 1).max(0),
            '。' if depth == 0 => return at,
            _ => {}
        }
    }
    body.find('。').unwrap_or_else(|| body.trim_end_matches([':', ';']).len())
}

/// A label and a colon, as responsibility clauses begin, or a list of names that ends in a role.
fn opens_clause(inside: &str) -> bool {
    let mut chars = 0;
    for c in inside.chars().take(80) {
        chars += 1;
        match c {
            ':' => return chars > 3 && chars < 12,
            '、' if chars > 4 => return ends_item(inside),
            ')' | '〕' | ']' | '】' => return false,
            _ => {}
        }
    }
    false
}

/// A clause ends its sentence; `(含平台、软件等);对实施…` goes on. A bracket that is never closed may
/// be a clause.
fn ends_item(inside: &str) -> bool {
    let mut depth = 0;
    let close = inside.char_indices().take(CLAUSE).find(|(_, c)| match c {
        '(' | '〔' | '[' | '【' => {
            depth += 1;
            false
        }
        ')' | '〕' | ']' | '】' => {
            depth -= 1;
            depth < 0
        }
        _ => false,
    });
    let Some((at, c)) = close else { return true };
    let behind = inside[at + c.len_utf8()..].trim_start_matches([';', ' ']);
    behind.is_empty() || behind.starts_with(['。', '(', '〔', '[', '【'])
}

/// Shortens headings that ran into their text.
pub(super) fn mend(lexicon: &Lexicon, text: &str, outline: &mut Outline, notes: &mut Notes) {
    let own = own_passages(outline);
    for family in families(outline) {
        let length = |id: &SectionId| chars(outline.sections[id.index()].title.of(text));
        let lengths: Vec<usize> = family.iter().map(length).collect();
        let short = lengths.iter().filter(|len| **len <= SHORT).count();
        let longest = lengths.iter().copied().filter(|len| *len <= SHORT).max().unwrap_or(SHORT);
        if short * 3 < family.len() * 2 {
            continue;
        }
        for (id, len) in family.iter().zip(lengths) {
            let runs_on = outline.sections[id.index()].title.of(text).contains([',', '、']);
            if runs_on && len > (longest + LONGER_BY).max(LONG) {
                shorten(lexicon, text, outline, (*id, own[id.index()]), notes);
            }
        }
    }
}

/// In a flattened text a heading of the first level runs into its text as a rule, and so does one that is known
/// as a heading.
pub(super) fn mend_unfolded(
    lexicon: &Lexicon,
    tidy: &Tidy,
    outline: &mut Outline,
    notes: &mut Notes,
) {
    for (index, passage) in own_passages(outline).into_iter().enumerate() {
        let section = &outline.sections[index];
        let unfolded = tidy.lines[section.line].unfolded;
        let title = section.title.of(&tidy.text);
        let runs_on = chars(title) > SHORT && (section.depth == 1 || title.contains(','));
        let named =
            || (runs_on || title.contains([',', ':'])) && heading_word(lexicon, title).is_some();
        if unfolded && (runs_on && section.depth == 1 || named()) {
            let id = SectionId(index as u32);
            shorten(lexicon, &tidy.text, outline, (id, passage), notes);
        }
    }
}

/// Sections of one depth under one section of the top.
fn families(outline: &Outline) -> Vec<Vec<SectionId>> {
    let mut families: BTreeMap<_, Vec<SectionId>> = BTreeMap::new();
    let mut tops: Vec<usize> = Vec::with_capacity(outline.sections.len());
    for (index, section) in outline.sections.iter().enumerate() {
        let top = section.parent.map_or(index, |parent| tops[parent.index()]);
        tops.push(top);
        let key = (section.part, section.parent.map(|_| top), section.depth);
        families.entry(key).or_default().push(SectionId(index as u32));
    }
    families.into_values().filter(|family| family.len() > 2).collect()
}

/// For each section the position of its passage; both stand in reading order.
fn own_passages(outline: &Outline) -> Vec<usize> {
    let passages = outline.passages.iter().enumerate();
    passages.filter(|(_, passage)| passage.section.is_some()).map(|(at, _)| at).collect()
}

fn shorten(
    lexicon: &Lexicon,
    text: &str,
    outline: &mut Outline,
    (id, passage): (SectionId, usize),
    notes: &mut Notes,
) {
    let section = &mut outline.sections[id.index()];
    let words = section.title.of(text);
    let end = heading_word(lexicon, words).or_else(|| lost_stop(lexicon, words));
    let Some(end) = end else { return };
    let title = section.title.within(0, end);
    section.heading = TextRange::new(section.heading.start, title.end);
    section.title = title;
    let message = format!("the heading is taken to end behind {}", title.of(text));
    notes.at(Code::HeadingWithoutStop, title, message);
    outline.passages[passage].heading = Some(title);
}

/// Where the next sentence opens: in the first clause of a title, or in the second where the first is half of a
/// heading (`坚持公开透明,打造法治环境|积极推动…`).
fn lost_stop(lexicon: &Lexicon, title: &str) -> Option<usize> {
    let mut clauses = title.split(',');
    let first = clauses.next()?;
    let second = clauses.next().filter(|_| chars(first) <= HALF);
    let from = first.len() + 1;
    opening(lexicon, first, SHORTEST)
        .or_else(|| opening(lexicon, second?, HALF_SHORTEST).map(|at| from + at))
}

/// The first place in a clause, behind so many characters, at which a sentence opens.
fn opening(lexicon: &Lexicon, clause: &str, behind: usize) -> Option<usize> {
    let mut depth = 0;
    let outside = clause.char_indices().filter(|(_, c)| {
        depth += i32::from(matches!(c, '《' | '“' | '('));
        let outside = depth == 0;
        depth -= i32::from(matches!(c, '》' | '”' | ')'));
        outside
    });
    let mut places = outside.map(|(at, _)| at).skip(behind).take(SHORT);
    let joined = |at: usize| lexicon.before_opener.at_end(&clause[..at]).is_some();
    places.find(|at| !joined(*at) && opens_sentence(lexicon, &clause[*at..]))
}

/// 组织领导|县政府成立…: the heading of a whole section, and no longer name that begins with it.
fn heading_word(lexicon: &Lexicon, title: &str) -> Option<usize> {
    let (word, ()) = lexicon.headings.at_start(title)?;
    let goes_on = title[word.len()..].starts_with(['和', '与', '及', '的', '、', '(', ',', ':']);
    (!goes_on && word.len() < title.len()).then_some(word.len())
}

/// An adverbial or an adverb that begins a sentence.
fn opens_sentence(lexicon: &Lexicon, words: &str) -> bool {
    // 从2019年1月1日起, 到2020年
    let year = words.strip_prefix(['从', '自', '到', '至', '于']).unwrap_or(words);
    let runs = marker::at_start(words).is_some_and(|m| m.style == Style::Running && m.ordinal == 1);
    if runs || opens_with_year(year) {
        return true;
    }
    let opener = lexicon.openers.at_start(words);
    lexicon.openings.at_start(words).is_some()
        || opener
            .is_some_and(|(word, needs)| needs.is_empty() || words[word.len()..].contains(&**needs))
}

/// `发展目标|2020年,出台…`: a year and a comma open a goal.
fn opens_with_year(words: &str) -> bool {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && words[digits..].starts_with('年') && words.starts_with("20")
}

fn chars(words: &str) -> usize {
    words.chars().count()
}

#[cfg(test)]
mod tests {
    use super::{lost_stop, of_line};
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;

    #[test]
    fn headings_end_at_the_stop_or_the_clause() {
        let cases = [
            ("1.加快传统产业转型升级。通过数字经济", 2, "加快传统产业转型升级"),
            ("三、主要举措", 6, "主要举措"),
            ("(一)动员部署阶段(2025年5月前)。研究制订", 5, "动员部署阶段(2025年5月前)"),
            ("5.建设示范城市(牵头单位:市经信局)", 2, "建设示范城市"),
            ("2.拟定《方案。草案》。印发", 2, "拟定《方案。草案》"),
            ("(二)实施范围:", 5, "实施范围"),
            (
                "5.改造项目(含网络平台、技术、软件等);对达标的项目给予支持。",
                2,
                "改造项目(含网络平台、技术、软件等);对达标的项目给予支持",
            ),
            ("5.建设示范城市(市发改委、市财政局负责)。", 2, "建设示范城市"),
        ];
        for (line, marker, title) in cases {
            let (range, heading) = of_line(line, TextRange::from(0..line.len()), marker);
            assert_eq!(range.of(line), title);
            assert!(heading.contains(range));
        }
    }

    #[test]
    fn a_lost_stop_is_found_where_a_sentence_opens() {
        let lexicon = Lexicon::builtin();
        let title = |words: &str| lost_stop(lexicon, words).map(|end| words[..end].to_owned());
        assert_eq!(
            title("打造金工文商特色楼宇以总部经济为引领,打造").as_deref(),
            Some("打造金工文商特色楼宇")
        );
        assert_eq!(
            title("持续打造特色产业集聚区持续提升基础设施").as_deref(),
            Some("持续打造特色产业集聚区")
        );
        assert_eq!(title("发展目标2020年,出台政策").as_deref(), Some("发展目标"));
        assert_eq!(title("扩大补贴范围从2019年1月1日起,将").as_deref(), Some("扩大补贴范围"));
        assert_eq!(
            title("坚持公开透明,打造法治化营商环境积极推动执法公开,").as_deref(),
            Some("坚持公开透明,打造法治化营商环境")
        );
        for whole in [
            "建设示范城市",
            "将第七条第二款修改为:“建设",
            "各县要将清淤摆在突出位置,落实责任",
            "即日起至2025年2月停止施工,人员撤离",
            "按照《关于进一步清淤的通知》要求,报送结果",
        ] {
            assert_eq!(title(whole), None, "{whole}");
        }
    }
}
