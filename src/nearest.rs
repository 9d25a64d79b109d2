//! Leaf: finds the known name that is most like a misspelt one.

/// More slips than this make another word of a name.
const SLIPS: usize = 3;

/// The known name that `name` is most likely a slip of, or none where nothing is near.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let near = |known: &'k str| {
        let distance = distance(name, known);
        // Half of a short name changed is another name.
        let bound = SLIPS.min(known.chars().count() / 2);
        (distance <= bound).then_some((distance, known))
    };
    known.into_iter().filter_map(near).min().map(|(_, known)| known)
}

/// Letters to change, add, drop or swap with their neighbour on the way from `a` to `b`.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// `names` as a sentence lists them.
#[must_use]
pub fn listed<'k>(names: impl IntoIterator<Item = &'k str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        let known = ["threads", "to", "output", "one", "strict"];
        for (name, expected) in [
            ("thraeds", Some("threads")),
            ("Threads", Some("threads")),
            ("ouput", Some("output")),
            ("strikt", Some("strict")),
            ("tu", Some("to")),
            ("on", Some("one")),
            ("", None),
            ("colour", None),
            ("线程", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
        assert_eq!(distance("date-ambigous", "date-ambiguous"), 1);
    }
}
