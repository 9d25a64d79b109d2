//! Words of clauses that say who does something: responsibilities, conventions, duties, leading groups,
//! lists of units.

use super::class::{named, view};
use crate::model::Role;

/// What stands before a colon in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Units in this role follow.
    Role(Role),
    /// A deadline follows.
    Due,
    /// A person follows.
    Person,
}

/// What stands between two bodies that act together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// 会同: both answer.
    Together,
    /// 牵头会同: the one before leads.
    AfterLead,
    /// The word is part of a name.
    None,
}

/// What the word of a convention says about the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leader {
    /// The first of the list.
    First,
    /// Those before the comma.
    BeforeComma,
    /// Those who answer, where nobody leads.
    Responsible,
}

named! { Role,
    "lead" => Role::Lead,
    "responsible" => Role::Responsible,
    "support" => Role::Support,
    "supervise" => Role::Supervise,
}

named! { Label,
    "lead" => Label::Role(Role::Lead),
    "responsible" => Label::Role(Role::Responsible),
    "support" => Label::Role(Role::Support),
    "supervise" => Label::Role(Role::Supervise),
    "due" => Label::Due,
    "person" => Label::Person,
}

named! { Link,
    "together" => Link::Together,
    "after_lead" => Link::AfterLead,
    "none" => Link::None,
}

named! { Leader,
    "first" => Leader::First,
    "before_comma" => Leader::BeforeComma,
    "responsible" => Leader::Responsible,
}

view! {
    /// The words of responsibility clauses.
    pub(crate) struct ClauseWords {
        /// 牵头单位, 完成时限, 责任人: before a colon.
        labels: Label = "responsibility.label",
        /// 指标, 项目: may stand before a label.
        label_heads: () = "responsibility.label_head",
        /// 牵头, 负责, 配合.
        verbs: Role = "responsibility.verb",
        /// 按职责分工, 分别.
        adverbs: () = "responsibility.adverb",
        /// 由, 会同 before a name.
        lead_ins: () = "responsibility.lead_in",
        /// 会同 between names.
        links: Link = "responsibility.link",
        /// 持续推进: no date, and no unit.
        standing: () = "responsibility.standing",
        /// 年底前: a date without digits.
        dates: () = "responsibility.date",
    }
}

view! {
    /// The words by which a document states rules on its own clauses: who leads, who need not be named.
    pub(crate) struct Conventions {
        /// 为牵头: says that somebody leads.
        leads: () = "convention.leads",
        /// 列第一, 逗号前, 无牵头单位: who is the leader.
        leaders: Leader = "convention.leader",
        /// 其余: those who do not lead.
        rest: () = "convention.rest",
        /// 不再一一列, 下同: who is not named again.
        no_repeat: () = "convention.no_repeat",
        /// 以下: the rule holds from here on.
        from_here: () = "convention.from_here",
        /// 均需: opens what holds for all.
        all: () = "convention.all",
        /// 均为责任单位: all of them answer.
        all_answer: () = "convention.all_answer",
        /// 统称: a definition, no unit.
        definitions: () = "convention.definition",
    }
}

impl Conventions {
    /// True where all that follows in the sentence is a rule on later clauses: 以下均需…落实.
    #[must_use]
    pub(crate) fn opens_rest(&self, run: &str) -> bool {
        self.from_here.at_start(run).is_some()
    }

    /// 其余为配合单位: what those are who do not lead.
    #[must_use]
    pub(crate) fn says_of_rest(&self, run: &str) -> bool {
        let behind = self.rest.at_start(run).map(|(word, ())| &run[word.len()..]);
        behind.is_some_and(|words| words.trim_start_matches(['均', '都']).starts_with(['为', '是']))
    }
}

view! {
    /// The words of duty lists.
    pub(crate) struct DutyWords {
        /// 主办单位, 职责分工: headings, with the role of the units under them.
        headings: Role = "duty.heading",
        /// 做好, 负责: how a duty begins.
        verbs: () = "duty.verb",
    }
}

view! {
    /// The words of leading groups.
    pub(crate) struct GroupWords {
        /// 组长, 副组长, 成员单位, with the role as a record shows it.
        roles: Box<str> = "group.role",
        /// 主任: a role only before a colon, as a record shows it.
        roster_roles: Box<str> = "group.roster_role" with "group.role",
        /// 任, 为 before a role.
        takes: () = "group.take",
        /// 组成 after a list of members, with the role of the members.
        composes: Box<str> = "group.compose",
        /// 领导小组, 专班.
        nouns: () = "group.noun",
        /// 成立.
        founds: () = "group.found",
        /// 设在 after 办公室.
        offices: () = "group.office",
        /// 办公 after the place of the office.
        office_ends: () = "group.office_end",
        /// 常委: a post held beside the next one.
        concurrent: () = "group.concurrent",
        /// 负责人 at the end of a list: the heads of all units named.
        heads: () = "group.heads",
        /// 组成人员名单.
        title_ends: () = "group.title_end",
        /// 局长, 领导.
        posts: () = "group.post",
    }
}

view! {
    /// The words of lists of units: how a list goes on, what joins two names, how collectives are built.
    pub(crate) struct ListWords {
        /// 等.
        open_ends: () = "list.open_end",
        /// 有关, 市级: before a noun that sums a list up.
        modifiers: () = "list.modifier",
        /// 部门, 单位: nouns that sum a list up.
        nouns: () = "list.noun",
        /// 县, 设区市: levels of places in a collective.
        levels: () = "list.level",
        /// 园区: kinds of areas, which without a name are no body.
        areas: () = "list.area",
        /// 中国移动: firms whose name does not end as names end.
        firms: () = "list.firm",
        /// 人民政府: what the levels of a collective share.
        organs: () = "list.organ",
        /// 各, 各级: opens a collective.
        every: () = "list.every",
        /// 具有: opens the description behind 等.
        describers: () = "list.describer",
    }
}

impl ListWords {
    /// True for 市级, 省直: a level of places with what makes a modifier of it.
    #[must_use]
    pub(crate) fn is_level(&self, modifier: &str) -> bool {
        self.levels.at_start(modifier).is_some_and(|(word, ())| word.len() < modifier.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Role};
    use crate::lexicon::Lexicon;

    #[test]
    fn labels_know_their_role() {
        let words = &Lexicon::builtin().clause_words;
        assert_eq!(words.labels.get("牵头责任单位"), Some(&Label::Role(Role::Lead)));
        assert_eq!(words.labels.get("完成时限"), Some(&Label::Due));
        assert_eq!(words.verbs.get("配合"), Some(&Role::Support));
    }

    #[test]
    fn what_is_a_role_in_a_sentence_is_one_before_a_colon() {
        let words = &Lexicon::builtin().group_words;
        assert!(words.roles.get("主任").is_none() && words.roster_roles.get("主任").is_some());
        let kept =
            words.roles.iter().all(|(word, role)| words.roster_roles.get(word) == Some(role));
        assert!(kept);
    }
}
