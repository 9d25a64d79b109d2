//! A table as Parquet, with the types that Spark, DuckDB, Polars and pandas all read.

use super::{Hashed, TableFile};
use crate::tables::{Cell, Column, ColumnKind, Row, Table};
use jiff::civil::{Date, date};
use parquet::basic::{
    Compression, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel,
};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType,
    Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};
use rust_decimal::Decimal;
use std::io;
use std::mem;
use std::sync::Arc;

/// Rows of a row group, the smallest piece that a reader can take.
const GROUP_ROWS: usize = 32_768;
/// Notices of a row group: a task of Spark cannot be smaller.
const GROUP_NOTICES: usize = 4_000;
/// A row group also ends when its texts have so many bytes: it waits in memory.
const GROUP_BYTES: usize = 4 << 20;
/// Bytes of a column's dictionary; columns with more different values are written plain.
const DICTIONARY: usize = 32 << 10;
/// How hard the compression tries: the level that costs least.
const ZSTD: i32 = 1;
/// Digits of a decimal, and those behind the point.
const PRECISION: i32 = 38;
const SCALE: u8 = 9;
/// Bytes of a decimal.
const DECIMAL_BYTES: i32 = 16;

struct ParquetFile {
    columns: Vec<Waiting>,
    rows: u64,
    /// Notices whose rows wait.
    notices: usize,
    out: SerializedFileWriter<Hashed>,
}

/// Whether a file says in words what its columns hold: of the files of a table, the first one does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Described {
    No,
    Yes,
}

pub(super) fn begin(
    table: &Table,
    described: Described,
    out: Hashed,
) -> io::Result<Box<dyn TableFile>> {
    let level = ZstdLevel::try_new(ZSTD).map_err(failed)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_created_by("gongwen".to_owned())
        .set_key_value_metadata((described == Described::Yes).then(|| descriptions(table)));
    let properties = table.columns.iter().fold(properties, encoded).build();
    let schema = schema(table).map_err(failed)?;
    let out = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
    let columns = table.columns.iter().map(Waiting::new).collect();
    Ok(Box::new(ParquetFile { columns, rows: 0, notices: 0, out }))
}

impl TableFile for ParquetFile {
    fn add(&mut self, rows: &[Row<'_>]) -> io::Result<()> {
        for row in rows {
            for (column, cell) in self.columns.iter_mut().zip(row) {
                column.add(cell);
            }
            self.rows += 1;
            if self.is_full() {
                self.write_group().map_err(failed)?;
            }
        }
        self.notices += 1;
        if self.notices == GROUP_NOTICES {
            self.write_group().map_err(failed)?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<(u64, u64, String)> {
        self.write_group().map_err(failed)?;
        let out = self.out.into_inner().map_err(failed)?;
        let (bytes, sha256) = out.end()?;
        Ok((self.rows, bytes, sha256))
    }
}

impl ParquetFile {
    fn is_full(&self) -> bool {
        let texts = || self.columns.iter().map(|column| column.values.bytes()).sum::<usize>();
        self.waiting() == GROUP_ROWS || texts() >= GROUP_BYTES
    }

    /// Rows that wait.
    fn waiting(&self) -> usize {
        self.columns.first().map_or(0, |column| column.levels.len())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        self.notices = 0;
        if self.waiting() == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut out) = group.next_column()? {
                column.write(&mut out)?;
                out.close()?;
            }
        }
        group.close().map(|_| ())
    }
}

/// Keys of rows begin as the one before: only what differs is written. Those of facts have nothing in common.
fn encoded(properties: WriterPropertiesBuilder, column: &Column) -> WriterPropertiesBuilder {
    let encoding = match column.name {
        "fact_key" => Encoding::PLAIN,
        name if name.ends_with("_id") || name == "doc_key" => Encoding::DELTA_BYTE_ARRAY,
        _ => return properties,
    };
    let is_shared = column.refers_to == Some("runs") || column.name == "body_id";
    if is_shared || column.kind != ColumnKind::Text {
        return properties;
    }
    let path = ColumnPath::from(column.name);
    properties
        .set_column_dictionary_enabled(path.clone(), false)
        .set_column_encoding(path, encoding)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// What the table and its columns hold, in words.
fn descriptions(table: &Table) -> Vec<KeyValue> {
    let of_table = KeyValue::new("description".to_owned(), table.doc.english());
    let columns = table
        .columns
        .iter()
        .map(|column| KeyValue::new(format!("description.{}", column.name), column.english()));
    [of_table].into_iter().chain(columns).collect()
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let fields = table.columns.iter().enumerate().map(|(at, column)| field(at, column));
    let fields = fields.collect::<Result<_, _>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build().map(Arc::new)
}

/// The number of a column is its field id: table formats follow columns by it.
fn field(at: usize, column: &Column) -> Result<TypePtr, ParquetError> {
    let decimal = LogicalType::decimal(SCALE.into(), PRECISION);
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Int => (Physical::INT64, None),
        ColumnKind::Bool => (Physical::BOOLEAN, None),
        ColumnKind::Date => (Physical::INT32, Some(LogicalType::Date)),
        ColumnKind::Decimal => (Physical::FIXED_LEN_BYTE_ARRAY, Some(decimal)),
        ColumnKind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    };
    let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .with_id(Some(at as i32 + 1));
    let field = match column.kind {
        ColumnKind::Decimal => {
            field.with_length(DECIMAL_BYTES).with_precision(PRECISION).with_scale(SCALE.into())
        }
        _ => field,
    };
    field.build().map(Arc::new)
}

/// What a column holds of the rows that wait.
struct Waiting {
    /// For each row whether there is a value: 1 or 0.
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Text { bytes: Vec<u8>, ends: Vec<usize> },
    Int(Vec<i64>),
    Bool(Vec<bool>),
    Date(Vec<i32>),
    Decimal(Vec<FixedLenByteArray>),
}

impl Waiting {
    fn new(column: &Column) -> Self {
        let values = match column.kind {
            ColumnKind::Text => Values::Text { bytes: Vec::new(), ends: Vec::new() },
            ColumnKind::Int | ColumnKind::Time => Values::Int(Vec::new()),
            ColumnKind::Bool => Values::Bool(Vec::new()),
            ColumnKind::Date => Values::Date(Vec::new()),
            ColumnKind::Decimal => Values::Decimal(Vec::new()),
        };
        Self { levels: Vec::new(), values }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        self.levels.push(i16::from(self.values.add(cell)));
    }

    /// Writes what waits. Nothing waits afterwards.
    fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = mem::take(&mut self.levels);
        match &mut self.values {
            Values::Text { bytes, ends } => {
                let texts = ByteArray::from(mem::take(bytes));
                let starts = [0].into_iter().chain(ends.iter().copied());
                let texts: Vec<_> = starts
                    .zip(&*ends)
                    .map(|(start, end)| texts.slice(start, end - start))
                    .collect();
                ends.clear();
                put::<ByteArrayType>(out, &texts, &levels)
            }
            Values::Int(values) => put::<Int64Type>(out, &mem::take(values), &levels),
            Values::Bool(values) => put::<BoolType>(out, &mem::take(values), &levels),
            Values::Date(values) => put::<Int32Type>(out, &mem::take(values), &levels),
            Values::Decimal(values) => {
                put::<FixedLenByteArrayType>(out, &mem::take(values), &levels)
            }
        }
    }
}

fn put<T: DataType>(
    out: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    levels: &[i16],
) -> Result<(), ParquetError> {
    out.typed::<T>().write_batch(values, Some(levels), None).map(|_| ())
}

impl Values {
    /// False where the cell holds no value of the column's kind.
    fn add(&mut self, cell: &Cell<'_>) -> bool {
        match (self, cell) {
            (Self::Text { bytes, ends }, Cell::Text(value)) => {
                bytes.extend_from_slice(value.as_bytes());
                ends.push(bytes.len());
            }
            (Self::Int(column), Cell::Int(value)) => column.push(*value),
            (Self::Int(column), Cell::Time(value)) => column.push(value * 1_000_000),
            (Self::Bool(column), Cell::Bool(value)) => column.push(*value),
            (Self::Date(column), Cell::Date(value)) => column.push(days(*value)),
            (Self::Decimal(column), Cell::Decimal(value)) => {
                column.push(scaled(*value).to_be_bytes().to_vec().into());
            }
            _ => return false,
        }
        true
    }

    /// Bytes of texts.
    fn bytes(&self) -> usize {
        if let Self::Text { bytes, .. } = self { bytes.len() } else { 0 }
    }
}

/// Days since 1970.
fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// The digits of a decimal with nine of them behind the point.
fn scaled(value: Decimal) -> i128 {
    let value = value.round_dp(SCALE.into());
    let missing = u32::from(SCALE).saturating_sub(value.scale());
    value.mantissa() * 10_i128.pow(missing)
}

#[cfg(test)]
mod tests {
    use super::{days, scaled};
    use jiff::civil::date;

    #[test]
    fn decimals_keep_their_digits() {
        let cases = [
            ("0", 0),
            ("1", 1_000_000_000),
            ("-6.5", -6_500_000_000),
            ("0.000000001", 1),
            ("79228162514264337593543950335", 79_228_162_514_264_337_593_543_950_335_000_000_000),
        ];
        for (digits, expected) in cases {
            assert_eq!(scaled(digits.parse().unwrap()), expected, "{digits}");
        }
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days(date(1970, 1, 2)), 1);
        assert_eq!(days(date(2024, 2, 29)), 19_782);
        assert_eq!(days(date(1969, 12, 31)), -1);
    }
}
