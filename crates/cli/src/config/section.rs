//! The sections of the file, and the keys of each, as the structs of the arguments have them.

use crate::args::shared::{Lexicon, Limits};
use crate::args::store::{Load, Run};
use crate::args::{Extract, Filter};
use clap::{Arg, Args, Command};

/// Sections that belong to no command but to what several share.
pub(super) const SHARED: [&str; 2] = ["limits", "lexicon"];

/// A section of the file.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: &'static str,
    /// What it is about, for the documentation.
    pub(super) about: String,
    /// The arguments that can stand in it. The key of each is its id.
    pub(super) keys: Vec<Arg>,
}

impl Section {
    /// All sections, in the order of the documentation.
    pub(super) fn all() -> [Self; 6] {
        let [limits, lexicon] = SHARED;
        [
            Self::of::<Run>("run"),
            Self::of::<Extract>("extract"),
            Self::of::<Filter>("filter"),
            Self::of::<Load>("load"),
            Self::shared::<Limits>(limits),
            Self::shared::<Lexicon>(lexicon),
        ]
    }

    fn of<A: Args>(name: &'static str) -> Self {
        let command = Limits::augment_args(Lexicon::augment_args(Command::new(name)));
        let shared: Vec<_> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
        let mut section = Self::shared::<A>(name);
        section.keys.retain(|arg| !shared.contains(arg.get_id()));
        section
    }

    fn shared<A: Args>(name: &'static str) -> Self {
        let command = A::augment_args(Command::new(name));
        let about = command.get_long_about().or(command.get_about());
        // What must be typed needs no key.
        let keys = command.get_arguments().filter(|arg| !arg.is_required_set());
        Self {
            name,
            about: about.map(ToString::to_string).unwrap_or_default(),
            keys: keys.filter(|arg| arg.get_id() != "config").cloned().collect(),
        }
    }

    pub(super) fn key(&self, name: &str) -> Option<&Arg> {
        self.keys.iter().find(|arg| arg.get_id() == name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|arg| arg.get_id().as_str())
    }
}
