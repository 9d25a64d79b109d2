//! `gongwen query`: runs an SQL query and prints the rows as a table, CSV or JSON. The SQL is checked and run
//! by `gongwen-dataset`.

mod expanded;

use crate::exit::{Exit, say};
use crate::terminal::{self, Output, shown};
use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};
use gongwen_cli::args::store::{AnswerFormat, Expanded, Query};
use gongwen_dataset::{Answer, Folder, Value, query};
use gongwen_messages::message;
use std::io::{self, Read, Stdout, StdoutLock, Write};
use unicode_width::UnicodeWidthStr;

/// Asks, and prints the answer.
pub(crate) fn run(args: &Query) -> Result<Exit> {
    let sql = sql(&args.sql)?;
    let folder = Folder::new(&args.dataset);
    let out = terminal::stdout();
    match args.format {
        AnswerFormat::Table => {
            let mut answer = Rows::new(args.rows);
            query(&folder, &sql, &mut answer)?;
            answer.print(args.expanded, io::stdout().lock())?;
        }
        AnswerFormat::Csv => {
            let mut answer = Csv { out: csv::Writer::from_writer(out) };
            query(&folder, &sql, &mut answer)?;
            answer.out.flush()?;
        }
        AnswerFormat::Json => query(&folder, &sql, &mut Json { out, names: Vec::new() })?,
    }
    Ok(Exit::Done)
}

fn sql(given: &str) -> Result<String> {
    if given != "-" {
        return Ok(given.to_owned());
    }
    let mut text = String::new();
    io::stdin()
        .lock()
        .read_to_string(&mut text)
        .map_err(|cause| message!("stdin", cause = &cause))?;
    Ok(text)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Int(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// An answer to read, right for characters of double width.
struct Rows {
    names: Vec<String>,
    shown: Vec<Vec<String>>,
    limit: usize,
    rows: usize,
}

/// A column of a table reads well from so many characters on.
const READABLE: usize = 20;
/// Spaces between two columns of a table.
const BETWEEN: usize = 3;

impl Rows {
    fn new(limit: usize) -> Self {
        Self { names: Vec::new(), shown: Vec::new(), limit, rows: 0 }
    }

    fn print(&self, how: Expanded, mut out: StdoutLock<'_>) -> io::Result<()> {
        let columns = width();
        let expanded = match how {
            Expanded::On => true,
            Expanded::Off => false,
            Expanded::Auto => !self.fits(columns.into()),
        };
        if expanded {
            expanded::print(&self.names, &self.shown, columns.into(), &mut out)?;
        } else {
            for line in self.table(columns).lines() {
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        out.flush()?;
        if self.rows > self.limit {
            say(&message!("query.rows", shown = self.limit, rows = self.rows));
        }
        Ok(())
    }

    fn table(&self, columns: u16) -> Table {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(columns);
        table.set_header(&self.names);
        for row in &self.shown {
            table.add_row(row);
        }
        table
    }

    /// True where every column of a table is as wide as its values, or wide enough to read them.
    fn fits(&self, columns: usize) -> bool {
        let widest = |at: usize| {
            let cells = self.shown.iter().filter_map(|row| row.get(at));
            let lines = cells.flat_map(|cell| cell.lines()).map(UnicodeWidthStr::width);
            lines.chain([self.names[at].width()]).max().unwrap_or(0)
        };
        let needed = (0..self.names.len()).map(|at| widest(at).min(READABLE) + BETWEEN);
        needed.sum::<usize>() <= columns
    }
}

/// Columns of the terminal, or 80 where there is none.
fn width() -> u16 {
    let stated = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| width.0);
    stated.or_else(seen).unwrap_or(80)
}

impl Answer for Rows {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        self.names = names.iter().map(|name| shown(name).into_owned()).collect();
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> io::Result<()> {
        self.rows += 1;
        if self.rows <= self.limit {
            self.shown.push(values.iter().map(|value| shown(&text(value)).into_owned()).collect());
        }
        Ok(())
    }
}

struct Csv {
    out: csv::Writer<Output<Stdout>>,
}

impl Answer for Csv {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        Ok(self.out.write_record(names)?)
    }

    fn row(&mut self, values: &[Value]) -> io::Result<()> {
        Ok(self.out.write_record(values.iter().map(text))?)
    }
}

struct Json {
    out: Output<Stdout>,
    names: Vec<String>,
}

impl Answer for Json {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        self.names = names.iter().map(|name| (*name).to_owned()).collect();
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> io::Result<()> {
        let object = self.names.iter().zip(values).map(|(name, value)| {
            let value = match value {
                Value::Null => serde_json::Value::Null,
                Value::Int(number) => (*number).into(),
                Value::Real(number) => (*number).into(),
                Value::Text(text) => text.as_str().into(),
            };
            (name.clone(), value)
        });
        let object: serde_json::Map<_, _> = object.collect();
        serde_json::to_writer(&mut self.out, &object)?;
        self.out.write_all(b"\n")
    }
}
