//! A connection to a server: opened, checked, and its errors explained.

use super::merge::Merge;
use super::source::Source;
use super::{Destination, Error, Observer, Options, Report, SslMode, schema, tls};
use crate::Folder;
use ::postgres::{Client, Config};
use gongwen_messages::{Message, message};
use std::error::Error as _;

/// The oldest PostgreSQL that will do.
const OLDEST_SERVER: i32 = 12;

/// Loads the data set into a schema, in one transaction.
pub(super) fn load(
    folder: &Folder,
    target: &Destination,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    schema::check_name(&options.schema)?;
    let source = Source::open(folder)?;
    let mut client = connect(target)?;
    let failed = |cause| Error::database(target, &cause);
    check_server(&mut client, target)?;
    let mut transaction = client.transaction().map_err(failed)?;
    wait_for_turn(&mut transaction, target, options, observer)?;
    let mut merge = Merge::new(transaction, &source, target, options, observer);
    merge.all()?;
    merge.commit()
}

/// Opens a connection.
fn connect(target: &Destination) -> Result<Client, Error> {
    let connector = tls::connector(target.ssl_mode, target.tls_root.as_deref())?;
    let mut config = Config::new();
    config
        .port(target.port)
        .user(&target.user)
        .dbname(&target.database)
        .application_name(&target.application_name)
        .connect_timeout(target.connect_timeout)
        .ssl_mode(match target.ssl_mode {
            SslMode::Disable => ::postgres::config::SslMode::Disable,
            SslMode::Prefer => ::postgres::config::SslMode::Prefer,
            SslMode::Require | SslMode::VerifyFull => ::postgres::config::SslMode::Require,
        });
    // A path is the folder of a socket.
    config.host(&target.host);
    if let Some(password) = &target.password {
        config.password(password);
    }
    config.connect(connector).map_err(|cause| Error::database(target, &cause))
}

/// Timeouts of the role would end a long load; everything else is what the statements count on.
const SESSION: &str = "set statement_timeout = 0; set lock_timeout = 0; \
    set idle_in_transaction_session_timeout = 0; set client_min_messages = warning; \
    set standard_conforming_strings = on; set datestyle = 'ISO, YMD'; set timezone = 'UTC';";

fn check_server(client: &mut Client, target: &Destination) -> Result<(), Error> {
    let failed = |cause| Error::database(target, &cause);
    client.batch_execute(SESSION).map_err(failed)?;
    let sql =
        "select current_setting('server_version_num')::int4, current_setting('server_version'),
               current_setting('server_encoding'), pg_is_in_recovery()";
    let row = client.query_one(sql, &[]).map_err(failed)?;
    let (number, version, encoding): (i32, String, String) = (row.get(0), row.get(1), row.get(2));
    if number < OLDEST_SERVER * 10_000 {
        let oldest = i64::from(OLDEST_SERVER);
        let target = target.to_string();
        return Err(Error::Refused(message!("server.too-old", target, version, oldest)));
    }
    if encoding != "UTF8" {
        let target = target.to_string();
        return Err(Error::Refused(message!("server.encoding", target, encoding)));
    }
    if row.get(3) {
        let what = message!("server.is-standby");
        return Err(Error::Refused(message!("about", place = target.to_string(), what)));
    }
    Ok(())
}

/// One loader of a schema at a time: the lock is given back with the transaction.
fn wait_for_turn(
    transaction: &mut ::postgres::Transaction<'_>,
    target: &Destination,
    options: &Options,
    observer: &dyn Observer,
) -> Result<(), Error> {
    let failed = |cause| Error::database(target, &cause);
    let lock = |name: &str| format!("select {name}(hashtext('gongwen load'), hashtext($1::text))");
    let attempt = transaction.query_one(&lock("pg_try_advisory_xact_lock"), &[&options.schema]);
    if attempt.map_err(failed)?.get(0) {
        return Ok(());
    }
    observer.waiting();
    transaction.execute(&lock("pg_advisory_xact_lock"), &[&options.schema]).map_err(failed)?;
    Ok(())
}

impl Error {
    pub(super) fn database(target: &Destination, cause: &::postgres::Error) -> Self {
        let message = match cause.as_db_error() {
            Some(said) => of_server(target, said),
            None => of_connection(cause),
        };
        Self::Database { target: target.to_string(), message }
    }
}

/// What the server says, and what can be done where it happens often.
fn of_server(target: &Destination, said: &::postgres::error::DbError) -> Message {
    let (user, code) = (target.user(), said.code().code());
    let advice = match code {
        "28P01" => message!("server.password", user),
        "28000" => message!("server.not-let-in", user),
        "3D000" => message!("server.no-database"),
        "42501" => message!("server.rights", user),
        "2BP01" => message!("server.dependents"),
        "53100" | "53200" => message!("server.full"),
        "53300" => message!("server.connections"),
        "57P01" | "57P02" | "57P03" => message!("server.down"),
        "25006" => message!("server.standby"),
        "40P01" | "40001" => message!("server.again"),
        _ => return message!("server.said-code", said = said.message(), code),
    };
    let detail = said.detail().filter(|_| matches!(code, "2BP01" | "53100"));
    let detail = detail.map(|detail| format!(" ({})", detail.replace('\n', "; ")));
    message!("server.said", said = said.message(), detail, advice)
}

/// What happened on the way to the server.
fn of_connection(cause: &::postgres::Error) -> Message {
    let mut said = cause.to_string();
    let mut inner = cause.source();
    while let Some(error) = inner {
        let more = error.to_string();
        if !said.contains(&more) {
            said += ": ";
            said += &more;
        }
        inner = error.source();
    }
    let holds = |words: &str| said.contains(words);
    let advice = match () {
        () if holds("password missing") => message!("connection.password"),
        () if holds("server does not support TLS") => message!("connection.no-tls"),
        () if holds("NotValidForName") || holds("not valid for name") => {
            message!("connection.other-name")
        }
        () if holds("certificate") => message!("connection.certificate"),
        () if cause.is_closed() => message!("connection.lost"),
        () if holds("error connecting") || holds("timed out") => message!("connection.none"),
        () if holds("communicating") => message!("connection.lost"),
        () => message!("connection.other"),
    };
    message!("server.said", said, detail = "", advice)
}
