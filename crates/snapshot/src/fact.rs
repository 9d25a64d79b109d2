//! One thing that a record says, without what changes when others come or go.

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// The share of the text that no stage could place.
    Share,
    /// A value of the metadata.
    Metadata,
    /// A cover, an issued document or an attachment.
    Part,
    /// A numbered provision.
    Section,
    /// Something to be done.
    Task,
    /// A unit's part in a task.
    Responsibility,
    /// A numeric commitment.
    Target,
    /// A phase, a deadline or a recurring duty.
    Milestone,
    /// A leading group.
    Group,
    /// A member of a group.
    Member,
    /// An organisation.
    Unit,
    /// What the program has to say.
    Diagnostic,
}

impl FactKind {
    /// All of them, in the order of the type.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Share, "share"),
        (Self::Metadata, "metadata"),
        (Self::Part, "part"),
        (Self::Section, "section"),
        (Self::Task, "task"),
        (Self::Responsibility, "responsibility"),
        (Self::Target, "target"),
        (Self::Milestone, "milestone"),
        (Self::Group, "group"),
        (Self::Member, "member"),
        (Self::Unit, "unit"),
        (Self::Diagnostic, "diagnostic"),
    ];

    /// Its name in a store.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other)| *other == name).map(|(kind, _)| *kind)
    }

    /// True for what stands inside a task or a group.
    #[must_use]
    pub fn is_inner(self) -> bool {
        matches!(self, Self::Responsibility | Self::Member)
    }
}

/// Fields that say where a fact belongs and not what it is: where nothing else differs, it moved.
pub(super) const POSITION: &[&str] = &["section", "path", "part", "task", "group"];

/// First and one past the last code point of the text layer.
pub type Place = (u32, u32);

/// One thing that a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// The rule that found it; a diagnostic's code, the name of a field, the kind of a part.
    pub rule: String,
    /// What it says: name and value.
    pub fields: Vec<(String, String)>,
    /// The words that it was read from, where no field holds them.
    pub words: String,
    /// Where these stand.
    pub place: Option<Place>,
    /// Responsibilities of a task, members of a group.
    pub inner: Vec<Fact>,
}

impl Fact {
    /// A fact without fields, words and place.
    #[must_use]
    pub fn new(kind: FactKind, rule: &str) -> Self {
        let rule = rule.to_owned();
        Self { kind, rule, fields: vec![], words: String::new(), place: None, inner: vec![] }
    }

    /// With a field, unless the value is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.fields.push((name.to_owned(), value));
        }
        self
    }

    /// At a place with these words. Words that a field holds already are not kept twice.
    #[must_use]
    pub fn at(mut self, place: Place, words: &str) -> Self {
        self.place = Some(place);
        if !self.fields.iter().any(|(_, value)| value == words) {
            words.clone_into(&mut self.words);
        }
        self
    }

    /// The value of a field, empty where it is not there.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// What is to blame for the fact: `target/amount`, `metadata/title`, `diagnostic/year-inferred`.
    #[must_use]
    pub fn cause(&self) -> String {
        match self.kind {
            FactKind::Share => "text/unexplained".to_owned(),
            FactKind::Unit => "unit/name".to_owned(),
            FactKind::Metadata | FactKind::Part | FactKind::Diagnostic => {
                format!("{}/{}", self.kind.name(), self.rule)
            }
            _ => self.rule.clone(),
        }
    }

    /// True where both say the same, wherever they stand. What is inside is not looked at.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.rule == other.rule && self.fields == other.fields
    }

    /// Where it stands among the facts of a notice, from its first word on; what has no place stands
    /// first, but organisations stand last.
    pub(super) fn order(&self) -> (u32, FactKind) {
        let none = if self.kind == FactKind::Unit { u32::MAX } else { 0 };
        let start =
            if self.kind == FactKind::Unit { None } else { self.place.map(|(start, _)| start) };
        (start.unwrap_or(none), self.kind)
    }

    /// What makes it the same thing although it says something else, the surest sign first.
    pub(super) fn identities(&self) -> Vec<String> {
        let of = |names: &[&str]| {
            let values: Vec<&str> = names.iter().map(|name| self.field(name)).collect();
            (!values.iter().all(|value| value.is_empty())).then(|| values.join("\u{1F}"))
        };
        let signs: Vec<Option<String>> = match self.kind {
            FactKind::Share => vec![Some(String::new())],
            FactKind::Metadata if is_list(&self.rule) => {
                vec![of(&["label", "value"]), of(&["label"])]
            }
            FactKind::Metadata => vec![Some(String::new())],
            FactKind::Part => vec![of(&["title"])],
            FactKind::Section => vec![of(&["title"]), of(&["path"])],
            FactKind::Task => vec![of(&["kind", "title", "text"]), of(&["title"]), of(&["text"])],
            FactKind::Responsibility => vec![of(&["surface", "role"]), of(&["surface"])],
            FactKind::Target => vec![of(&["indicator", "number"]), of(&["indicator", "action"])],
            FactKind::Milestone => vec![of(&["kind", "action", "name"]), of(&["kind", "edtf"])],
            FactKind::Group => vec![of(&["name"])],
            FactKind::Member => vec![of(&["person"]), of(&["role", "post"])],
            FactKind::Unit => vec![of(&["name"])],
            FactKind::Diagnostic => vec![of(&["message"])],
        };
        let same_rule =
            matches!(self.kind, FactKind::Share | FactKind::Metadata | FactKind::Diagnostic);
        let rule = if same_rule { self.rule.as_str() } else { "" };
        signs.into_iter().flatten().map(|sign| format!("{rule}\u{1F}{sign}")).collect()
    }
}

/// Fields of the metadata that hold several values.
fn is_list(field: &str) -> bool {
    matches!(field, "signatories" | "recipients" | "attachments" | "fields")
}

/// All facts of one notice, with what it was read from; or that it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its path within the archive.
    pub uri: String,
    /// SHA-256 of the file; empty where it could not be read.
    pub sha256: String,
    /// Hash of its text; empty where it could not be read.
    pub doc_id: String,
    /// What became of it.
    pub state: State,
    /// What its record says, in reading order.
    pub facts: Vec<Fact>,
}

/// What became of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It was read.
    Read,
    /// It could not be read, with the reason.
    Unreadable(String),
    /// It is not in the archive any more. Stands among what is pending only.
    Gone,
}

impl Notice {
    /// A notice without facts.
    #[must_use]
    pub fn without_facts(uri: &str, state: State) -> Self {
        let uri = uri.to_owned();
        Self { uri, sha256: String::new(), doc_id: String::new(), state, facts: vec![] }
    }

    /// The facts with those inside them, in order.
    pub fn all(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().flat_map(|fact| std::iter::once(fact).chain(&fact.inner))
    }

    /// Who issued it, as far as the metadata say: the publisher, the first that signed, or the code
    /// in the document's number.
    #[must_use]
    pub fn issuer(&self) -> &str {
        let of = |rule: &str| {
            let mut found = self.facts.iter().filter(|fact| fact.kind == FactKind::Metadata);
            found.find(|fact| fact.rule == rule).map(|fact| fact.field("value"))
        };
        of("publisher").or_else(|| of("signatories")).unwrap_or_default()
    }
}
