//! Metadata from all places that state them. Where two disagree the notice's own words win over
//! the page header, and a diagnostic says so.

use super::fields::{RawField, Witness};
use super::in_force::{self, Days};
use super::signature::{Cover, SignedOn};
use super::title::Title;
use super::{Frame, date, dense, link, number, recipients, title};
use crate::calendar::{self, Repaired};
use crate::diagnostic::{Code, Notes};
use crate::lexicon::page::{FieldName, Genre};
use crate::model::DocumentNumber;
use crate::span::TextRange;
use jiff::civil::Date;

/// A value with its place in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valued<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub range: TextRange,
}

/// Metadata before their places are translated.
#[derive(Clone, Debug, Default)]
pub struct RawMetadata {
    /// The title of the notice.
    pub title: Option<TextRange>,
    /// 文种.
    pub document_type: Option<TextRange>,
    /// 发文字号.
    pub document_number: Option<Valued<DocumentNumber>>,
    /// 索引号.
    pub index_number: Option<TextRange>,
    /// 发布机构.
    pub publisher: Option<TextRange>,
    /// 发文机关署名.
    pub signatories: Vec<TextRange>,
    /// 成文日期.
    pub issued_on: Option<Valued<Date>>,
    /// 发布日期.
    pub published_on: Option<Valued<Date>>,
    /// 施行日期.
    pub effective_on: Option<Valued<Date>>,
    /// 失效日期.
    pub expires_on: Option<Valued<Date>>,
    /// 主送机关.
    pub recipients: Vec<TextRange>,
    /// 主题分类.
    pub subject: Option<TextRange>,
    /// 有效性.
    pub validity: Option<TextRange>,
    /// Titles on the list of 附件.
    pub attachments: Vec<TextRange>,
    /// Label and value of every header field.
    pub fields: Vec<(TextRange, TextRange)>,
}

/// Settles the metadata.
pub(super) fn resolve(
    frame: &Frame,
    title: Option<Title>,
    cover: Cover,
    attachments: Vec<TextRange>,
    fields: Vec<RawField>,
    notes: &mut Notes,
) -> RawMetadata {
    let page = Page { frame, fields: &fields };
    let published_on = page.date(FieldName::PublishedOn);
    let issued_on = issued_on(&page, &cover, published_on.as_ref(), notes);
    let days = Days { issued: issued_on.as_ref(), published: published_on.as_ref() };
    // The cover knows better than what it issues.
    let own = cover.end.map_or(0, |end| frame.range(end).start as usize);
    let anywhere = frame.tidy.text.len();
    let effective_on = page.date(FieldName::EffectiveOn).or_else(|| {
        in_force::since(frame, own, days).or_else(|| in_force::since(frame, anywhere, days))
    });
    let first = effective_on.as_ref().map(|day| day.value);
    let expires_on = page.date(FieldName::ExpiresOn).or_else(|| {
        in_force::until(frame, own, first).or_else(|| in_force::until(frame, anywhere, first))
    });
    let link = link::find(frame);
    let own = title.as_ref().map(|title| title.range).or_else(|| page.value(FieldName::Title));
    let own = own.or_else(|| file_title(frame, &fields));
    let title_range = own.or_else(|| link.as_ref().and_then(|link| link.title));
    compare_with_file(&page, title.as_ref(), notes);
    RawMetadata {
        title: title_range,
        document_type: document_type(frame, title.as_ref(), title_range),
        document_number: document_number(&page, &cover, notes)
            .or_else(|| link.and_then(|link| link.number)),
        index_number: page.value(FieldName::IndexNumber),
        publisher: page
            .value(FieldName::Publisher)
            .or_else(|| page.value(FieldName::PublisherWeak)),
        signatories: cover.signatories.clone(),
        issued_on,
        published_on,
        effective_on,
        expires_on,
        recipients: cover
            .recipients
            .map(|range| recipients::split(frame.lexicon, &frame.tidy.text, range))
            .unwrap_or_default(),
        subject: page.value(FieldName::Subject),
        validity: validity(&page, notes),
        attachments,
        fields: fields.iter().map(|field| (field.label, field.value)).collect(),
    }
}

/// What the file calls itself: its title, or the name of the page without that of the site.
pub(super) fn file_title(frame: &Frame, fields: &[RawField]) -> Option<TextRange> {
    let page = Page { frame, fields };
    let named = || {
        let range = page.of_file(FieldName::PageTitle)?;
        let words = range.of(&frame.tidy.text);
        let own = words.find(['_', '|', '-', '—']).unwrap_or(words.len());
        let own = range.within(0, own).trim(&frame.tidy.text);
        // Pages without a notice are called by their site or column.
        let typed = frame.lexicon.genres.at_end(own.of(&frame.tidy.text)).is_some();
        (typed || title::about(own.of(&frame.tidy.text))).then_some(own)
    };
    let wordy = |range: &TextRange| title::is_wordy(range.of(&frame.tidy.text));
    page.of_file(FieldName::Title).filter(wordy).or_else(named)
}

/// What the header of the page says that the title is.
pub(super) fn stated_title(frame: &Frame, fields: &[RawField]) -> Option<TextRange> {
    let stated = Page { frame, fields }.value(FieldName::Title)?;
    title::is_wordy(stated.of(&frame.tidy.text)).then_some(stated)
}

/// Bytes of the longest title before the name of a site.
const PAGE_TITLE: usize = 600;

/// What a page is called, without the name of its site, where the same words stand on a line of it.
pub(super) fn page_title(frame: &Frame, fields: &[RawField]) -> Option<TextRange> {
    let page = Page { frame, fields };
    let range = page.of_file(FieldName::PageTitle)?;
    let words = range.of(&frame.tidy.text);
    let seen = |range: &TextRange| {
        let words = dense(range.of(&frame.tidy.text));
        let mut head = frame.facts..frame.head(title::HEAD_LINES);
        words.chars().nth(SHORTEST).is_some() && head.any(|line| frame.dense[line] == words)
    };
    let near = words.char_indices().take_while(|(at, _)| *at <= PAGE_TITLE);
    let ends = near.filter(|(_, c)| matches!(c, '_' | '|' | '-' | '—'));
    let own = ends.map(|(at, _)| range.within(0, at).trim(&frame.tidy.text));
    own.chain([range]).find(seen)
}

/// The page header.
struct Page<'f, 't> {
    frame: &'f Frame<'t>,
    fields: &'f [RawField],
}

impl Page<'_, '_> {
    fn value(&self, name: FieldName) -> Option<TextRange> {
        let of_name = self.fields.iter().filter(|field| field.name == name);
        of_name.map(|field| field.value).find(|value| !value.is_empty())
    }

    fn of_file(&self, name: FieldName) -> Option<TextRange> {
        let file = self.fields.iter().filter(|field| field.witness == Witness::File);
        file.filter(|field| field.name == name).map(|field| field.value).find(|v| !v.is_empty())
    }

    fn date(&self, name: FieldName) -> Option<Valued<Date>> {
        let range = self.value(name)?;
        let (value, len) = date::at_start(self.frame.lexicon, range.of(&self.frame.tidy.text))?;
        Some(Valued { value, range: range.within(0, len) })
    }
}

/// What the file says about itself and the page that people see does not.
fn compare_with_file(page: &Page, title: Option<&Title>, notes: &mut Notes) {
    let text = &page.frame.tidy.text;
    if let (Some(title), Some(range)) = (title, page.of_file(FieldName::Title)) {
        let stated = dense(range.of(text));
        if !stated.contains(&title.words) && !title.words.contains(stated.trim_end_matches('.')) {
            let message = format!("the file calls itself {stated}, the notice {}", title.words);
            notes.at(Code::FieldConflict, range, message);
        }
    }
    let date = |range: TextRange| date::at_start(page.frame.lexicon, range.of(text));
    let file = page.of_file(FieldName::PublishedOn);
    let dates = file.and_then(date).zip(page.value(FieldName::PublishedOn).and_then(date));
    if let (Some(range), Some(((file, _), (shown, _)))) = (file, dates)
        && file != shown
    {
        let message = format!("the file says it was published on {file}, the page {shown}");
        notes.at(Code::FieldConflict, range, message);
    }
}

/// The statutory genre at the end of the title.
fn document_type(
    frame: &Frame,
    title: Option<&Title>,
    range: Option<TextRange>,
) -> Option<TextRange> {
    if let Some(title) = title {
        return title.genre.filter(|(_, genre)| *genre == Genre::Statutory).map(|(range, _)| range);
    }
    let range = range?;
    let words = range.of(&frame.tidy.text);
    let (word, genre) = frame.lexicon.genres.at_end(words)?;
    (*genre == Genre::Statutory).then(|| range.within(words.len() - word.len(), word.len()))
}

fn document_number(
    page: &Page,
    cover: &Cover,
    notes: &mut Notes,
) -> Option<Valued<DocumentNumber>> {
    let text = &page.frame.tidy.text;
    let stated = page.value(FieldName::DocumentNumber).and_then(|range| {
        let found = number::find(range.of(text))?;
        let place = range.within(found.start, found.end - found.start);
        Some(Valued { value: found.number, range: place })
    });
    let own = cover.number.clone().map(|(value, range)| Valued { value, range });
    if let Some(own) = own.as_ref().filter(|_| cover.bare_number) {
        notes.at(
            Code::NumberBracketsLost,
            own.range,
            format!("the number is read as {}", own.value.text),
        );
    }
    if let (Some(own), Some(stated)) = (&own, &stated)
        && own.value != stated.value
    {
        let message =
            format!("the page header says {}, the notice {}", stated.value.text, own.value.text);
        notes.at(Code::FieldConflict, stated.range, message);
    }
    own.or(stated)
}

/// The signature, else the page header, else the date beside the title.
fn issued_on(
    page: &Page,
    cover: &Cover,
    published: Option<&Valued<Date>>,
    notes: &mut Notes,
) -> Option<Valued<Date>> {
    let stated = page.date(FieldName::IssuedOn);
    let beside = cover.title_date.map(|(value, range)| Valued { value, range });
    let hint = stated.as_ref().or(beside.as_ref()).or(published).map(|hint| hint.value);
    let signed = match cover.date {
        Some(SignedOn::Date(value, range)) => Some(Valued { value, range }),
        Some(SignedOn::Damaged(range)) => repaired(page.frame, range, hint, notes),
        None => None,
    };
    if let (Some(signed), Some(stated)) = (&signed, &stated)
        && signed.value != stated.value
    {
        let message =
            format!("the page header says {}, the signature {}", stated.value, signed.value);
        notes.at(Code::FieldConflict, stated.range, message);
    }
    signed.or(stated).or(beside)
}

fn repaired(
    frame: &Frame,
    range: TextRange,
    hint: Option<Date>,
    notes: &mut Notes,
) -> Option<Valued<Date>> {
    let digits = date::damaged(range.of(&frame.tidy.text))?;
    match calendar::repair(digits, hint) {
        Repaired::One(value) => {
            notes.at(Code::DateDigitsStripped, range, format!("{digits} is read as {value}"));
            Some(Valued { value, range })
        }
        Repaired::Ambiguous(dates) => {
            let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
            notes.at(Code::DateAmbiguous, range, format!("{digits} may be {}", dates.join(" or ")));
            None
        }
        Repaired::None => None,
    }
}

/// 有效性, or 有效 under a label that means something else.
fn validity(page: &Page, notes: &mut Notes) -> Option<TextRange> {
    if let Some(value) = page.value(FieldName::Validity) {
        return Some(value);
    }
    let text = &page.frame.tidy.text;
    let phrases = &page.frame.lexicon.phrases;
    let field =
        page.fields.iter().find(|field| phrases.validity.get(field.value.of(text)).is_some())?;
    let message = format!("{} carries a value of 有效性", dense(field.label.of(text)));
    notes.at(Code::LabelMismatch, field.range(), message);
    Some(field.value)
}

/// Code points of the shortest name of a page that is a title.
const SHORTEST: usize = 7;
