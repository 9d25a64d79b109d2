//! Classes of words: the column `class` of `lexicon/words.csv`.
//!
//! A class is declared where the stages see it: as a field of a view, with the type of its value. The
//! documentation of the field is that of the class. [`classes`] lists all of them; own rows, the checks of
//! the tables and the list in `lexicon/README.md` come from it.

use super::asset;
use super::own::WordRow;
use super::words::{Words, values};
use super::{
    clauses, furniture, measures, organisation, page, particles, table_heads, targets, times,
};
use crate::model::Verdict;
use crate::nearest::listed;

/// A kind of words.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// Its name in the tables, which never changes.
    pub name: &'static str,
    /// What its words do, with examples.
    pub about: &'static str,
    /// What the column `value` holds.
    pub value: Meaning,
    /// True for a cell that the class can read.
    pub(super) reads: fn(&str) -> bool,
}

impl Class {
    /// True for a value that the class knows.
    #[must_use]
    pub fn is_value(&self, cell: &str) -> bool {
        (self.reads)(cell)
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing.
    Empty,
    /// One of these names.
    Names(&'static [&'static str]),
    /// What is described here.
    Words(&'static str),
}

impl Meaning {
    /// The same as a sentence goes on behind a colon.
    #[must_use]
    pub fn told(self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::Names(names) => listed(names.iter().copied()),
            Self::Words(words) => words.to_owned(),
        }
    }
}

/// What a word of some class says.
pub(super) trait Value: Sized {
    /// What a cell may hold.
    const MEANING: Meaning;

    /// The value in a cell, where there is one.
    fn read(cell: &str) -> Option<Self>;
}

impl Value for () {
    const MEANING: Meaning = Meaning::Empty;

    fn read(cell: &str) -> Option<Self> {
        cell.is_empty().then_some(())
    }
}

/// Any words.
impl Value for Box<str> {
    const MEANING: Meaning = Meaning::Words("words");

    fn read(cell: &str) -> Option<Self> {
        Some(cell.into())
    }
}

/// Declares names of values: `named! { Role, "lead" => Role::Lead, … }`.
macro_rules! named {
    ($type:ty, $($name:literal => $value:expr),+ $(,)?) => {
        impl $crate::lexicon::class::Value for $type {
            const MEANING: $crate::lexicon::class::Meaning =
                $crate::lexicon::class::Meaning::Names(&[$($name),+]);

            fn read(cell: &str) -> Option<Self> {
                Some(match cell {
                    $($name => $value,)+
                    _ => return None,
                })
            }
        }
    };
}

// What words say about the number, the date or the name that they stand at.
named! { Verdict,
    "actor" => Verdict::Actor,
    "actor_count" => Verdict::ActorCount,
    "base" => Verdict::Base,
    "beneficiary" => Verdict::Beneficiary,
    "condition" => Verdict::Condition,
    "mentioned" => Verdict::Mentioned,
    "ordinal" => Verdict::Ordinal,
    "past" => Verdict::Past,
    "part" => Verdict::Part,
    "policy_parameter" => Verdict::PolicyParameter,
    "present_fact" => Verdict::PresentFact,
    "range_end" => Verdict::RangeEnd,
    "recipient" => Verdict::Recipient,
    "repeat" => Verdict::Repeat,
    "validity" => Verdict::Validity,
}

/// Declares a view: a structure whose fields are words of one class each. A field `with` another class
/// holds the words of that one, too.
macro_rules! view {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $View:ident {$(
            $(#[doc = $doc:literal])+
            $field:ident: $value:ty = $class:literal $(with $more:literal)?,
        )+}
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        $vis struct $View {
            $($(#[doc = $doc])+ pub $field: $crate::lexicon::Words<$value>,)+
        }

        impl $View {
            /// The classes of its words.
            pub(in crate::lexicon) const CLASSES: &[$crate::lexicon::class::Class] = &[$(
                $crate::lexicon::class::Class {
                    name: $class,
                    about: concat!($($doc),+),
                    value: <$value as $crate::lexicon::class::Value>::MEANING,
                    reads: |cell| <$value as $crate::lexicon::class::Value>::read(cell).is_some(),
                },
            )+];

            /// Takes its words from the tables.
            pub(in crate::lexicon) fn load(source: $crate::lexicon::class::Source) -> Self {
                Self { $($field: source.words(&[$class $(, $more)?]),)+ }
            }
        }
    };
}

pub(super) use {named, view};

/// All classes, by room.
const ROOMS: &[&[Class]] = &[
    clauses::ClauseWords::CLASSES,
    clauses::Conventions::CLASSES,
    clauses::DutyWords::CLASSES,
    clauses::GroupWords::CLASSES,
    clauses::ListWords::CLASSES,
    organisation::Collectives::CLASSES,
    organisation::NotNames::CLASSES,
    organisation::NameWords::CLASSES,
    organisation::NoteWords::CLASSES,
    page::PageWords::CLASSES,
    table_heads::TableWords::CLASSES,
    furniture::FurnitureWords::CLASSES,
    page::Phrases::CLASSES,
    times::Periods::CLASSES,
    times::InformalTimes::CLASSES,
    times::Festivals::CLASSES,
    times::Deadlines::CLASSES,
    times::Rhythms::CLASSES,
    times::Actors::CLASSES,
    particles::Particles::CLASSES,
    targets::TargetWords::CLASSES,
    measures::IntervalWords::CLASSES,
    measures::Currencies::CLASSES,
];

/// Every class of words.
pub fn classes() -> impl Iterator<Item = &'static Class> {
    ROOMS.iter().copied().flatten()
}

/// The class of that name.
#[must_use]
pub(crate) fn class(name: &str) -> Option<&'static Class> {
    classes().find(|class| class.name == name)
}

/// Where words are taken from: own rows, and behind them those of the program.
#[derive(Clone, Copy)]
pub(super) struct Source<'o> {
    pub(super) own: &'o [WordRow],
}

impl Source<'_> {
    /// The words of some classes. Of two equal words that of the own row stays.
    pub(super) fn words<V: Value>(self, classes: &[&str]) -> Words<V> {
        let mut own = self.own.iter().filter(|row| classes.contains(&&*row.class)).peekable();
        match classes {
            [class] if own.peek().is_none() => Words::of_rows(asset::rows(class), V::read),
            _ => {
                let own =
                    own.filter_map(|row| Some((row.word.clone().into(), V::read(&row.value)?)));
                let built_in = classes.iter().flat_map(|class| values(asset::rows(class), V::read));
                own.chain(built_in).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{asset, class, classes};
    use crate::lexicon::words::place;
    use std::collections::BTreeSet;

    #[test]
    fn a_class_is_declared_once_and_has_words() {
        let names: BTreeSet<_> = classes().map(|class| class.name).collect();
        assert_eq!(names.len(), classes().count());
        for class in classes() {
            assert!(!asset::rows(class.name).is_empty(), "{} has no words", class.name);
            assert!(class.name.split('.').count() == 2, "{}", class.name);
        }
    }

    /// The program that makes the asset orders the rows, and the index believes it.
    #[test]
    fn rows_that_are_looked_up_by_word_stand_in_the_order_of_the_index() {
        let names = classes().map(|class| class.name).chain(["measures", "org_suffixes"]);
        for name in names {
            let words = asset::rows(name).lines().map(|row| row.split('\t').next().unwrap());
            assert!(words.is_sorted_by_key(place), "{name}");
        }
    }

    #[test]
    fn every_word_has_a_value_of_its_class() {
        for class in classes() {
            for row in asset::rows(class.name).lines() {
                let (word, value) = row.split_once('\t').unwrap_or((row, ""));
                assert!(class.is_value(value), "{word} of {}: {value}", class.name);
            }
        }
        assert!(class("target.before").is_some() && class("target").is_none());
    }
}
