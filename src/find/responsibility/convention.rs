//! Rules that a document states on its own clauses, and what they do to the clauses.
//!
//! `列第一位的为牵头单位,下同` and `以下均需各区落实,不再列出` stand inside a clause or in the text.

use super::grammar::{foot, head, list, tail};
use super::{Clause, Convention, Mention, Reading, Says, Scene};
use crate::annotate::Cue;
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Leader;
use crate::model::Role;
use crate::span::TextRange;
use rustc_hash::FxHashSet;
use std::iter::Peekable;
use std::mem::discriminant;
use std::vec::IntoIter;

/// A rule of the document on its clauses.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/convention",
    finds: "a sentence that says who leads in all clauses, or who answers without being named",
    example: "以下均需各县(市、区)人民政府落实,不再列出",
    counter_example: "各场景牵头部门要加强统筹",
};

/// A rule is at most this long before the word that tells it.
const LOOK_BACK: usize = 600;

/// All conventions, in order.
pub(super) fn find(scene: &Scene, found: &mut Reading) {
    let paragraphs = scene.passage.paragraphs.iter();
    found.conventions.extend(paragraphs.flat_map(|paragraph| stated(scene.context, *paragraph)));
}

fn stated(context: &Context, paragraph: TextRange) -> Vec<Convention> {
    let conventions = &context.lexicon.conventions;
    let words = paragraph.of(context.text);
    let leads = context.marks.cues(&conventions.leads, words);
    let lists = context.marks.cues(&conventions.no_repeat, words);
    let mut found: Vec<Convention> = leads
        .filter_map(|(at, word, ())| leader(context, paragraph, at, at + word.len()))
        .chain(lists.filter_map(|(at, word, ())| also(context, paragraph, at, at + word.len())))
        .collect();
    found.sort_by_key(|convention| convention.range);
    found.dedup_by_key(|convention| convention.range.start);
    found
}

fn leader(context: &Context, paragraph: TextRange, at: usize, end: usize) -> Option<Convention> {
    let before = &paragraph.of(context.text)[..at];
    let window = foot(before, 120);
    let signs = context.marks.signs(window);
    let sentence = &window[signs.last(&['。', ';', '(', '〔']).unwrap_or(0)..];
    let leaders = &context.lexicon.conventions.leaders;
    let Some((from, _, leader)) = context.marks.cue(leaders, sentence) else {
        return marked(context, paragraph, at - sentence.len(), sentence, at);
    };
    let level = at - (sentence.len() - level(context, &sentence[..from]).unwrap_or(from));
    let says = match leader {
        Leader::First if level < at - (sentence.len() - from) => {
            Says::FirstOfLevelLeads(paragraph.within(level, '省'.len_utf8()))
        }
        Leader::First => Says::FirstLeads,
        Leader::BeforeComma => Says::BeforeCommaLeads,
        Leader::Responsible => Says::ResponsibleLeadsWhereNobodyDoes,
    };
    let start = at - (sentence.len() - from);
    let end = run_end(context, paragraph.of(context.text), end);
    let rest = rest(context, &paragraph.of(context.text)[end..]);
    Some(Convention { says, rest, range: paragraph.within(start, end - start), rule: RULE.id })
}

/// `标★的为牵头单位`.
fn marked(
    context: &Context,
    paragraph: TextRange,
    base: usize,
    sentence: &str,
    end: usize,
) -> Option<Convention> {
    let (at, sign) = context.marks.signs(sentence).first_that(is_sign)?;
    let says = Says::MarkedLeads(paragraph.within(base + at, sign.len_utf8()));
    let range = paragraph.within(base + at, end - base - at);
    Some(Convention { says, rest: Role::Responsible, range, rule: RULE.id })
}

/// True where the words state a rule on leaders or on who is not named again.
pub(crate) fn states_rule(context: &Context, words: &str) -> bool {
    let (marks, conventions) = (context.marks, &context.lexicon.conventions);
    let leads =
        marks.has_cue(&conventions.leads, words) && marks.has_cue(&conventions.leaders, words);
    leads || is_long(marks.cues(&conventions.no_repeat, words))
}

/// True where a run between commas names no unit: a rule, 下同, a definition.
pub(crate) fn is_aside(context: &Context, run: &str) -> bool {
    let definitions = &context.lexicon.conventions.definitions;
    states_rule(context, run)
        || definitions.at_start(run).is_some()
        || is_long(context.marks.cues(definitions, run))
}

/// Another word than 下同, which names may stand before.
fn is_long<'s>(mut found: impl Iterator<Item = Cue<'s, ()>>) -> bool {
    found.any(|(_, word, ())| word != "下同")
}

/// A sign that marks a name in a list.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '★' | '☆' | '▲' | '△' | '●' | '◆' | '※' | '*' | '#')
}

/// `,其余为配合单位` behind the rule: what those are who do not lead.
fn rest(context: &Context, behind: &str) -> Role {
    let ends = |sign| matches!(sign, '。' | ';' | ')' | '〕' | '\n');
    let sentence = context.marks.signs(head(behind, 60)).head(ends);
    let others = context.marks.cue(&context.lexicon.conventions.rest, sentence);
    let said = others.and_then(|(at, word, ())| {
        let words = &sentence[at + word.len()..];
        context.marks.cue(&context.lexicon.clause_words.verbs, words).map(|(_, _, role)| *role)
    });
    said.filter(|role| *role == Role::Support).unwrap_or(Role::Responsible)
}

/// Where 省级单位 begins, the bodies of one level, that end `text`.
fn level(context: &Context, text: &str) -> Option<usize> {
    let words = &context.lexicon.list_words;
    let noun = words.nouns.at_end(text).map_or(0, |(noun, ())| noun.len());
    let head = &text[..text.len() - noun];
    let (level, ()) = words.modifiers.at_end(head).filter(|_| noun > 0)?;
    words.is_level(level).then_some(head.len() - level.len())
}

/// `以下均需A、B落实,不再列出`, or `A、B均为责任单位,以下不再列出`.
fn also(context: &Context, paragraph: TextRange, at: usize, end: usize) -> Option<Convention> {
    let conventions = &context.lexicon.conventions;
    let window = foot(&paragraph.of(context.text)[..at], LOOK_BACK);
    let sentence = context.marks.signs(window).tail(|sign| matches!(sign, '。' | ';'));
    let sentence = sentence.trim_start_matches(['(', '〔', '[', '【', ' ']);
    let base = at - sentence.len();
    let answer = context.marks.cue(&conventions.all_answer, sentence);
    let (from, list) = if let Some((at, ..)) = answer {
        (0, 0..at)
    } else {
        let (from, word, ()) = context.marks.cue(&conventions.from_here, sentence)?;
        let after = from + word.len();
        let (all, word, ()) = context.marks.cue(&conventions.all, head(&sentence[after..], 60))?;
        (from, after + all + word.len()..sentence.len())
    };
    let list = paragraph.within(base + list.start, list.end - list.start);
    let units = units(context, list);
    let end = run_end(context, paragraph.of(context.text), end);
    let range = paragraph.within(base + from, end - base - from);
    let says = Says::AlsoResponsible(units);
    let some = matches!(&says, Says::AlsoResponsible(units) if !units.is_empty());
    some.then_some(Convention { says, rest: Role::Responsible, range, rule: RULE.id })
}

/// The end of the run between separators that `at` stands in.
fn run_end(context: &Context, words: &str, at: usize) -> usize {
    let rest = head(&words[at..], 60);
    let ends = [',', '。', ';', ')', '〕', ']', '】', '\n'];
    at + context.marks.signs(rest).first(&ends).unwrap_or(0)
}

fn units(context: &Context, range: TextRange) -> Vec<TextRange> {
    let runs = super::grammar::split::split(context, range, |c| c == ',');
    let names = runs.into_iter().flat_map(|run| {
        let run = tail::strip(context, run).names;
        list::items(context, run).into_iter().flat_map(|item| item.names)
    });
    names.filter(|name| super::grammar::name::plausible(context, name.of(context.text))).collect()
}

/// A unit that a convention adds to a clause.
#[derive(Clone, Debug)]
pub(crate) struct Implied {
    /// The position of the clause in the list.
    pub clause: usize,
    /// The unit, at the place where the convention names it.
    pub mention: Mention,
}

/// The conventions of one part of a notice, as they come into force while its clauses are read in
/// order. What a part says of its clauses holds from there to its end; said again in other words it
/// replaces what was said before (`以下` begins anew), so that no more of them are in force at once
/// than there are things to say.
#[derive(Debug)]
pub(crate) struct InForce<'c> {
    leads: Peekable<IntoIter<&'c Convention>>,
    lists: Peekable<IntoIter<&'c Convention>>,
    /// Who leads, in the order in which it was first said: one a kind.
    leading: Vec<&'c Convention>,
    /// Who answers without being named.
    listed: Option<&'c Convention>,
}

impl<'c> InForce<'c> {
    /// None is in force before the first clause. `conventions` are those of one part, in order.
    #[must_use]
    pub(crate) fn new(text: &str, conventions: &'c [Convention]) -> Self {
        let is_list = |convention: &&Convention| convention.says.is_list();
        let (lists, leads): (Vec<_>, Vec<_>) = conventions.iter().partition(is_list);
        // What a sign means is explained behind the names as a rule.
        let is_mark = |convention: &&Convention| convention.says.mark().is_some();
        let (marks, leads): (Vec<_>, Vec<_>) = leads.into_iter().partition(is_mark);
        let mut in_force = Self {
            leads: leads.into_iter().peekable(),
            lists: lists.into_iter().peekable(),
            leading: Vec::new(),
            listed: None,
        };
        marks.into_iter().for_each(|mark| in_force.begin(text, mark));
        in_force
    }

    /// Who leads by the conventions that end before a place of the text. Places come in order.
    pub(crate) fn before(&mut self, text: &str, end: u32) -> &[&'c Convention] {
        while let Some(more) = self.leads.next_if(|convention| convention.range.end <= end) {
            self.begin(text, more);
        }
        &self.leading
    }

    /// Lets them act on the next clauses, which stand in order: turns roles to [`Role::Lead`] where
    /// a convention says so, and returns the units that conventions add. A convention that stands
    /// inside a clause applies to that clause too, except that one on what follows (以下均需…) adds
    /// nothing to the clause that states it.
    pub(crate) fn apply(&mut self, text: &str, clauses: &mut [Clause]) -> Vec<Implied> {
        let mut implied = Vec::new();
        for (index, clause) in clauses.iter_mut().enumerate() {
            while let Some(more) = self.leads.next_if(|c| c.range.start < clause.range.end) {
                self.begin(text, more);
            }
            let begun = |list: &&Convention| list.range.end <= clause.range.start;
            while let Some(list) = self.lists.next_if(begun) {
                self.listed = Some(list);
            }
            self.leading.iter().for_each(|convention| convention.lead(text, &mut clause.mentions));
            let more = self.listed.into_iter().flat_map(|list| missing(text, clause, list));
            implied.extend(more.map(|mention| Implied { clause: index, mention }));
        }
        implied
    }

    fn begin(&mut self, text: &str, convention: &'c Convention) {
        match self.leading.iter_mut().find(|other| other.says.is_like(&convention.says, text)) {
            Some(other) => *other = convention,
            None => self.leading.push(convention),
        }
    }
}

impl Says {
    fn is_list(&self) -> bool {
        matches!(self, Self::AlsoResponsible(_))
    }

    /// The sign that those who lead have.
    fn mark(&self) -> Option<TextRange> {
        match self {
            Self::MarkedLeads(sign) => Some(*sign),
            _ => None,
        }
    }

    /// Says the same kind of thing: of two levels both is said, and of two signs.
    fn is_like(&self, other: &Self, text: &str) -> bool {
        match (self, other) {
            (Self::FirstOfLevelLeads(one), Self::FirstOfLevelLeads(other))
            | (Self::MarkedLeads(one), Self::MarkedLeads(other)) => one.of(text) == other.of(text),
            _ => discriminant(self) == discriminant(other),
        }
    }

    fn leader<'t>(&self, text: &'t str) -> Option<Lead<'t>> {
        Some(match self {
            Self::FirstLeads => Lead::First,
            Self::FirstOfLevelLeads(level) => Lead::Of(level.of(text)),
            Self::BeforeCommaLeads => Lead::Group,
            Self::MarkedLeads(sign) => Lead::Marked(sign.of(text)),
            Self::ResponsibleLeadsWhereNobodyDoes => Lead::All,
            Self::AlsoResponsible(_) => return None,
        })
    }
}

#[derive(Clone, Copy)]
enum Lead<'t> {
    First,
    /// The first whose name begins with the word of a level.
    Of(&'t str),
    /// Those with a sign before or behind their name.
    Marked(&'t str),
    Group,
    All,
}

impl Convention {
    /// Lets units lead among whom nobody leads yet; the others have the role that is said of the rest.
    pub(crate) fn lead(&self, text: &str, mentions: &mut [Mention]) {
        let someone = mentions.iter().any(|mention| mention.role == Role::Lead);
        if let Some(who) = self.says.leader(text).filter(|_| !someone) {
            lead(text, mentions, who, self.rest);
        }
    }
}

fn lead(text: &str, mentions: &mut [Mention], who: Lead, rest: Role) {
    let groups = mentions.iter().map(|mention| mention.group).max().unwrap_or_default();
    let first = match who {
        Lead::Of(level) => {
            mentions.iter().position(|mention| mention.surface.of(text).starts_with(level))
        }
        _ => Some(0),
    };
    let leads = |(index, mention): (usize, &Mention)| {
        let leads = match who {
            Lead::First | Lead::Of(_) => Some(index) == first,
            Lead::Group => mention.group == 1 && groups > 1,
            Lead::Marked(sign) => is_marked(text, mention.surface, sign),
            Lead::All => true,
        };
        leads && mention.role == Role::Responsible
    };
    let leads: Vec<bool> = mentions.iter().enumerate().map(leads).collect();
    let rest = if leads.contains(&true) { rest } else { Role::Responsible };
    for (mention, leads) in mentions.iter_mut().zip(leads) {
        match mention.role {
            Role::Responsible if leads => mention.role = Role::Lead,
            Role::Responsible => mention.role = rest,
            _ => {}
        }
    }
}

/// ★市水利局, or 市水利局★ before the end of an item.
fn is_marked(text: &str, name: TextRange, sign: &str) -> bool {
    let behind = text[name.end as usize..].strip_prefix(sign);
    let ends = |rest: &str| !rest.trim_start().starts_with(crate::chars::is_han);
    text[..name.start as usize].trim_end().ends_with(sign) || behind.is_some_and(ends)
}

/// The units of a list that the clause does not name itself.
fn missing<'c>(
    text: &str,
    clause: &Clause,
    list: &'c Convention,
) -> impl Iterator<Item = Mention> + use<'c> {
    let named: FxHashSet<&str> = clause.mentions.iter().map(|m| m.surface.of(text)).collect();
    let group = clause.mentions.iter().map(|m| m.group).max().unwrap_or_default() + 1;
    let units = match &list.says {
        Says::AlsoResponsible(units) => units.as_slice(),
        _ => &[],
    };
    let more: Vec<_> = units.iter().filter(|unit| !named.contains(unit.of(text))).collect();
    more.into_iter().map(move |unit| Mention {
        role: Role::Responsible,
        role_text: None,
        surface: *unit,
        group,
        rule: list.rule,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_aside, states_rule};
    use crate::annotate::Annotations;
    use crate::find::Context;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_rule_is_told_from_a_unit() {
        let lexicon = Lexicon::builtin();
        let marks = Annotations::of(lexicon, "");
        let context = &Context { lexicon, text: "", issued_on: None, rows: &[], marks: &marks };
        assert!(states_rule(context, "排在第一位的部门为牵头部门"));
        assert!(states_rule(context, "不再一一列出"));
        assert!(is_aside(context, "下同"));
        assert!(lexicon.conventions.opens_rest("以下均需各区落实"));
        assert!(!is_aside(context, "各场景牵头部门"));
        assert!(!states_rule(context, "含开发区、风景区管委会,下同"));
    }
}
