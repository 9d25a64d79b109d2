//! Version 1 of the record as it is written out: types that exist only for that.
//!
//! A record borrows its words from the notice and the text layer, so nothing is copied before the
//! bytes of the output are. The documentation of each field is its description in the JSON Schema.
//! A field keeps its name, type and meaning as long as `schema_version` is `"1"`; fields may be
//! added.

mod build;
mod group;
mod ids;
mod metadata;
mod milestone;
mod number;
mod place;
mod segment;
mod source;
mod structure;
mod target;
mod task;
mod unit;

pub use group::{Group, Member};
pub use metadata::{DocumentNumber, Field, Metadata, MetadataSpans};
pub use milestone::{Milestone, MilestoneKind, Recurrence};
pub use number::Number;
pub use place::{Extent, Span};
pub use segment::{Diagnostic, Segment, SegmentKind, Severity};
pub use source::{Extractor, Source};
pub use structure::{Part, PartKind, Section};
pub use target::{Comparator, Modality, Target};
pub use task::{Responsibility, Role, Task, TaskKind};
pub use unit::{Level, Naming, Unit, UnitKind};

use schemars::JsonSchema;
use serde::Serialize;

/// The `schema_version` of this module's records.
pub const SCHEMA_VERSION: &str = "1";

/// The edition of records that this program makes with these words: [`Record::edition`].
#[must_use]
pub fn edition(lexicon: &crate::lexicon::Lexicon) -> i64 {
    build::edition(env!("CARGO_PKG_VERSION"), lexicon.revision)
}

/// One Chinese government notice as data: what it says, and where in its text each value stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Record<'a> {
    /// Version of this record's form. A field that is described here keeps its name, type and
    /// meaning within a version.
    #[schemars(regex(pattern = "^1$"))]
    pub schema_version: &'static str,
    /// The program that produced the record.
    pub extractor: Extractor,
    /// Identity of the notice: a hash of its text in minimal canonical form (UTF-8, line feeds, no
    /// byte order mark), so the same notice in another encoding has the same id.
    pub doc_id: &'a str,
    /// Which extraction this is, as one number that grows: major version times 10^12, plus minor
    /// version times 10^6, plus patch version times 10^3, plus revision of the lexicon.
    pub edition: i64,
    /// The file that the notice was read from, and how it was decoded.
    pub source: Source<'a>,
    /// Header fields, title, number, dates, recipients, signatories.
    pub metadata: Metadata<'a>,
    /// The cover notice and what it issues or attaches, in reading order.
    pub parts: Vec<Part<'a>>,
    /// The numbered structure: every numbered provision, flat, in reading order.
    pub sections: Vec<Section<'a>>,
    /// What is to be done and by whom: provisions with a responsibility clause, duty lines, rows of
    /// task tables.
    pub tasks: Vec<Task<'a>>,
    /// Numbers that the notice commits somebody to.
    pub targets: Vec<Target<'a>>,
    /// Phases, deadlines and recurring obligations.
    pub milestones: Vec<Milestone<'a>>,
    /// Leading groups and their members.
    pub groups: Vec<Group<'a>>,
    /// Every organisation named in a responsibility, duty or group, once.
    pub units: Vec<Unit<'a>>,
    /// A partition of the text layer: every character stands in exactly one segment, in order.
    pub segments: Vec<Segment>,
    /// Share of the text that no stage could place: characters in `unexplained` segments over
    /// characters in segments that are not `blank`, from 0 to 1, rounded to four digits.
    pub unexplained_share: Number,
    /// What was repaired, doubtful or not understood.
    pub diagnostics: Vec<Diagnostic<'a>>,
}
