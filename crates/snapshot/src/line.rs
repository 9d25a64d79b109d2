//! Facts as lines of text, and back. Between cells stands a tab.
//!
//! ```text
//! notice  06-street-alleys.txt
//! sha256  92d5053d…
//! doc_id  92d5053d…
//! metadata  title  value=东沙街道办事处关于…的通知
//! section  outline/numbering  part=p0  path=二/1  title=整治路面破损
//! task  task/provision  kind=provision  section=二/1  title=整治路面破损
//!   responsibility  responsibility/labelled-bracket  role=lead  surface=街道城建办
//! places  0..28 222..230 …
//! end
//! ```
//!
//! Places stand apart from what is said, one for each fact in their order: where a page gets a word
//! more at its top, one line of the snapshot differs and not all of them.

use super::fact::{Fact, FactKind, Notice, Place, State};
use gongwen_messages::{Message, message};
use std::fmt::Write;

/// What is wrong with a line, counted from 1 within the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which line.
    pub line: usize,
    /// What is wrong with it.
    pub message: Message,
}

/// The lines of a notice, `end` included.
#[must_use]
pub fn write(notice: &Notice) -> String {
    let mut out = String::with_capacity(4096);
    let mut head = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(name);
            out.push('\t');
            escape(value, &mut out);
            out.push('\n');
        }
    };
    head("notice", &notice.uri);
    head("sha256", &notice.sha256);
    head("doc_id", &notice.doc_id);
    match &notice.state {
        State::Read => {}
        State::Unreadable(reason) => head("unreadable", reason),
        State::Gone => head("gone", "-"),
    }
    for fact in &notice.facts {
        fact_line(fact, "", &mut out);
        fact.inner.iter().for_each(|inner| fact_line(inner, "  ", &mut out));
    }
    if !notice.facts.is_empty() {
        places(notice, &mut out);
    }
    out.push_str("end\n");
    out
}

fn fact_line(fact: &Fact, indent: &str, out: &mut String) {
    out.push_str(indent);
    out.push_str(fact.kind.name());
    out.push('\t');
    escape(&fact.rule, out);
    for (name, value) in &fact.fields {
        let _ = write!(out, "\t{name}=");
        escape(value, out);
    }
    if !fact.words.is_empty() {
        out.push_str("\twords=");
        escape(&fact.words, out);
    }
    out.push('\n');
}

/// The line of one fact, without what is inside it.
pub(super) fn of_fact(fact: &Fact) -> String {
    let mut line = String::new();
    fact_line(fact, "", &mut line);
    line
}

fn places(notice: &Notice, out: &mut String) {
    out.push_str("places");
    for (at, fact) in notice.all().enumerate() {
        out.push(if at == 0 { '\t' } else { ' ' });
        match fact.place {
            Some((start, end)) => _ = write!(out, "{start}..{end}"),
            None => out.push('-'),
        }
    }
    out.push('\n');
}

/// Makes one line of any words.
pub(super) fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c if c.is_control() => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
}

pub(super) fn unescape(words: &str) -> Result<String, Message> {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = &rest[at + 1..];
        let (c, used) = match code.chars().next() {
            Some('\\') => ('\\', 1),
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some('u') => number_of(code).ok_or_else(|| message!("line.unicode"))?,
            _ => return Err(message!("line.backslash")),
        };
        out.push(c);
        rest = &code[used..];
    }
    out.push_str(rest);
    Ok(out)
}

fn number_of(code: &str) -> Option<(char, usize)> {
    let digits = code.strip_prefix("u{")?;
    let end = digits.find('}')?;
    let c = char::from_u32(u32::from_str_radix(&digits[..end], 16).ok()?)?;
    Some((c, end + 3))
}

/// Reads the lines of one notice.
///
/// # Errors
/// Where a line is not of the form that [`write()`] gives it.
pub fn parse(text: &str) -> Result<Notice, Problem> {
    let mut reading = Reading::default();
    for (at, line) in text.lines().enumerate() {
        reading.line(line).map_err(|message| Problem { line: at + 1, message })?;
    }
    let lines = text.lines().count();
    reading.finish().map_err(|message| Problem { line: lines.max(1), message })
}

#[derive(Default)]
struct Reading {
    notice: Option<Notice>,
    places: Option<Vec<Option<Place>>>,
    ended: bool,
}

impl Reading {
    fn line(&mut self, line: &str) -> Result<(), Message> {
        if self.ended {
            return Err(message!("line.behind-end"));
        }
        if line == "end" {
            self.ended = true;
            return Ok(());
        }
        let (name, rest) = line.split_once('\t').ok_or_else(|| no_fact(line))?;
        if name == "notice" {
            if self.notice.is_some() {
                return Err(message!("line.second-notice"));
            }
            self.notice = Some(Notice::without_facts(&unescape(rest)?, State::Read));
            return Ok(());
        }
        let notice = self.notice.as_mut().ok_or_else(|| message!("line.no-notice"))?;
        match name {
            "sha256" => notice.sha256 = unescape(rest)?,
            "doc_id" => notice.doc_id = unescape(rest)?,
            "unreadable" => notice.state = State::Unreadable(unescape(rest)?),
            "gone" => notice.state = State::Gone,
            "places" => self.places = Some(read_places(rest)?),
            _ => add(notice, line)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<Notice, Message> {
        let mut notice = self.notice.ok_or_else(|| message!("line.no-notice"))?;
        if !self.ended {
            return Err(message!("line.no-end"));
        }
        let places = self.places.unwrap_or_default();
        let facts = notice.all().count();
        if facts != places.len() {
            return Err(message!("line.places", facts, places = places.len()));
        }
        let mut places = places.into_iter();
        for fact in &mut notice.facts {
            fact.place = places.next().flatten();
            fact.inner.iter_mut().for_each(|inner| inner.place = places.next().flatten());
        }
        Ok(notice)
    }
}

fn no_fact(line: &str) -> Message {
    let shown: String = line.chars().take(40).collect();
    message!("line.no-fact", shown)
}

fn add(notice: &mut Notice, line: &str) -> Result<(), Message> {
    let inner = line.strip_prefix("  ");
    let fact = read_fact(inner.unwrap_or(line))?;
    if fact.kind.is_inner() != inner.is_some() {
        return Err(message!("line.indent", kind = fact.kind.name()));
    }
    match (inner, notice.facts.last_mut()) {
        (None, _) => notice.facts.push(fact),
        (Some(_), Some(owner)) => owner.inner.push(fact),
        (Some(_), None) => return Err(message!("line.no-owner")),
    }
    Ok(())
}

fn read_fact(line: &str) -> Result<Fact, Message> {
    let mut cells = line.split('\t');
    let kind = cells.next().and_then(FactKind::from_name).ok_or_else(|| no_fact(line))?;
    let rule = unescape(cells.next().ok_or_else(|| message!("line.no-rule"))?)?;
    // A reference may have been written by an earlier release.
    let mut fact = Fact::new(kind, gongwen::current_rule(&rule));
    for cell in cells {
        let (name, value) = cell.split_once('=').ok_or_else(|| message!("line.field"))?;
        let value = unescape(value)?;
        if name == "words" {
            fact.words = value;
        } else {
            fact.fields.push((name.to_owned(), value));
        }
    }
    Ok(fact)
}

fn read_places(text: &str) -> Result<Vec<Option<Place>>, Message> {
    let place = |word: &str| {
        if word == "-" {
            return Some(None);
        }
        let (start, end) = word.split_once("..")?;
        Some(Some((start.parse().ok()?, end.parse().ok()?)))
    };
    let wrong = |word: &str| message!("line.place", word);
    text.split(' ').map(|word| place(word).ok_or_else(|| wrong(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::{parse, write};
    use crate::fact::{Fact, FactKind, Notice, State};

    fn notice() -> Notice {
        let mut task =
            Fact::new(FactKind::Task, "task/provision").with("title", "一\t\\二\r\n\u{85}=三");
        task.place = Some((3, 9));
        let lead = Fact::new(FactKind::Responsibility, "r/x")
            .with("surface", "区财政局")
            .at((7, 9), "财政");
        task.inner.push(lead);
        let title = Fact::new(FactKind::Metadata, "title").with("value", "通知");
        Notice {
            uri: "a b/通知.txt".to_owned(),
            sha256: "00".to_owned(),
            doc_id: "11".to_owned(),
            state: State::Read,
            facts: vec![title, task],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let gone = Notice::without_facts("x", State::Gone);
        let unread = Notice::without_facts("x", State::Unreadable("too\nlarge".to_owned()));
        for notice in [notice(), gone, unread] {
            let text = write(&notice);
            assert_eq!(parse(&text), Ok(notice), "{text}");
        }
    }

    #[test]
    fn nonsense_is_named_with_its_line() {
        let text = write(&notice());
        let cases = [
            (text.replace("end\n", ""), 7, "truncated"),
            (text.replace("metadata", "metadatum"), 4, "is not a fact"),
            (text.replace("\\\\", "\\"), 5, "escape sequence"),
            (text.replace("3..9", "3-9"), 7, "is not a place"),
            (text.replace(" 3..9", ""), 8, "has 3 facts but 2 places"),
            (text.replace("  responsibility", "responsibility"), 6, "indented"),
            (format!("{text}{text}"), 9, "after `end`"),
            (String::new(), 1, "begin with `notice`"),
        ];
        for (text, line, said) in cases {
            let problem = parse(&text).unwrap_err();
            assert_eq!(problem.line, line, "{problem:?}");
            assert!(problem.message.to_string().contains(said), "{problem:?}");
        }
    }
}
