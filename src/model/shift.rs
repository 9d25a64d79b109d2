//! Moves all places of a notice, for notices that were not read from the text of their file as it stands.

use super::{Metadata, Notice};
use crate::span::{Span, Spanned};

/// Where the places of a text lie in another one.
pub(crate) struct Places<'m> {
    /// Of the first code point of a span.
    pub(crate) start: &'m dyn Fn(u32) -> u32,
    /// Of the end of a span, one past its last code point.
    pub(crate) end: &'m dyn Fn(u32) -> u32,
}

impl Notice {
    /// Moves every place by so many code points.
    pub(crate) fn shift(&mut self, by: u32) {
        let place = |at: u32| at.saturating_add(by);
        self.place(&Places { start: &place, end: &place });
    }

    /// Moves every place. Segments, which follow each other without a gap, end where the next begins.
    pub(crate) fn place(&mut self, by: &Places) {
        self.metadata.place(by);
        for part in &mut self.parts {
            each(&mut part.title, by);
            span(&mut part.span, by);
        }
        for section in &mut self.sections {
            span(&mut section.title.span, by);
            span(&mut section.span, by);
        }
        for task in &mut self.tasks {
            each(&mut task.title, by);
            span(&mut task.span, by);
            task.responsibilities.iter_mut().for_each(|item| span(&mut item.span, by));
        }
        for target in &mut self.targets {
            span(&mut target.number.span, by);
            span(&mut target.span, by);
        }
        for group in &mut self.groups {
            each(&mut group.name, by);
            each(&mut group.office, by);
            span(&mut group.span, by);
            group.members.iter_mut().for_each(|member| span(&mut member.span, by));
        }
        self.milestones.iter_mut().for_each(|item| span(&mut item.span, by));
        self.open.iter_mut().for_each(|item| span(item, by));
        self.mentions.iter_mut().for_each(|item| span(&mut item.span, by));
        let whole = Places { start: by.start, end: by.start };
        self.segments.iter_mut().for_each(|item| span(&mut item.span, &whole));
        self.diagnostics.iter_mut().filter_map(|item| item.span.as_mut()).for_each(|s| span(s, by));
    }
}

impl Metadata {
    fn place(&mut self, by: &Places) {
        let words = [
            &mut self.title,
            &mut self.document_type,
            &mut self.index_number,
            &mut self.publisher,
            &mut self.subject,
            &mut self.validity,
        ];
        words.into_iter().for_each(|value| each(value, by));
        each(&mut self.document_number, by);
        let days = [
            &mut self.issued_on,
            &mut self.published_on,
            &mut self.effective_on,
            &mut self.expires_on,
        ];
        days.into_iter().for_each(|value| each(value, by));
        let lists = [&mut self.signatories, &mut self.recipients, &mut self.attachments];
        lists.into_iter().for_each(|values| each(values, by));
        self.fields.iter_mut().for_each(|field| span(&mut field.span, by));
    }
}

fn each<'v, T: 'v>(values: impl IntoIterator<Item = &'v mut Spanned<T>>, by: &Places) {
    values.into_iter().for_each(|value| span(&mut value.span, by));
}

fn span(place: &mut Span, by: &Places) {
    *place = Span::new((by.start)(place.start), (by.end)(place.end));
}
