//! Workbooks that Excel 2003 saved as one XML file.

use super::cells::{Cells, most, too_many};
use super::format::shown_in;
use super::grid::Grid;
use super::hidden::Hidden;
use super::single_value::{data, named};
use super::write::Writer;
use crate::Limits;
use crate::draft::Draft;
use calamine::Dimensions;
use gongwen::diagnostic::Code;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Rows and columns that a sheet may have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// Hidden rows or columns of a sheet that are remembered.
const HIDDEN: usize = 1 << 20;

/// Reads a workbook. Total: what cannot be read becomes a diagnostic.
pub(crate) fn read(limits: &Limits, text: &str, draft: &mut Draft) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut book = Book { most: most(limits), ..Book::default() };
    let mut writer = Writer::new(limits, draft);
    let trouble = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => book.begin(&start),
            Ok(Event::End(end)) => {
                if let Some(sheet) = book.end(end.local_name().as_ref()) {
                    sheet.write(&mut writer);
                }
            }
            Ok(Event::Eof) => break None,
            Ok(event) => book.say(&event),
            Err(error) => break Some(error.to_string()),
        }
    };
    // A file that breaks off has a sheet without an end.
    let sheet = book.sheet.take();
    if let Some(error) = trouble.or(sheet.as_ref().map(|_| "it breaks off".to_owned())) {
        let at = reader.buffer_position();
        writer.trouble(Code::DamagedFile, &format!("the markup is broken at byte {at}: {error}"));
    }
    if let Some(sheet) = sheet {
        sheet.write(&mut writer);
    }
    writer.finish();
    if book.hidden_sheets > 0 {
        let message = format!("{} hidden sheets were left out", book.hidden_sheets);
        draft.note(Code::HiddenText, message);
    }
}

/// What was read of a workbook so far.
#[derive(Debug, Default)]
struct Book {
    most: usize,
    /// Codes of number formats by the names of their styles.
    formats: BTreeMap<String, String>,
    style: String,
    sheet: Option<Sheet>,
    hidden_sheets: usize,
    /// Elements around the place that show nothing of the sheet: comments.
    aside: usize,
    reads: Reads,
}

/// What the characters are that come next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reads {
    #[default]
    Nothing,
    Data,
    Visibility,
}

/// A sheet, and the place in it.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    cells: Cells,
    merges: Vec<Dimensions>,
    hidden: Hidden,
    is_hidden: bool,
    is_cut: bool,
    /// The row and column of the cell that is read, and those that come next.
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
    kind: String,
    format: String,
    /// The style of the row, and those of columns by the first of them, with the one behind the last.
    row_style: Option<String>,
    column_styles: BTreeMap<u32, (u32, String)>,
    words: String,
    visibility: String,
}

impl Sheet {
    fn write(self, writer: &mut Writer<'_>) {
        if self.is_cut {
            let (code, message) = too_many();
            writer.trouble(code, &format!("sheet {}: {message}", self.name));
        }
        writer.sheet(&self.name, Grid::new(self.cells, &self.merges, &self.hidden));
    }

    /// Begins the row that an index names, or the next one.
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        self.row = index(start).unwrap_or(self.next_row).min(ROWS);
        let more = number(start, "Span").unwrap_or(0);
        self.next_row = self.row.saturating_add(1).saturating_add(more).min(ROWS);
        self.next_column = 0;
        self.row_style = value(start, "StyleID");
        if is_hidden(start) && self.hidden.rows.len() < HIDDEN {
            self.hidden.rows.extend(self.row..self.next_row);
        }
    }

    fn begin_column(&mut self, start: &BytesStart<'_>) {
        let column = index(start).unwrap_or(self.next_column).min(COLUMNS);
        let more = number(start, "Span").unwrap_or(0);
        self.next_column = column.saturating_add(1).saturating_add(more).min(COLUMNS);
        if let Some(style) = value(start, "StyleID") {
            self.column_styles.insert(column, (self.next_column, style));
        }
        if is_hidden(start) {
            self.hidden.columns.extend(column..self.next_column);
        }
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>, formats: &BTreeMap<String, String>) {
        self.column = index(start).unwrap_or(self.next_column).min(COLUMNS);
        let across = number(start, "MergeAcross").unwrap_or(0).min(COLUMNS);
        let down = number(start, "MergeDown").unwrap_or(0).min(ROWS);
        self.next_column = (self.column + across + 1).min(COLUMNS);
        let style = value(start, "StyleID");
        let style = style.as_deref().or_else(|| self.style_around());
        let format = style.and_then(|style| formats.get(style)).cloned();
        self.format = format.unwrap_or_else(|| "General".to_owned());
        if across + down > 0 {
            let end = (self.row + down, self.column + across);
            self.merges.push(Dimensions::new((self.row, self.column), end));
        }
    }

    /// The style of a cell that names none.
    fn style_around(&self) -> Option<&str> {
        let column = self.column_styles.range(..=self.column).next_back();
        let column = column.filter(|(_, (end, _))| self.column < *end).map(|(_, (_, style))| style);
        self.row_style.as_ref().or(column).map(String::as_str)
    }

    fn end_data(&mut self, most: usize) {
        let words = std::mem::take(&mut self.words);
        let words = shown_in(None, &self.format, &data(&self.kind, words));
        self.is_cut |= self.cells.len() >= most;
        if !words.trim().is_empty() && !self.is_cut {
            self.cells.insert((self.row, self.column), words);
        }
    }
}

impl Book {
    fn begin(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if name == "Comment" || self.aside > 0 {
            self.aside += 1;
            return;
        }
        match (name, &mut self.sheet) {
            ("Style", _) => self.begin_style(start),
            ("NumberFormat", _) => {
                let code = value(start, "Format")
                    .map(|code| named(code.trim()).unwrap_or(&code).to_owned());
                self.formats.extend(code.map(|code| (self.style.clone(), code)));
            }
            ("Worksheet", sheet) => {
                let name = value(start, "Name").unwrap_or_default();
                *sheet = Some(Sheet { name, ..Sheet::default() });
            }
            ("Table", Some(sheet)) => (sheet.next_row, sheet.next_column) = (0, 0),
            ("Column", Some(sheet)) => sheet.begin_column(start),
            ("Row", Some(sheet)) => sheet.begin_row(start),
            ("Cell", Some(sheet)) => sheet.begin_cell(start, &self.formats),
            ("Data", Some(sheet)) => {
                sheet.kind = value(start, "Type").unwrap_or_default();
                self.reads = Reads::Data;
            }
            ("Visible", Some(_)) => self.reads = Reads::Visibility,
            _ => {}
        }
    }

    /// A style has the format of its parent until it states one.
    fn begin_style(&mut self, start: &BytesStart<'_>) {
        self.style = value(start, "ID").unwrap_or_default();
        let inherited =
            value(start, "Parent").and_then(|parent| self.formats.get(&parent).cloned());
        self.formats.extend(inherited.map(|code| (self.style.clone(), code)));
    }

    /// Ends an element; gives the sheet that it ends, if it is shown.
    fn end(&mut self, name: &str) -> Option<Sheet> {
        if self.aside > 0 {
            self.aside -= 1;
            return None;
        }
        let sheet = self.sheet.as_mut()?;
        match name {
            "Data" => sheet.end_data(self.most),
            "Visible" => sheet.is_hidden = sheet.visibility.contains("Hidden"),
            "Worksheet" => {
                let sheet = self.sheet.take().filter(|sheet| !sheet.is_hidden);
                self.hidden_sheets += usize::from(sheet.is_none());
                return sheet;
            }
            _ => return None,
        }
        self.reads = Reads::Nothing;
        None
    }

    fn say(&mut self, event: &Event<'_>) {
        let Some(sheet) = self.sheet.as_mut().filter(|_| self.aside == 0) else { return };
        let words = match self.reads {
            Reads::Nothing => return,
            Reads::Data => &mut sheet.words,
            Reads::Visibility => &mut sheet.visibility,
        };
        words.extend(crate::docx::xml::words(event));
    }
}

fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    value(start, name)?.trim().parse().ok()
}

/// The place that an element names, counted from 0.
fn index(start: &BytesStart<'_>) -> Option<u32> {
    number(start, "Index")?.checked_sub(1)
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    value(start, "Hidden").is_some_and(|hidden| hidden == "1")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Limits;
    use crate::draft::Draft;
    use gongwen::diagnostic::Code;

    fn layer(sheets: &str) -> (String, Vec<Code>) {
        let text = format!(
            "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' \
             xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Styles>\
             <Style ss:ID='s1'><NumberFormat ss:Format='0.0%'/></Style>\
             <Style ss:ID='s2'><NumberFormat ss:Format='Long Date'/></Style></Styles>{sheets}</Workbook>"
        );
        let mut draft = Draft::default();
        read(&Limits::default(), &text, &mut draft);
        let (layer, notes) = draft.finish();
        (layer.text().to_owned(), notes.iter().map(|note| note.code).collect())
    }

    fn cell(attributes: &str, kind: &str, words: &str) -> String {
        format!("<Cell {attributes}><Data ss:Type='{kind}'>{words}</Data></Cell>")
    }

    #[test]
    fn cells_stand_at_their_index_and_show_their_format() {
        let rows = [
            format!("<Row>{}</Row>", cell("ss:MergeAcross='2'", "String", "青禾县任务表")),
            format!(
                "<Row ss:Index='4'>{}{}{}</Row>",
                cell("", "String", "单位"),
                cell("ss:StyleID='s1'", "Number", "0.655"),
                cell("ss:StyleID='s2'", "DateTime", "2025-12-31T00:00:00.000")
            ),
            format!(
                "<Row>{}{}</Row>",
                cell(
                    "ss:MergeDown='1'",
                    "String",
                    "县<B>水利</B>局<Comment><Data>密</Data></Comment>"
                ),
                cell("ss:Index='3'", "DateTime", "2025-06-30T09:30:00.000")
            ),
            format!("<Row>{}</Row>", cell("ss:Index='3'", "String", "末")),
            format!("<Row ss:Hidden='1'>{}</Row>", cell("", "String", "藏")),
        ];
        let secret = "<Worksheet ss:Name='密'><Table><Row><Cell><Data>密</Data></Cell></Row></Table>\
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>";
        let sheet =
            format!("<Worksheet ss:Name='Sheet1'><Table>{}</Table></Worksheet>", rows.concat());
        let (text, notes) = layer(&(sheet + secret));
        assert_eq!(
            text,
            "青禾县任务表\n单位\t65.5%\t2025年12月31日\n县水利局\t\t2025-06-30 09:30\n\t\t末\n"
        );
        assert_eq!(notes, [Code::HiddenText, Code::HiddenText]);
    }

    #[test]
    fn a_cell_without_a_style_has_that_of_its_row_or_column_and_a_style_that_of_its_parent() {
        let number = |attributes: &str| cell(attributes, "Number", "0.5");
        let sheet = format!(
            "<Styles><Style ss:ID='s3' ss:Parent='s1'/></Styles><Worksheet><Table>\
             <Column ss:Index='2' ss:Span='1' ss:StyleID='s1'/><Row>{0}{0}{0}{0}</Row>\
             <Row ss:StyleID='s3'>{0}{1}</Row></Table></Worksheet>",
            number(""),
            number("ss:StyleID='Default'")
        );
        assert_eq!(layer(&sheet).0, "0.5\t50.0%\t50.0%\t0.5\n50.0%\t0.5\n");
    }

    #[test]
    fn a_workbook_that_breaks_off_is_read_to_there() {
        let (text, notes) = layer(&format!("<Worksheet><Table><Row>{}", cell("", "String", "首")));
        assert_eq!((&*text, &*notes), ("首\n", &[Code::DamagedFile][..]));
    }
}
