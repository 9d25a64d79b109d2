//! Metadata with their places in the text layer.

use super::place::Place;
use crate::header::{RawMetadata, Valued};
use crate::model::{Field, Metadata};
use crate::span::Spanned;
use crate::span::TextRange;

pub(super) fn metadata(place: &Place, raw: &RawMetadata) -> Metadata {
    let word = |range: Option<TextRange>| range.map(|range| place.valued(range));
    let words = |ranges: &[TextRange]| ranges.iter().map(|range| place.valued(*range)).collect();
    Metadata {
        title: word(raw.title),
        document_type: word(raw.document_type),
        document_number: spanned(place, raw.document_number.as_ref()),
        index_number: word(raw.index_number),
        publisher: word(raw.publisher),
        signatories: words(&raw.signatories),
        issued_on: spanned(place, raw.issued_on.as_ref()),
        published_on: spanned(place, raw.published_on.as_ref()),
        effective_on: spanned(place, raw.effective_on.as_ref()),
        expires_on: spanned(place, raw.expires_on.as_ref()),
        recipients: words(&raw.recipients),
        subject: word(raw.subject),
        validity: word(raw.validity),
        attachments: words(&raw.attachments),
        fields: raw.fields.iter().map(|field| self::field(place, *field)).collect(),
    }
}

fn spanned<T: Clone>(place: &Place, valued: Option<&Valued<T>>) -> Option<Spanned<T>> {
    valued.map(|valued| Spanned::new(valued.value.clone(), place.span(valued.range)))
}

fn field(place: &Place, (label, value): (TextRange, TextRange)) -> Field {
    Field {
        label: place.value(label),
        value: place.value(value),
        span: place.span(if value.is_empty() { label } else { label.cover(value) }),
    }
}
