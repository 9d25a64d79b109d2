//! Quantities, dates and names with what became of them.

use super::RuleId;
use crate::span::Span;

/// What is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A number with its measure.
    Quantity,
    /// A date or a period.
    Date,
    /// The name of an organisation.
    Organisation,
}

/// What became of a quantity, a date or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// A quantity: the number of a target.
    Target,
    /// A quantity or a date: what a change is measured against, 较2020年的12%.
    Base,
    /// A quantity: a bound inside the description of a thing, 亿元以上项目.
    Threshold,
    /// A quantity: a part of another number.
    Part,
    /// A quantity: the upper end of a range.
    RangeEnd,
    /// A quantity: a result already reached.
    PastFact,
    /// A quantity: how things stand.
    PresentFact,
    /// A quantity: a rate, a fee, a ceiling or a limit that a policy sets.
    PolicyParameter,
    /// A quantity: the number of a law, an article or a document.
    LegalReference,
    /// A quantity that orders and does not count.
    Ordinal,
    /// Part of a name: 5G, “965”.
    NamePart,
    /// A quantity: how many act.
    ActorCount,
    /// A quantity: points of an appraisal.
    Score,
    /// A quantity or a date of a condition.
    Condition,
    /// A quantity: money that is paid.
    MoneyPaid,
    /// A quantity: a proportion or a term of a formula.
    Ratio,
    /// A quantity that says again what was said before: 甲、乙等10个场景.
    Repeat,
    /// A quantity: a figure of speech.
    Idiom,
    /// A quantity that says when or how often: the time of a milestone.
    Time,
    /// A date: that of a milestone.
    Milestone,
    /// A date: the period of a target, or one that a sentence speaks about.
    Period,
    /// A date: that of a phase.
    Phase,
    /// A date: when a document was issued.
    Issue,
    /// A date: from when or until when a document is in force.
    Validity,
    /// A date that lies before the notice.
    Past,
    /// A date inside a reference to another document.
    Reference,
    /// A name: the unit that leads.
    Lead,
    /// A name: a responsible unit.
    Responsible,
    /// A name: a unit that supports.
    Support,
    /// A name: a unit that supervises.
    Supervise,
    /// A name: the unit of a duty line.
    Duty,
    /// A name: a member of a group.
    Member,
    /// A name: who issued a document.
    Issuer,
    /// A name: to whom something is sent or reported.
    Recipient,
    /// A name: who acts in running text.
    Actor,
    /// A name: for whom something is done.
    Beneficiary,
    /// A name that is only mentioned.
    Mentioned,
    /// No rule has said anything.
    Open,
}

/// A quantity, a date or a name of the body with what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is mentioned.
    pub kind: MentionKind,
    /// What became of it.
    pub verdict: Verdict,
    /// The rule that says so; none where it is open.
    pub rule: Option<RuleId>,
    /// The words.
    pub span: Span,
}
