//! The laws that every record keeps, whatever the bytes were. Used by the tests and by the fuzz
//! targets, so it needs little but the library.

use gongwen::document::Document;
use gongwen_formats::Encoding;
use serde_json::{Map, Value};
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// The laws that a record breaks, in words; none for a good record. `bytes` is the archived file.
pub(crate) fn broken(document: &Document, bytes: &[u8], record: &Value) -> Vec<String> {
    let mut laws = Laws::new(document, bytes);
    laws.source(&record["source"]);
    laws.places("record", record);
    laws.partition(&record["source"]["range"], &record["segments"]);
    laws.ids(record);
    laws.references(record);
    laws.nesting(record);
    laws.belonging(record);
    laws.metadata_places(&record["metadata"]);
    laws.broken
}

/// The laws that the records of a document break together: their ranges partition the text, in order.
pub(crate) fn parted(document: &Document, records: &[Value]) -> Vec<String> {
    let mut broken = Vec::new();
    let mut next = 0;
    for (at, source) in records.iter().map(|record| &record["source"]).enumerate() {
        let (start, end) = (source["range"][0].as_u64(), source["range"][1].as_u64());
        if source["ordinal"] != at || start != Some(next) || end < start {
            broken.push(format!("notice {at}: {source} does not begin at {next}"));
        }
        next = end.unwrap_or_default();
    }
    if next != u64::from(document.layer.len()) {
        broken.push(format!("the notices end at {next}, the text does not"));
    }
    broken
}

struct Laws<'a> {
    text: &'a str,
    /// Byte of the text at which each code point starts, and the end.
    starts: Vec<usize>,
    file: &'a [u8],
    encoding: Option<&'static Encoding>,
    /// Other bytes stand between the words: tags and entities.
    is_markup: bool,
    /// Code points that begin in the middle of a visible sign.
    inner: HashSet<u64>,
    ids: HashSet<String>,
    broken: Vec<String>,
}

/// Places at which no span may begin or end. Halves of flags and what stands behind a sign of another
/// script's numbers are left alone.
fn inside_graphemes(text: &str) -> HashSet<u64> {
    let mut at = 0;
    let mut inner = HashSet::new();
    for grapheme in text.graphemes(true) {
        let inside = (at..).zip(grapheme.chars()).skip(1);
        inner.extend(inside.filter(|(_, c)| is_mark(*c)).map(|(at, _)| at));
        at += grapheme.chars().count() as u64;
    }
    inner
}

fn is_mark(c: char) -> bool {
    let is_han =
        matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    !c.is_ascii() && !is_han && !matches!(c, '\u{1F1E6}'..='\u{1F1FF}' | '\u{2000}'..='\u{200B}')
}

impl<'a> Laws<'a> {
    fn new(document: &'a Document, file: &'a [u8]) -> Self {
        let text = document.layer.text();
        let ends = std::iter::once(text.len());
        Self {
            text,
            starts: text.char_indices().map(|(at, _)| at).chain(ends).collect(),
            file,
            encoding: Encoding::for_label(document.info.encoding.as_bytes()),
            is_markup: document.info.media_type == "text/html",
            inner: inside_graphemes(text),
            ids: HashSet::new(),
            broken: Vec::new(),
        }
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "a law holds or does not")]
    fn check(&mut self, holds: bool, law: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(law());
        }
    }

    fn chars(&self) -> u64 {
        self.starts.len() as u64 - 1
    }

    fn words(&self, start: u64, end: u64) -> Option<&'a str> {
        let start = *self.starts.get(usize::try_from(start).ok()?)?;
        let end = *self.starts.get(usize::try_from(end).ok()?)?;
        self.text.get(start..end)
    }

    /// The source tells the truth about its size.
    fn source(&mut self, source: &Value) {
        let (chars, bytes) = (self.chars(), self.file.len() as u64);
        self.check(source["text_chars"] == chars, || format!("text_chars is not {chars}"));
        self.check(source["bytes"] == bytes, || format!("bytes is not {bytes}"));
    }

    /// Every place lies in the text, its words are those of the text, its bytes those of the file.
    fn places(&mut self, at: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                self.place(at, fields);
                for (name, inner) in fields {
                    self.places(&format!("{at}.{name}"), inner);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.places(&format!("{at}[{index}]"), item);
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, at: &str, fields: &Map<String, Value>) {
        let number = |name| fields.get(name).and_then(Value::as_u64);
        let (Some(start), Some(end)) = (number("start"), number("end")) else { return };
        self.check(start <= end, || format!("{at}: the end {end} stands before the start {start}"));
        // A diagnostic may be about the mark itself.
        let is_value = !at.contains(".diagnostics[");
        let whole = !is_value || ![start, end].iter().any(|place| self.inner.contains(place));
        self.check(whole, || format!("{at}: {start}..{end} parts a character and its mark"));
        let words = self.words(start, end);
        self.check(words.is_some(), || format!("{at}: {start}..{end} is not in the text"));
        let Some(words) = words else { return };
        if let Some(given) = fields.get("text") {
            self.check(given == words, || {
                format!("{at}: {start}..{end} is {words:?}, not {given}")
            });
        }
        if let Some(bytes) = fields.get("bytes") {
            let decoded = self.decode(bytes);
            let is_markup = self.is_markup;
            let same = decoded.as_deref().is_some_and(|decoded| match is_markup {
                true => same_ends(decoded, words),
                false => same_words(decoded, words),
            });
            self.check(same, || {
                format!("{at}: bytes {bytes} decode to {decoded:?}, not {words:?}")
            });
        }
    }

    fn decode(&self, bytes: &Value) -> Option<String> {
        let bound = |index: usize| usize::try_from(bytes[index].as_u64()?).ok();
        let slice = self.file.get(bound(0)?..bound(1)?)?;
        Some(self.encoding?.decode_without_bom_handling(slice).0.into_owned())
    }

    /// Segments follow each other from the first character to the last, none of them empty.
    fn partition(&mut self, range: &Value, segments: &Value) {
        let mut next = range[0].as_u64().unwrap_or_default();
        for segment in segments.as_array().into_iter().flatten() {
            let (start, end) = (segment["start"].as_u64(), segment["end"].as_u64());
            self.check(start == Some(next), || format!("segment at {start:?}, expected {next}"));
            self.check(end > start, || format!("empty segment at {next}"));
            next = end.unwrap_or(next);
        }
        self.check(range[1] == next, || format!("segments end at {next} and not as {range}"));
    }

    /// No two things have one id.
    fn ids(&mut self, record: &Value) {
        for list in ["parts", "sections", "tasks", "targets", "milestones", "groups", "units"] {
            for id in record[list].as_array().into_iter().flatten().map(|item| &item["id"]) {
                let is_new = id.as_str().is_some_and(|id| self.ids.insert(id.to_owned()));
                self.check(is_new, || format!("{list}: id {id} is missing or stands twice"));
            }
        }
    }

    /// Whoever refers to something refers to something that is there.
    fn references(&mut self, record: &Value) {
        const REFERENCES: &[(&str, &[&str])] = &[
            ("sections", &["part", "parent"]),
            ("tasks", &["section", "targets", "milestones"]),
            ("targets", &["section", "task", "part_of"]),
            ("milestones", &["section"]),
        ];
        for (list, names) in REFERENCES {
            for item in record[list].as_array().into_iter().flatten() {
                names.iter().for_each(|name| self.reference(&item["id"], &item[*name]));
            }
        }
        for (list, inner) in [("tasks", "responsibilities"), ("groups", "members")] {
            for item in record[list].as_array().into_iter().flatten() {
                for one in item[inner].as_array().into_iter().flatten() {
                    self.reference(&item["id"], &one["unit"]);
                }
            }
        }
    }

    fn reference(&mut self, from: &Value, to: &Value) {
        match to {
            Value::Null => {}
            Value::Array(all) => all.iter().for_each(|one| self.reference(from, one)),
            one => {
                let is_there = one.as_str().is_some_and(|id| self.ids.contains(id));
                self.check(is_there, || format!("{from} refers to {one}, which is not there"));
            }
        }
    }

    /// What belongs to something lies inside it; sections stand in reading order.
    fn nesting(&mut self, record: &Value) {
        let place = |item: &Value| (item["span"]["start"].as_u64(), item["span"]["end"].as_u64());
        let by_id = |list: &str, id: &Value| {
            let items = record[list].as_array().into_iter().flatten();
            items.into_iter().find(|item| item["id"] == *id).map(place)
        };
        let mut last = None;
        for section in record["sections"].as_array().into_iter().flatten().take(500) {
            let id = &section["id"];
            let (start, end) = place(section);
            self.check(start >= last, || format!("{id} stands before the section above it"));
            last = start;
            let above = match &section["parent"] {
                Value::Null => by_id("parts", &section["part"]),
                parent => by_id("sections", parent),
            };
            let inside = above.is_some_and(|(from, to)| from <= start && end <= to);
            self.check(inside, || format!("{id} does not lie inside what it belongs to"));
        }
        for list in ["tasks", "targets", "milestones"] {
            for item in record[list].as_array().into_iter().flatten().take(500) {
                let (start, end) = place(item);
                let section = by_id("sections", &item["section"]);
                let inside = section.is_none_or(|(from, to)| from <= start && end <= to);
                self.check(inside, || format!("{} does not lie in its section", item["id"]));
            }
        }
    }

    /// The words of a part of something lie inside its own: the units of a task but for those that a
    /// rule of the document adds, the number of a target, the members of a group. A merged cell holds for
    /// rows of a table below it, too.
    fn belonging(&mut self, record: &Value) {
        const INNER: &[(&str, &str)] =
            &[("tasks", "responsibilities"), ("groups", "members"), ("targets", "number_span")];
        let place = |item: &Value| Some((item["start"].as_u64()?, item["end"].as_u64()?));
        for (list, name) in INNER {
            for item in record[list].as_array().into_iter().flatten() {
                let Some((from, to)) = place(&item["span"]) else { continue };
                let inner = match &item[*name] {
                    Value::Array(all) => all.as_slice(),
                    one => std::slice::from_ref(one),
                };
                for one in inner.iter().filter(|one| one["implied"] != true) {
                    let own = if one["span"].is_null() { one } else { &one["span"] };
                    let is_row = item["kind"] == "table_row";
                    let fits = |(a, b): (u64, u64)| from <= a && b <= to || is_row && b <= from;
                    let inside = place(own).is_none_or(fits);
                    self.check(inside, || {
                        format!("{}: {name} {own} lies outside {from}..{to}", item["id"])
                    });
                }
            }
        }
    }

    /// Every value of the metadata has its place, and nothing else has.
    fn metadata_places(&mut self, metadata: &Value) {
        let spans = &metadata["spans"];
        for (name, value) in metadata.as_object().into_iter().flatten() {
            let count = |value: &Value| match value {
                Value::Null => 0,
                Value::Array(items) => items.len(),
                _ => 1,
            };
            if name != "spans" && name != "fields" {
                let same = count(value) == count(&spans[name]);
                self.check(same, || format!("metadata.{name} and its places differ in number"));
            }
        }
    }
}

/// The bytes are those of the words. Around malformed sequences they are not: what is lost there is
/// found with the bytes around it, which are not cut out. Characters that an older edition of GB18030
/// kept for private use are shown as what they are.
fn same_words(decoded: &str, words: &str) -> bool {
    const PRIVATE: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';
    words.contains('\u{FFFD}')
        || decoded.contains('\u{FFFD}')
        || decoded.chars().count() == words.chars().count()
            && decoded.chars().zip(words.chars()).all(|(a, b)| a == b || PRIVATE.contains(&a))
}

/// In markup the bytes begin and end with the first and the last of the words, as characters or as
/// entities; line ends and the tabs between cells have no bytes of their own.
fn same_ends(decoded: &str, words: &str) -> bool {
    // A row can hold a cell that stands further up and is merged down into it.
    if words.contains('\t') {
        return true;
    }
    let (words, decoded) = (words.trim(), decoded.trim());
    // What stands in a page before its meta tags comes behind their lines in the text.
    let label = words.split_once(": ").map_or("", |(label, _)| label);
    if words.contains('\n') && !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphabetic()) {
        return words.ends_with(|c| decoded.contains(c))
            && words.starts_with(|c| decoded.contains(c));
    }
    let begins = words.chars().next().is_none_or(|c| decoded.starts_with([c, '&', '<']));
    let ends = words.chars().next_back().is_none_or(|c| decoded.ends_with([c, ';', '>']));
    begins && ends
}
