//! The tables of `lexicon/` as the program carries them: one text, and where its parts stand.
//!
//! `cargo xtask lexicon` makes the text and the numbers from the tables. A part is named after its class
//! or table; a row is a line, cells have a tab between them. Rows of a class, of `measures` and of
//! `org_suffixes` stand in the order of [`super::words::place`], others in that of their table.

#[rustfmt::skip]
mod places;

pub(super) use places::{BY_NAME, BY_SHORT, CHANGES, DIVISIONS, FIRSTS, REVISION, TRADITIONAL};

const TEXT: &str = include_str!("asset/words.txt");

/// The rows of a class or table; empty where there is none of that name.
pub(super) fn rows(name: &str) -> &'static str {
    let found = places::PARTS.binary_search_by_key(&name, |(name, ..)| name);
    let place = found.ok().and_then(|at| places::PARTS.get(at));
    place.map_or("", |(_, start, len)| piece(*start, *len))
}

/// Text from a byte on.
pub(super) fn piece(start: u32, len: u32) -> &'static str {
    TEXT.get(start as usize..(start + len) as usize).unwrap_or_default()
}

/// The rows of a table that has that many columns.
pub(super) fn table<const N: usize>(
    name: &str,
) -> impl Iterator<Item = [&'static str; N]> + use<N> {
    rows(name).lines().filter_map(cells)
}

/// The cells of a row that has that many.
pub(super) fn cells<const N: usize>(row: &str) -> Option<[&str; N]> {
    let mut cells = row.split('\t');
    let mut found = [""; N];
    for cell in &mut found {
        *cell = cells.next()?;
    }
    cells.next().is_none().then_some(found)
}

/// The text of a cell, or none where it is empty.
pub(super) fn filled(cell: &str) -> Option<Box<str>> {
    (!cell.is_empty()).then(|| cell.into())
}

#[cfg(test)]
mod tests {
    use super::{cells, places, rows};

    #[test]
    fn parts_are_found_by_name() {
        assert!(places::PARTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(rows("lunar_days").starts_with("1949\t"));
        assert_eq!(rows("no such table"), "");
    }

    #[test]
    fn a_row_has_as_many_cells_as_are_asked_for() {
        assert_eq!(cells("a\t\tb"), Some(["a", "", "b"]));
        assert_eq!(cells::<2>("a\t\tb").or(cells("a")), None);
    }
}
