//! What stands in the placeholders of a message.

use super::{Language, Message, message};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// What stands in a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// Words that are the same in every language: names, and what others say.
    Text(String),
    /// A number.
    Number(u64),
    /// Another message.
    Message(Message),
    /// A list of any of these.
    List(Vec<Self>),
    /// Any of these, each on a line of its own below what stands before.
    Lines(Vec<Self>),
}

impl Arg {
    /// What others say, as they show it.
    pub fn text(said: impl fmt::Display) -> Self {
        Self::Text(said.to_string())
    }

    /// A list of what can be placed each for itself.
    pub fn list<A: Into<Self>>(items: impl IntoIterator<Item = A>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// Lines below what stands before.
    pub fn lines<A: Into<Self>>(items: impl IntoIterator<Item = A>) -> Self {
        Self::Lines(items.into_iter().map(Into::into).collect())
    }

    pub(super) fn is_one(&self) -> bool {
        matches!(self, Self::Number(1))
    }

    pub(super) fn write(&self, language: Language, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Message(message) => message.write(language, out),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        message!("list.separator").write(language, out);
                    }
                    item.write(language, out);
                }
            }
            Self::Lines(items) => {
                for item in items {
                    out.push('\n');
                    item.write(language, out);
                }
            }
        }
    }
}

macro_rules! from {
    ($variant:ident: $($given:ty => $make:expr),* $(,)?) => {
        $(impl From<$given> for Arg {
            fn from(given: $given) -> Self {
                let make: fn($given) -> _ = $make;
                Self::$variant(make(given))
            }
        })*
    };
}

from! { Text:
    String => |text| text,
    &String => |text| text.clone(),
    &str => |text| text.to_owned(),
    Cow<'_, str> => |text| text.into_owned(),
    &Path => |path| path.display().to_string(),
    &PathBuf => |path| path.display().to_string(),
    &io::Error => |cause| cause.to_string(),
    i64 => |number| number.to_string(),
    f64 => |number| number.to_string(),
}

from! { Number:
    u64 => |number| number,
    u32 => u64::from,
    usize => |number| number as u64,
}

from! { Message:
    Message => |message| message,
    &Message => |message| message.clone(),
}

/// Nothing stands for nothing.
impl<A: Into<Self>> From<Option<A>> for Arg {
    fn from(given: Option<A>) -> Self {
        given.map_or_else(|| Self::Text(String::new()), Into::into)
    }
}
