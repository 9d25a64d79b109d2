//! Rows of tables as text, from every place where they are kept.

use gongwen_dataset::tables::{Column, ColumnKind, Table};
use gongwen_dataset::{Answer, Value, query};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rust_decimal::Decimal;
use std::fs::{self, File};
use std::path::Path;

/// A row: what each column holds, written the same way wherever it comes from.
pub(crate) type TextRow = Vec<Option<String>>;

struct Collector(Vec<Vec<Value>>);

impl Answer for Collector {
    fn columns(&mut self, _names: &[&str]) -> std::io::Result<()> {
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> std::io::Result<()> {
        self.0.push(values.to_vec());
        Ok(())
    }
}

/// An answer of the state.
pub(crate) fn ask(dataset: &Path, sql: &str) -> Vec<Vec<Value>> {
    let mut answer = Collector(Vec::new());
    query(&gongwen_dataset::Folder::new(dataset), sql, &mut answer).unwrap();
    answer.0
}

/// A value of the state as text.
pub(crate) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Int(number) => Some(number.to_string()),
        Value::Real(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
    }
}

/// One way of writing what was written in another.
fn canonical(kind: ColumnKind, text: &str) -> String {
    match kind {
        ColumnKind::Decimal => text.parse::<Decimal>().unwrap().normalize().to_string(),
        ColumnKind::Bool => matches!(text, "1" | "t" | "true").to_string(),
        _ => text.to_owned(),
    }
}

fn canonical_row<'v>(table: &Table, values: impl IntoIterator<Item = Option<&'v str>>) -> TextRow {
    let columns = table.columns.iter();
    let row: TextRow = columns
        .zip(values)
        .map(|(column, value)| value.map(|text| canonical(column.kind, text)))
        .collect();
    assert_eq!(row.len(), table.columns.len());
    row
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

/// From the state.
pub(crate) fn of_sqlite(dataset: &Path, table: &Table) -> Vec<TextRow> {
    let rows = ask(dataset, &format!("select {} from {}", names(table), table.name));
    let rows = rows.iter().map(|row| {
        let values: Vec<_> = row.iter().map(shown).collect();
        canonical_row(table, values.iter().map(Option::as_deref))
    });
    sorted(rows.collect())
}

/// From NDJSON.
pub(crate) fn of_ndjson(dataset: &Path, table: &Table) -> Vec<TextRow> {
    let path = dataset.join("ndjson").join(format!("{}.ndjson", table.name));
    let text = fs::read_to_string(path).unwrap();
    let rows = text.split_terminator('\n').map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let row = row.as_object().unwrap();
        let given: Vec<_> = row.keys().map(String::as_str).collect();
        assert_eq!(given, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        let values: Vec<_> = row
            .values()
            .map(|value| match value {
                serde_json::Value::Null => None,
                serde_json::Value::String(text) => Some(text.clone()),
                other => Some(other.to_string()),
            })
            .collect();
        canonical_row(table, values.iter().map(Option::as_deref))
    });
    sorted(rows.collect())
}

/// From CSV, where no value and an empty text are the same.
pub(crate) fn of_csv(dataset: &Path, table: &Table) -> Vec<TextRow> {
    let path = dataset.join("csv").join(format!("{}.csv", table.name));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        canonical_row(table, row.iter().map(|text| Some(text).filter(|text| !text.is_empty())))
    });
    sorted(rows.collect())
}

/// What CSV makes of a row: formulas are disarmed, empty texts are no value.
pub(crate) fn as_csv(table: &Table, row: &TextRow) -> TextRow {
    let of = |(column, value): (&Column, &Option<String>)| {
        let text = value.as_deref().filter(|text| !text.is_empty())?;
        let formula =
            ['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
        let armed = column.kind == ColumnKind::Text && text.starts_with(formula);
        Some(if armed { format!("'{text}") } else { text.to_owned() })
    };
    table.columns.iter().zip(row).map(of).collect()
}

/// From all Parquet files of a table.
pub(crate) fn of_parquet(dataset: &Path, table: &Table) -> Vec<TextRow> {
    let mut rows = Vec::new();
    for path in super::files(&dataset.join("parquet").join(table.name), ".parquet") {
        let file = File::open(path).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        for row in reader.get_row_iter(None).unwrap() {
            let row: TextRow =
                row.unwrap().get_column_iter().map(|(_, field)| text(field)).collect();
            rows.push(canonical_row(table, row.iter().map(Option::as_deref)));
        }
    }
    sorted(rows)
}

fn text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Bool(truth) => truth.to_string(),
        Field::Date(days) => {
            let span = jiff::Span::new().days(*days);
            jiff::civil::date(1970, 1, 1).checked_add(span).unwrap().to_string()
        }
        Field::Decimal(digits) => {
            let digits = i128::from_be_bytes(digits.data().try_into().unwrap());
            Decimal::from_i128_with_scale(digits, 9).to_string()
        }
        Field::TimestampMicros(micros) => {
            jiff::Timestamp::from_microsecond(*micros).unwrap().to_string()
        }
        other => panic!("no column holds {other:?}"),
    })
}

/// From PostgreSQL.
pub(crate) fn of_postgres(client: &mut postgres::Client, table: &Table) -> Vec<TextRow> {
    let columns = table.columns.iter().map(|column| match column.kind {
        ColumnKind::Time => {
            format!("to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", column.name)
        }
        _ => format!("{}::text", column.name),
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    let sql = format!("select {columns} from gongwen.{}", table.name);
    let rows = client.query(&sql, &[]).unwrap();
    let rows = rows.iter().map(|row| {
        let values: Vec<Option<String>> = (0..row.len()).map(|at| row.get(at)).collect();
        canonical_row(table, values.iter().map(Option::as_deref))
    });
    sorted(rows.collect())
}

fn sorted(mut rows: Vec<TextRow>) -> Vec<TextRow> {
    rows.sort();
    rows
}

/// Fails with the first row that differs.
pub(crate) fn assert_same(table: &Table, place: &str, expected: &[TextRow], found: &[TextRow]) {
    for (expected, found) in expected.iter().zip(found) {
        assert_eq!(expected, found, "{} in {place}", table.name);
    }
    assert_eq!(expected.len(), found.len(), "rows of {} in {place}", table.name);
}
