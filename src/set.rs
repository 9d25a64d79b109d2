//! Leaf: a set of variants of a small enum, where a struct would need many booleans.

use std::marker::PhantomData;

/// An enum of at most 32 variants without fields.
pub(crate) trait Flag: Copy {
    /// The place of the variant among all.
    fn place(self) -> u8;
}

/// Some variants of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Set<F> {
    bits: u32,
    of: PhantomData<F>,
}

impl<F> Default for Set<F> {
    fn default() -> Self {
        Self { bits: 0, of: PhantomData }
    }
}

impl<F: Flag> Set<F> {
    /// The flags whose condition holds.
    pub(crate) fn of(flags: impl IntoIterator<Item = (F, bool)>) -> Self {
        let held = flags.into_iter().filter(|(_, holds)| *holds);
        held.fold(Self::default(), |set, (flag, _)| set.with(flag))
    }

    /// True where the flag is in the set.
    pub(crate) fn has(self, flag: F) -> bool {
        self.bits & 1 << flag.place() != 0
    }

    /// The same with the flag.
    #[must_use]
    pub(crate) fn with(self, flag: F) -> Self {
        Self { bits: self.bits | 1 << flag.place(), ..self }
    }

    /// Puts the flag in.
    pub(crate) fn insert(&mut self, flag: F) {
        *self = self.with(flag);
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, Set};

    #[derive(Clone, Copy)]
    enum Colour {
        Red,
        Blue,
    }

    impl Flag for Colour {
        fn place(self) -> u8 {
            self as u8
        }
    }

    #[test]
    fn a_flag_is_in_the_set_that_was_put_in() {
        let mut set = Set::of([(Colour::Red, true), (Colour::Blue, false)]);
        assert!(set.has(Colour::Red) && !set.has(Colour::Blue));
        set.insert(Colour::Blue);
        assert!(set.has(Colour::Red) && set.has(Colour::Blue));
    }
}
