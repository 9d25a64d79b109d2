//! A table as Parquet, with the types that Spark, DuckDB, Polars and pandas all read.

use super::{Hashed, TableFile};
use crate::tables::{Cell, Column, Kind, Row, Table, description};
use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};
use jiff::civil::{Date, date};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// Rows that are turned into columns together.
const BATCH_ROWS: usize = 1_024;
/// Rows of a row group, the smallest piece that a reader can take: some megabytes.
const GROUP_ROWS: usize = 16_384;
/// Bytes of a column's dictionary; columns with more different values are written plain. Some 200
/// columns are open at a time.
const DICTIONARY: usize = 32 << 10;
/// Digits of a decimal, and those behind the point.
const PRECISION: u8 = 38;
const SCALE: u8 = 9;

struct ParquetFile {
    schema: Arc<Schema>,
    columns: Vec<Builder>,
    waiting: usize,
    rows: u64,
    out: ArrowWriter<Hashed>,
}

pub(super) fn begin(table: &Table, out: Hashed) -> io::Result<Box<dyn TableFile>> {
    let schema = Arc::new(schema(table));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_created_by("gongwen".to_owned())
        .build();
    let out = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties)).map_err(failed)?;
    let columns = table.columns.iter().map(|column| Builder::new(column.kind)).collect();
    Ok(Box::new(ParquetFile { schema, columns, waiting: 0, rows: 0, out }))
}

impl TableFile for ParquetFile {
    fn add(&mut self, rows: &[Row<'_>]) -> io::Result<()> {
        for row in rows {
            for (column, cell) in self.columns.iter_mut().zip(row) {
                column.add(cell);
            }
            self.rows += 1;
            self.waiting += 1;
            if self.waiting == BATCH_ROWS {
                self.write()?;
            }
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<(u64, u64, String)> {
        self.write()?;
        let out = self.out.into_inner().map_err(failed)?;
        let (bytes, sha256) = out.end()?;
        Ok((self.rows, bytes, sha256))
    }
}

impl ParquetFile {
    fn write(&mut self) -> io::Result<()> {
        if self.waiting == 0 {
            return Ok(());
        }
        self.waiting = 0;
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns);
        self.out.write(&batch.map_err(malformed)?).map_err(failed)
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn malformed(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

fn schema(table: &Table) -> Schema {
    let fields = table.columns.iter().enumerate().map(|(at, column)| field(at, column));
    let about = HashMap::from([("description".to_owned(), table.doc.to_owned())]);
    Schema::new_with_metadata(fields.collect::<Vec<_>>(), about)
}

/// The number of a column is its field id: table formats follow columns by it.
fn field(at: usize, column: &Column) -> Field {
    let data_type = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Bool => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::Decimal => DataType::Decimal128(PRECISION, SCALE as i8),
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    };
    let about = [
        ("PARQUET:field_id".to_owned(), (at + 1).to_string()),
        ("description".to_owned(), description(column).to_owned()),
    ];
    Field::new(column.name, data_type, column.optional).with_metadata(about.into())
}

/// A column that grows.
enum Builder {
    Text(StringBuilder),
    Int(Int64Builder),
    Bool(BooleanBuilder),
    Date(Date32Builder),
    Decimal(Decimal128Builder),
    Time(TimestampMicrosecondBuilder),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Int => Self::Int(Int64Builder::new()),
            Kind::Bool => Self::Bool(BooleanBuilder::new()),
            Kind::Date => Self::Date(Date32Builder::new()),
            Kind::Decimal => Self::Decimal(
                Decimal128Builder::new()
                    .with_data_type(DataType::Decimal128(PRECISION, SCALE as i8)),
            ),
            Kind::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(value)) => column.append_value(value),
            (Self::Int(column), Cell::Int(value)) => column.append_value(*value),
            (Self::Bool(column), Cell::Bool(value)) => column.append_value(*value),
            (Self::Date(column), Cell::Date(value)) => column.append_value(days(*value)),
            (Self::Decimal(column), Cell::Decimal(value)) => column.append_value(scaled(*value)),
            (Self::Time(column), Cell::Time(value)) => column.append_value(value * 1_000_000),
            (column, _) => column.add_none(),
        }
    }

    fn add_none(&mut self) {
        match self {
            Self::Text(column) => column.append_null(),
            Self::Int(column) => column.append_null(),
            Self::Bool(column) => column.append_null(),
            Self::Date(column) => column.append_null(),
            Self::Decimal(column) => column.append_null(),
            Self::Time(column) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => ArrayBuilder::finish(column),
            Self::Int(column) => ArrayBuilder::finish(column),
            Self::Bool(column) => ArrayBuilder::finish(column),
            Self::Date(column) => ArrayBuilder::finish(column),
            Self::Decimal(column) => ArrayBuilder::finish(column),
            Self::Time(column) => ArrayBuilder::finish(column),
        }
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
