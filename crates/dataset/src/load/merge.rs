//! The rows of the state into the tables of the schema.

use super::schema::{Found, Schema, names};
use super::source::{Source, Take};
use super::{Destination, Error, History, Observer, Options, Report, copy};
use crate::tables::{Table, TableId};
use ::postgres::Transaction;
use ::postgres::fallible_iterator::FallibleIterator;
use gongwen_messages::{Message, message};
use std::io::Write;

/// Bytes that are sent together.
const BLOCK: usize = 1 << 16;
/// Rows between two words to the observer.
const STEP: u64 = 10_000;

/// How rows of a table are read from the state.
type Read = fn(&Source, TableId, &mut Take<'_>) -> Result<(), Error>;

/// A load that is under way. Nothing of it can be seen before [`Merge::commit`].
pub(super) struct Merge<'a> {
    transaction: Transaction<'a>,
    source: &'a Source,
    schema: Schema<'a>,
    target: &'a Destination,
    options: &'a Options,
    observer: &'a dyn Observer,
    report: Report,
}

impl<'a> Merge<'a> {
    pub(super) fn new(
        transaction: Transaction<'a>,
        source: &'a Source,
        target: &'a Destination,
        options: &'a Options,
        observer: &'a dyn Observer,
    ) -> Self {
        let schema = Schema { target, options };
        let report = Report::default();
        Self { transaction, source, schema, target, options, observer, report }
    }

    pub(super) fn commit(self) -> Result<Report, Error> {
        let failed = |cause| Error::database(self.target, &cause);
        self.transaction.commit().map_err(failed)?;
        Ok(self.report)
    }

    /// All steps, in order.
    pub(super) fn all(&mut self) -> Result<(), Error> {
        let mut found = self.schema.prepare(&mut self.transaction)?;
        let so_far = found.last.as_ref().map(|last| History::from_name(&last.history));
        let history = self.options.history.or(so_far).unwrap_or(History::Replace);
        if history == History::Keep {
            self.schema.define_history(&mut self.transaction, &mut found)?;
        }
        let load_id = found.last.as_ref().map_or(0, |last| last.load_id) + 1;
        self.stage("gongwen_stage_runs", TableId::Runs)?;
        self.stage("gongwen_stage_documents", TableId::Documents)?;
        self.compare(&found)?;
        self.check_lineage()?;
        if history == History::Keep {
            self.keep_superseded(load_id)?;
        }
        self.replace_notices()?;
        self.date_versions(load_id)?;
        self.merge_whole(TableId::Runs, "gongwen_stage_runs")?;
        for table in [TableId::DocumentSources, TableId::Quarantine] {
            self.stage("gongwen_stage", table)?;
            self.merge_whole(table, "gongwen_stage")?;
            self.run("drop table gongwen_stage")?;
        }
        self.schema.finish(&mut self.transaction, &found)?;
        self.report.migrated = found.migrated;
        self.remember(load_id, history, &found)
    }

    fn run(&mut self, sql: &str) -> Result<(), Error> {
        self.transaction.batch_execute(sql).map_err(|cause| Error::database(self.target, &cause))
    }

    /// Runs one statement; returns how many rows it touched.
    fn count(&mut self, sql: &str) -> Result<u64, Error> {
        self.transaction.execute(sql, &[]).map_err(|cause| Error::database(self.target, &cause))
    }

    fn number(&mut self, sql: &str) -> Result<u64, Error> {
        let row = self.transaction.query_one(sql, &[]);
        let row = row.map_err(|cause| Error::database(self.target, &cause))?;
        Ok(row.get::<_, i64>(0).unsigned_abs())
    }

    /// Copies a table of the state into a new temporary table.
    fn stage(&mut self, stage: &str, table: TableId) -> Result<u64, Error> {
        self.copy(stage, table, Source::each_row)
    }

    fn copy(&mut self, stage: &str, id: TableId, read: Read) -> Result<u64, Error> {
        let table = id.table();
        let name = table.name;
        self.run(&format!("create temp table {stage} (like {name}) on commit drop"))?;
        let target = self.target;
        let failed = |cause: ::postgres::Error| Error::database(target, &cause);
        let broken = |cause: std::io::Error| match cause.downcast::<::postgres::Error>() {
            Ok(cause) => Error::database(target, &cause),
            Err(cause) => {
                Error::Refused(message!("about", place = target.to_string(), what = &cause))
            }
        };
        let sql = format!("copy {stage} ({}) from stdin", names(table, ""));
        let mut out = self.transaction.copy_in(&sql).map_err(failed)?;
        let mut block = String::with_capacity(BLOCK + BLOCK / 4);
        let (mut rows, mut nul) = (0, 0);
        read(self.source, id, &mut |row| {
            nul += copy::line(row, &mut block);
            rows += 1;
            if block.len() >= BLOCK {
                out.write_all(block.as_bytes()).map_err(broken)?;
                block.clear();
                block.shrink_to(BLOCK * 4);
            }
            if rows % STEP == 0 {
                self.observer.sent(name, rows);
            }
            Ok(())
        })?;
        out.write_all(block.as_bytes()).map_err(broken)?;
        out.finish().map_err(failed)?;
        self.report.nul += nul;
        Ok(rows)
    }

    /// Says of every notice that differs what is to become of it, in the table `gongwen_todo`.
    fn compare(&mut self, found: &Found) -> Result<(), Error> {
        let table = TableId::Documents.table();
        let (staged, there) = (names(table, "s."), names(table, "d."));
        let rebuilt = found.rebuilt;
        let guard = if self.options.force { "false" } else { "s.edition < d.edition" };
        self.run(&format!(
            "analyze gongwen_stage_documents;
             create temp table gongwen_todo on commit drop as
             select coalesce(s.doc_key, d.doc_key) as doc_key,
               case when d.doc_key is null then 'new'
                 when s.doc_key is null then 'removed'
                 when {guard} then 'held'
                 when {rebuilt} or s.facts_sha256 <> d.facts_sha256 then 'changed'
                 else 'reread' end as what
             from gongwen_stage_documents s full join documents d on d.doc_key = s.doc_key
             where s.doc_key is null or d.doc_key is null or {rebuilt}
               or ({staged}) is distinct from ({there});
             create unique index on gongwen_todo (doc_key);
             analyze gongwen_todo;"
        ))?;
        let of = |what: &str| format!("select count(*) from gongwen_todo where what = '{what}'");
        self.report.notices = self.number("select count(*) from gongwen_stage_documents")?;
        self.report.new = self.number(&of("new"))?;
        self.report.changed = self.number(&of("changed"))?;
        self.report.reread = self.number(&of("reread"))?;
        self.report.removed = self.number(&of("removed"))?;
        self.report.held = self.number(&of("held"))?;
        if rebuilt && self.report.held > 0 {
            return Err(self.refused(message!("load.held", count = self.report.held)));
        }
        Ok(())
    }

    fn refused(&self, why: Message) -> Error {
        let (target, schema) = (self.target.to_string(), &self.options.schema);
        Error::Refused(message!("load.refused", target, schema, why))
    }

    /// Refuses what is no later state of what the schema holds.
    fn check_lineage(&mut self) -> Result<(), Error> {
        if self.options.force {
            return Ok(());
        }
        let unlike = |a: &str, b: &str| {
            format!(
                "select count(*) from {a} a where not exists (select from {b} b where b.run_id = \
                 a.run_id and b.number = a.number and b.started_at = a.started_at)"
            )
        };
        let unknown = self.number(&unlike("runs", "gongwen_stage_runs"))?;
        if unknown == 0 {
            return Ok(());
        }
        if self.number(&unlike("gongwen_stage_runs", "runs"))? == 0 {
            return Err(self.refused(message!("load.later-state")));
        }
        if self.report.removed > 0 {
            let removed = self.report.removed;
            return Err(self.refused(message!("load.other-data-set", removed)));
        }
        Ok(())
    }

    /// Moves versions that end with this load to the history.
    fn keep_superseded(&mut self, load_id: i64) -> Result<(), Error> {
        if self.report.changed + self.report.removed == 0 {
            return Ok(());
        }
        for table in TableId::of_notices().map(TableId::table) {
            let (name, own, of) = (table.name, names(table, ""), names(table, "t."));
            self.report.kept += self.count(&format!(
                "insert into {name}_history ({own}, valid_from, valid_to)
                 select {of}, v.since_load, {load_id} from {name} t
                 join gongwen_todo w on w.doc_key = t.doc_key
                 join gongwen_version v on v.doc_key = t.doc_key
                 where w.what in ('changed', 'removed')"
            ))?;
        }
        Ok(())
    }

    /// Puts the rows of the notices that differ in the place of those that are there.
    fn replace_notices(&mut self) -> Result<(), Error> {
        let touched = self.report.new + self.report.changed + self.report.removed;
        if touched + self.report.reread == 0 {
            return Ok(());
        }
        self.choose()?;
        if touched > 0 {
            for id in TableId::of_notices().filter(|id| *id != TableId::Documents) {
                self.replace_rows(id)?;
            }
        }
        let table = TableId::Documents.table();
        self.count(
            "delete from documents t using gongwen_todo w
             where w.doc_key = t.doc_key and w.what in ('changed', 'removed', 'reread')",
        )?;
        let (own, of) = (names(table, ""), names(table, "s."));
        let sql = format!(
            "insert into documents ({own}) select {of} from gongwen_stage_documents s
             join gongwen_todo w on w.doc_key = s.doc_key
             where w.what in ('new', 'changed', 'reread') order by s.doc_key"
        );
        let written = self.count(&sql)?;
        self.wrote(table, written);
        Ok(())
    }

    fn wrote(&mut self, table: &Table, rows: u64) {
        *self.report.written.entry(table.name.to_owned()).or_default() += rows;
    }

    /// Tells the source whose rows are needed.
    fn choose(&mut self) -> Result<(), Error> {
        let sql =
            "select doc_key from gongwen_todo where what in ('new', 'changed') order by doc_key";
        let failed = |cause| Error::database(self.target, &cause);
        let none: [&str; 0] = [];
        let mut chosen = self.transaction.query_raw(sql, none).map_err(failed)?;
        self.source.begin_choosing()?;
        while let Some(row) = chosen.next().map_err(failed)? {
            self.source.choose(row.get(0))?;
        }
        self.source.end_choosing()
    }

    fn replace_rows(&mut self, id: TableId) -> Result<(), Error> {
        let table = id.table();
        let name = table.name;
        self.copy("gongwen_stage", id, Source::each_chosen)?;
        if self.report.changed + self.report.removed > 0 {
            self.count(&format!(
                "delete from {name} t using gongwen_todo w
                 where w.doc_key = t.doc_key and w.what in ('changed', 'removed')"
            ))?;
        }
        let own = names(table, "");
        let sql = format!("insert into {name} ({own}) select {own} from gongwen_stage");
        let written = self.count(&sql)?;
        self.wrote(table, written);
        self.run(&format!("drop table gongwen_stage; analyze {name};"))
    }

    /// Notes since which load the notices are as they are.
    fn date_versions(&mut self, load_id: i64) -> Result<(), Error> {
        if self.report.new + self.report.changed + self.report.removed == 0 {
            return Ok(());
        }
        self.run(&format!(
            "delete from gongwen_version v using gongwen_todo w
             where w.doc_key = v.doc_key and w.what in ('changed', 'removed');
             insert into gongwen_version
             select doc_key, {load_id} from gongwen_todo where what in ('new', 'changed');
             analyze documents;"
        ))
    }

    /// Brings a table that is no notice's to what was staged, touching only rows that differ.
    fn merge_whole(&mut self, id: TableId, stage: &str) -> Result<(), Error> {
        let table = id.table();
        let (name, key) = (table.name, table.columns[0].name);
        let (own, staged, there) = (names(table, ""), names(table, "s."), names(table, "t."));
        self.run(&format!("analyze {stage}"))?;
        let gone = self.count(&format!(
            "delete from {name} t where not exists (select from {stage} s
             where s.{key} = t.{key} and ({staged}) is not distinct from ({there}))"
        ))?;
        let written = self.count(&format!(
            "insert into {name} ({own}) select {staged} from {stage} s
             where not exists (select from {name} t where t.{key} = s.{key})"
        ))?;
        if gone + written > 0 {
            self.wrote(table, written);
        }
        Ok(())
    }

    /// Leaves a row in `gongwen_load`, unless nothing at all has changed.
    fn remember(&mut self, load_id: i64, history: History, found: &Found) -> Result<(), Error> {
        let run = self.source.last_run()?;
        self.report.run_id.clone_from(&run.run_id);
        let is_same = found.last.as_ref().is_some_and(|last| {
            last.run_id == run.run_id && last.history == history.name() && !found.migrated
        });
        if is_same && self.report.written.is_empty() && self.report.removed == 0 {
            self.report.nul = 0;
            return Ok(());
        }
        self.report.load_id = Some(load_id);
        let report = &self.report;
        let counts = [report.new, report.changed, report.reread, report.removed, report.nul];
        let counts = counts.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let [new, changed, reread, removed, nul] = &counts;
        let sql = "insert into gongwen_load values
                   ($1, now(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let program = format!("gongwen {}", gongwen::VERSION);
        let inserted = self.transaction.execute(
            sql,
            &[
                &load_id,
                &super::schema::LAYOUT,
                &self.schema.fingerprint(),
                &program,
                &run.run_id,
                &run.number,
                &run.edition,
                &history.name(),
                new,
                changed,
                reread,
                removed,
                nul,
            ],
        );
        inserted.map(|_| ()).map_err(|cause| Error::database(self.target, &cause))
    }
}
