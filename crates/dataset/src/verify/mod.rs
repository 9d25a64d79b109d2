//! Checks a data set: every cell of every table, and every file derived from the state. Repairs nothing.

mod files;
mod notices;

use super::database::State;
use super::proof::{self, Wrong};
use super::{Error, Folder, costly, views};
use crate::tables::{Column, TABLES, Table, TableId};
use gongwen_engine::{Members, Reading};
use gongwen_messages::{Arg, Message, message};
use std::collections::HashSet;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: a file, a table, a notice.
    pub place: String,
    /// What is wrong.
    pub message: Message,
    /// What makes it right again.
    pub repair: Repair,
}

/// What makes a data set right again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Any run: what is beside the state is made again from it, and views are.
    Run,
    /// A run with `--force`: the archive is read again, and rows that are not right are replaced.
    Force,
    /// What the message says, done by hand.
    ByHand,
    /// No run: a backup, or a new data set.
    Anew,
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What is wrong, in the order of the checks.
    pub findings: Vec<Finding>,
    /// Rows of other tables that were compared with their hash.
    pub rows: u64,
    /// Notices whose rows were compared with their hash.
    pub notices: u64,
    /// Notices whose places were compared with the words of their file.
    pub compared: u64,
    /// Notices whose file is gone or another one now, or was rendered by another edition.
    pub not_at_hand: u64,
    /// Files whose hash was compared.
    pub files: u64,
}

/// So many rows of one kind of fault are named.
const NAMED: usize = 3;

/// Checks hashes, keys, references, counts, and the places of all values against the files they came
/// from where those are at hand; they are read as `reading` says.
///
/// # Errors
/// Where there is no data set, a run is changing it, or it cannot be read.
pub fn verify(folder: &Folder, reading: &Reading) -> Result<Verified, Error> {
    super::publish::finish_alone(folder)?;
    let _lock = folder.lock_for_reading()?;
    let state = State::read(folder)?;
    let mut check = Check {
        folder,
        state: &state,
        done: Verified::default(),
        members: Members::by(reading.clone()),
        reading,
        changed: HashSet::new(),
    };
    let is_sound = check.is_sound()?;
    check.views()?;
    if !is_sound {
        // Whatever else is wrong follows from it.
        return Ok(check.done);
    }
    check.references()?;
    check.proofs()?;
    check.counts()?;
    check.files()?;
    check.row_counts()?;
    check.quarantine()?;
    check.costly()?;
    check.notices()?;
    Ok(check.done)
}

struct Check<'a> {
    folder: &'a Folder,
    state: &'a State,
    done: Verified,
    members: Members,
    reading: &'a Reading,
    /// Notices whose row in `documents` was changed.
    changed: HashSet<String>,
}

impl Check<'_> {
    fn found(&mut self, repair: Repair, place: impl Into<String>, message: Message) {
        let finding = Finding { place: place.into(), message, repair };
        self.done.findings.push(finding);
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, Error> {
        let read = || -> rusqlite::Result<Vec<String>> {
            // A key may hold anything by now.
            let text = |row: &rusqlite::Row<'_>| row.get_ref(0).map(proof::shown);
            self.state.sql().prepare(sql)?.query_map([], text)?.collect()
        };
        read().map_err(|cause| self.state.error(cause))
    }

    /// The file holds together; false where it does not.
    fn is_sound(&mut self) -> Result<bool, Error> {
        let messages = self.texts("pragma integrity_check(10)")?;
        let wrong: Vec<&String> = messages.iter().filter(|message| *message != "ok").collect();
        for message in &wrong {
            let problem = message!("verify.sqlite", problem = *message);
            self.found(Repair::Anew, "gongwen.sqlite", problem);
        }
        let there = self.texts("select name from sqlite_schema where type = 'table'")?;
        let tables = TABLES.iter().map(|table| table.name);
        let missing: Vec<&str> =
            tables.filter(|name| !there.iter().any(|there| there == name)).collect();
        for name in &missing {
            self.found(Repair::Anew, *name, message!("verify.no-table"));
        }
        Ok(wrong.is_empty() && missing.is_empty())
    }

    /// The views are those that this program makes.
    fn views(&mut self) -> Result<(), Error> {
        for (name, wrong) in views::wrong(self.state)? {
            let (repair, what) = match wrong {
                views::Wrong::Missing => (Repair::Run, message!("verify.no-view")),
                views::Wrong::Changed => (Repair::Run, message!("verify.view-changed")),
                views::Wrong::Taken => (Repair::ByHand, message!("verify.view-taken")),
            };
            self.found(repair, name, what);
        }
        Ok(())
    }

    /// Every row that no notice's hash covers is as a run wrote it.
    fn proofs(&mut self) -> Result<(), Error> {
        for id in proof::tables() {
            let name = id.table().name;
            let count = self.state.number(&format!("select count(*) from {name}"))?;
            self.done.rows += count.unsigned_abs();
            let wrong = proof::wrong(self.state, id.table())?;
            if id == TableId::Documents {
                self.changed = wrong.iter().map(|(key, _)| key.clone()).collect();
            }
            let repair = if id == TableId::Runs { Repair::Run } else { Repair::Force };
            for (kind, what) in [
                (Wrong::Changed, message!("verify.changed")),
                (Wrong::Added, message!("verify.added")),
                (Wrong::Gone, message!("verify.gone")),
            ] {
                let keys = wrong.iter().filter(|(_, wrong)| *wrong == kind);
                let keys: Vec<String> = keys.map(|(key, _)| key.clone()).collect();
                self.named(repair, name, what, &keys);
            }
        }
        Ok(())
    }

    /// Every key that a row names is a row's.
    fn references(&mut self) -> Result<(), Error> {
        for table in TABLES {
            for column in table.columns.iter().filter(|column| column.refers_to.is_some()) {
                let lost = self.texts(&lost_sql(table, column))?;
                let place = format!("{}.{}", table.name, column.name);
                self.named(Repair::Force, &place, message!("verify.no-target"), &lost);
            }
        }
        let sql = "select doc_key from documents d where not exists
                   (select 1 from document_sources s where s.doc_key = d.doc_key)";
        let lost = self.texts(sql)?;
        self.named(Repair::Force, "documents", message!("verify.no-source"), &lost);
        Ok(())
    }

    /// What is remembered of files that cost too much is said of them by a table, too.
    fn costly(&mut self) -> Result<(), Error> {
        let strays = costly::strays(self.state)?;
        let what = message!("verify.costly-stray");
        self.named(Repair::Force, "gongwen_costly", what, &strays);
        Ok(())
    }

    fn named(&mut self, repair: Repair, place: &str, what: Message, rows: &[String]) {
        if !rows.is_empty() {
            let shown = Arg::list(rows.iter().take(NAMED));
            let more = if rows.len() > NAMED { " …" } else { "" };
            let rows = message!("verify.rows", what, count = rows.len(), shown, more);
            self.found(repair, place, rows);
        }
    }

    /// Every notice has as many rows as it says.
    fn counts(&mut self) -> Result<(), Error> {
        for id in TableId::of_notices().filter(|id| *id != TableId::Documents) {
            let name = id.table().name;
            let sql = format!(
                "select d.doc_key from documents d left join
                   (select doc_key, count(*) as n from {name} group by doc_key) c using (doc_key)
                 where coalesce(c.n, 0) <> d.n_{name}"
            );
            let wrong = self.texts(&sql)?;
            let what = message!("verify.row-count");
            self.named(Repair::Force, name, what, &wrong);
        }
        Ok(())
    }
}

fn lost_sql(table: &Table, column: &Column) -> String {
    let target =
        column.refers_to.and_then(TableId::from_name).unwrap_or(TableId::Documents).table();
    let (name, key) = (column.name, target.columns[0].name);
    format!(
        "select {0} from {1} t where t.{name} is not null and not exists
           (select 1 from {2} o where o.{key} = t.{name})",
        table.columns[0].name, table.name, target.name
    )
}
