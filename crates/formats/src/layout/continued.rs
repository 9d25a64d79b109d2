//! Tables over the ends of pages: heads that come again, rows that the end of a page cut, and cells
//! that cover rows of both pages. Knows the cells of tables that follow each other.

use super::flow::{ends_sentence, needs_space};
use super::grid::{SOFT, Table};
use super::marker::is_numbered;
use crate::rows::Slot;
use gongwen::span::to_u32;

impl Table {
    /// Puts together what the end of a page parted, and gives the head that the next page repeats.
    pub(super) fn join(&mut self, next: &mut Self) -> Option<String> {
        if !self.is_like(&next.columns) {
            return None;
        }
        let head = next.without_head(&self.head);
        self.take_rest(next);
        self.lead_on(next);
        head
    }

    /// Counts the rows that cells of this page cover on the pages behind the next one.
    pub(super) fn reach(&mut self, next: &Self) {
        let all = next.shown(next.rows.len());
        for (column, rows) in self.beyond.iter_mut().filter(|(_, rows)| **rows == all) {
            *rows += next.beyond.get(column).copied().unwrap_or(0);
        }
    }

    /// Takes away the head that is repeated.
    fn without_head(&mut self, head: &[Vec<Slot>]) -> Option<String> {
        let same = self.rows.iter().zip(head).take_while(|(row, head)| row == head).count();
        let first = self.rows.first().filter(|_| same > 0 && same < self.rows.len())?;
        if first.len() < 2 || first.iter().any(|cell| cell.words.is_empty()) {
            return None;
        }
        self.head = head.to_vec();
        let cells = self.rows.drain(..same).flatten().map(|cell| cell.words);
        let words: Vec<String> = cells.filter(|words| !words.is_empty()).collect();
        Some(words.join("  ").replace(SOFT, "").replace('\n', " "))
    }

    /// Takes the first row of the next page's table where that is the rest of a row which the end
    /// of the page cut: it has few cells, none of them the first, and they go on with sentences.
    fn take_rest(&mut self, next: &mut Self) {
        let (Some(last), Some(rest)) = (self.rows.last(), next.rows.first()) else { return };
        let rest: Vec<&Slot> = rest.iter().filter(|cell| !cell.words.is_empty()).collect();
        let filled = last.iter().filter_map(|cell| self.begun(cell.column));
        let filled = filled.filter(|cell| !cell.words.is_empty()).count();
        let is_rest = rest.iter().all(|cell| cell.column > 0) && rest.len() * 2 < filled;
        let goes_on = |cell: &&Slot| self.ends(cell.column).is_some_and(|end| !ends_sentence(end));
        if !is_rest || !rest.iter().all(goes_on) {
            return;
        }
        for rest in next.rows.remove(0) {
            self.add(rest.column, &rest.words);
        }
    }

    /// Leads cells that are merged down to the end of the page on to the first rows of the next:
    /// there they are empty, or hold the rest of their words.
    fn lead_on(&mut self, next: &mut Self) {
        let Some(first) = next.rows.first() else { return };
        let rest: Vec<u32> = first
            .iter()
            .filter(|cell| {
                (self.is_merged(cell) || next.span(cell.column) > 1) && self.is_rest(cell)
            })
            .map(|cell| cell.column)
            .collect();
        let named = first.iter().position(|cell| !cell.words.is_empty()).unwrap_or(0);
        let is_down = |(at, cell): &(usize, &Slot)| {
            let covers = next.span(cell.column) > 1 && (*at < named || !rest.is_empty());
            cell.words.is_empty() && (self.is_merged(cell) || covers) && self.shows(cell.column)
        };
        let down = first.iter().enumerate().filter(is_down).map(|(_, cell)| cell.column);
        let down: Vec<u32> = down.collect();
        if !down.is_empty() {
            down.into_iter().chain(rest).for_each(|column| self.lead_column(column, next));
        }
    }

    /// True for words that go on with those of the cell above, which had room for no more.
    fn is_rest(&self, cell: &Slot) -> bool {
        let goes_on = |end| !matches!(end, '。' | '！' | '？');
        self.full.contains(&cell.column)
            && !cell.words.is_empty()
            && !is_numbered(&cell.words)
            && self.ends(cell.column).is_some_and(goes_on)
    }

    fn lead_column(&mut self, column: u32, next: &mut Self) {
        let first = next.rows.first_mut().into_iter().flatten();
        for cell in first.filter(|cell| cell.column == column) {
            self.add(column, &std::mem::take(&mut cell.words));
            cell.goes_on = true;
        }
        let rows = next.shown(next.span(column));
        self.beyond.insert(column, rows);
    }

    /// Adds words to the cell that the last row shows in a column.
    fn add(&mut self, column: u32, words: &str) {
        let is_here = |cell: &&mut Slot| cell.column == column;
        let mut rows = self.rows.iter_mut().rev().map_while(|row| row.iter_mut().find(is_here));
        let Some(cell) = rows.find(|cell| !cell.goes_on).filter(|_| !words.is_empty()) else {
            return;
        };
        if !cell.words.is_empty() {
            cell.words.push(if needs_space(&cell.words, words) { '\n' } else { SOFT });
        }
        cell.words.push_str(words);
    }

    /// The cell that the last row shows in a column; it may have begun in a row above.
    fn begun(&self, column: u32) -> Option<&Slot> {
        let is_here = |cell: &&Slot| cell.column == column;
        let mut cells = self.rows.iter().rev().map_while(|row| row.iter().find(is_here));
        cells.find(|cell| !cell.goes_on)
    }

    /// The last character of that cell.
    fn ends(&self, column: u32) -> Option<char> {
        self.begun(column)?.words.chars().next_back()
    }

    /// True where that cell says something, on this page or on the one before.
    fn shows(&self, column: u32) -> bool {
        let is_led = |row: &Vec<Slot>| row.iter().any(|cell| cell.column == column && cell.goes_on);
        match self.begun(column) {
            Some(cell) => !cell.words.is_empty(),
            None => self.rows.first().is_some_and(is_led),
        }
    }

    /// True where the last row shows a cell of these columns that began in a row above.
    fn is_merged(&self, cell: &Slot) -> bool {
        let same = |last: &Slot| (last.column, last.columns) == (cell.column, cell.columns);
        self.rows.last().into_iter().flatten().any(|last| last.goes_on && same(last))
    }

    /// How many rows the first cell of a column covers.
    fn span(&self, column: u32) -> usize {
        let goes_on =
            |row: &&Vec<Slot>| row.iter().any(|cell| cell.column == column && cell.goes_on);
        1 + self.rows.iter().skip(1).take_while(goes_on).count()
    }

    /// How many of the first rows show something.
    fn shown(&self, rows: usize) -> u32 {
        let says = |row: &&Vec<Slot>| row.iter().any(|cell| !cell.words.is_empty());
        to_u32(self.rows.iter().take(rows).filter(says).count())
    }
}

#[cfg(test)]
mod tests {
    use super::{SOFT, Slot, Table};
    use crate::layout::grid::slots_of_texts;

    /// Cells of one column each; `^` goes on from above.
    fn rows(rows: &[&[&str]]) -> Vec<Vec<Slot>> {
        let texts = |row: &&[&str]| {
            let mut slots = slots_of_texts(row.iter().map(|cell| (*cell).to_owned()).collect());
            for slot in slots.iter_mut().filter(|slot| slot.words == "^") {
                (slot.words, slot.goes_on) = (String::new(), true);
            }
            slots
        };
        rows.iter().map(texts).collect()
    }

    fn table(cells: &[&[&str]]) -> Table {
        let rows = rows(cells);
        let head = rows.iter().take(3).cloned().collect();
        let columns = vec![0.0, 9.0, 20.0, 30.0];
        let (full, beyond) = (vec![0, 1, 2], Default::default());
        Table { top: 0.0, bottom: 9.0, columns, rows, head, full, beyond }
    }

    #[test]
    fn a_row_that_the_page_cut_is_put_together() {
        let mut last = table(&[&["1", "清理河", "甲局"], &["2", "^", "乙局"]]);
        let mut next = table(&[&["", "道。", ""], &["3", "监测。", "丙局"]]);
        last.join(&mut next);
        let whole = format!("清理河{SOFT}道。");
        assert_eq!(last.rows, rows(&[&["1", &whole, "甲局"], &["2", "^", "乙局"]]));
        assert_eq!(next.rows, rows(&[&["3", "监测。", "丙局"]]));
    }

    #[test]
    fn a_row_below_a_merged_cell_is_a_row() {
        for rows in [&["", "监测", "丙局"], &["3", "道。", ""], &["", "", "丙局"]] {
            let mut last = table(&[&["1", "清理河", ""]]);
            let mut next = table(&[rows]);
            last.join(&mut next);
            assert_eq!((last.rows.len(), next.rows.len()), (1, 1), "{rows:?}");
            assert!(last.beyond.is_empty(), "{rows:?}");
        }
        let mut last = table(&[&["1", "清理。", "甲局"]]);
        let mut next = table(&[&["", "监测。", ""]]);
        last.join(&mut next);
        assert_eq!(next.rows.len(), 1, "the sentence had ended");
    }

    #[test]
    fn merged_cells_go_on_over_the_pages() {
        let mut pages = [
            table(&[&["一", "清理", "甲局"], &["^", "监测", "乙局"]]),
            table(&[&["", "巡查", "丙局"], &["^", "通报", "丁局"]]),
            table(&[&["", "销号", "甲局"], &["二", "绿化", "戊局"]]),
        ];
        let [one, two, three] = &mut pages;
        one.join(two);
        two.join(three);
        two.reach(three);
        one.reach(two);
        assert_eq!(
            one.beyond.iter().map(|(column, rows)| (*column, *rows)).collect::<Vec<_>>(),
            [(0, 3)]
        );
        assert!(three.rows[0][0].goes_on);
    }

    #[test]
    fn the_words_of_a_merged_cell_go_on_where_it_was_full() {
        let join = |end: &str, rest: &str| {
            let mut last = table(&[&["一", end, "甲局"], &["^", "^", "乙局"]]);
            let mut next = table(&[&["", rest, "丙局"], &["二", "绿化", "丁局"]]);
            last.join(&mut next);
            (last.rows[0][1].words.replace(SOFT, ""), next.rows[0][1].goes_on)
        };
        assert_eq!(join("清理河", "道垃圾"), ("清理河道垃圾".to_owned(), true));
        assert_eq!(join("清理。", "监测水质"), ("清理。".to_owned(), false));
        assert_eq!(join("清理河道", "2.监测水质"), ("清理河道".to_owned(), false));
    }

    #[test]
    fn a_head_that_comes_again_is_no_row() {
        let mut last = table(&[&["序号", "任务", "责任单位"], &["1", "清理", "甲局"]]);
        let mut next = table(&[&["序号", "任务", "责任单位"], &["2", "监测", "乙局"]]);
        assert_eq!(last.join(&mut next).as_deref(), Some("序号  任务  责任单位"));
        assert_eq!(next.rows, rows(&[&["2", "监测", "乙局"]]));
        let mut form = table(&[&["姓名", "", "性别"], &["单位", "", "电话"]]);
        assert_eq!(form.clone().join(&mut form), None);
        assert_eq!(form.rows.len(), 2);
    }
}
