//! One row a notice: who issued what and when, and how much was found in it.

use super::rows::Context;
use super::{Cell, Column, Row, Rows, Table, TableId};
use gongwen::emit::Record;
use gongwen::emit::wire_v1::Severity;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "documents",
    doc: "One row a notice. This row drives replacement: a notice that is read again replaces its \
          row here and all its rows in the other tables.",
    columns: &[
        Column::text("doc_id").like("Record.doc_id"),
        Column::int("edition").like("Record.edition"),
        Column::text("schema_version").like("Record.schema_version"),
        Column::text("extractor_version").like("Extractor.version"),
        Column::text("title").optional().like("Metadata.title"),
        Column::text("document_type").optional().like("Metadata.document_type"),
        Column::text("document_number").optional().like("DocumentNumber.text"),
        Column::text("agency_code").optional().like("DocumentNumber.agency_code"),
        Column::int("number_year").optional().like("DocumentNumber.year"),
        Column::int("number_sequence").optional().like("DocumentNumber.sequence"),
        Column::text("index_number").optional().like("Metadata.index_number"),
        Column::text("publisher").optional().like("Metadata.publisher"),
        Column::text("issuer")
            .optional()
            .says("Who issued it: the first signatory, else the publisher of the page header."),
        Column::text("signatories")
            .optional()
            .says("Bodies that signed (发文机关署名), `;` between them; one row each in `header_fields`."),
        Column::date("issued_on").like("Metadata.issued_on"),
        Column::date("published_on").like("Metadata.published_on"),
        Column::date("effective_on").like("Metadata.effective_on"),
        Column::text("recipients")
            .optional()
            .says("Main recipients (主送机关), `;` between them; one row each in `header_fields`."),
        Column::text("subject").optional().like("Metadata.subject"),
        Column::text("validity").optional().like("Metadata.validity"),
        Column::text("attachments")
            .optional()
            .says("Titles on the list of attachments, `;` between them; one row each in `header_fields`."),
        Column::int("text_chars").like("Source.text_chars"),
        Column::decimal("unexplained_share").like("Record.unexplained_share"),
        Column::int("n_warnings").says("Diagnostics of severity `warning`."),
        Column::int("n_errors").says("Diagnostics of severity `error`."),
        Column::int("n_header_fields").says("Rows that the notice has in `header_fields`."),
        Column::int("n_parts").says("Rows that the notice has in `parts`."),
        Column::int("n_sections").says("Rows that the notice has in `sections`."),
        Column::int("n_tasks").says("Rows that the notice has in `tasks`."),
        Column::int("n_responsibilities").says("Rows that the notice has in `responsibilities`."),
        Column::int("n_units").says("Rows that the notice has in `units`."),
        Column::int("n_targets").says("Rows that the notice has in `targets`."),
        Column::int("n_milestones").says("Rows that the notice has in `milestones`."),
        Column::int("n_groups").says("Rows that the notice has in `groups`."),
        Column::int("n_members").says("Rows that the notice has in `members`."),
        Column::int("n_diagnostics").says("Rows that the notice has in `diagnostics`."),
        Column::int("n_segments").says("Rows that the notice has in `segments`."),
        Column::text("source_uri").says(
            "The file whose text the spans count in; the other files with the notice are in `document_sources`.",
        ),
        Column::text("source_sha256").like("Source.sha256"),
        Column::text("facts_sha256").says(
            "Hash of all the notice's rows in the other tables: equal for two readings with equal facts.",
        ),
        Column::text("config_sha256")
            .says("Hash of what decided the reading beside the program: own words, stated encoding."),
        Column::text("run_id").to("runs").says("The run that wrote the notice's rows."),
    ],
};

/// The row of the notice that `rows` belong to.
pub(super) fn row<'a>(context: &Context<'a>, rows: &Rows<'a>, facts: String) -> Row<'a> {
    let record = context.record;
    let metadata = &record.metadata;
    let number = metadata.document_number;
    let mut row = vec![
        context.doc(),
        record.edition.into(),
        record.schema_version.into(),
        record.extractor.version.into(),
        metadata.title.into(),
        metadata.document_type.into(),
        number.map(|number| number.text).into(),
        number.map(|number| number.agency_code).into(),
        number.map(|number| i64::from(number.year)).into(),
        number.map(|number| number.sequence).into(),
        metadata.index_number.into(),
        metadata.publisher.into(),
        issuer(record).into(),
        Cell::list(&metadata.signatories),
        Cell::day(metadata.issued_on.as_deref()),
        Cell::day(metadata.published_on.as_deref()),
        Cell::day(metadata.effective_on.as_deref()),
        Cell::list(&metadata.recipients),
        metadata.subject.into(),
        metadata.validity.into(),
        Cell::list(&metadata.attachments),
        record.source.text_chars.into(),
        record.unexplained_share.0.into(),
        severities(context, Severity::Warning).into(),
        severities(context, Severity::Error).into(),
    ];
    let counted = TableId::of_notices().filter(|table| *table != TableId::Documents);
    row.extend(counted.map(|table| Cell::from(rows.of_table(table).len())));
    row.push(record.source.path.into());
    row.push(record.source.sha256.into());
    row.push(facts.into());
    row.extend([Cell::from(""), Cell::from("")]);
    row
}

/// Whose notice it is: the first signatory, else the publisher of the page header.
pub(super) fn issuer<'a>(record: &Record<'a>) -> Option<&'a str> {
    record.metadata.signatories.first().copied().or(record.metadata.publisher)
}

fn severities(context: &Context<'_>, severity: Severity) -> usize {
    context.record.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}
