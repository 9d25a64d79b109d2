//! Counts by document and row.

use super::compare;
use super::gold::Gold;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Add;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScoreRow {
    /// Values of the frame.
    Metadata,
    /// Paths of sections.
    SectionPath,
    /// Paths with headings.
    SectionTitle,
    /// Path, role and unit.
    Responsibility,
    /// Path and unit of a duty line.
    Duty,
    /// Value, unit, comparator and the gist of the indicator.
    Target,
    /// Value and unit alone.
    TargetValue,
    /// Kind and days.
    Milestone,
    /// Role, person and post.
    GroupMember,
    /// Where a group's office sits.
    GroupOffice,
    /// Rows of task tables whose units are all right.
    TableRow,
    /// Row, role and unit.
    RowUnit,
    /// The day by which a row is due.
    RowDue,
    /// What became of a quantity, date or name.
    Verdict,
}

impl ScoreRow {
    /// All rows, in the order in which they are shown.
    pub const ALL: &[Self] = &[
        Self::Metadata,
        Self::SectionPath,
        Self::SectionTitle,
        Self::Responsibility,
        Self::Duty,
        Self::Target,
        Self::TargetValue,
        Self::Milestone,
        Self::GroupMember,
        Self::GroupOffice,
        Self::TableRow,
        Self::RowUnit,
        Self::RowDue,
        Self::Verdict,
    ];

    /// Rows without a mistake in which a document is right as a whole. Metadata are no part of it,
    /// and of targets the number is.
    pub const OF_WHOLE: &[Self] = &[
        Self::SectionPath,
        Self::SectionTitle,
        Self::Responsibility,
        Self::Duty,
        Self::TargetValue,
        Self::Milestone,
        Self::GroupMember,
    ];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::SectionPath => "section_path",
            Self::SectionTitle => "section_title",
            Self::Responsibility => "responsibility",
            Self::Duty => "duty",
            Self::Target => "target",
            Self::TargetValue => "target_value",
            Self::Milestone => "milestone",
            Self::GroupMember => "group_member",
            Self::GroupOffice => "group_office",
            Self::TableRow => "table_row",
            Self::RowUnit => "row_unit",
            Self::RowDue => "row_due",
            Self::Verdict => "verdict",
        }
    }
}

/// Facts that are right, too much, and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the record and in the answers.
    pub right: usize,
    /// In the record alone.
    pub extra: usize,
    /// In the answers alone.
    pub missed: usize,
}

impl Counts {
    /// The share of what was found that is right; 1 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra)
    }

    /// The share of what there is that was found; 1 where there is nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.extra + self.missed)
    }

    fn is_perfect(self) -> bool {
        self.extra == 0 && self.missed == 0
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            extra: self.extra + other.extra,
            missed: self.missed + other.missed,
        }
    }
}

/// How a fact is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// In the answers alone.
    Missed,
    /// In the record alone.
    Extra,
    /// In both, but not the same.
    Differs,
}

impl What {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Extra => "extra",
            Self::Differs => "differs",
        }
    }
}

/// A fact that is wrong.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The document.
    pub doc: String,
    /// The row.
    pub row: ScoreRow,
    /// How it is wrong.
    pub what: What,
    /// The fact in words.
    pub fact: String,
}

/// Counts over a set of documents.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    docs: Vec<String>,
    cells: BTreeMap<(String, ScoreRow), Counts>,
    without_record: Vec<String>,
    mistakes: Vec<Mistake>,
}

impl Scores {
    /// Scores one document.
    pub fn add(&mut self, gold: &Gold, record: Option<&Value>) {
        self.docs.push(gold.doc.clone());
        if record.is_none() {
            self.without_record.push(gold.doc.clone());
        }
        compare::compare(gold, record.unwrap_or(&Value::Null), self);
    }

    /// How many documents were scored.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.docs.len()
    }

    /// How many documents have no mistake in any of [`ScoreRow::OF_WHOLE`].
    #[must_use]
    pub fn whole(&self) -> usize {
        let right = |doc: &&String| {
            ScoreRow::OF_WHOLE.iter().all(|row| self.counts_of(doc, *row).is_perfect())
        };
        self.docs.iter().filter(right).count()
    }

    /// Documents with answers and without a record.
    #[must_use]
    pub fn without_record(&self) -> &[String] {
        &self.without_record
    }

    /// Counts of a row over all documents.
    #[must_use]
    pub fn counts(&self, row: ScoreRow) -> Counts {
        let cells = self.cells.iter().filter(|((_, other), _)| *other == row);
        cells.fold(Counts::default(), |sum, (_, counts)| sum + *counts)
    }

    /// Every document and row that holds a fact, in order.
    pub fn cells(&self) -> impl Iterator<Item = (&str, ScoreRow, Counts)> {
        let cells = self.cells.iter().filter(|(_, counts)| **counts != Counts::default());
        cells.map(|((doc, row), counts)| (doc.as_str(), *row, *counts))
    }

    /// What is wrong, document by document.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    fn counts_of(&self, doc: &str, row: ScoreRow) -> Counts {
        self.cells.get(&(doc.to_owned(), row)).copied().unwrap_or_default()
    }

    pub(super) fn count(&mut self, doc: &str, row: ScoreRow, counts: Counts) {
        let cell = self.cells.entry((doc.to_owned(), row)).or_default();
        *cell = *cell + counts;
    }

    pub(super) fn note(&mut self, doc: &str, row: ScoreRow, what: What, fact: impl Into<String>) {
        self.mistakes.push(Mistake { doc: doc.to_owned(), row, what, fact: fact.into() });
    }
}
