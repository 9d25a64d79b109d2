//! What an option can be.

use gongwen::internal::{listed, nearest};
use gongwen_formats::encoding_of_name;
use toml::de::DeValue;

/// What an option can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// A file or folder.
    Path,
    /// A list of files, folders, patterns.
    Paths,
    /// True or false.
    YesNo,
    /// A whole number between two others.
    Number {
        /// The smallest.
        from: u64,
        /// The largest.
        to: u64,
    },
    /// One of a few numbers.
    OneOfNumbers(&'static [u64]),
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A list of some of a few words.
    SeveralOf(&'static [&'static str]),
    /// The name of an encoding.
    Encoding,
    /// The address of a database.
    Address,
}

impl Takes {
    /// What is allowed, for messages and the documentation.
    #[must_use]
    pub fn allowed(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Path => "a path".to_owned(),
            Self::Paths => "a list of paths".to_owned(),
            Self::YesNo => "true or false".to_owned(),
            Self::Number { from, to } if to == i64::MAX as u64 => {
                format!("a whole number, {from} or more")
            }
            Self::Number { from, to } => format!("a whole number from {from} to {to}"),
            Self::OneOfNumbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
                format!("one of {}", numbers.join(", "))
            }
            Self::OneOf(words) => format!("one of {}", quoted(words)),
            Self::SeveralOf(words) => format!("a list of some of {}", quoted(words)),
            Self::Encoding => "an encoding (utf-8, gb18030, big5, utf-16le …)".to_owned(),
            Self::Address => "an address postgres://…".to_owned(),
        }
    }

    /// What is wrong with a value, after the words that name it.
    pub(super) fn wrong(self, value: &DeValue<'_>) -> Option<String> {
        if self == Self::Address {
            return address(value);
        }
        (!self.takes(value)).then(|| {
            let hint = self.hint(value).map(|near| format!("; did you mean \"{near}\"?"));
            let hint = hint.unwrap_or_default();
            format!("must be {}, not {}{hint}", self.allowed(), shown(value))
        })
    }

    fn takes(self, value: &DeValue<'_>) -> bool {
        match self {
            Self::Text | Self::Path | Self::Address => is_text(value),
            Self::Paths => is_list(value, is_text),
            Self::YesNo => value.as_bool().is_some(),
            Self::Number { from, to } => {
                number(value).is_some_and(|number| (from..=to).contains(&number))
            }
            Self::OneOfNumbers(numbers) => {
                number(value).is_some_and(|number| numbers.contains(&number))
            }
            Self::OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::SeveralOf(words) => {
                is_list(value, |value| value.as_str().is_some_and(|word| words.contains(&word)))
            }
            Self::Encoding => value.as_str().is_some_and(|name| encoding_of_name(name).is_some()),
        }
    }

    /// A word that was likely meant.
    fn hint(self, value: &DeValue<'_>) -> Option<&'static str> {
        let (Self::OneOf(words) | Self::SeveralOf(words)) = self else { return None };
        let mut given = match value {
            DeValue::Array(list) => list.iter().map(|value| value.get_ref()).collect(),
            value => vec![value],
        };
        given.retain(|value| value.as_str().is_some_and(|word| !words.contains(&word)));
        nearest(given.first()?.as_str()?, words.iter().copied())
    }
}

fn quoted(words: &[&'static str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    listed(words.iter().map(String::as_str))
}

fn is_text(value: &DeValue<'_>) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

fn is_list(value: &DeValue<'_>, fits: impl Fn(&DeValue<'_>) -> bool) -> bool {
    let list = value.as_array().filter(|list| !list.is_empty());
    list.is_some_and(|list| list.iter().all(|value| fits(value.get_ref())))
}

fn number(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// The value as a message shows it.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", shortened(text)),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(list) => {
            let items: Vec<String> =
                list.iter().take(4).map(|v| shown_in_list(v.get_ref())).collect();
            let more = if list.len() > 4 { ", …" } else { "" };
            format!("[{}{more}]", items.join(", "))
        }
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// Without going deeper: a list can hold lists without end.
fn shown_in_list(value: &DeValue<'_>) -> String {
    if value.is_array() { "[…]".to_owned() } else { shown(value) }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What is wrong with an address. It is never repeated, because it may hold a password.
fn address(value: &DeValue<'_>) -> Option<String> {
    let Some(text) = value.as_str() else {
        return Some(format!("must be {}", Takes::Address.allowed()));
    };
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
    let Some(rest) = rest else {
        return Some("must begin with postgres:// or postgresql://".to_owned());
    };
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    // A password may hold the signs that part an address, so the last @ counts, wherever it stands.
    let user = rest.rsplit_once('@').map_or("", |(user, _)| user);
    let in_query = query.split('&').any(|pair| pair.to_ascii_lowercase().contains("password="));
    (user.contains(':') || in_query)
        .then(|| "must hold no password; put it into PGPASSWORD or the file ~/.pgpass".to_owned())
}
