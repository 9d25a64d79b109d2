//! Task tables that came as text: a head that names its columns, and a line for each row.
//!
//! `tidy` keeps the cells apart, with a tab or a bar between them. [`row`] reads the rows of a table.
//! Lines that show no row end it; nothing is invented.

pub(crate) mod row;

use super::responsibility::Mention;
use super::{Context, Passage, Rule};
use crate::lexicon::Column;
use crate::model::RuleId;
use crate::span::{TextRange, to_u32};

/// The rules of this kind, for `gongwen explain`; the function `find` runs them.
pub(crate) const RULES: &[&Rule] = &[&row::RULE];

/// A table with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// From the head to the last row.
    pub range: TextRange,
    /// The line that names the columns.
    pub head: TextRange,
    /// The rows, one or more.
    pub rows: Vec<TaskRow>,
}

/// A row that is a task.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// The line.
    pub range: TextRange,
    /// The cell that names the task; where a second one tells how it is done, the first.
    pub title: TextRange,
    /// The cell that tells what is to be done.
    pub text: TextRange,
    /// The units of all columns that hold units.
    pub mentions: Vec<Mention>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// The line that names the columns.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    range: TextRange,
    separator: char,
    cells: Vec<TextRange>,
    columns: Vec<Column>,
}

/// Bytes of the longest head.
const HEAD: usize = 600;

/// All tables of a passage, in reading order.
#[must_use]
pub(crate) fn find(context: &Context, passage: &Passage) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Option<Open> = None;
    for line in &passage.paragraphs {
        if let Some(head) = head(context, *line) {
            tables.extend(open.replace(Open::new(head)).and_then(Open::close));
        } else if let Some(table) = &mut open
            && !table.take(context, *line)
        {
            tables.extend(open.take().and_then(Open::close));
        }
    }
    tables.extend(open.and_then(Open::close));
    tables
}

/// A table that may go on.
struct Open {
    head: Head,
    rows: Vec<TaskRow>,
    /// The number of the last row.
    last: u32,
}

impl Open {
    fn new(head: Head) -> Self {
        Self { head, rows: Vec::new(), last: 0 }
    }

    /// Reads a line; false where it does not belong to the table.
    fn take(&mut self, context: &Context, line: TextRange) -> bool {
        match row::read(context, &self.head, line, self.last) {
            row::Read::Task(row, number) => {
                self.last = number.unwrap_or(self.last);
                self.rows.push(row);
                true
            }
            row::Read::Rule => true,
            row::Read::Other => false,
        }
    }

    fn close(self) -> Option<Table> {
        let last = self.rows.last()?.range;
        let head = self.head.range;
        Some(Table { range: head.cover(last), head, rows: self.rows })
    }
}

fn head(context: &Context, line: TextRange) -> Option<Head> {
    let words = line.of(context.text);
    if words.len() > HEAD {
        return None;
    }
    ['|', '\t'].into_iter().filter(|separator| words.contains(*separator)).find_map(|separator| {
        let cells = cells(context.text, line, separator);
        let names: Vec<&str> = cells.iter().map(|cell| cell.of(context.text)).collect();
        let columns = context.lexicon.table_head(&names)?;
        Some(Head { range: line, separator, cells, columns })
    })
}

/// The cells of a line, trimmed. Bars around the whole line are no cells.
fn cells(text: &str, line: TextRange, separator: char) -> Vec<TextRange> {
    let words = line.of(text);
    let inner = if separator == '|' { words.trim_matches('|') } else { words };
    let mut at = words.len() - words.trim_start_matches('|').len();
    if separator != '|' {
        at = 0;
    }
    let mut cells = Vec::new();
    for cell in inner.split(separator) {
        cells.push(
            TextRange::new(line.start + to_u32(at), line.start + to_u32(at + cell.len()))
                .trim(text),
        );
        at += cell.len() + separator.len_utf8();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{Table, find};
    use crate::find::{Context, Passage};
    use crate::lexicon::Lexicon;
    use crate::model::{PartId, Role};
    use crate::span::TextRange;

    pub(super) fn tables(text: &str) -> Vec<Table> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            paragraphs.push(TextRange::from(start..start + line.len()));
            start += line.len() + 1;
        }
        let passage = Passage {
            part: PartId(0),
            section: None,
            heading: None,
            above: Vec::new(),
            paragraphs,
        };
        find(&Context { lexicon: Lexicon::builtin(), text, issued_on: None }, &passage)
    }

    /// Rows in short: `编制清单 lead:市财政局`.
    pub(super) fn rows(text: &str) -> Vec<String> {
        let role = |role: Role| match role {
            Role::Lead => "lead",
            Role::Responsible => "responsible",
            Role::Support => "support",
            Role::Supervise => "supervise",
        };
        let tables = tables(text);
        let rows = tables.iter().flat_map(|table| &table.rows);
        rows.map(|row| {
            let mut shown = row.title.of(text).to_owned();
            if row.text != row.title {
                shown += &format!("/{}", row.text.of(text));
            }
            for mention in &row.mentions {
                shown += &format!(" {}:{}", role(mention.role), mention.surface.of(text));
            }
            shown
        })
        .collect()
    }

    #[test]
    fn a_table_ends_where_its_rows_do() {
        let text = "前言\n序号|任务|责任单位\n1|编制清单|市财政局\n2|开展自查|各区\n以上任务请抓好落实。\n3|总结|市财政局";
        let tables = tables(text);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].rows.len(), 2);
        assert_eq!(tables[0].range.of(text).lines().count(), 3);
    }

    #[test]
    fn a_head_that_comes_again_opens_a_new_table() {
        let text = "任务|牵头单位|完成时限\n编制清单|市财政局|6月\n任务|牵头单位|完成时限\n开展自查|市水利局|7月";
        assert_eq!(tables(text).len(), 2);
        assert!(tables("任务|牵头单位|完成时限").is_empty());
    }
}
