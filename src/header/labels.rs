//! A label and a value a line above everything else: what a crawler or a data set wrote before the text.
//!
//! Such a head is known by its lines together: two of its labels at least are known, and no line between
//! them is anything else. Labels that no table knows are fields like the others; what a title or the number
//! of a document stands behind is its label.

use super::fields::{self, RawField};
use super::title::{self, Title};
use super::{Frame, attachment, dense, number, width};
use crate::chars::is_han;
use crate::lexicon::page::{FieldName, Genre};
use crate::marker;
use crate::model::SegmentKind;
use crate::names::recognise::Prefix;
use crate::span::TextRange;
use std::collections::BTreeSet;

/// The first lines, among which a head begins.
const FIRST: usize = 3;
/// Lines of the longest head.
const LINES: usize = 30;
/// Different labels that are known in the shortest head.
const KNOWN: usize = 2;
/// Code points of the longest label, and of one that no table knows.
const LABEL: usize = 24;
const UNKNOWN: usize = 8;
/// Code points of the longest value behind a label that no table knows.
const VALUE: usize = 200;
/// Code points of the longest label of the text itself, `正文:`.
const OF_TEXT: usize = 4;

/// The head: its fields and the line behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) fields: Vec<RawField>,
    pub(super) end: usize,
}

/// Reads the head and marks its lines.
pub(super) fn read(frame: &mut Frame) -> Head {
    let is_sure = |line: &usize| pair(frame, *line).is_some_and(|pair| pair.is_sure);
    let Some(first) = (frame.facts..frame.head(FIRST)).find(is_sure) else {
        return Head::default();
    };
    let pairs = pairs(frame, first);
    let known = pairs.iter().filter(|pair| pair.name.is_some());
    let known: BTreeSet<&str> = known.map(|pair| pair.label.of(&frame.tidy.text)).collect();
    let of_header = pairs.iter().filter_map(|pair| pair.name).any(|name| name != FieldName::Other);
    if known.len() < KNOWN || !of_header {
        return Head::default();
    }
    let end = first + pairs.len();
    (first..end).for_each(|line| frame.mark(line, SegmentKind::Header));
    let fields = pairs.into_iter().zip(first..).flat_map(|(pair, line)| {
        let several = fields::line_fields(frame, line);
        if several.len() > 1 { several } else { field(frame, pair).into_iter().collect() }
    });
    Head { fields: fields.collect(), end }
}

/// The labels and values from a line on, up to the last that is one for sure. Behind those that are known
/// a blank line ends them, unless blank lines stand between them all.
fn pairs(frame: &Frame, first: usize) -> Vec<Pair> {
    let mut pairs: Vec<Pair> =
        (first..frame.head(LINES)).map_while(|line| pair(frame, line)).collect();
    let gap = |at: usize| frame.tidy.lines[first + at].gap;
    let usual = if pairs.len() > 1 { gap(1) } else { 0 };
    let known = pairs.iter().rposition(|pair| pair.name.is_some()).unwrap_or(0);
    let apart = (known + 1..pairs.len()).find(|at| gap(*at) > usual);
    pairs.truncate(apart.unwrap_or(pairs.len()));
    // The value of the last label can stand on the line below it.
    let open = |pair: &Pair| pair.value.is_empty() && pair.name.is_some_and(fields::is_of_header);
    let last = pairs.iter().rposition(|pair| pair.is_sure && !open(pair));
    pairs.truncate(last.map_or(0, |last| last + 1));
    pairs
}

/// What a head says that the title is.
pub(super) fn stated_title(frame: &Frame, head: &Head) -> Option<TextRange> {
    stated(head).filter(|stated| title::is_wordy(stated.of(&frame.tidy.text)))
}

fn stated(head: &Head) -> Option<TextRange> {
    head.fields.iter().find(|field| field.name == FieldName::Title).map(|field| field.value)
}

/// The title that a head states, where it stands nowhere else.
pub(super) fn title(frame: &Frame, head: &Head) -> Option<Title> {
    let range = stated(head)?;
    let line = (0..head.end).find(|line| frame.range(*line).end >= range.end)?;
    let title = Title::new(frame, range, (line, head.end - 1));
    (!title.words.is_empty()).then_some(title)
}

/// A label with its value.
struct Pair {
    label: TextRange,
    value: TextRange,
    /// What a table says that the label means.
    name: Option<FieldName>,
    /// The line is nothing else. A sentence or a list behind a label is a value only between others.
    is_sure: bool,
}

fn pair(frame: &Frame, line: usize) -> Option<Pair> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    if frame.is_row(line) || marker::at_start(words).is_some() {
        return None;
    }
    let near = || words.char_indices().take(LABEL + 1);
    let colon = near().find(|(_, c)| matches!(c, ':' | '=')).map(|(at, _)| at);
    let tab = near().find(|(_, c)| *c == ' ').map(|(at, _)| at);
    let split = |at: usize| {
        let label = trimmed(frame, range.within(0, at));
        (label, trimmed(frame, range.within(at + 1, words.len() - at - 1)))
    };
    let (label, value) = match (colon.map(split), tab.map(split)) {
        (Some(pair), _) => pair,
        (None, Some((label, value))) if known(frame, label).is_some() => (label, value),
        _ => return None,
    };
    let name = known(frame, label);
    let is_label = name.is_some() || could_be_label(frame, label, value);
    let is_sure = name.is_some() || is_value(frame, label, value);
    is_label.then_some(Pair { label, value, name, is_sure })
}

/// Without the comma behind it and the quotes around it.
fn trimmed(frame: &Frame, range: TextRange) -> TextRange {
    let range = range.trim(&frame.tidy.text);
    let words = range.of(&frame.tidy.text);
    let plain = words.trim_end_matches(',');
    let quoted = [('"', '"'), ('\'', '\''), ('“', '”')].into_iter().find_map(|(open, close)| {
        let inner = plain.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some((open.len_utf8(), inner.len()))
    });
    quoted.map_or(range, |(at, len)| range.within(at, len).trim(&frame.tidy.text))
}

fn known(frame: &Frame, label: TextRange) -> Option<FieldName> {
    let words = dense(label.of(&frame.tidy.text));
    let labels = &frame.lexicon.labels;
    let name = labels.get(&words).or_else(|| frame.lexicon.facts.get(&words.to_ascii_lowercase()));
    name.map(|name| if *name == FieldName::PageTitle { FieldName::Title } else { *name })
}

/// True for a label that no table knows: a few letters that name no organ.
fn could_be_label(frame: &Frame, label: TextRange, value: TextRange) -> bool {
    let words = dense(label.of(&frame.tidy.text));
    let is_plain = words.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '_');
    let longest = match (words.is_ascii(), value.is_empty()) {
        (true, _) => LABEL,
        (false, true) => OF_TEXT,
        (false, false) => UNKNOWN,
    };
    let fits = is_plain && (2..=longest).contains(&width(&words)) && !names_many(frame, &words);
    fits && words.contains(char::is_alphabetic)
}

/// True for what may stand behind a label that no table knows, wherever it stands.
fn is_value(frame: &Frame, label: TextRange, value: TextRange) -> bool {
    let said = value.of(&frame.tidy.text);
    let is_list = attachment::is_bare_label(&dense(label.of(&frame.tidy.text)));
    width(said) <= VALUE && !said.contains(['。', ';']) && !said.ends_with(':') && !is_list
}

/// `各乡镇`, `县财政局`: recipients and no label.
fn names_many(frame: &Frame, words: &str) -> bool {
    let organisations = &frame.lexicon.organisations;
    let is_placed =
        || organisations.read(words).is_some_and(|reading| reading.prefix != Prefix::None);
    words.starts_with('各')
        || organisations.is_collective(words)
        || frame.lexicon.is_organ(words)
        || is_placed()
}

/// The field; the label of the text is none.
fn field(frame: &Frame, pair: Pair) -> Option<RawField> {
    let value = pair.value.of(&frame.tidy.text);
    let words = dense(value);
    let is_title = || {
        let is_statutory =
            matches!(title::genre(frame, pair.value, &words), Some((_, Genre::Statutory)));
        title::about(&words) && is_statutory
    };
    let is_number = || number::find(value).is_some_and(|found| number::is_whole(value, &found));
    let name = match pair.name {
        Some(name) => name,
        None if is_title() => FieldName::Title,
        None if is_number() => FieldName::DocumentNumber,
        None => FieldName::Other,
    };
    let is_field = pair.name.is_some() || !pair.value.is_empty();
    is_field.then(|| RawField::of_page(pair.label, pair.value, name))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Notes;
    use crate::document::TextLayer;
    use crate::header::{Header, read};
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;
    use crate::tidy::{Tidy, tidy};

    const TITLE: &str = "柏川县人民政府关于清淤的通知";

    fn header(raw: &str) -> (Tidy, Header) {
        let mut notes = Notes::default();
        let tidy = tidy(Lexicon::builtin(), &TextLayer::new(raw), &mut notes);
        let header = read(Lexicon::builtin(), &tidy, &mut notes);
        (tidy, header)
    }

    /// `label=value` of each field.
    fn fields(raw: &str) -> Vec<String> {
        let (tidy, header) = header(raw);
        let words = |range: TextRange| range.of(&tidy.text).to_owned();
        let fields = header.metadata.fields.iter();
        fields.map(|(label, value)| words(*label) + "=" + &words(*value)).collect()
    }

    #[test]
    fn labels_and_values_are_a_head_however_they_are_written() {
        let text = "柏政发〔2025〕9号\n各乡镇人民政府：\n请落实。\n柏川县人民政府\n2025年2月20日\n";
        for head in [
            "标题：{}\n发布日期：2025-02-22\n栏目：公文\n正文：\n",
            "标题: {}\n栏目: 公文\n发布日期: 2025-02-22 10:20\n内容:\n",
            "\"标题\": \"{}\",\n\"发布日期\": \"2025-02-22\"\n\"正文\":\n",
            "“标题”：“{}”\n“发布日期”：“2025-02-22”\n",
            "标题\t{}\n发布日期\t2025-02-22\n",
            "title: {}\nurl: http://example.cn/1\npubdate: 2025-02-22\ncontent:\n",
            "文章标题：{}\n发布日期：2025-02-22\n来源：柏川县人民政府\n",
            "标题={}\n发布日期=2025-02-22\n",
            "标题：{}\n附件：1.任务表\n摘要：要清淤。要巡河。\n发布日期：2025-02-22\n正文：\n",
        ] {
            let raw = head.replace("{}", TITLE) + text;
            let (tidy, header) = header(&raw);
            let words = |range: TextRange| range.of(&tidy.text);
            let metadata = &header.metadata;
            assert_eq!(metadata.title.map(words), Some(TITLE), "{raw}");
            let published = metadata.published_on.as_ref().map(|day| day.value.to_string());
            assert_eq!(published.as_deref(), Some("2025-02-22"), "{raw}");
            let recipients: Vec<&str> = metadata.recipients.iter().copied().map(words).collect();
            assert_eq!(recipients, ["各乡镇人民政府"], "{raw}");
            assert!(metadata.document_number.is_some(), "{raw}");
        }
    }

    #[test]
    fn labels_that_no_table_knows_are_fields() {
        let head = format!("{TITLE}\n发布日期：2025-02-22\n抓取批次：7\n来源：县政府网\n正文：\n");
        let found = ["发布日期=2025-02-22", "抓取批次=7", "来源=县政府网"];
        assert_eq!(fields(&(head + "各乡镇：\n请落实。\n")), found);
    }

    #[test]
    fn one_label_makes_no_head_and_what_stands_apart_is_none_of_it() {
        for raw in [
            "抓取批次：7\n来源：县政府网\n各乡镇：\n请落实。\n",
            "会议时间：2025年3月1日\n会议地点：县政府\n各乡镇：\n请落实。\n",
            "标题：清淤\n发布日期：2025-02-22\n\n抓取：张三\n各乡镇：\n请落实。\n",
            "任务：清淤\n责任单位：县水利局\n完成时限：2025年底\n",
        ] {
            assert!(!fields(raw).iter().any(|field| field.starts_with("抓取")), "{raw}");
        }
        let (tidy, header) = header("发布日期：2025-02-22\n来源：县网\n县财政局：\n请落实。\n");
        let recipients = header.metadata.recipients.iter();
        let recipients: Vec<&str> = recipients.map(|range| range.of(&tidy.text)).collect();
        assert_eq!(recipients, ["县财政局"]);
    }
}
