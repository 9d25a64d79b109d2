//! Why a data set could not be loaded. No message holds a password.

use gongwen_messages::{Message, message};

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
    /// This program was built without PostgreSQL.
    NotBuilt,
}

impl Error {
    /// What went wrong, where, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Store(error) => error.message(),
            Self::Address(message) | Self::Refused(message) => message.clone(),
            Self::NotBuilt => message!("load.not-built"),
            Self::Database { target, message } => {
                message!("about", place = target, what = message)
            }
        }
    }
}
