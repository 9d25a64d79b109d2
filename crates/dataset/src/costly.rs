//! Files that exceeded a limit, remembered so that the next run does not read them again.
//!
//! A file that killed its worker or timed out would do so again. While its bytes, the program, the words and
//! the limits are the same, a run refuses it for the same reason without reading it; `--force` reads it again.
//! A text that was truncated is remembered together with the work that was allowed.

use super::quarantine::{Reason, Refusal};
use super::{Error, State, figures};
use gongwen_formats::source::{self, ErrorKind};
use gongwen_messages::message;
use rusqlite::ToSql;
use std::collections::{HashMap, HashSet};

/// What a run knows of a file that cost too much.
#[derive(Clone, Debug)]
pub(super) struct Known {
    sha256: String,
    reason: Reason,
    message: String,
}

impl Known {
    /// Why the file is refused, where it still has that hash.
    pub(super) fn still(&self, sha256: &str) -> Option<Refusal> {
        (self.sha256 == sha256).then(|| Refusal {
            reason: self.reason,
            message: self.message.clone(),
            sha256: Some(self.sha256.clone()),
            bytes: None,
        })
    }

    /// [`Known::still`], as the error that whoever unpacks it again would report.
    pub(super) fn again(&self, name: &str, sha256: &str) -> Option<source::Error> {
        let kind = match self.reason {
            Reason::TooSlow => ErrorKind::TooSlow,
            Reason::OutOfMemory => ErrorKind::OutOfMemory,
            _ => ErrorKind::ReaderDied,
        };
        let known = self.still(sha256)?;
        let reason = message!("source.known", reason = known.message);
        Some(source::Error::of(name.to_owned(), kind, reason))
    }
}

/// Not one of the tables of a data set: it says nothing about notices. Older data sets lack it.
const TABLE: &str = "create table if not exists gongwen_costly (
  uri text primary key, sha256 text not null, reason text not null, message text not null,
  settings text not null
) without rowid";

/// True for what is remembered of a file that no other table says the same of: the file is gone, or
/// no run wrote it.
const IS_STRAY: &str = "case reason when 'cut'
  then (uri, sha256) not in (select uri, sha256 from document_sources)
  else (uri, reason, sha256) not in
    (select uri, reason, sha256 from quarantine where sha256 is not null) end";

/// The name under which a text that was cut is remembered.
const CUT: &str = "cut";

/// What was remembered of all files of a state: few, as a rule none.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    costly: HashMap<String, Known>,
    /// Files whose texts were cut with another allowance of work.
    cut: HashSet<String>,
}

impl Memory {
    /// What a state remembers that holds for a run at this price, and with this allowance of work.
    pub(super) fn of(state: &State, price: &str, work: u64) -> Result<Self, Error> {
        let mut memory = Self::default();
        if !is_there(state)? {
            return Ok(memory);
        }
        let error = |cause| state.error(cause);
        let sql = "select uri, sha256, reason, message, settings from gongwen_costly";
        let mut statement = state.sql().prepare(sql).map_err(error)?;
        let mut rows = statement.query([]).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            let text = |at: usize| row.get::<_, String>(at).map_err(error);
            let (uri, reason, settings) = (text(0)?, text(2)?, text(4)?);
            if reason == CUT && settings != work.to_string() {
                memory.cut.insert(uri);
            } else if let Some(reason) = Reason::COSTLY.into_iter().find(|r| r.name() == reason)
                && settings == price
            {
                memory.costly.insert(uri, Known { sha256: text(1)?, reason, message: text(3)? });
            }
        }
        Ok(memory)
    }

    /// That a file cost too much.
    pub(super) fn costly(&self, uri: &str) -> Option<Known> {
        self.costly.get(uri).cloned()
    }

    /// True where the text of a file was cut, and would not be now, or elsewhere.
    pub(super) fn is_cut_otherwise(&self, uri: &str) -> bool {
        self.cut.contains(uri)
    }
}

/// Remembers what this run refused or cut, and forgets what it read and what is gone; within the
/// transaction of the run.
pub(super) fn remember(state: &State, price: &str, work: u64) -> Result<(), Error> {
    state.run(TABLE)?;
    state.run(
        "delete from gongwen_costly where uri in (select uri from work.source)
           or uri in (select uri from work.refused)",
    )?;
    let execute = |sql: &str, with: &[&dyn ToSql]| {
        state.sql().execute(sql, with).map_err(|cause| state.error(cause))
    };
    let names = Reason::COSTLY.map(|reason| format!("'{}'", reason.name())).join(", ");
    let refused = format!(
        "insert or replace into gongwen_costly select uri, sha256, reason, message, ?1
         from work.refused where sha256 is not null and reason in ({names})"
    );
    execute(&refused, &[&price])?;
    let cut = "insert or replace into gongwen_costly select s.uri, s.sha256, ?1, '', ?2
         from work.source s where exists (select 1 from main.diagnostics d
           where d.diagnostic_id between s.doc_key and s.doc_key || 'g'
             and d.doc_key = s.doc_key and d.code = 'limit-reached')";
    execute(cut, &[&CUT, &work.to_string()])?;
    state.run(&format!("delete from gongwen_costly where {IS_STRAY}"))
}

/// Files of which something is remembered that no other table says.
pub(super) fn strays(state: &State) -> Result<Vec<String>, Error> {
    if !is_there(state)? {
        return Ok(Vec::new());
    }
    let sql = format!("select uri from gongwen_costly where {IS_STRAY} order by uri");
    figures::texts(state, &sql)
}

fn is_there(state: &State) -> Result<bool, Error> {
    let sql = "select count(*) from sqlite_master where name = 'gongwen_costly'";
    Ok(state.number(sql)? > 0)
}
