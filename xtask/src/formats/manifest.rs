//! The list of what was written: file, source, format, writer and what it shows.

use anyhow::Result;
use std::fs;
use std::path::Path;

/// The files written so far.
pub(super) struct Manifest<'a> {
    folder: &'a Path,
    rows: Vec<[String; 5]>,
}

impl<'a> Manifest<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, rows: Vec::new() }
    }

    /// Writes a file and lists it.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8], about: About) -> Result<()> {
        fs::write(self.folder.join(name), bytes)?;
        self.list(name, about);
        Ok(())
    }

    /// Lists a file that is written already.
    pub(super) fn list(&mut self, name: &str, about: About) {
        let About { source, format, writer, shows } = about;
        let shows = shows.join("; ");
        self.rows.push([name, source, format, writer, &shows].map(str::to_owned));
    }

    /// Writes the list, ordered by name.
    pub(super) fn write(mut self) -> Result<()> {
        self.rows.sort();
        let mut out = String::from("file,source,format,writer,shows\n");
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&(cells.join(",") + "\n"));
        }
        Ok(fs::write(self.folder.join("MANIFEST.csv"), out)?)
    }
}

/// What the list says about a file.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) source: &'a str,
    pub(super) format: &'a str,
    pub(super) writer: &'a str,
    /// Half sentences.
    pub(super) shows: &'a [&'a str],
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
