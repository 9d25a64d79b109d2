//! Moves all places of a notice, for notices that do not begin at the start of their file.

use super::{Metadata, Notice};
use crate::span::{Span, Spanned};

impl Notice {
    /// Moves every place by so many code points.
    pub(crate) fn shift(&mut self, by: u32) {
        self.metadata.shift(by);
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
        self.segments.iter_mut().for_each(|item| span(&mut item.span, by));
        self.diagnostics.iter_mut().filter_map(|item| item.span.as_mut()).for_each(|s| span(s, by));
    }
}

impl Metadata {
    fn shift(&mut self, by: u32) {
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

fn each<'v, T: 'v>(values: impl IntoIterator<Item = &'v mut Spanned<T>>, by: u32) {
    values.into_iter().for_each(|value| span(&mut value.span, by));
}

fn span(place: &mut Span, by: u32) {
    *place = Span::new(place.start.saturating_add(by), place.end.saturating_add(by));
}
