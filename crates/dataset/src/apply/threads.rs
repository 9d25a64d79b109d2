//! Fills the state on one thread, while another unpacks results and a third writes files.

use super::buckets::Bucketed;
use super::readings::{Reading, rows};
use super::{Step, Terms, export};
use crate::Error;
use crate::database::State;
use crate::export::Exporter;
use gongwen_messages::message;
use rusqlite::{Connection, OpenFlags};
use std::mem;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Notices that go from thread to thread together: waking a thread for each would take longer than
/// its work.
const PACK: usize = 16;
/// Packs that wait for the state.
const UNPACKED: usize = 2;
/// Packs that wait for the files: as many as keep the others busy while the files of a bucket are
/// ended.
const TO_FILES: usize = 6;

/// Fills the state on this thread, while one unpacks the readings that come next and another writes
/// the files.
pub(super) fn write_on_threads(
    bucketed: &Bucketed<'_>,
    mut exporters: Vec<Exporter>,
) -> Result<Vec<Exporter>, Error> {
    let ids = list_of_writing(bucketed.state)?;
    let terms = bucketed.terms;
    let (sender, receiver) = sync_channel::<Vec<Step>>(TO_FILES);
    let (unpacked, readings) = sync_channel::<Vec<Unpacked>>(UNPACKED);
    thread::scope(|scope| {
        scope.spawn(move || unpack_all(terms, &ids, &unpacked));
        let exports = scope.spawn(move || {
            receiver.into_iter().flatten().try_for_each(|step| export(&mut exporters, &step))?;
            Ok::<_, Error>(exporters)
        });
        let gone = || Error::Option(message!("thread.stopped"));
        let mut readings = readings.into_iter().flatten();
        let mut reading = |doc_key: &str| {
            let found = readings.find(|(id, _)| id == doc_key);
            found.map_or_else(|| Err(gone()), |(_, reading)| reading)
        };
        let send = |pack| sender.send(pack).map_err(|_| gone());
        let mut pack = Vec::new();
        let written = bucketed.write(&mut reading, &mut |step| {
            pack.push(step);
            if pack.len() < PACK { Ok(()) } else { send(mem::take(&mut pack)) }
        });
        let written = written.and_then(|()| send(pack));
        // Both threads end when their channels are closed.
        drop((sender, readings));
        let exports = exports.join().unwrap_or_else(|_| Err(gone()));
        // Where both failed, the writer's failure is the cause: it hung up.
        let exports = exports?;
        written?;
        Ok(exports)
    })
}

/// The notices that are to be written, in the order in which they are.
fn list_of_writing(state: &State) -> Result<Vec<String>, Error> {
    let sql = "select doc_key from temp.writing order by doc_key";
    let read = || -> rusqlite::Result<Vec<String>> {
        state.sql().prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    read().map_err(|cause| state.error(cause))
}

/// A notice and what was read of it.
type Unpacked = (String, Result<Reading, Error>);

/// Unpacks readings with a connection of its own until all are done or the receiver is gone.
fn unpack_all(terms: &Terms<'_>, ids: &[String], take: &SyncSender<Vec<Unpacked>>) {
    let error = |cause| Error::sqlite(terms.staging, cause);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(terms.staging, flags);
    let read = |connection: &Connection, doc_key: &String| {
        let sql = "select payload from notice where doc_key = ?1";
        let packed: Vec<u8> = connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([doc_key], |row| row.get(0)))
            .map_err(error)?;
        rows(terms, &packed)
    };
    match opened {
        Ok(connection) => {
            let read = |id: &String| (id.clone(), read(&connection, id));
            let mut packs = ids.chunks(PACK).map(|ids| ids.iter().map(read).collect());
            // Nobody listens any more where the writing failed.
            let _ = packs.try_for_each(|pack| take.send(pack));
        }
        Err(cause) => {
            // The first that is asked for is the first on the list.
            let first = ids.first().cloned().unwrap_or_default();
            let _ = take.send(vec![(first, Err(error(cause)))]);
        }
    }
}
