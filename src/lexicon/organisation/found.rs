//! Rows that have a name in common; nearly always it is one.

/// Positions of rows.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// One.
    One(usize),
    /// Several, each once.
    Many(Vec<usize>),
}

impl Found {
    /// All of them.
    pub(super) fn all(&self) -> &[usize] {
        match self {
            Self::One(at) => std::slice::from_ref(at),
            Self::Many(all) => all,
        }
    }

    /// One more behind the others, unless it is the last one.
    pub(super) fn add(&mut self, at: usize) {
        match self {
            Self::One(first) if *first == at => {}
            Self::One(first) => *self = Self::Many(vec![*first, at]),
            Self::Many(all) if all.last() == Some(&at) => {}
            Self::Many(all) => all.push(at),
        }
    }

    /// Puts them in another order.
    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&usize) -> K) {
        if let Self::Many(all) = self {
            all.sort_by_key(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Found;

    #[test]
    fn a_row_is_found_once() {
        let mut found = Found::One(4);
        for at in [4, 2, 2, 7] {
            found.add(at);
        }
        assert_eq!(found.all(), [4, 2, 7]);
        found.sort_by_key(|at| *at);
        assert_eq!(found.all(), [2, 4, 7]);
        assert_eq!(Found::One(3).all(), [3]);
    }
}
