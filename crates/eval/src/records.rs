//! The records to score, found by the name of their file.

use super::Error;
use gongwen_messages::{Arg, Message, message};
use serde_json::Value;
use std::collections::BTreeMap;

/// Records by the path of their source and by its last part.
#[derive(Clone, Debug, Default)]
pub struct Records {
    by_name: BTreeMap<String, Value>,
}

impl Records {
    /// Reads NDJSON: one record a line, blank lines between them ignored. Of two records of one
    /// file the later one counts.
    ///
    /// # Errors
    /// Names the first line that is no record.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut records = Self::default();
        let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let fail = |problem: Arg| Error::Record { line: index + 1, problem };
            let record: Value =
                serde_json::from_str(line).map_err(|cause| fail(Arg::text(cause)))?;
            records.insert(record).map_err(|problem| fail(problem.into()))?;
        }
        Ok(records)
    }

    /// Adds one record.
    ///
    /// # Errors
    /// Where it does not say what it was read from.
    pub fn insert(&mut self, record: Value) -> Result<(), Message> {
        let path =
            record["source"]["path"].as_str().ok_or_else(|| message!("eval.no-path"))?.to_owned();
        self.by_name.insert(last_part(&path).to_owned(), record.clone());
        self.by_name.insert(path, record);
        Ok(())
    }

    /// The record of a document.
    #[must_use]
    pub fn of(&self, doc: &str) -> Option<&Value> {
        self.by_name.get(doc).or_else(|| self.by_name.get(last_part(doc)))
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::Records;

    #[test]
    fn records_are_found_by_path_and_name() {
        let line = |path: &str, id: u32| format!(r#"{{"source":{{"path":"{path}"}},"id":{id}}}"#);
        let text = [line("a/x.txt", 1), String::new(), line("b/x.txt", 2)].join("\n");
        let records = Records::parse(&text).unwrap();
        let id = |doc| records.of(doc).and_then(|record| record["id"].as_u64());
        assert_eq!(
            [id("x.txt"), id("a/x.txt"), id("c/x.txt"), id("y.txt")],
            [Some(2), Some(1), Some(2), None]
        );
        assert!(Records::parse(" \n").unwrap().is_empty());
    }

    #[test]
    fn the_line_that_is_no_record_is_named() {
        for (text, expected) in [
            ("{\"source\":{\"path\":\"a\"}}\n{", "line 2 is not a record: EOF"),
            ("\n[1]", "line 2 is not a record: source.path is missing"),
            ("file,row\n", "line 1 is not a record: expected"),
        ] {
            let error = Records::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
