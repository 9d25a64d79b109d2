//! Why a data set could not be loaded. No message holds a password.

use super::Destination;
use gongwen_messages::{Message, message};
use std::error::Error as _;

/// What went wrong, where, and what can be done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Error {
    /// The data set could not be read.
    Store(#[from] crate::Error),
    /// The address of the database cannot be understood.
    Address(Message),
    /// The database cannot be reached, or refused or broke off; it is as it was before.
    Database {
        /// The address, without password.
        target: String,
        /// What happened and what can be done.
        message: Message,
    },
    /// The loader must not go on.
    Refused(Message),
}

impl Error {
    /// What went wrong, where, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Store(error) => error.message(),
            Self::Address(message) | Self::Refused(message) => message.clone(),
            Self::Database { target, message } => {
                message!("about", place = target, what = message)
            }
        }
    }

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
