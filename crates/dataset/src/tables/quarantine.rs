//! Files that could not be read.

use super::{Column, Table};

/// The table. Its rows are written by the store.
pub(super) const TABLE: Table = Table {
    name: "quarantine",
    doc: "One row a file that could not be read. It is tried again by every run until it can be.",
    columns: &[
        Column::text("source_id").says("Hash of the path."),
        Column::text("uri").like("Source.path"),
        Column::text("reason").says(
            "Why, as a stable name: `not-found`, `denied`, `io`, `too-large`, `too-slow`, \
             `no-text`, `packed` or `internal-error`.",
        ),
        Column::text("message").says("What happened and what can be done, in a sentence."),
        Column::text("sha256")
            .optional()
            .says(
                "SHA-256 of the file, 64 lower-case hex digits, or of the archive that it cannot be \
                 unpacked from; no value where it cannot be read.",
            ),
        Column::int("bytes").optional().says("Size of the file, where it is known."),
        Column::text("kept_as")
            .optional()
            .says("The copy of the file, or a link to it, below the folder of the data set."),
        Column::text("run_id").to("runs").says("The run that found it so first."),
        Column::time("acknowledged_at").optional().says(
            "When it was acknowledged as known (`gongwen run --acknowledge`), in UTC; no value where \
             it is new. Another reason or other bytes make it new again.",
        ),
    ],
};
