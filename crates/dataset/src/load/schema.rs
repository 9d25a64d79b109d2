//! The schema: what it must hold, what it holds, and how it gets there.

use super::{Destination, Error, Options};
use crate::tables::ddl::{self, Dialect, View};
use crate::tables::{Column, ColumnKind, TABLES, Table, TableId};
use ::postgres::Transaction;
use gongwen::document::hex;
use gongwen_messages::message;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Counts up when the schema changes in a way that an older program must not meddle with.
pub(super) const LAYOUT: i64 = 2;

/// What every load leaves behind, and since which load each notice is as it is.
const OWN_TABLES: &str = "
create table gongwen_load (
  load_id bigint primary key,
  loaded_at timestamptz not null,
  layout bigint not null,
  ddl_sha256 text not null,
  program text not null,
  run_id text not null,
  run_number bigint not null,
  edition bigint not null,
  history text not null,
  n_new bigint not null,
  n_changed bigint not null,
  n_reread bigint not null,
  n_removed bigint not null,
  n_nul bigint not null
);
comment on table gongwen_load is 'One row a load that changed something, the last one last.';
create table gongwen_version (doc_key text primary key, since_load bigint not null);
comment on table gongwen_version is 'Since which load each notice is as it is now.';
";

/// Besides the primary keys: a notice's rows in every table, and who answers for a task.
fn indexes(table: &Table) -> Vec<String> {
    let name = table.name;
    let mut columns = Vec::new();
    if name != "documents" && table.position("doc_key").is_some() {
        columns.push("doc_key");
    }
    if name == "responsibilities" || name == "milestones" {
        columns.push("task_id");
    }
    let index = |column: &&str| format!("create index {name}_{column} on {name} ({column});");
    columns.iter().map(index).collect()
}

/// Refuses what cannot be the name of a schema, or belongs to PostgreSQL.
pub(super) fn check_name(name: &str) -> Result<(), Error> {
    let wrong = name.is_empty()
        || name.len() > 63
        || name.contains('\0')
        || name.starts_with("pg_")
        || name == "information_schema";
    if wrong {
        let name = name.escape_debug().to_string();
        return Err(Error::Refused(message!("schema.name", name)));
    }
    Ok(())
}

/// A name as SQL takes it, whatever is in it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Names of a table's columns, with something in front of each.
pub(super) fn names(table: &Table, front: &str) -> String {
    let names = table.columns.iter().map(|column| format!("{front}{}", column.name));
    names.collect::<Vec<_>>().join(", ")
}

/// A column that is there: name, type, and whether it may be without a value.
type Is = (String, String, bool);

/// What the schema was when the load began.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The last load, if any.
    pub(super) last: Option<LastLoad>,
    /// Columns of each table.
    tables: BTreeMap<String, Vec<Is>>,
    /// True where columns were added or changed, so that all rows must be written anew.
    pub(super) rebuilt: bool,
    /// True where statements that define something were run.
    pub(super) migrated: bool,
}

/// The row of the last load.
#[derive(Debug)]
pub(super) struct LastLoad {
    pub(super) load_id: i64,
    pub(super) run_id: String,
    pub(super) history: String,
    layout: i64,
    ddl_sha256: String,
}

/// The schema that is loaded into.
pub(super) struct Schema<'a> {
    pub(super) target: &'a Destination,
    pub(super) options: &'a Options,
}

impl Schema<'_> {
    fn failed(&self, cause: &::postgres::Error) -> Error {
        Error::database(self.target, cause)
    }

    fn run(&self, on: &mut Transaction<'_>, sql: &str) -> Result<(), Error> {
        on.batch_execute(sql).map_err(|cause| self.failed(&cause))
    }

    /// Makes what is missing, and returns what was there.
    pub(super) fn prepare(&self, on: &mut Transaction<'_>) -> Result<Found, Error> {
        let name = &self.options.schema;
        let there = "select exists (select from pg_namespace where nspname = $1)";
        let there = on.query_one(there, &[name]).map_err(|cause| self.failed(&cause))?;
        if !there.get::<_, bool>(0) {
            self.run(on, &format!("create schema {}", quoted(name)))?;
        }
        self.run(on, &format!("set local search_path to {}", quoted(name)))?;
        let mut found = Found { tables: self.tables(on)?, ..Found::default() };
        if found.tables.contains_key("gongwen_load") {
            found.last = self.last_load(on)?;
        }
        self.check(&found)?;
        if found.last.as_ref().is_none_or(|last| last.ddl_sha256 != fingerprint()) {
            found.migrated = true;
            self.define_tables(on, &mut found)?;
        }
        Ok(found)
    }

    fn tables(&self, on: &mut Transaction<'_>) -> Result<BTreeMap<String, Vec<Is>>, Error> {
        let sql = "select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
                          not a.attnotnull
                   from pg_class c
                   join pg_namespace n on n.oid = c.relnamespace
                   left join pg_attribute a
                     on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                   where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f')
                     and a.attname is not null
                   order by c.relname, a.attnum";
        let rows = on.query(sql, &[&self.options.schema]).map_err(|cause| self.failed(&cause))?;
        let mut tables: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in rows {
            tables.entry(row.get(0)).or_default().push((row.get(1), row.get(2), row.get(3)));
        }
        Ok(tables)
    }

    fn last_load(&self, on: &mut Transaction<'_>) -> Result<Option<LastLoad>, Error> {
        let sql = "select load_id, run_id, history, layout, ddl_sha256 from gongwen_load
                   order by load_id desc limit 1";
        let row = on.query_opt(sql, &[]).map_err(|cause| self.failed(&cause))?;
        Ok(row.map(|row| LastLoad {
            load_id: row.get(0),
            run_id: row.get(1),
            history: row.get(2),
            layout: row.get(3),
            ddl_sha256: row.get(4),
        }))
    }

    fn check(&self, found: &Found) -> Result<(), Error> {
        let (target, name) = (self.target.to_string(), &self.options.schema);
        match &found.last {
            Some(last) if last.layout > LAYOUT => {
                let (found, own) = (last.layout, LAYOUT);
                Err(Error::Refused(message!("schema.layout", target, name, found, own)))
            }
            Some(last) if last.layout < LAYOUT => {
                let schema = quoted(name);
                Err(Error::Refused(message!("schema.older-layout", target, name, schema)))
            }
            Some(_) => Ok(()),
            None => {
                let views = ddl::view_names();
                let own = TABLES.iter().map(|table| table.name).chain(views);
                match own.into_iter().find(|own| found.tables.contains_key(*own)) {
                    Some(table) => {
                        Err(Error::Refused(message!("schema.taken", target, name, table)))
                    }
                    None => Ok(()),
                }
            }
        }
    }

    fn define_tables(&self, on: &mut Transaction<'_>, found: &mut Found) -> Result<(), Error> {
        if found.last.is_none() {
            self.run(on, OWN_TABLES)?;
        }
        let differ =
            |table: &&Table| found.tables.get(table.name).is_some_and(|is| differs(table, is));
        let changed: Vec<&Table> = TABLES.iter().filter(differ).collect();
        if !changed.is_empty() {
            // A column that a view shows cannot be changed.
            self.drop_views(on)?;
        }
        for table in TABLES {
            match found.tables.get(table.name) {
                None => {
                    self.run(on, &ddl::create(table, Dialect::Postgres))?;
                    self.run(on, &indexes(table).join("\n"))?;
                }
                Some(is) if differs(table, is) => {
                    self.run(on, &alterations(table, table.name, is).join("\n"))?;
                    found.rebuilt = true;
                }
                Some(_) => {}
            }
            let history = format!("{}_history", table.name);
            if let Some(is) = found.tables.get(&history) {
                self.run(on, &additions(table, &history, is).join("\n"))?;
            }
            self.run(on, &comments(table))?;
        }
        Ok(())
    }

    /// Makes the tables that superseded versions move to. Their columns may be without a value: a
    /// version of an older layout has none for columns that came later.
    pub(super) fn define_history(
        &self,
        on: &mut Transaction<'_>,
        found: &mut Found,
    ) -> Result<(), Error> {
        for table in TableId::of_notices().map(TableId::table) {
            let (name, key) = (table.name, table.columns[0].name);
            let history = format!("{name}_history");
            if found.tables.contains_key(&history) {
                continue;
            }
            found.migrated = true;
            let about = format!(
                "Superseded versions of rows of {name}: each was in {name} from the load valid_from \
                 until the load valid_to (numbers of gongwen_load)."
            );
            self.run(
                on,
                &format!(
                    "create table {history} as select * from {name} with no data;
                     alter table {history} add valid_from bigint not null,
                       add valid_to bigint not null, add primary key ({key}, valid_to);
                     create index {history}_doc_key on {history} (doc_key);
                     comment on table {history} is {};",
                    literal(&about)
                ),
            )?;
        }
        Ok(())
    }

    /// To be called when the rows are there: readers of the views wait from here on.
    pub(super) fn finish(&self, on: &mut Transaction<'_>, found: &Found) -> Result<(), Error> {
        if !found.migrated {
            return Ok(());
        }
        if found.rebuilt {
            self.require_values(on)?;
        }
        for view in ddl::each_view(Dialect::Postgres) {
            self.define_view(on, &view)?;
        }
        Ok(())
    }

    fn define_view(&self, on: &mut Transaction<'_>, view: &View) -> Result<(), Error> {
        let View { name, doc, query } = view;
        let mut attempt = on.transaction().map_err(|cause| self.failed(&cause))?;
        let replaced = attempt.batch_execute(&format!("create or replace view {name} as\n{query}"));
        if replaced.is_ok() {
            attempt.commit().map_err(|cause| self.failed(&cause))?;
        } else {
            attempt.rollback().map_err(|cause| self.failed(&cause))?;
            self.run(on, &format!("drop view if exists {name};\ncreate view {name} as\n{query}"))?;
        }
        self.run(on, &format!("comment on view {name} is {}", literal(doc)))
    }

    fn drop_views(&self, on: &mut Transaction<'_>) -> Result<(), Error> {
        for name in ddl::view_names().iter().rev() {
            self.run(on, &format!("drop view if exists {name}"))?;
        }
        Ok(())
    }

    /// Columns that were added get their `not null` when all rows have a value.
    fn require_values(&self, on: &mut Transaction<'_>) -> Result<(), Error> {
        for table in TABLES {
            let name = table.name;
            for column in table.columns.iter().filter(|column| !column.optional) {
                let column = column.name;
                self.run(on, &format!("alter table {name} alter column {column} set not null"))?;
            }
        }
        Ok(())
    }

    pub(super) fn fingerprint(&self) -> String {
        fingerprint()
    }
}

/// A hash of everything that is defined.
fn fingerprint() -> String {
    let mut hash = Sha256::new();
    hash.update(OWN_TABLES);
    for table in TABLES {
        hash.update(ddl::create(table, Dialect::Postgres));
        hash.update(indexes(table).join("\n"));
        hash.update(comments(table));
    }
    hash.update(ddl::views(Dialect::Postgres));
    hex(&hash.finalize())
}

/// The type of a column as the server names it.
fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Time => "timestamp with time zone",
        other => ddl::sql_type(other, Dialect::Postgres),
    }
}

fn differs(table: &Table, found: &[Is]) -> bool {
    let same = |(column, (name, kind, optional)): (&Column, &Is)| {
        column.name == name && type_name(column.kind) == kind && column.optional == *optional
    };
    table.columns.len() != found.len() || !table.columns.iter().zip(found).all(same)
}

/// Statements that bring a table from what it is to what it must be. New columns come last.
fn alterations(table: &Table, name: &str, found: &[Is]) -> Vec<String> {
    let mut statements = additions(table, name, found);
    for (is, kind, optional) in found {
        let Some(column) = table.columns.iter().find(|column| column.name == is) else {
            statements.push(format!("alter table {name} drop column {};", quoted(is)));
            continue;
        };
        let must = type_name(column.kind);
        if must != kind {
            statements.push(format!(
                "alter table {name} alter column {is} type {must} using {is}::text::{must};"
            ));
        }
        if column.optional && !optional {
            statements.push(format!("alter table {name} alter column {is} drop not null;"));
        }
    }
    statements
}

fn additions(table: &Table, name: &str, found: &[Is]) -> Vec<String> {
    let missing = |column: &&Column| !found.iter().any(|(is, ..)| is == column.name);
    let add = |column: &Column| {
        format!("alter table {name} add column {} {};", column.name, type_name(column.kind))
    };
    table.columns.iter().filter(missing).map(add).collect()
}

fn comments(table: &Table) -> String {
    let name = table.name;
    let mut sql = format!("comment on table {name} is {};\n", literal(&table.doc.english()));
    for column in table.columns {
        let about = literal(&column.english());
        sql += &format!("comment on column {name}.{} is {about};\n", column.name);
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::{alterations, check_name, differs, literal, quoted, type_name};
    use crate::tables::TableId;

    #[test]
    fn names_and_texts_stay_what_they_are() {
        assert_eq!(quoted("a\"; drop schema x; --"), "\"a\"\"; drop schema x; --\"");
        assert_eq!(literal("it's"), "'it''s'");
        for name in ["", "pg_temp", "information_schema", "a\0b", &"x".repeat(64)] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
        assert!(check_name("公文").is_ok());
    }

    #[test]
    fn a_table_of_an_older_layout_is_altered() {
        let table = TableId::Targets.table();
        let column = |column: &super::Column| {
            (column.name.to_owned(), type_name(column.kind).to_owned(), column.optional)
        };
        let now: Vec<_> = table.columns.iter().map(column).collect();
        assert!(!differs(table, &now));
        assert!(alterations(table, "targets", &now).is_empty());
        let mut old = now.clone();
        let gone = old.pop().unwrap().0;
        old[0].1 = "integer".to_owned();
        old.push(("former".to_owned(), "text".to_owned(), true));
        assert!(differs(table, &old));
        let statements = alterations(table, "targets", &old).join("\n");
        for part in [&format!("add column {gone}"), "type text", "drop column \"former\""] {
            assert!(statements.contains(part), "{statements}");
        }
    }
}
