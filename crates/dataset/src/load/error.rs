//! Why a data set could not be loaded. No message holds a password.

use super::Destination;
use std::error::Error as _;

/// What went wrong, where, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data set could not be read.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// The address of the database cannot be understood.
    #[error("{0}")]
    Address(String),
    /// The database cannot be reached, or refused or broke off; it is as it was before.
    #[error("{target}: {message}")]
    Database {
        /// The address, without password.
        target: String,
        /// What happened and what can be done.
        message: String,
    },
    /// The loader must not go on.
    #[error("{0}")]
    Refused(String),
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

/// What the server says, and the way out of what happens often.
fn of_server(target: &Destination, said: &::postgres::error::DbError) -> String {
    let user = target.user();
    let way_out = match said.code().code() {
        "28P01" => format!(
            "set PGPASSWORD to the password of `{user}`, or write a line \
             host:port:database:{user}:password into ~/.pgpass"
        ),
        "28000" => format!(
            "the server's pg_hba.conf must let `{user}` in from here; if it asks for TLS, add \
             ?sslmode=require to the address"
        ),
        "3D000" => "make it with: createdb --encoding=UTF8 NAME".to_owned(),
        "42501" => format!(
            "`{user}` must own the schema, or be allowed to create it, and may need TEMPORARY on the \
             database; docs/postgres.md lists the rights"
        ),
        "2BP01" => "drop those and make them again after the load".to_owned(),
        "53100" | "53200" => "make room on the server and run again".to_owned(),
        "53300" => "run again when the server has a connection to spare".to_owned(),
        "57P01" | "57P02" | "57P03" => "run again when the server is up".to_owned(),
        "25006" => "load into the primary server".to_owned(),
        "40P01" | "40001" => "run again".to_owned(),
        _ => String::new(),
    };
    let mut message = said.message().to_owned();
    if let (Some(detail), "2BP01" | "53100") = (said.detail(), said.code().code()) {
        message += &format!(" ({})", detail.replace('\n', "; "));
    }
    if way_out.is_empty() {
        message += &format!(" [{}]", said.code().code());
    } else {
        message += "; ";
        message += &way_out;
    }
    message
}

/// What happened on the way to the server.
fn of_connection(cause: &::postgres::Error) -> String {
    let mut message = cause.to_string();
    let mut inner = cause.source();
    while let Some(error) = inner {
        let more = error.to_string();
        if !message.contains(&more) {
            message += ": ";
            message += &more;
        }
        inner = error.source();
    }
    let way_out = match &message {
        text if text.contains("password missing") => {
            "the server asks for a password: set PGPASSWORD, or write a line into ~/.pgpass"
        }
        text if text.contains("server does not support TLS") => {
            "add ?sslmode=disable to the address if the way to it is safe"
        }
        text if text.contains("NotValidForName") || text.contains("not valid for name") => {
            "its certificate is for another name; use that name in the address"
        }
        text if text.contains("certificate") => {
            "name the certificate of the server's authority with --tls-root FILE"
        }
        _ if cause.is_closed() => "the connection was lost; run again, nothing was changed",
        text if text.contains("error connecting") || text.contains("timed out") => {
            "is a PostgreSQL server listening there? look at host, port and firewall"
        }
        text if text.contains("communicating") => {
            "the connection was lost; run again, nothing was changed"
        }
        _ => return message,
    };
    format!("{message}; {way_out}")
}
