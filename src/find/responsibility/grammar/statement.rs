//! Reads the words inside a clause: labels, runs of names, verbs, a deadline.
//!
//! `牵头单位:A;责任单位:B、C,D` and `A牵头,B、C按职责分工负责,9月底前完成` go through the same
//! reader: a label gives the role to what follows it, a verb to what stands before it.

use super::label::{self, Labelled};
use super::list::{self, Item};
use super::split::{outside, split};
use super::told::{self, Told};
use super::{brackets, due, mark, name, tail};
use crate::find::Context;
use crate::find::responsibility::Mention;
use crate::find::responsibility::convention;
use crate::lexicon::clauses::Label;
use crate::model::{Role, RuleId};
use crate::span::TextRange;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// A name that does not look like one is at most this long, in bytes.
const MAX_ODD: u32 = 24;

/// What a clause says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statement {
    /// The units named.
    pub mentions: Vec<Mention>,
    /// The deadline.
    pub due: Option<TextRange>,
    /// How many labels and verbs gave a role.
    pub spoken: usize,
}

impl Statement {
    /// True where the first name looks like a unit's, and nearly all others do.
    #[must_use]
    pub(crate) fn is_likely(&self, context: &Context) -> bool {
        let fields = self.names_fields(context);
        let fits = |m: &&Mention| {
            name::plausible_at(context, m.surface)
                || fields && name::is_field(context, m.surface.of(context.text))
        };
        let short = |m: &Mention| {
            m.surface.len() <= MAX_ODD
                && !context.marks.signs(m.surface.of(context.text)).has(&[' '])
        };
        let odd = self.mentions.len() - self.mentions.iter().filter(fits).count();
        self.mentions.first().as_ref().is_some_and(fits)
            && odd * 4 <= self.mentions.len()
            && (odd == 0 || self.mentions.iter().all(|m| fits(&m) || short(m)))
    }

    /// 商务、住建部门; 公安、税务等部门: fields may stand for their departments where the noun follows.
    fn names_fields(&self, context: &Context) -> bool {
        let (nouns, open_ends) =
            (&context.lexicon.list_words.nouns, &context.lexicon.list_words.open_ends);
        self.mentions.iter().any(|mention| {
            let words = mention.surface.of(context.text);
            let behind = &context.text[mention.surface.end as usize..];
            let open = open_ends.at_start(behind).map(|(word, ())| &behind[word.len()..]);
            nouns.at_end(words).is_some_and(|(noun, ())| noun.len() < words.len())
                || open.is_some_and(|rest| nouns.at_start(rest).is_some())
        })
    }

    /// True where every name looks like a unit's.
    #[must_use]
    pub(crate) fn is_plausible(&self, context: &Context) -> bool {
        let mut names = self.mentions.iter().map(|mention| mention.surface);
        !self.mentions.is_empty() && names.all(|name| name::plausible_at(context, name))
    }
}

/// Reads `range`, the words of a clause without its brackets.
#[must_use]
pub(crate) fn read(context: &Context, range: TextRange, rule: RuleId) -> Statement {
    let mut reader = Reader::new(context, rule);
    for sentence in split(context, range, |c| matches!(c, '。' | ';')) {
        reader.sentence(sentence);
    }
    reader.statement
}

struct Reader<'c, 't> {
    context: &'c Context<'t>,
    rule: RuleId,
    statement: Statement,
    /// The label whose value is being read, and its word.
    label: Option<(Option<Label>, TextRange)>,
    group: u32,
    /// Names that say their role themselves, by position.
    marked: FxHashSet<usize>,
    /// The first name under the label, of the run, and since the last verb.
    label_from: usize,
    run_from: usize,
    pending_from: usize,
}

impl<'c, 't> Reader<'c, 't> {
    fn new(context: &'c Context<'t>, rule: RuleId) -> Self {
        let statement = Statement::default();
        Self {
            context,
            rule,
            statement,
            label: None,
            group: 0,
            marked: FxHashSet::default(),
            label_from: 0,
            run_from: 0,
            pending_from: 0,
        }
    }

    fn sentence(&mut self, sentence: TextRange) {
        let labels = label::find(self.context, sentence);
        let first = labels.first().map_or(sentence.end, |label| label.word.start);
        self.value(TextRange::new(sentence.start, first));
        for (index, labelled) in labels.iter().enumerate() {
            let end = labels.get(index + 1).map_or(sentence.end, |next| next.word.start);
            self.begin_label(labelled);
            self.value(TextRange::new(labelled.value_start, end));
        }
    }

    fn begin_label(&mut self, labelled: &Labelled) {
        self.label = Some((labelled.label, labelled.word));
        self.label_from = self.statement.mentions.len();
        self.pending_from = self.label_from;
        if matches!(labelled.label, Some(Label::Role(_))) {
            self.statement.spoken += 1;
        }
    }

    fn value(&mut self, range: TextRange) {
        let range = trim_separators(self.context.text, range);
        match self.label {
            _ if range.is_empty() => {}
            Some((Some(Label::Due), _)) => self.due(range),
            Some((Some(Label::Person) | None, _)) => {}
            Some((Some(Label::Role(_)), _)) | None => self.runs(range),
        }
    }

    fn due(&mut self, range: TextRange) {
        let words = range.of(self.context.text);
        if due::date_at(self.context, words).is_some() {
            self.statement.due.get_or_insert(range);
        }
    }

    fn runs(&mut self, range: TextRange) {
        for run in split(self.context, range, |c| c == ',') {
            let run = run.trim(self.context.text);
            let words = run.of(self.context.text);
            let conventions = &self.context.lexicon.conventions;
            if conventions.opens_rest(words) {
                return;
            }
            if !conventions.says_of_rest(words)
                && !convention::is_aside(self.context, &without_brackets(self.context, words))
                && !due::is_standing(self.context, words)
            {
                self.run(run);
            }
        }
    }

    fn run(&mut self, run: TextRange) {
        self.run_from = self.statement.mentions.len();
        self.group += 1;
        let list = self.without_due(run);
        match told::read(self.context, list) {
            Some(told) => self.told(&told),
            None => list::items(self.context, list).into_iter().for_each(|item| self.item(item)),
        }
        if !list.is_empty() && list.end < run.end {
            self.dated_verb(run);
        }
        if self.statement.mentions.len() == self.run_from {
            self.group -= 1;
        }
    }

    /// `各区于2023年底前完成`: the verb stands behind the date.
    fn dated_verb(&mut self, run: TextRange) {
        if let Some((role, word)) = tail::strip(self.context, run).verb {
            self.verb(role, word);
        }
    }

    /// Sets the deadline aside that a run holds or is; what is left are names.
    fn without_due(&mut self, run: TextRange) -> TextRange {
        let words = run.of(self.context.text);
        let Some(at) = due::date_at(self.context, words) else { return run };
        let names = words[..at].trim_end_matches(['于', '在', '到', '至', ' ']);
        let bare = tail::strip(self.context, run.within(0, names.len())).names;
        if at > 0 && !name::plausible(self.context, bare.of(self.context.text)) {
            self.statement.due.get_or_insert(run);
            return run.within(0, 0);
        }
        self.statement.due.get_or_insert(run.within(at, words.len() - at));
        run.within(0, names.len())
    }

    fn item(&mut self, item: Item) {
        if let Some((leads, word)) = item.leads {
            self.push(&leads);
            self.verb(Role::Lead, word);
        }
        self.push(&item.names);
        if let Some((role, word)) = item.tail.verb {
            self.verb(role, word);
        }
    }

    /// `县规划局负责编制规划`: the verb speaks of these names alone.
    fn told(&mut self, told: &Told) {
        self.pending_from = self.statement.mentions.len();
        self.push(&told.names);
        let from = self.pending_from;
        self.statement.spoken += 1;
        for mention in self.statement.mentions.iter_mut().skip(from) {
            (mention.role, mention.role_text) = (told.role, Some(told.verb));
        }
        self.pending_from = self.statement.mentions.len();
    }

    fn push(&mut self, names: &[TextRange]) {
        let (role, role_text) = match self.label {
            Some((Some(Label::Role(role)), word)) => (role, Some(word)),
            _ => (Role::Responsible, None),
        };
        let (group, rule) = (self.group, self.rule);
        for name in names {
            let (surface, own) = mark::read(self.context, *name);
            let role_text = own.map(|(_, word)| word).or(role_text);
            let role = own.map_or(role, |(role, _)| role);
            self.statement.spoken += usize::from(own.is_some());
            if own.is_some() {
                self.marked.insert(self.statement.mentions.len());
            }
            self.statement.mentions.push(Mention { role, role_text, surface, group, rule });
        }
    }

    /// A verb gives its role to the names since the last verb. Under a label 负责 changes nothing,
    /// and 配合 speaks of its own run only.
    fn verb(&mut self, role: Role, word: TextRange) {
        self.statement.spoken += 1;
        let end = self.statement.mentions.len();
        let from = match (self.label, role) {
            (None, _) | (Some(_), Role::Lead) => self.pending_from,
            (Some(_), Role::Responsible) => end,
            (Some(_), Role::Support | Role::Supervise) => self.helpers_from(end),
        };
        let mentions = self.statement.mentions.iter_mut().enumerate().take(end).skip(from);
        for (_, mention) in mentions.filter(|(index, _)| !self.marked.contains(index)) {
            mention.role = role;
            mention.role_text = Some(word);
        }
        self.pending_from = end;
    }

    /// `责任部门:A、B、C配合`: a label's list is not emptied by 配合, so only C helps.
    fn helpers_from(&self, end: usize) -> usize {
        let from = self.run_from.max(self.pending_from);
        if from == self.label_from { from.max(end.saturating_sub(1)) } else { from }
    }
}

/// The words outside brackets, where a rule of the document would stand.
fn without_brackets<'t>(context: &Context, words: &'t str) -> Cow<'t, str> {
    if context.marks.signs(words).first_that(brackets::opens).is_some() {
        Cow::Owned(outside(context, words))
    } else {
        Cow::Borrowed(words)
    }
}

fn trim_separators(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    let separator = |c: char| matches!(c, ',' | ';' | '、' | '。' | ' ' | ':' | '*');
    let left = words.len() - words.trim_start_matches(separator).len();
    range.within(left, words.trim_matches(separator).len())
}
