//! Words of the bracket notes that stand after names: `lexicon/unit_notes.csv`.

use super::table;
use super::words::Words;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/unit_notes.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
    says: String,
}

/// What a bracket note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteSays {
    /// 含: the name covers other bodies too.
    Includes,
    /// 下同: the note holds from here on.
    Again,
    /// 以下简称: another name follows.
    Short,
    /// 不含: the name does not cover these bodies.
    Except,
}

/// Reads the table.
#[must_use]
pub fn load() -> Words<NoteSays> {
    let rows = table::rows::<Row>(TABLE).into_iter();
    Words::new(rows.filter_map(|row| Some((row.word, says(&row.says)?))))
}

fn says(word: &str) -> Option<NoteSays> {
    Some(match word {
        "includes" => NoteSays::Includes,
        "again" => NoteSays::Again,
        "short" => NoteSays::Short,
        "except" => NoteSays::Except,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load};

    #[test]
    fn every_row_is_read() {
        assert_eq!(load().iter().count(), TABLE.lines().count() - 1);
    }
}
