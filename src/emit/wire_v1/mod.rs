//! Version 1 of the record as it is written out: types that exist only for that.
//!
//! A record borrows its words from the notice and the text layer, so nothing is copied before the
//! bytes of the output are. What is declared of a field goes into the JSON Schema, the tables and the
//! snapshots: see [`super::fields`].
//! A field keeps its name, type and meaning as long as `schema_version` is `"1"`; fields may be
//! added.

#[macro_use]
mod declare;

mod given;
mod group;
mod ids;
mod mention;
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
mod view;

pub use group::{Group, Member};
pub use mention::{Mention, MentionKind, Verdict};
pub use metadata::{DocumentNumber, Field, Found, Metadata, MetadataSpans};
pub use milestone::{Milestone, MilestoneKind, Recurrence};
pub use number::{Day, Number, SchemaVersion};
pub use place::{Extent, Span};
pub use segment::{Diagnostic, Segment, SegmentKind, Severity};
pub use source::{Extractor, Source};
pub use structure::{Part, PartKind, Section};
pub use target::{Comparator, Modality, Target};
pub use task::{Responsibility, Role, Task, TaskKind};
pub use unit::{Level, Naming, Unit, UnitKind};

use super::line::Json;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::record::Extraction;
use given::{List, Object};
use ids::Id;
use view::View;

/// The `schema_version` of this module's records.
pub const SCHEMA_VERSION: &str = "1";

/// The edition of records that this program makes with these words: [`Record::edition`].
#[must_use]
pub fn edition(lexicon: &Lexicon) -> i64 {
    view::edition(crate::VERSION, lexicon.revision)
}

impl<'a> Record<'a> {
    /// The record of the only notice of a document: what was extracted from it.
    #[must_use]
    pub fn new(document: &'a Document, extraction: &'a Extraction, lexicon: &Lexicon) -> Self {
        Self::nth(document, extraction, 0, lexicon)
    }

    /// The record of one of the notices of a document, counted from 0.
    #[must_use]
    pub fn nth(
        document: &'a Document,
        extraction: &'a Extraction,
        ordinal: usize,
        lexicon: &Lexicon,
    ) -> Self {
        let view = View::new(document, extraction, lexicon);
        Self::read(&view, ordinal, (document, extraction))
    }

    /// Writes the same record without making it.
    pub(super) fn write_nth(
        document: &'a Document,
        extraction: &'a Extraction,
        ordinal: usize,
        lexicon: &Lexicon,
        json: &mut Json<'_>,
    ) {
        let view = View::new(document, extraction, lexicon);
        Self::write(&view, ordinal, (document, extraction), json);
    }
}

object! {
    /// One Chinese government notice as data: what it says, and where in its text each value stands.
    /// | 一件公文的数据：所载内容，以及各值在文本中的位置。
    #[derive(Clone, Debug)]
    pub struct Record<'a>
    read |view, at, (document, extraction): (&'a Document, &'a Extraction)| {
        /// Version of this record's form. A field that is described here keeps its name, type and
        /// meaning within a version. | 记录格式的版本。同一版本内，各项的名称、类型和含义不变。
        schema_version: SchemaVersion, column 3 = SchemaVersion;
        /// The program that produced the record. | 生成记录的程序。
        extractor: Extractor = view.one::<Extractor>(at, ());
        /// Identity of the notice: a hash of its text in minimal canonical form (UTF-8, line feeds, no
        /// byte order mark), so the same notice in another encoding has the same id.
        /// | 公文的标识：规范化文本（UTF-8、LF 换行、无 BOM）的哈希值，同一公文换一种编码，标识不变。
        doc_id: &'a str, column 46 = &extraction.doc_id;
        /// Which extraction this is, as one number that grows: major version times 10^12, plus minor
        /// version times 10^6, plus patch version times 10^3, plus revision of the lexicon.
        /// | 抽取版次，只增不减：主版本 × 10^12 + 次版本 × 10^6 + 修订版本 × 10^3 + 词库修订号。
        edition: i64, column 2 = view.edition;
        /// The file that the notice was read from, and how it was decoded. | 来源文件及其解码方式。
        source: Source<'a>
            = view.one::<Source>(at, (&document.info, &extraction.notice.segments, at));
        /// Header fields, title, number, dates, recipients, signatories. | 页首栏目、标题、发文字号、日期、主送
        /// 机关、署名。
        metadata: Metadata<'a> = view.one::<Metadata>(at, &extraction.notice.metadata);
        /// The cover notice and what it issues or attaches, in reading order. | 通知本身及所印发、附带的文件，按
        /// 阅读顺序。
        parts: Vec<Part<'a>> = view.each::<Part, _>(&extraction.notice.parts);
        /// The numbered structure: every numbered provision, flat, in reading order.
        /// | 条目结构：全部带序号的条款，平铺，按阅读顺序。
        sections: Vec<Section<'a>> = view.each::<Section, _>(&extraction.notice.sections);
        /// What is to be done and by whom: provisions with a responsibility clause, duty lines, rows of
        /// task tables. | 任务及承担单位：写明责任单位的条款、职责行、任务分工表的行。
        tasks: Vec<Task<'a>> = view.each::<Task, _>(&extraction.notice.tasks);
        /// Numbers that the notice commits somebody to. | 公文要求完成的量化指标。
        targets: Vec<Target<'a>> = view.each::<Target, _>(&extraction.notice.targets);
        /// Phases, deadlines and recurring obligations. | 时间节点：阶段、完成时限、定期事项。
        milestones: Vec<Milestone<'a>> = view.each::<Milestone, _>(&extraction.notice.milestones);
        /// Leading groups and their members. | 领导小组及成员。
        groups: Vec<Group<'a>> = view.each::<Group, _>(&extraction.notice.groups);
        /// Every organisation named in a responsibility, duty or group, once.
        /// | 责任分工、职责和领导小组中出现的每个单位，各列一次。
        units: Vec<Unit<'a>> = view.each::<Unit, _>(&extraction.notice.units);
        /// A partition of the text layer: every character stands in exactly one segment, in order.
        /// | 文本层的划分：每个字符恰属一段，依次排列。
        segments: Vec<Segment> = view.each::<Segment, _>(&extraction.notice.segments);
        /// Every quantity, date and organisation of the body with what became of it. Absent where it was
        /// left out or there is none. | 正文中每处数量、日期和单位名称及其判定；未要求输出或没有时无此项。
        mentions: Vec<Mention<'a>>, absent if Vec::is_empty
            = view.each::<Mention, _>(&extraction.notice.mentions);
        /// Share of the text that is not explained: characters in `unexplained` segments and in sentences
        /// with a mention of which no rule says anything, over characters in segments that are not
        /// `blank`, from 0 to 1, rounded to four digits.
        /// | 未识别文字的比例：`unexplained` 各段以及含有未判定提及的句子的字符数，除以非 `blank` 各段的字符数，
        /// 0 到 1，保留四位小数。
        unexplained_share: Number, column 23
            = view::unexplained_share(&extraction.notice);
        /// What was repaired, doubtful or not understood. | 修复过的、存疑的和未读懂的内容。
        diagnostics: Vec<Diagnostic<'a>> = List(
            view.each::<Diagnostic, _>(&document.diagnostics)
                .0
                .chain(view.each::<Diagnostic, _>(&extraction.notice.diagnostics).0),
        );
    }
}
