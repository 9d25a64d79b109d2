//! The tables of `lexicon/`: their columns, the order of their rows, what cells may hold.

use std::cmp::Ordering;
use std::fmt;
use std::path::Path;

/// What a table is made of.
pub(crate) struct Spec {
    /// The name of its file, without `.csv`.
    pub(crate) name: &'static str,
    /// What it holds, for the list of tables.
    pub(crate) about: &'static str,
    /// Its columns, in order.
    pub(crate) columns: &'static [Column],
    /// How many of the first columns order the rows; no two rows have the same cells there.
    pub(crate) key: &'static [usize],
    /// How the program looks for its rows.
    pub(crate) looked_up: LookedUp,
}

/// How the program looks for rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookedUp {
    /// By the word in the first column, the longest one first.
    ByWord,
    /// In the order of the table.
    InOrder,
    /// By class, and then by word.
    ByClass,
    /// By the names of bodies, of one name the lowest rank first.
    Bodies,
    /// By character.
    Letters,
    /// By code and by names.
    Divisions,
}

/// A column, and what its cells hold.
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What its cells hold.
    pub(crate) cell: Cell,
}

/// What a cell holds.
#[derive(Clone, Copy)]
pub(crate) enum Cell {
    /// Anything, or nothing.
    Any,
    /// Words.
    Filled,
    /// Words that texts are compared with: in half width, as the clean text is.
    Word,
    /// One character.
    Letter,
    /// A number.
    Number,
    /// A year, or nothing.
    Year,
    /// A day, a year where the day is not known, or nothing.
    Day,
    /// One of these; where one is empty, nothing.
    OneOf(&'static [&'static str]),
}

const fn column(name: &'static str, cell: Cell) -> Column {
    Column { name, cell }
}

const GLOSS: Column = column("gloss", Cell::Filled);
const SOURCE: Column = column("source", Cell::Filled);

/// Every table, by name.
pub(crate) const SPECS: &[Spec] = &[
    Spec {
        name: "divisions",
        about: "Provinces, cities and counties: GB/T 2260 code, name, short name, and for those that \
                came or ended since 2005 the first and the last year or day, with the code of the one \
                that took the place of one that ended",
        columns: &[
            column("code", Cell::Number),
            column("name", Cell::Word),
            column("short", Cell::Word),
            column("valid_from", Cell::Day),
            column("valid_to", Cell::Day),
            column("successor", Cell::Any),
        ],
        key: &[0, 1],
        looked_up: LookedUp::Divisions,
    },
    Spec {
        name: "furniture_patterns",
        about: "Regular expressions for lines of the page around a notice; a line without one of the \
                words under `needs` is not compared",
        columns: &[column("pattern", Cell::Filled), column("needs", Cell::Any), GLOSS, SOURCE],
        key: &[0],
        looked_up: LookedUp::InOrder,
    },
    Spec {
        name: "lunar_days",
        about: "Days that move from year to year, 1949 to 2050: festivals of the lunar calendar and the \
                solar terms that seasons begin with, at 120° east",
        columns: &[
            column("year", Cell::Number),
            column("spring_festival", Cell::Filled),
            column("dragon_boat", Cell::Filled),
            column("double_seventh", Cell::Filled),
            column("mid_autumn", Cell::Filled),
            column("double_ninth", Cell::Filled),
            column("qingming", Cell::Filled),
            column("spring", Cell::Filled),
            column("summer", Cell::Filled),
            column("autumn", Cell::Filled),
            column("winter", Cell::Filled),
        ],
        key: &[0],
        looked_up: LookedUp::InOrder,
    },
    Spec {
        name: "measures",
        about: "What numbers count or are measured in: `factor` of them are one `base`, whose UCUM or ISO \
                4217 code follows; before one of `not_before` the word is another one",
        columns: &[
            column("word", Cell::Word),
            column("base", Cell::Filled),
            column("factor", Cell::Number),
            column("code", Cell::Any),
            column("kind", Cell::Filled),
            column("not_before", Cell::Any),
            GLOSS,
            SOURCE,
        ],
        key: &[0],
        looked_up: LookedUp::ByWord,
    },
    Spec {
        name: "org_stems",
        about: "What departments do, in long and short spellings; ambiguous `yes`: only in short, \
                `always`: in full too",
        columns: &[
            column("full", Cell::Word),
            column("spellings", Cell::Any),
            column("suffixes", Cell::Any),
            column("since", Cell::Year),
            column("until", Cell::Year),
            column("successor", Cell::Any),
            column("ambiguous", Cell::OneOf(&["", "yes", "always"])),
            GLOSS,
            SOURCE,
        ],
        key: &[0, 2],
        looked_up: LookedUp::InOrder,
    },
    Spec {
        name: "org_suffixes",
        about: "What names of bodies end in: after a `heavy` ending nearly everything is a name, after a \
                `light` one not the words under `never`",
        columns: &[
            column("suffix", Cell::Word),
            column("full", Cell::Filled),
            column("kind", Cell::Filled),
            column("level", Cell::Any),
            column("weight", Cell::OneOf(&["heavy", "light"])),
            column("before", Cell::OneOf(&["", "any", "function", "section"])),
            column("never", Cell::Any),
            GLOSS,
            SOURCE,
        ],
        key: &[0],
        looked_up: LookedUp::ByWord,
    },
    Spec {
        name: "organisations",
        about: "Names of bodies and families of bodies: short forms, full form, levels, years of reforms; \
                `{l}` a level or place, `{p}` a proper name, `{c}` a proper name whose capital stands for \
                its province; of rows that fit a name equally well the lowest `rank` counts (empty: 0)",
        columns: &[
            column("short", Cell::Word),
            column("full", Cell::Any),
            column("levels", Cell::Filled),
            column("kind", Cell::Filled),
            column("aliases", Cell::Any),
            column("since", Cell::Year),
            column("until", Cell::Year),
            column("successor", Cell::Any),
            column("ambiguous", Cell::OneOf(&["", "yes"])),
            column("scope", Cell::Any),
            column("rank", Cell::Any),
            GLOSS,
            SOURCE,
        ],
        key: &[0, 2, 9],
        looked_up: LookedUp::Bodies,
    },
    Spec {
        name: "part_measures",
        about: "Smaller measures that may follow a larger one, 角 after 元; `alone`: after which digits \
                they stand without it",
        columns: &[
            column("whole", Cell::Word),
            column("word", Cell::Word),
            column("in_whole", Cell::Number),
            column("alone", Cell::OneOf(&["never", "formal", "digits"])),
            column("not_before", Cell::Any),
            GLOSS,
            SOURCE,
        ],
        key: &[0, 1],
        looked_up: LookedUp::InOrder,
    },
    Spec {
        name: "traditional",
        about: "Characters of traditional script that the words of the other tables are written with in \
                simplified script",
        columns: &[column("traditional", Cell::Letter), column("simplified", Cell::Letter), GLOSS],
        key: &[0],
        looked_up: LookedUp::Letters,
    },
    Spec {
        name: "words",
        about: "All words that stand in one list or another; the classes are listed below",
        columns: &[
            column("word", Cell::Word),
            column("class", Cell::Filled),
            column("value", Cell::Any),
            GLOSS,
            SOURCE,
        ],
        key: &[0, 1],
        looked_up: LookedUp::ByClass,
    },
];

/// A table that was read.
pub(crate) struct Table {
    /// What it is made of.
    pub(crate) spec: &'static Spec,
    /// The file as it is.
    pub(crate) text: String,
    /// Its rows.
    pub(crate) rows: Vec<Row>,
}

/// One row.
pub(crate) struct Row {
    /// Where it begins.
    pub(crate) line: u64,
    /// Its cells, as many as there are columns.
    pub(crate) cells: Vec<String>,
}

/// Something that is wrong in a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The name of the file.
    pub(crate) file: String,
    /// The line.
    pub(crate) line: u64,
    /// What is wrong, and what helps.
    pub(crate) message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lexicon/{}:{}: {}", self.file, self.line, self.message)
    }
}

impl Table {
    /// A problem in one of its lines.
    pub(crate) fn problem(&self, line: u64, message: impl Into<String>) -> Problem {
        Problem { file: format!("{}.csv", self.spec.name), line, message: message.into() }
    }

    /// The cells of a row that order the table.
    pub(crate) fn key<'r>(&self, row: &'r Row) -> Vec<&'r str> {
        self.spec.key.iter().map(|at| row.cells[*at].as_str()).collect()
    }

    /// The cells of a row that the program carries: all but what tells why the row is there.
    pub(crate) fn facts<'r>(&self, row: &'r Row) -> impl Iterator<Item = &'r str> {
        let columns = self.spec.columns.iter().zip(&row.cells);
        let facts = columns.filter(|(column, _)| !["gloss", "source"].contains(&column.name));
        facts.map(|(_, cell)| cell.as_str())
    }
}

/// The first and the last day of a day or a year as `yyyymmdd`.
pub(crate) fn days(cell: &str) -> Option<(u32, u32)> {
    let mut parts = cell.split('-');
    let mut part = |len: usize| {
        let part = parts.next()?;
        if part.len() == len { part.parse::<u32>().ok() } else { None }
    };
    let year = part(4)? * 10_000;
    if cell.len() == 4 {
        return Some((year + 101, year + 1231));
    }
    let (month, day) = (part(2)?, part(2)?);
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    let number = year + month * 100 + day;
    is_day.then_some((number, number))
}

/// Reads all tables of a folder.
pub(crate) fn read(folder: &Path) -> Result<Vec<Table>, Vec<Problem>> {
    let mut tables = Vec::new();
    let mut problems = strangers(folder);
    for spec in SPECS {
        match read_one(folder, spec) {
            Ok(table) => tables.push(table),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(tables) } else { Err(problems) }
}

/// Tables that nothing reads.
fn strangers(folder: &Path) -> Vec<Problem> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let tables = names.filter(|name| {
        let stem = name.strip_suffix(".csv");
        stem.is_some_and(|stem| SPECS.iter().all(|spec| spec.name != stem))
    });
    let message = "is no table of the lexicon; put its words into words.csv, or declare it in \
                   xtask/src/lexicon/tables.rs";
    tables.map(|file| Problem { file, line: 1, message: message.to_owned() }).collect()
}

fn read_one(folder: &Path, spec: &'static Spec) -> Result<Table, Problem> {
    let file = format!("{}.csv", spec.name);
    let wrong = |line, message| Problem { file: file.clone(), line, message };
    let text = std::fs::read_to_string(folder.join(&file))
        .map_err(|error| wrong(1, format!("cannot be read as UTF-8: {error}")))?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<&str> = spec.columns.iter().map(|column| column.name).collect();
    if reader.headers().is_ok_and(|head| head.iter().ne(names.iter().copied())) {
        return Err(wrong(1, format!("the head must be `{}`", names.join(","))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            wrong(line, format!("needs {} cells; a comma inside one needs quotes", names.len()))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    Ok(Table { spec, text, rows })
}

/// The order in which the program keeps words of one kind: by their first character, the longest first.
pub(crate) fn lookup_order(one: &str, other: &str) -> Ordering {
    let place = |word: &str| (word.chars().next(), std::cmp::Reverse(word.len()));
    place(one).cmp(&place(other)).then_with(|| one.cmp(other))
}

/// The text of a table with its rows in order.
pub(crate) fn sorted(table: &Table) -> Result<String, csv::Error> {
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    rows.sort_by_key(|row| table.key(row));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.spec.columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.write_record(&row.cells)?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
