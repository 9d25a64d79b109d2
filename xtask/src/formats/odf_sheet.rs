//! The task tables of a notice as a flat spreadsheet: a sheet a table, its title merged over it.

use super::notice::{Notice, Role, Table};
use super::odf_styles::{meta, open};
use super::odf_text::cell;
use super::xml::escape;

/// The whole document.
pub(super) fn document(notice: &Notice) -> String {
    let mut out = open("spreadsheet");
    out.push_str(&meta(&notice.title(), notice.signer(), notice.choice.published));
    out.push_str(STYLES);
    out.push_str("<office:body><office:spreadsheet>\n");
    let titles: Vec<&str> = notice
        .paragraphs()
        .filter(|one| one.role == Role::Title)
        .map(|one| one.text.as_str())
        .collect();
    let title = titles.last().copied().unwrap_or_default();
    for (index, table) in notice.tables().enumerate() {
        out.push_str(&sheet(index, title, table));
    }
    out.push_str("</office:spreadsheet></office:body></office:document>\n");
    out
}

fn sheet(index: usize, title: &str, table: &Table) -> String {
    let columns = table.rows[0].len();
    let mut out = format!(
        "<table:table table:name=\"附表{}\">{}<table:table-row>{}{}</table:table-row>\n",
        index + 1,
        "<table:table-column table:style-name=\"Wide\"/>".repeat(columns),
        cell(&text(title), columns, 1),
        "<table:covered-table-cell/>".repeat(columns - 1),
    );
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str("<table:table-row>");
        for (column, words) in row.iter().enumerate() {
            out.push_str(&match table.span(at, column) {
                0 => "<table:covered-table-cell/>".to_owned(),
                span => filled(words, span),
            });
        }
        out.push_str("</table:table-row>\n");
    }
    out.push_str("</table:table>\n");
    out
}

/// Running numbers are numbers, all else is text.
fn filled(words: &str, rows: usize) -> String {
    if words.chars().all(|c| c.is_ascii_digit()) {
        return format!(
            "<table:table-cell table:style-name=\"Box\" office:value-type=\"float\" office:value=\"{words}\">{}</table:table-cell>",
            text(words)
        );
    }
    cell(&text(words), 1, rows)
}

fn text(words: &str) -> String {
    format!("<text:p>{}</text:p>", escape(words))
}

const STYLES: &str = r##"<office:automatic-styles>
<style:style style:name="Wide" style:family="table-column"><style:table-column-properties style:column-width="110pt"/></style:style>
<style:style style:name="Box" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" style:vertical-align="middle" fo:wrap-option="wrap"/><style:paragraph-properties fo:text-align="center"/></style:style>
</office:automatic-styles>
"##;
