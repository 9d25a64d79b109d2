//! The columns of a table whose rows have different cells.

/// The columns; none where every row has one cell a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// The last left edge that belongs to each column, rising.
    lasts: Vec<i16>,
}

/// Left edges that are taken for one column, and the rows that have them.
#[derive(Clone, Debug)]
struct Column {
    first: i16,
    last: i16,
    shapes: Vec<usize>,
    /// Of how many cells in its row each edge begins which.
    places: Vec<(usize, usize)>,
}

/// Edges of one column lie at most so far apart, in twentieths of a point: 7 mm.
const SPREAD: i32 = 400;
/// The same for rows of as many cells, which tables that were drawn page by page have: 35 mm.
const SPREAD_OF_LIKE: i32 = 2000;
/// Kinds of rows that are compared; a table by hand has a few.
const SHAPES: usize = 256;

impl Grid {
    /// Finds the columns. People draw the edges of a column by hand, so those that lie close are
    /// one, unless a row has both.
    pub(super) fn new<'a>(rows: impl Iterator<Item = &'a [i16]>) -> Self {
        let mut shapes: Vec<&[i16]> = rows.collect();
        shapes.sort_unstable();
        shapes.dedup();
        let is_compared = shapes.len() <= SHAPES;
        let mut columns = columns(&shapes);
        while is_compared && let Some(left) = closest(&columns) {
            let right = columns.remove(left + 1);
            let left = &mut columns[left];
            left.last = right.last;
            left.shapes.extend(right.shapes);
            left.places.extend(right.places);
        }
        Self { lasts: columns.iter().map(|column| column.last).collect() }
    }

    /// The column of an edge; `None` where there is no grid.
    pub(super) fn column(&self, edge: i16) -> Option<usize> {
        (!self.lasts.is_empty()).then(|| self.lasts.partition_point(|last| *last < edge))
    }

    /// Number of columns.
    pub(super) fn len(&self) -> usize {
        self.lasts.len()
    }
}

/// Each edge as a column of its own.
fn columns(shapes: &[&[i16]]) -> Vec<Column> {
    let mut edges = Vec::new();
    for (shape, row) in shapes.iter().enumerate() {
        edges.extend(row.iter().enumerate().map(|(cell, edge)| (*edge, shape, (row.len(), cell))));
    }
    edges.sort_unstable();
    let mut columns: Vec<Column> = Vec::new();
    for (edge, shape, place) in edges {
        match columns.last_mut().filter(|column| column.last == edge) {
            Some(column) => {
                column.shapes.push(shape);
                column.places.push(place);
            }
            None => columns.push(Column {
                first: edge,
                last: edge,
                shapes: vec![shape],
                places: vec![place],
            }),
        }
    }
    columns
}

/// The left one of the two neighbours that lie closest and may be one column.
fn closest(columns: &[Column]) -> Option<usize> {
    let spread = |pair: &[Column]| i32::from(pair[1].last) - i32::from(pair[0].first);
    let pairs = columns.windows(2).enumerate();
    let near = pairs.filter(|(_, pair)| {
        let are_like = pair[0].places.iter().any(|place| pair[1].places.contains(place));
        let most = if are_like { SPREAD_OF_LIKE } else { SPREAD };
        spread(pair) <= most && are_apart(&pair[0], &pair[1])
    });
    near.min_by_key(|(_, pair)| spread(pair)).map(|(left, _)| left)
}

fn are_apart(left: &Column, right: &Column) -> bool {
    left.shapes.iter().all(|shape| !right.shapes.contains(shape))
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn edges_drawn_by_hand_are_one_column_unless_a_row_has_both() {
        let rows: [&[i16]; 4] =
            [&[0, 1000, 3000], &[-20, 1100, 2950], &[0, 1000, 1300, 3010], &[0, 5000]];
        let grid = Grid::new(rows.into_iter());
        let columns = |row: &[i16]| -> Vec<usize> {
            row.iter().map(|edge| grid.column(*edge).unwrap()).collect()
        };
        assert_eq!(columns(rows[0]), [0, 1, 3]);
        assert_eq!(columns(rows[1]), [0, 1, 3]);
        assert_eq!(columns(rows[2]), [0, 1, 2, 3]);
        assert_eq!(columns(rows[3]), [0, 4]);
        assert_eq!(grid.len(), 5);
        assert_eq!(Grid::default().column(7), None);
        // Third columns of rows of three, 30 mm apart.
        let drawn: [&[i16]; 3] = [&[0, 1000, 3000], &[0, 1000, 4700], &[0, 1000, 1300, 4700]];
        let grid = Grid::new(drawn.into_iter());
        assert_eq!((grid.column(3000), grid.column(4700)), (Some(3), Some(3)));
    }
}
