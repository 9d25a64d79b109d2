//! The views of a state: as this program makes them.

use super::{Error, State};
use crate::tables::ddl::{self, Dialect};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How a view differs from the one that a run makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// There is none.
    Missing,
    /// It asks something else.
    Changed,
    /// A table has its name.
    Taken,
}

/// What stands in the schema under a name: its kind, and the SQL that made it.
type Schema = BTreeMap<String, (String, String)>;

/// The views that are not as a run makes them, by name, in their order.
pub(super) fn wrong(state: &State) -> Result<Vec<(String, Wrong)>, Error> {
    let made = made().map_err(|cause| state.error(cause))?;
    let there = schema(state.sql()).map_err(|cause| state.error(cause))?;
    let wrong = |name: &str| match there.get(name) {
        None => Some(Wrong::Missing),
        Some((kind, _)) if kind != "view" => Some(Wrong::Taken),
        there => (there != made.get(name)).then_some(Wrong::Changed),
    };
    let names = ddl::view_names().into_iter();
    Ok(names.filter_map(|name| Some((name.to_owned(), wrong(name)?))).collect())
}

/// The views as SQLite keeps what a run makes.
fn made() -> rusqlite::Result<Schema> {
    let empty = Connection::open_in_memory()?;
    empty.execute_batch(&ddl::views(Dialect::Sqlite))?;
    schema(&empty)
}

fn schema(connection: &Connection) -> rusqlite::Result<Schema> {
    let sql =
        "select name, type, coalesce(sql, '') from sqlite_schema where type in ('table', 'view')";
    let mut statement = connection.prepare(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
    statement.query_map([], row)?.collect()
}

/// Names of those that a run makes again. A table that somebody put in the place of one stays.
pub(super) fn to_heal(state: &State) -> Result<Vec<String>, Error> {
    let wrong = wrong(state)?.into_iter().filter(|(_, wrong)| *wrong != Wrong::Taken);
    Ok(wrong.map(|(name, _)| name).collect())
}

/// Makes those again that are missing or changed; returns their names.
pub(super) fn heal(state: &State) -> Result<Vec<String>, Error> {
    let names = to_heal(state)?;
    if names.is_empty() {
        return Ok(names);
    }
    let views = ddl::each_view(Dialect::Sqlite);
    let views = views.iter().filter(|view| names.contains(&view.name));
    let again = views.map(|view| {
        let (name, query) = (&view.name, &view.query);
        format!("drop view if exists {name}; create view {name} as\n{query};")
    });
    let again: String = again.collect();
    state.run(&format!("begin immediate; {again} commit;"))?;
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::{Wrong, heal, wrong};
    use crate::{Folder, State};

    #[test]
    fn views_that_are_missing_or_changed_are_made_again() {
        let room = tempfile::tempdir().unwrap();
        let folder = Folder::new(room.path());
        std::fs::create_dir_all(folder.work()).unwrap();
        let state = State::begin(&folder).unwrap();
        assert_eq!(wrong(&state).unwrap(), []);
        state
            .run(
                "drop view v_targets; create view v_targets as select 1 as one;
                 drop view v_units; create table v_units (mine); drop view v_deadlines;
                 create view mine as select 2 as two",
            )
            .unwrap();
        let found = [
            ("v_targets", Wrong::Changed),
            ("v_deadlines", Wrong::Missing),
            ("v_units", Wrong::Taken),
        ];
        assert_eq!(wrong(&state).unwrap(), found.map(|(name, wrong)| (name.to_owned(), wrong)));
        assert_eq!(heal(&state).unwrap(), ["v_targets", "v_deadlines"]);
        assert_eq!(wrong(&state).unwrap(), [("v_units".to_owned(), Wrong::Taken)]);
        assert_eq!(state.number("select two from mine").unwrap(), 2);
        state.run("drop table v_units").unwrap();
        assert_eq!(heal(&state).unwrap(), ["v_units"]);
        assert_eq!(wrong(&state).unwrap(), []);
    }
}
