//! From the model to the wire: borrows words, gives ids, translates no meaning.

mod enums;

use super::{
    DocumentNumber, Extent, Extractor, Field, Group, Member, Metadata, MetadataSpans, Milestone,
    Number, Part, Record, Responsibility, SCHEMA_VERSION, Section, Segment, Source, Span, Target,
    Task, Unit, ids, segment,
};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SourceInfo, TextLayer};
use crate::lexicon::Lexicon;
use crate::model;
use crate::record::Extraction;
use crate::span::{self, Spanned};
use rust_decimal::Decimal;

const PROGRAM: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl<'a> Record<'a> {
    /// The record of one notice: what was extracted from a document that was read.
    #[must_use]
    pub fn new(document: &'a Document, extraction: &'a Extraction, lexicon: &Lexicon) -> Self {
        let notice = &extraction.notice;
        let view = View { layer: &document.layer, sections: ids::of_sections(&notice.sections) };
        Self {
            schema_version: SCHEMA_VERSION,
            extractor: Extractor { name: PROGRAM, version: VERSION },
            doc_id: &extraction.doc_id,
            edition: edition(VERSION, lexicon.revision),
            source: source(&document.info),
            metadata: view.metadata(&notice.metadata),
            parts: numbered(&notice.parts, |at, part| view.part(at, part)),
            sections: numbered(&notice.sections, |at, section| view.section(at, section)),
            tasks: numbered(&notice.tasks, |at, task| view.task(at, task)),
            targets: numbered(&notice.targets, |at, target| view.target(at, target)),
            milestones: numbered(&notice.milestones, |at, item| view.milestone(at, item)),
            groups: numbered(&notice.groups, |at, group| view.group(at, group)),
            units: numbered(&notice.units, unit),
            segments: notice.segments.iter().map(|item| view.segment(*item)).collect(),
            unexplained_share: unexplained_share(&notice.segments),
            diagnostics: (document.diagnostics.iter().chain(&notice.diagnostics))
                .map(|item| view.diagnostic(item))
                .collect(),
        }
    }
}

/// What every translation needs: the words, and the ids of the sections.
struct View<'a> {
    layer: &'a TextLayer,
    sections: Vec<String>,
}

impl<'a> View<'a> {
    fn metadata(&self, from: &'a model::Metadata) -> Metadata<'a> {
        Metadata {
            title: text(&from.title),
            document_type: text(&from.document_type),
            document_number: from.document_number.as_ref().map(|n| document_number(&n.value)),
            index_number: text(&from.index_number),
            publisher: text(&from.publisher),
            signatories: texts(&from.signatories),
            issued_on: from.issued_on.as_ref().map(|date| date.value.to_string()),
            published_on: from.published_on.as_ref().map(|date| date.value.to_string()),
            effective_on: from.effective_on.as_ref().map(|date| date.value.to_string()),
            recipients: texts(&from.recipients),
            subject: text(&from.subject),
            validity: text(&from.validity),
            attachments: texts(&from.attachments),
            fields: from.fields.iter().map(|field| self.field(field)).collect(),
            spans: self.metadata_spans(from),
        }
    }

    fn metadata_spans(&self, from: &model::Metadata) -> MetadataSpans<'a> {
        MetadataSpans {
            title: self.place(from.title.as_ref()),
            document_type: self.place(from.document_type.as_ref()),
            document_number: self.place(from.document_number.as_ref()),
            index_number: self.place(from.index_number.as_ref()),
            publisher: self.place(from.publisher.as_ref()),
            signatories: self.places(&from.signatories),
            issued_on: self.place(from.issued_on.as_ref()),
            published_on: self.place(from.published_on.as_ref()),
            effective_on: self.place(from.effective_on.as_ref()),
            recipients: self.places(&from.recipients),
            subject: self.place(from.subject.as_ref()),
            validity: self.place(from.validity.as_ref()),
            attachments: self.places(&from.attachments),
        }
    }

    fn field(&self, from: &'a model::Field) -> Field<'a> {
        Field { label: &from.label, value: &from.value, span: self.span(from.span) }
    }

    fn part(&self, at: usize, from: &'a model::Part) -> Part<'a> {
        Part {
            id: format!("p{at}"),
            kind: from.kind.into(),
            title: text(&from.title),
            title_span: self.place(from.title.as_ref()),
            span: self.extent(from.span),
        }
    }

    fn section(&self, at: usize, from: &'a model::Section) -> Section<'a> {
        Section {
            id: self.sections[at].clone(),
            part: format!("p{}", from.part.0),
            parent: self.section_id(from.parent),
            path: &from.path,
            depth: from.depth,
            label: &from.label,
            ordinal: from.ordinal,
            title: &from.title.value,
            title_span: self.span(from.title.span),
            span: self.extent(from.span),
            rule: from.rule,
        }
    }

    fn task(&self, at: usize, from: &'a model::Task) -> Task<'a> {
        Task {
            id: format!("t{}", at + 1),
            section: self.section_id(from.section),
            kind: from.kind.into(),
            title: text(&from.title),
            title_span: self.place(from.title.as_ref()),
            text: &from.text,
            span: self.extent(from.span),
            responsibilities: from
                .responsibilities
                .iter()
                .map(|r| self.responsibility(r))
                .collect(),
            targets: from.targets.iter().map(|id| target_id(*id)).collect(),
            milestones: from.milestones.iter().map(|id| milestone_id(*id)).collect(),
            rule: from.rule,
        }
    }

    fn responsibility(&self, from: &'a model::Responsibility) -> Responsibility<'a> {
        Responsibility {
            unit: unit_id(from.unit),
            role: from.role.into(),
            role_text: &from.role_text,
            surface: &from.surface,
            order: from.order,
            group: from.group,
            implied: from.implied,
            rule: from.rule,
            span: self.span(from.span),
        }
    }

    fn target(&self, at: usize, from: &'a model::Target) -> Target<'a> {
        Target {
            id: format!("n{}", at + 1),
            section: self.section_id(from.section),
            task: from.task.map(|id| format!("t{}", id.0 + 1)),
            indicator: &from.indicator,
            action: from.action.as_deref(),
            comparator: from.comparator.into(),
            value: Number(from.value),
            unit: &from.measure,
            unit_code: from.measure_code.as_deref(),
            upper: from.upper.map(Number),
            number: &from.number.value,
            number_span: self.span(from.number.span),
            period: from.period.as_deref(),
            modality: from.modality.into(),
            part_of: from.part_of.map(target_id),
            per: from.per.as_deref(),
            span: self.span(from.span),
            rule: from.rule,
        }
    }

    fn milestone(&self, at: usize, from: &'a model::Milestone) -> Milestone<'a> {
        let interval = from.interval.as_ref();
        Milestone {
            id: format!("m{}", at + 1),
            section: self.section_id(from.section),
            kind: from.kind.into(),
            name: from.name.as_deref(),
            edtf: interval.map(|interval| interval.edtf.as_str()),
            start: interval.and_then(|interval| interval.start).map(|day| day.to_string()),
            end: interval.and_then(|interval| interval.end).map(|day| day.to_string()),
            recurrence: from.recurrence.map(Into::into),
            actors: from.actors.iter().map(String::as_str).collect(),
            action: from.action.as_deref(),
            span: self.span(from.span),
            rule: from.rule,
        }
    }

    fn group(&self, at: usize, from: &'a model::Group) -> Group<'a> {
        Group {
            id: format!("g{}", at + 1),
            name: text(&from.name),
            name_span: self.place(from.name.as_ref()),
            office: text(&from.office),
            office_span: self.place(from.office.as_ref()),
            members: from.members.iter().map(|member| self.member(member)).collect(),
            span: self.extent(from.span),
            rule: from.rule,
        }
    }

    fn member(&self, from: &'a model::Member) -> Member<'a> {
        Member {
            role: &from.role,
            person: from.person.as_deref(),
            post: from.post.as_deref(),
            unit: from.unit.map(unit_id),
            span: self.span(from.span),
            rule: from.rule,
        }
    }

    fn segment(&self, from: model::Segment) -> Segment {
        let Extent { start, end, bytes, .. } = self.extent(from.span);
        Segment { kind: from.kind.into(), start, end, bytes }
    }

    fn diagnostic(&self, from: &'a Diagnostic) -> segment::Diagnostic<'a> {
        segment::Diagnostic {
            code: from.code.name(),
            severity: from.code.severity().into(),
            message: &from.message,
            span: from.span.map(|span| self.span(span)),
        }
    }

    fn section_id(&self, id: Option<model::SectionId>) -> Option<String> {
        self.sections.get(id?.index()).cloned()
    }

    fn place<T>(&self, from: Option<&Spanned<T>>) -> Option<Span<'a>> {
        from.map(|value| self.span(value.span))
    }

    fn places<T>(&self, from: &[Spanned<T>]) -> Vec<Span<'a>> {
        from.iter().map(|value| self.span(value.span)).collect()
    }

    fn span(&self, span: span::Span) -> Span<'a> {
        let Extent { start, end, bytes, page } = self.extent(span);
        Span { start, end, text: self.layer.words(span), bytes, page }
    }

    fn extent(&self, span: span::Span) -> Extent {
        let bytes = self.layer.file_bytes(span).map(|(start, end)| [start, end]);
        let page = self.layer.page(span);
        Extent { start: span.start, end: span.end, bytes, page }
    }
}

fn numbered<'a, T, U>(items: &'a [T], wire: impl Fn(usize, &'a T) -> U) -> Vec<U> {
    items.iter().enumerate().map(|(at, item)| wire(at, item)).collect()
}

fn source(from: &SourceInfo) -> Source<'_> {
    Source {
        path: &from.path,
        media_type: &from.media_type,
        encoding: &from.encoding,
        encoding_basis: &from.encoding_basis,
        bytes: from.bytes,
        sha256: &from.sha256,
        text_chars: from.text_chars,
    }
}

fn document_number(from: &model::DocumentNumber) -> DocumentNumber<'_> {
    DocumentNumber {
        text: &from.text,
        agency_code: &from.agency_code,
        year: from.year,
        sequence: from.sequence,
    }
}

fn unit(at: usize, from: &model::Unit) -> Unit<'_> {
    Unit {
        id: format!("u{}", at + 1),
        name: &from.name,
        naming: from.naming.into(),
        surfaces: from.surfaces.iter().map(String::as_str).collect(),
        kind: from.kind.into(),
        level: from.level.map(Into::into),
        jurisdiction: from.jurisdiction.as_deref(),
        division_code: from.division_code.as_deref(),
        collective: from.collective,
        includes: from.includes.iter().map(String::as_str).collect(),
        aliases: from.aliases.iter().map(String::as_str).collect(),
    }
}

fn text(value: &Option<Spanned<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

fn texts(values: &[Spanned<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn target_id(id: model::TargetId) -> String {
    format!("n{}", id.0 + 1)
}

fn milestone_id(id: model::MilestoneId) -> String {
    format!("m{}", id.0 + 1)
}

fn unit_id(id: model::UnitId) -> String {
    format!("u{}", id.0 + 1)
}

/// The total order of extractions: `major.minor.patch`, then the lexicon's revision.
pub(super) fn edition(version: &str, lexicon: u32) -> i64 {
    let numbers = version.split(['.', '-', '+']).take(3).map(|n| n.parse::<i64>().unwrap_or(0));
    let steps = [1_000_000_000_000, 1_000_000, 1_000];
    numbers.zip(steps).map(|(number, step)| number * step).sum::<i64>() + i64::from(lexicon)
}

fn unexplained_share(segments: &[model::Segment]) -> Number {
    let count = |wanted: fn(model::SegmentKind) -> bool| {
        let lens = segments.iter().filter(|s| wanted(s.kind)).map(|s| u64::from(s.span.len()));
        Decimal::from(lens.sum::<u64>())
    };
    let words = count(|kind| kind != model::SegmentKind::Blank);
    let unexplained = count(|kind| kind == model::SegmentKind::Unexplained);
    Number(unexplained.checked_div(words).unwrap_or_default().round_dp(4))
}

#[cfg(test)]
mod tests {
    use super::{edition, unexplained_share};
    use crate::model::{Segment, SegmentKind};
    use crate::span::Span;

    #[test]
    fn editions_are_ordered_like_versions() {
        assert_eq!(edition("0.1.0", 1), 1_000_001);
        assert!(edition("0.1.9", 900) < edition("0.2.0", 1));
        assert!(edition("0.999.0", 1) < edition("1.0.0", 1));
    }

    #[test]
    fn the_share_leaves_blanks_out() {
        let kinds = [SegmentKind::Body, SegmentKind::Blank, SegmentKind::Unexplained];
        let ends = [(0, 20), (20, 30), (30, 40)];
        let segment = |(kind, (start, end))| Segment { kind, span: Span::new(start, end) };
        let segments: Vec<_> = kinds.into_iter().zip(ends).map(segment).collect();
        assert_eq!(unexplained_share(&segments).0.to_string(), "0.3333");
        assert_eq!(unexplained_share(&[]).0.to_string(), "0");
    }
}
