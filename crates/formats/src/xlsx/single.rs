//! Workbooks that Excel 2003 saved as one XML file.

use super::cells::{Cells, most, too_many};
use super::format::shown_in;
use super::grid::Grid;
use super::hidden::Hidden;
use super::write::Writer;
use crate::Limits;
use crate::draft::Draft;
use calamine::{Data, Dimensions, ExcelDateTime, ExcelDateTimeType};
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
        if is_hidden(start) && self.hidden.rows.len() < HIDDEN {
            self.hidden.rows.extend(self.row..self.next_row);
        }
    }

    fn begin_column(&mut self, start: &BytesStart<'_>) {
        let column = index(start).unwrap_or(self.next_column).min(COLUMNS);
        let more = number(start, "Span").unwrap_or(0);
        self.next_column = column.saturating_add(1).saturating_add(more).min(COLUMNS);
        if is_hidden(start) {
            self.hidden.columns.extend(column..self.next_column);
        }
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>, formats: &BTreeMap<String, String>) {
        self.column = index(start).unwrap_or(self.next_column).min(COLUMNS);
        let across = number(start, "MergeAcross").unwrap_or(0).min(COLUMNS);
        let down = number(start, "MergeDown").unwrap_or(0).min(ROWS);
        self.next_column = (self.column + across + 1).min(COLUMNS);
        let style = value(start, "StyleID").unwrap_or_default();
        self.format = formats.get(&style).cloned().unwrap_or_else(|| "General".to_owned());
        if across + down > 0 {
            let end = (self.row + down, self.column + across);
            self.merges.push(Dimensions::new((self.row, self.column), end));
        }
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
            ("Style", _) => self.style = value(start, "ID").unwrap_or_default(),
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

/// The code of a format that has a name.
fn named(format: &str) -> Option<&'static str> {
    Some(match format {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Short Date" => "yyyy-m-d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "General Date" => "yyyy-m-d h:mm",
        "Short Time" | "Medium Time" => "h:mm",
        "Long Time" => "h:mm:ss",
        "General Number" | "General" | "Scientific" => "General",
        _ => return None,
    })
}

/// A value by the type that the file states.
fn data(kind: &str, words: String) -> Data {
    let number = || words.trim().parse::<f64>().ok();
    match kind {
        "Number" => number().map_or_else(|| Data::String(words.clone()), Data::Float),
        "DateTime" => match moment(words.trim()) {
            Some(moment) => Data::DateTime(moment),
            None => Data::String(words),
        },
        "Boolean" => Data::Bool(words.trim() == "1"),
        _ => Data::String(words),
    }
}

/// `2025-12-31T00:00:00.000` as days since the end of 1899.
fn moment(words: &str) -> Option<ExcelDateTime> {
    let (date, time) = words.split_once('T').unwrap_or((words, "0"));
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    if !(1899..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let mut time = time.trim_end_matches('Z').splitn(3, ':').map(|part| part.parse::<f64>().ok());
    let mut part = || time.next().flatten().unwrap_or(0.0);
    let seconds = part() * 3600.0 + part() * 60.0 + part();
    // Days before the month, with March as the first of the year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    let days = (days - 693_900) as f64 + seconds / 86_400.0;
    Some(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false))
}

#[cfg(test)]
mod tests {
    use super::{moment, read};
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
    fn a_workbook_that_breaks_off_is_read_to_there() {
        let (text, notes) = layer(&format!("<Worksheet><Table><Row>{}", cell("", "String", "首")));
        assert_eq!((&*text, &*notes), ("首\n", &[Code::DamagedFile][..]));
    }

    #[test]
    fn days_are_counted_as_a_sheet_counts_them() {
        let cases = [
            ("2025-06-30T00:00:00.000", Some(45838.0)),
            ("2025-06-30T12:00:00.000", Some(45838.5)),
            ("1900-03-01", Some(61.0)),
            ("1899-12-31T12:00:00.000", Some(1.5)),
            ("2025-13-01", None),
            ("x", None),
        ];
        for (words, days) in cases {
            assert_eq!(moment(words).map(|moment| moment.as_f64()), days, "{words}");
        }
    }
}
