//! The types of the result: one notice, completely read.
//!
//! Values stay in Chinese as written, and every value that was read has its [`Span`]. The model has no logic and
//! is not serialisable; [`crate::emit::wire_v1`] is.

mod mention;
mod shift;

pub use mention::{Mention, MentionKind, Verdict};
pub(crate) use shift::Places;

use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The stable name of a rule, for instance `target/amount`.
pub type RuleId = &'static str;

/// What a rule finds, for `gongwen explain` and for its own tests.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The stable name, `kind/name`.
    pub id: RuleId,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// Words in which it finds something.
    pub example: &'static str,
    /// Words in which it must find nothing.
    pub counter_example: &'static str,
}

/// Rules that have another name than in an earlier release, the old one first. Names in records, in
/// references and in what people wrote down are followed by it.
pub(crate) const RENAMED: &[(&str, RuleId)] = &[];

/// What `table` says that a rule is called today.
pub(crate) fn renamed<'n>(table: &[(&str, RuleId)], name: &'n str) -> &'n str {
    table.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new)
}

macro_rules! typed_id {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the record's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

typed_id! {
    /// Position of a part in [`Notice::parts`].
    PartId
    /// Position of a section in [`Notice::sections`].
    SectionId
    /// Position of a task in [`Notice::tasks`].
    TaskId
    /// Position of a target in [`Notice::targets`].
    TargetId
    /// Position of a milestone in [`Notice::milestones`].
    MilestoneId
    /// Position of an organisation in [`Notice::units`].
    UnitId
}

/// One notice as data.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    /// Header fields, title, number, dates, recipients, signatories.
    pub metadata: Metadata,
    /// The cover notice and what it issues or attaches, in reading order.
    pub parts: Vec<Part>,
    /// The numbered structure, flat, in reading order.
    pub sections: Vec<Section>,
    /// Provisions with responsibility, duty lines and rows of task tables.
    pub tasks: Vec<Task>,
    /// Numeric commitments.
    pub targets: Vec<Target>,
    /// Phases, deadlines and recurring obligations.
    pub milestones: Vec<Milestone>,
    /// Leading groups with their members.
    pub groups: Vec<Group>,
    /// Every organisation named in a responsibility, duty or group, once.
    pub units: Vec<Unit>,
    /// A partition of the text layer.
    pub segments: Vec<Segment>,
    /// Every quantity, date and name of the body with what became of it.
    pub mentions: Vec<Mention>,
    /// The sentences with a quantity, a date or a name of which no rule says anything.
    pub open: Vec<Span>,
    /// What was repaired, doubtful or not understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Who issued what and when.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The title of the notice (of the cover, where a cover issues a document).
    pub title: Option<Spanned<String>>,
    /// 文种, one of the statutory genres.
    pub document_type: Option<Spanned<String>>,
    /// 发文字号.
    pub document_number: Option<Spanned<DocumentNumber>>,
    /// 索引号.
    pub index_number: Option<Spanned<String>>,
    /// 发布机构 of the page header.
    pub publisher: Option<Spanned<String>>,
    /// 发文机关署名, in order.
    pub signatories: Vec<Spanned<String>>,
    /// 成文日期.
    pub issued_on: Option<Spanned<Date>>,
    /// 发布日期.
    pub published_on: Option<Spanned<Date>>,
    /// 施行日期.
    pub effective_on: Option<Spanned<Date>>,
    /// 失效日期, the last day of validity.
    pub expires_on: Option<Spanned<Date>>,
    /// 主送机关, one entry a body or collective.
    pub recipients: Vec<Spanned<String>>,
    /// 主题分类.
    pub subject: Option<Spanned<String>>,
    /// 有效性.
    pub validity: Option<Spanned<String>>,
    /// Titles on the 附件 list.
    pub attachments: Vec<Spanned<String>>,
    /// Every label with its value found in the page header, known or not.
    pub fields: Vec<Field>,
}

/// 发文字号 taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// The number in its regular form, `武政办〔2024〕28号`.
    pub text: String,
    /// 机关代字, `武政办`.
    pub agency_code: String,
    /// The year in the brackets.
    pub year: i16,
    /// 序号.
    pub sequence: u32,
}

/// A label and its value in a page header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The label without inner spaces, `索引号`.
    pub label: String,
    /// The value as written.
    pub value: String,
    /// Label and value together.
    pub span: Span,
}

/// What a part of a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// The notice itself, or the cover of one.
    Notice,
    /// What a 印发 or 转发 notice carries.
    IssuedDocument,
    /// 附件.
    Attachment,
}

/// A cover notice, an issued document or an attachment.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its own title.
    pub title: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// A numbered provision with everything under it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The part that it stands in.
    pub part: PartId,
    /// The section above it.
    pub parent: Option<SectionId>,
    /// Labels from the top of the part, `三/(二)/1`.
    pub path: String,
    /// 1 for a section without parent.
    pub depth: u32,
    /// The marker in its plain form.
    pub label: String,
    /// The marker's number.
    pub ordinal: u32,
    /// The heading.
    pub title: Spanned<String>,
    /// The section with all that stands under it.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// Where a task comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// A provision that ends in its own responsibility clause.
    Provision,
    /// A line `unit: duty` under 主办单位, 协办单位 or 责任分工.
    Duty,
    /// A row of a task table.
    TableRow,
}

/// Something to be done, and by whom.
#[derive(Clone, Debug)]
pub struct Task {
    /// The deepest section that it stands in.
    pub section: Option<SectionId>,
    /// Where it comes from.
    pub kind: TaskKind,
    /// The heading of the provision, or null for a duty.
    pub title: Option<Spanned<String>>,
    /// The provision's own text without marker, title and clause.
    pub text: String,
    /// All of it, clause included.
    pub span: Span,
    /// Who answers for it.
    pub responsibilities: Vec<Responsibility>,
    /// Targets in its words.
    pub targets: Vec<TargetId>,
    /// Milestones in its words.
    pub milestones: Vec<MilestoneId>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// The part that a unit has in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 牵头, 主办.
    Lead,
    /// 责任单位, 负责.
    Responsible,
    /// 配合, 协办, 参与.
    Support,
    /// 督办, 指导.
    Supervise,
}

/// One unit's part in a task.
#[derive(Clone, Debug)]
pub struct Responsibility {
    /// The organisation.
    pub unit: UnitId,
    /// Its part.
    pub role: Role,
    /// The word that says so, as written; empty where nothing but the list stands.
    pub role_text: String,
    /// The name as written, its bracket note included.
    pub surface: String,
    /// Counted from 1 within the role.
    pub order: u32,
    /// The run between commas, counted from 1 within the clause.
    pub group: u32,
    /// True where a rule of the document adds the unit.
    pub implied: bool,
    /// The rule that found it.
    pub rule: RuleId,
    /// The name's place.
    pub span: Span,
}

/// How a value bounds what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// Exactly.
    Eq,
    /// At least.
    Ge,
    /// More than.
    Gt,
    /// At most.
    Le,
    /// Less than.
    Lt,
    /// About.
    Approx,
    /// From `value` to `upper`.
    Range,
}

/// How firmly a target is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// 力争, 争取.
    Strive,
    /// 确保.
    Ensure,
    /// Neither.
    Plan,
}

/// A number that the notice commits somebody to.
#[derive(Clone, Debug)]
pub struct Target {
    /// The section that it stands in.
    pub section: Option<SectionId>,
    /// The task that it stands in.
    pub task: Option<TaskId>,
    /// What is counted.
    pub indicator: String,
    /// The verb.
    pub action: Option<String>,
    /// How the value bounds the indicator.
    pub comparator: Comparator,
    /// The number in base units.
    pub value: Decimal,
    /// The upper end of a range, in base units.
    pub upper: Option<Decimal>,
    /// The unit of measurement that the value is in.
    pub measure: String,
    /// UCUM or ISO 4217 code of the measure, where there is one.
    pub measure_code: Option<String>,
    /// The number with its measure as written.
    pub number: Spanned<String>,
    /// EDTF.
    pub period: Option<String>,
    /// How firmly.
    pub modality: Modality,
    /// The total that this is a part of.
    pub part_of: Option<TargetId>,
    /// 每月, 每个区.
    pub per: Option<String>,
    /// Indicator, verb and number together.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// What a milestone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MilestoneKind {
    /// A dated stage of the work.
    Phase,
    /// A date by which something must be done.
    Deadline,
    /// Something to be done again and again.
    Recurring,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recurrence {
    /// 每日.
    Daily,
    /// 每周.
    Weekly,
    /// 每月.
    Monthly,
    /// 每季度.
    Quarterly,
    /// 每半年.
    Semiannual,
    /// 每年.
    Annual,
}

/// Inclusive days with the EDTF form that says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day, or open.
    pub start: Option<Date>,
    /// Last day, or open.
    pub end: Option<Date>,
    /// Extended Date/Time Format, level 1: `2025-03/2025-09`, `../2025-06-30`.
    pub edtf: String,
}

/// A phase, a deadline or a recurring obligation.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// The section that it stands in.
    pub section: Option<SectionId>,
    /// What it is.
    pub kind: MilestoneKind,
    /// The name of a phase.
    pub name: Option<String>,
    /// The dates, as precise as the words.
    pub interval: Option<Interval>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// Who must act, as written.
    pub actors: Vec<String>,
    /// What must be done.
    pub action: Option<String>,
    /// The words.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A leading group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: Option<Spanned<String>>,
    /// Where its office sits.
    pub office: Option<Spanned<String>>,
    /// Its members, in order.
    pub members: Vec<Member>,
    /// All of it.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A member of a group.
#[derive(Clone, Debug)]
pub struct Member {
    /// 组长, 副组长, 成员.
    pub role: String,
    /// The person's name, inner padding removed.
    pub person: Option<String>,
    /// The post or the unit as written.
    pub post: Option<String>,
    /// The organisation, where the post names one.
    pub unit: Option<UnitId>,
    /// The words.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// 党委部门.
    Party,
    /// 政府及其部门.
    Government,
    /// 人大.
    PeopleCongress,
    /// 政协.
    Cppcc,
    /// 群团.
    MassOrganisation,
    /// 管委会.
    Agency,
    /// 街道.
    Subdistrict,
    /// 企业.
    Enterprise,
    /// 事业单位.
    Institution,
    /// 军队.
    Military,
    /// 各区人民政府.
    Collective,
    /// None of these, or unknown.
    Other,
}

/// The level of the state that an organisation works at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 中央.
    National,
    /// 省、自治区、直辖市.
    Province,
    /// 市、州、盟.
    City,
    /// 区、县、旗.
    District,
    /// 乡、镇、街道.
    Town,
}

/// Whether a name says by itself which body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Naming {
    /// The full official name, or one that holds its place: 武汉市财政局, 财政部.
    InFull,
    /// As the notice writes it, which says which body it is only there: 市供电公司.
    AsWritten,
}

/// An organisation, once for the whole notice.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The full official name where it can be derived, else the surface.
    pub name: String,
    /// Whether `name` says by itself which body it is.
    pub naming: Naming,
    /// The spellings in this notice, in order of appearance.
    pub surfaces: Vec<String>,
    /// What it is.
    pub kind: UnitKind,
    /// Its level.
    pub level: Option<Level>,
    /// The place that it works for, `武汉市武昌区`.
    pub jurisdiction: Option<String>,
    /// GB/T 2260 code of the jurisdiction.
    pub division_code: Option<String>,
    /// True for 各区人民政府, 各街道.
    pub collective: bool,
    /// What a 〈含…〉 note adds.
    pub includes: Vec<String>,
    /// Other names of the same body, not necessarily in this notice.
    pub aliases: Vec<String>,
}

/// What a stretch of the text layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SegmentKind {
    /// Page furniture: menus, print buttons, page numbers.
    Furniture,
    /// Label–value pairs of the page header.
    Header,
    /// A title.
    Title,
    /// 发文字号.
    DocumentNumber,
    /// 主送机关.
    Recipients,
    /// 《…》已经…同意,现印发给你们.
    Approval,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    Date,
    /// A numbered heading, marker included.
    Heading,
    /// Running text.
    Body,
    /// A responsibility clause, brackets included.
    Clause,
    /// A line `unit: duty`.
    Duty,
    /// A list of a group's members.
    Roster,
    /// A table.
    Table,
    /// 附件 and its list.
    AttachmentList,
    /// 附注, 抄送, 印发机关.
    Note,
    /// Nothing but white space between other segments.
    Blank,
    /// Not understood.
    Unexplained,
}

/// A stretch of the text layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it stands.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::{RENAMED, renamed};
    use crate::rules;

    #[test]
    fn old_names_lead_to_rules_of_today() {
        let table = &[("target/quantity", "target/amount-after-noun")];
        assert_eq!(renamed(table, "target/quantity"), "target/amount-after-noun");
        assert_eq!(renamed(table, "target/change"), "target/change");
        let is_rule = |name: &str| rules().any(|rule| rule.id == name);
        for (old, new) in RENAMED.iter().chain(table) {
            assert!(!is_rule(old) && is_rule(new), "{old} {new}");
        }
    }
}
