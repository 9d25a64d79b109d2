//! One row a file in which a notice was seen.

use super::{Column, Table};

/// The table. Its rows are written by the store.
pub(super) const TABLE: Table = Table {
    name: "document_sources",
    doc: "One row a file that holds a notice. The same notice under two names, or in two encodings, \
          is one row in `documents` and two here.",
    columns: &[
        Column::text("source_id").says("Hash of the path."),
        Column::text("doc_id").to("documents").says("The notice that the file holds."),
        Column::text("uri").like("Source.path"),
        Column::text("sha256").like("Source.sha256"),
        Column::int("bytes").like("Source.bytes"),
        Column::text("media_type").like("Source.media_type"),
        Column::text("encoding").like("Source.encoding"),
        Column::text("encoding_basis").like("Source.encoding_basis"),
        Column::int("text_chars").like("Source.text_chars"),
        Column::text("run_id").to("runs").says("The run that read the file as it is now."),
    ],
};
