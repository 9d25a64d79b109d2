//! One row a run.

use super::{Column, Table};

/// The table. Its rows are written by the store.
pub(super) const TABLE: Table = Table {
    name: "runs",
    doc: "One row a run that ended. Its manifest, `runs/RUN_ID.json`, tells more.",
    columns: &[
        Column::text("run_id").says("Hash of the number, the versions and the options of the run."),
        Column::int("number").says("1 for the first run into the data set, then 2 …"),
        Column::time("started_at").says("When the run began, in UTC."),
        Column::time("finished_at").says("When its results were complete, in UTC."),
        Column::text("extractor_version").like("Extractor.version"),
        Column::int("edition").like("Record.edition"),
        Column::text("lexicon_sha256").says("Hash of the words that the program knew, own rows included."),
        Column::text("options").says("The options of the run, as JSON."),
        Column::int("n_files").says("Files that were looked at."),
        Column::int("n_unchanged").says("Files that were as the data set already had them."),
        Column::int("n_read").says("Files that were read."),
        Column::int("n_quarantined").says("Files that could not be read."),
        Column::int("n_vanished").says("Files that were in the data set and are gone."),
        Column::int("n_new").says("Notices that were not in the data set before."),
        Column::int("n_changed").says("Notices with other rows than before."),
        Column::int("n_removed").says("Notices that left the data set."),
    ],
};
