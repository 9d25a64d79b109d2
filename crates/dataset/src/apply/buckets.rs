//! Which rows differ from those that are there, and the rows of each notice, bucket by bucket.

use super::answers::{arrays, each, text};
use super::readings::{Reading, facts_of, packed, unpack_kept};
use super::{Step, Terms, Trust};
use crate::Error;
use crate::database::State;
use crate::export::Dirt;
use crate::manifest::Counts;
use crate::tables::TableId;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which rows differ from those that are there, bucket by bucket; counts new, changed and leaving
/// notices. A notice whose facts are the same needs only its row in `documents`.
pub(super) fn dirty_buckets(
    state: &State,
    terms: &Terms<'_>,
    counts: &mut Counts,
) -> Result<BTreeMap<String, Dirt>, Error> {
    let mut dirt: BTreeMap<String, Dirt> = buckets(terms.bucket_digits);
    let mut mark = |doc_key: &str, found: Dirt| {
        if let Some(bucket) = dirt.get_mut(doc_key.get(..terms.bucket_digits).unwrap_or("")) {
            *bucket = found.max(*bucket);
        }
    };
    for doc_key in each(state, "select doc_key from temp.leaving", &[])?.into_iter().flatten() {
        counts.removed += 1;
        mark(&text(&doc_key), Dirt::All);
    }
    let writing = "select w.doc_key, d.facts_sha256 from temp.writing w
                   left join documents d on d.doc_key = w.doc_key order by w.doc_key";
    for [doc_key, old_facts] in arrays(each(state, writing, &[])?) {
        let doc_key = text(&doc_key);
        let found = match old_facts {
            Value::Null => Found::New,
            old if facts_of(&unpack_kept(&packed(state, &doc_key)?)?) == text(&old) => {
                same(state, terms, &doc_key, &text(&old))?
            }
            _ => Found::Changed,
        };
        counts.new += u64::from(found == Found::New);
        counts.changed += u64::from(found == Found::Changed);
        let sql = "update temp.writing set found = ?2 where doc_key = ?1";
        state
            .sql()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute((&doc_key, found as i64)))
            .map_err(|cause| state.error(cause))?;
        counts.repaired += u64::from(found == Found::Damaged);
        mark(&doc_key, if found == Found::Same { Dirt::Documents } else { Dirt::All });
    }
    Ok(dirt)
}

/// A notice with the facts that it had, as its rows are.
fn same(state: &State, terms: &Terms<'_>, doc_key: &str, facts: &str) -> Result<Found, Error> {
    let whole = terms.trust == Trust::Rows
        || state.odd_cells(doc_key)?.is_empty() && state.rows_of(doc_key)?.facts_sha256() == facts;
    Ok(if whole { Found::Same } else { Found::Damaged })
}

/// How many buckets there are with so many digits in their names.
pub(crate) fn buckets_of(digits: usize) -> u32 {
    16_u32.pow(u32::try_from(digits).unwrap_or(0))
}

fn buckets(digits: usize) -> BTreeMap<String, Dirt> {
    (0..buckets_of(digits))
        .map(|number| {
            let name = if digits == 0 { String::new() } else { format!("{number:0digits$x}") };
            (name, Dirt::Clean)
        })
        .collect()
}

/// How a notice that was read differs from the one that is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It was not there.
    New = 1,
    /// It has other facts.
    Changed = 2,
    /// It has the same facts, from another edition or file.
    Same = 3,
    /// It has the same facts, and the rows that are there are not those that were written.
    Damaged = 4,
}

/// What is to be written, bucket by bucket.
pub(super) struct Bucketed<'a> {
    pub(super) state: &'a State,
    pub(super) terms: &'a Terms<'a>,
    pub(super) dirt: &'a BTreeMap<String, Dirt>,
    /// Buckets whose rows the files need, those of notices that stay among them.
    pub(super) needed: BTreeSet<String>,
}

impl Bucketed<'_> {
    /// Writes the rows of each notice into the state and hands them over for the files. `reading`
    /// gives what was read of the notices on the list, one after the other.
    pub(super) fn write(
        &self,
        reading: &mut dyn FnMut(&str) -> Result<Reading, Error>,
        take: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let state = self.state;
        for (bucket, dirt) in self.dirt {
            take(Step::Begin(bucket.clone(), *dirt))?;
            let needed = self.needed.contains(bucket);
            for (doc_key, found) in notices_of(state, bucket)? {
                let rows = match found {
                    Some(found) => Some(self.replace(reading(&doc_key)?, &doc_key, found)?),
                    None if needed => Some(Arc::new(state.rows_of(&doc_key)?)),
                    None => None,
                };
                if let Some(rows) = rows {
                    take(Step::Rows(rows))?;
                }
            }
            take(Step::End(bucket.clone()))?;
        }
        for doc_key in each(state, "select doc_key from temp.leaving", &[])?.into_iter().flatten() {
            let doc_key = text(&doc_key);
            TableId::of_notices().try_for_each(|table| state.delete(table, &doc_key))?;
        }
        Ok(())
    }

    /// Puts the rows that were read in the place of those that are there.
    fn replace(&self, rows: Reading, doc_key: &str, found: Found) -> Result<Reading, Error> {
        let touched = |table: &TableId| found != Found::Same || *table == TableId::Documents;
        // Where nothing is trusted, a notice that is not known may have rows all the same.
        let has_rows = found != Found::New || self.terms.trust == Trust::Nothing;
        for table in TableId::of_notices().filter(touched) {
            if has_rows {
                self.state.delete(table, doc_key)?;
            }
            self.state.insert(table, rows.of_table(table))?;
        }
        Ok(rows)
    }
}

/// The notices of a bucket that stay, in the order of their ids; with how much is to be written of
/// those that are read anew.
fn notices_of(state: &State, bucket: &str) -> Result<Vec<(String, Option<Found>)>, Error> {
    let sql = "select doc_key, max(found) from (
           select doc_key, null as found from documents where doc_key >= ?1 and doc_key < ?2
           union all select doc_key, found from temp.writing where doc_key >= ?1 and doc_key < ?2)
         where doc_key not in (select doc_key from temp.leaving)
         group by doc_key order by doc_key";
    let rows = each(state, sql, &[bucket, &format!("{bucket}g")])?;
    let read = |[doc_key, found]: [Value; 2]| {
        let found = match found {
            Value::Integer(1) => Some(Found::New),
            Value::Integer(2) => Some(Found::Changed),
            Value::Integer(4) => Some(Found::Damaged),
            Value::Integer(_) => Some(Found::Same),
            _ => None,
        };
        (text(&doc_key), found)
    };
    Ok(arrays(rows).map(read).collect())
}
