//! Hashes of rows, which show changes that were not made by a run.
//!
//! The rows of a notice are covered by `documents.facts_sha256`. The rows of `documents` and of the tables that
//! belong to no notice have one hash each in `gongwen_proofs`. Temporary triggers of the connection that a run
//! writes with maintain them, so statements of other programs leave them out of date.

use super::{Error, State};
use crate::tables::{Row, Table, TableId};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use sha2::{Digest, Sha256};

/// The table of hashes.
pub(super) const TABLE: &str = "
create table gongwen_proofs (
  of_table text, key text, proof blob not null, primary key (of_table, key)
) without rowid;
";

/// Bytes of a hash that are kept: enough that no two rows share them by chance.
const BYTES: usize = 16;

/// The hash of a row.
type Proof = [u8; BYTES];

/// How a row differs from what a run wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It has another value.
    Changed,
    /// No run wrote it.
    Added,
    /// It is gone.
    Gone,
}

/// The tables whose rows have a hash each.
pub(super) fn tables() -> impl Iterator<Item = TableId> {
    let of_notices: Vec<TableId> = TableId::of_notices().collect();
    let proven = move |id: &TableId| *id == TableId::Documents || !of_notices.contains(id);
    TableId::ALL.iter().copied().filter(proven)
}

/// From now on every change over this connection leaves its hash.
pub(super) fn watch(state: &State) -> Result<(), Error> {
    define(state.sql()).map_err(|cause| state.error(cause))?;
    tables().try_for_each(|id| state.run(&triggers(id.table())))
}

fn define(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let of_values = |context: &Context<'_>| {
        let values = (0..context.len()).map(|at| context.get_raw(at));
        Ok(of(values).to_vec())
    };
    connection.create_scalar_function("gongwen_proof", -1, flags, of_values)
}

fn triggers(table: &Table) -> String {
    let (name, key) = (table.name, table.columns[0].name);
    let values: Vec<String> =
        table.columns.iter().map(|column| format!("new.{}", column.name)).collect();
    let put = format!(
        "insert or replace into gongwen_proofs values ('{name}', new.{key}, gongwen_proof({}));",
        values.join(", ")
    );
    let drop = format!("delete from gongwen_proofs where of_table = '{name}' and key = old.{key};");
    format!(
        "create temp trigger gongwen_{name}_put after insert on main.{name} begin {put} end;
         create temp trigger gongwen_{name}_set after update on main.{name} begin {drop} {put} end;
         create temp trigger gongwen_{name}_out after delete on main.{name} begin {drop} end;"
    )
}

/// The hash of values as the state holds them: a mark and a length come before each.
fn of<'v>(values: impl Iterator<Item = ValueRef<'v>>) -> Proof {
    let mut hash = Sha256::new();
    let mut add = |mark: u8, bytes: &[u8]| {
        hash.update([mark]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    for value in values {
        match value {
            ValueRef::Null => add(b'0', b""),
            ValueRef::Integer(value) => add(b'i', &value.to_le_bytes()),
            ValueRef::Real(value) => add(b'r', &value.to_bits().to_le_bytes()),
            ValueRef::Text(bytes) => add(b't', bytes),
            ValueRef::Blob(bytes) => add(b'b', bytes),
        }
    }
    let mut proof = Proof::default();
    proof.copy_from_slice(&hash.finalize()[..BYTES]);
    proof
}

/// True where the row is the one that the hash of its key stands for.
pub(super) fn proves(state: &State, table: &Table, row: &Row<'_>) -> Result<bool, Error> {
    let sql = "select proof from gongwen_proofs where of_table = ?1 and key = ?2";
    let with = (table.name, row[0].as_text());
    let kept: Result<Vec<u8>, _> = state.sql().query_row(sql, with, |row| row.get(0));
    let outputs: Result<Vec<_>, _> = row.iter().map(ToSql::to_sql).collect();
    match (kept, outputs) {
        (Ok(kept), Ok(outputs)) => Ok(kept == of(outputs.iter().map(value))),
        (Err(rusqlite::Error::QueryReturnedNoRows), _) => Ok(false),
        (Err(cause), _) | (_, Err(cause)) => Err(state.error(cause)),
    }
}

fn value<'o>(output: &'o ToSqlOutput<'_>) -> ValueRef<'o> {
    match output {
        ToSqlOutput::Borrowed(value) => *value,
        ToSqlOutput::Owned(value) => value.into(),
        _ => ValueRef::Null,
    }
}

/// The rows of a table that are not as a run wrote them, by key.
pub(super) fn wrong(state: &State, table: &Table) -> Result<Vec<(String, Wrong)>, Error> {
    let read = || -> rusqlite::Result<Vec<(String, Wrong)>> {
        let mut found = differing(state.sql(), table)?;
        let (name, key) = (table.name, table.columns[0].name);
        let gone = format!(
            "select key from gongwen_proofs p where of_table = '{name}'
               and not exists (select 1 from {name} t where t.{key} = p.key)"
        );
        let mut statement = state.sql().prepare(&gone)?;
        for key in statement.query_map([], |row| row.get(0))? {
            found.push((key?, Wrong::Gone));
        }
        Ok(found)
    };
    read().map_err(|cause| state.error(cause))
}

fn differing(connection: &Connection, table: &Table) -> rusqlite::Result<Vec<(String, Wrong)>> {
    let columns: Vec<String> =
        table.columns.iter().map(|column| format!("t.{}", column.name)).collect();
    let (name, key, count) = (table.name, table.columns[0].name, columns.len());
    let sql = format!(
        "select {}, p.proof from {name} t
         left join gongwen_proofs p on p.of_table = '{name}' and p.key = t.{key} order by t.{key}",
        columns.join(", ")
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let values: Vec<ValueRef<'_>> =
            (0..count).map(|at| row.get_ref(at)).collect::<Result<_, _>>()?;
        let wrong = match row.get_ref(count)? {
            ValueRef::Blob(proof) if proof == of(values.iter().copied()) => continue,
            ValueRef::Null => Wrong::Added,
            _ => Wrong::Changed,
        };
        found.push((shown(values[0]), wrong));
    }
    Ok(found)
}

/// A key as text, whatever it holds.
pub(super) fn shown(key: ValueRef<'_>) -> String {
    match key {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        _ => String::new(),
    }
}

/// Takes out the rows of files that no run wrote as they are, where this run writes them again, or
/// where nothing is lost with them. To be called before the readings of a run are put in.
pub(super) fn drop_wrong_sources(state: &State) -> Result<(), Error> {
    for id in [TableId::DocumentSources, TableId::Quarantine] {
        let table = id.table();
        let (name, key) = (table.name, table.columns[0].name);
        // No run writes such a key, and no other statement would find it.
        state.run(&format!("delete from {name} where typeof({key}) <> 'text'"))?;
        for (row, wrong) in wrong(state, table)? {
            let kept = match (id, wrong) {
                (_, Wrong::Gone) => continue,
                (TableId::DocumentSources, Wrong::Added) => {
                    "and (uri in (select uri from work.input)
                       or doc_key not in (select doc_key from documents)
                       or exists (select 1 from document_sources o
                         where o.doc_key = document_sources.doc_key and o.source_id <> ?1))"
                }
                (_, Wrong::Added) => "",
                _ => {
                    "and (uri in (select uri from work.input)
                       or uri in (select uri from work.refused))"
                }
            };
            let sql = format!("delete from {name} where {key} = ?1 {kept}");
            state.sql().execute(&sql, [row]).map_err(|cause| state.error(cause))?;
        }
    }
    Ok(())
}

/// Takes out rows of notices that are not there, or that lie among those of another notice.
pub(super) fn drop_strays(state: &State) -> Result<(), Error> {
    state.run("delete from documents where doc_key in (select doc_key from temp.leaving)")?;
    for id in TableId::of_notices().filter(|id| *id != TableId::Documents) {
        let (name, key) = (id.table().name, id.table().columns[0].name);
        state.run(&format!(
            "delete from {name} where doc_key not in (select doc_key from documents)
               or substr({key}, 1, 17) <> doc_key || ':'"
        ))?;
    }
    Ok(())
}

/// Forgets rows that are gone and that this run could not write again. Those of `runs` stay: they are
/// written again from the manifests.
pub(super) fn forget_gone(state: &State) -> Result<(), Error> {
    for id in tables().filter(|id| *id != TableId::Runs) {
        let (name, key) = (id.table().name, id.table().columns[0].name);
        state.run(&format!(
            "delete from gongwen_proofs where of_table = '{name}'
               and not exists (select 1 from {name} t where t.{key} = gongwen_proofs.key)"
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Wrong, of, proves, tables, wrong};
    use crate::tables::{Cell, Row, TableId};
    use crate::{Folder, State};
    use rusqlite::types::ValueRef;

    #[test]
    fn values_that_read_alike_have_hashes_of_their_own() {
        let alike = [
            ValueRef::Text(b"1"),
            ValueRef::Blob(b"1"),
            ValueRef::Integer(1),
            ValueRef::Real(1.0),
            ValueRef::Null,
            ValueRef::Text(b""),
        ];
        for (at, one) in alike.iter().enumerate() {
            for other in &alike[at + 1..] {
                assert_ne!(of([*one].into_iter()), of([*other].into_iter()), "{one:?} {other:?}");
            }
        }
        let split = |a: &'static str, b: &'static str| {
            of([a, b].map(|text| ValueRef::Text(text.as_bytes())).into_iter())
        };
        assert_ne!(split("ab", "c"), split("a", "bc"));
    }

    fn row(key: &str) -> Row<'static> {
        let columns = TableId::Quarantine.table().columns.len();
        let mut row = vec![Cell::Null; columns];
        for (at, column) in TableId::Quarantine.table().columns.iter().enumerate() {
            if !column.optional {
                row[at] = key.to_owned().into();
            }
        }
        row
    }

    #[test]
    fn what_a_run_does_is_proven_and_what_others_do_is_not() {
        let room = tempfile::tempdir().unwrap();
        let folder = Folder::new(room.path());
        std::fs::create_dir_all(folder.work()).unwrap();
        let state = State::begin(&folder).unwrap();
        let table = TableId::Quarantine.table();
        let found = || wrong(&state, table).unwrap();
        for key in ["a", "b", "c"] {
            state.insert(TableId::Quarantine, &[row(key)]).unwrap();
        }
        state.run("update quarantine set bytes = 7 where source_id = 'a'").unwrap();
        state.run("delete from quarantine where source_id = 'b'").unwrap();
        assert_eq!(found(), []);
        assert!(proves(&state, table, &row("c")).unwrap());
        assert!(!proves(&state, table, &row("a")).unwrap());
        // Another program has no triggers.
        for id in tables() {
            let name = id.table().name;
            let drop = |what| format!("drop trigger gongwen_{name}_{what};");
            state.run(&["put", "set", "out"].map(drop).concat()).unwrap();
        }
        state.run("update quarantine set bytes = 8 where source_id = 'a'").unwrap();
        state.run("delete from quarantine where source_id = 'c'").unwrap();
        state.insert(TableId::Quarantine, &[row("d")]).unwrap();
        let expected = [("a", Wrong::Changed), ("d", Wrong::Added), ("c", Wrong::Gone)];
        assert_eq!(found(), expected.map(|(key, wrong)| (key.to_owned(), wrong)));
    }
}
