//! Values of keys. The parser of the flag says what is allowed; here they only become what would be
//! typed.

use crate::args::value::MustBe;
use clap::{Arg, ArgAction, Command};
use gongwen::internal::nearest;
use gongwen_messages::{Arg as Value, Message, message};
use std::any::TypeId;
use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// What would be typed for a value that is `written` so, or what is wrong with it, after the words that
/// name it. A relative path starts from `folder`.
pub(super) fn typed(
    arg: &Arg,
    value: &DeValue<'_>,
    written: &str,
    folder: &Path,
) -> Result<Vec<&'static OsStr>, Message> {
    let single = |value: &DeValue<'_>| {
        let word = word(arg, value).filter(|word| refusal(arg, OsStr::new(word)).is_none())?;
        Some(started_from(arg, word, folder))
    };
    let words: Option<Vec<OsString>> = match value {
        DeValue::Array(list) if is_list(arg) && !list.is_empty() => {
            list.iter().map(|value| single(value.get_ref())).collect()
        }
        value if !is_list(arg) => single(value).map(|word| vec![word]),
        _ => None,
    };
    if is_address(arg) {
        address(value)?;
    }
    let words = words.ok_or_else(|| {
        let (allowed, given, hint) = (allowed(arg), shortened(written), hint(arg, value));
        message!("value.wrong", allowed, given, hint)
    })?;
    Ok(words.into_iter().map(|word| &*Box::leak(word.into_boxed_os_str())).collect())
}

/// What is allowed, for messages and the documentation.
pub(super) fn allowed(arg: &Arg) -> Message {
    let words = choices(arg);
    match (is_list(arg), words.is_empty()) {
        _ if is::<bool>(arg) => message!("value.boolean"),
        _ if is_address(arg) => message!("value.address"),
        (true, false) => message!("value.some-of", choices = quoted(&words)),
        (false, false) if is_number(arg) => message!("value.one-of", choices = Value::list(&words)),
        (false, false) => message!("value.one-of", choices = quoted(&words)),
        (true, true) => message!("value.paths"),
        (false, true) if is::<PathBuf>(arg) => message!("value.path"),
        (false, true) => wanted(arg).unwrap_or_else(|| message!("value.text")),
    }
}

/// What the parser of the flag wants instead of an empty word.
fn wanted(arg: &Arg) -> Option<Message> {
    let error = refusal(arg, OsStr::new(""))?;
    let MustBe(allowed) = error.source()?.downcast_ref()?;
    Some(allowed.clone())
}

/// What the parser of the flag says instead of taking a word.
fn refusal(arg: &Arg, word: &OsStr) -> Option<clap::Error> {
    let value = Arg::new("value").value_parser(arg.get_value_parser().clone());
    let command = Command::new("value").no_binary_name(true).arg(value);
    command.try_get_matches_from([OsStr::new("--"), word]).err()
}

/// True where the flag's values are of that type.
pub(super) fn is<T: 'static>(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<T>()
}

fn is_number(arg: &Arg) -> bool {
    is::<u16>(arg) || is::<u32>(arg) || is::<u64>(arg) || is::<usize>(arg)
}

fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// The words that can be chosen from, where there are only a few.
fn choices(arg: &Arg) -> Vec<String> {
    let choices = arg.get_possible_values();
    choices.iter().map(|choice| choice.get_name().to_owned()).collect()
}

/// A single value as it would be typed, if it is of the right kind.
fn word(arg: &Arg, value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Boolean(yes) if is::<bool>(arg) => Some(yes.to_string()),
        DeValue::Integer(number) if is_number(arg) => {
            let number = u64::from_str_radix(number.as_str(), number.radix()).ok()?;
            Some(number.to_string())
        }
        DeValue::String(text) if !is::<bool>(arg) && !is_number(arg) && !text.is_empty() => {
            Some(text.clone().into_owned())
        }
        _ => None,
    }
}

/// A dash is no path but standard input.
fn started_from(arg: &Arg, word: String, folder: &Path) -> OsString {
    let is_path = is::<PathBuf>(arg) && word != "-";
    if is_path { folder.join(word).into_os_string() } else { word.into() }
}

/// A word that was likely meant.
fn hint(arg: &Arg, value: &DeValue<'_>) -> Option<Message> {
    let choices = choices(arg);
    let given = match value {
        DeValue::Array(list) => list.iter().map(|value| value.get_ref()).collect(),
        value => vec![value],
    };
    let mut strangers = given.iter().filter_map(|value| value.as_str());
    let stranger = strangers.find(|word| !choices.iter().any(|choice| choice == word));
    let near = stranger.and_then(|word| nearest(word, choices.iter().map(String::as_str)));
    near.map(|near| message!("near", near = format!("\"{near}\"")))
}

fn quoted(words: &[String]) -> Value {
    Value::list(words.iter().map(|word| format!("\"{word}\"")))
}

/// On one line, and no longer than a message can bear.
fn shortened(written: &str) -> String {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match written.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written,
    }
}

fn is_address(arg: &Arg) -> bool {
    arg.get_id() == "to"
}

/// What is wrong with an address. It is never repeated, because it may hold a password.
fn address(value: &DeValue<'_>) -> Result<(), Message> {
    let must_be = || message!("value.must-be", allowed = message!("value.address"));
    let text = value.as_str().ok_or_else(must_be)?;
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
    let rest = rest.ok_or_else(|| message!("value.no-scheme"))?;
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    // A password may hold the signs that part an address, so the last @ counts, wherever it stands.
    let user = rest.rsplit_once('@').map_or("", |(user, _)| user);
    let in_query = query.split('&').any(|pair| pair.to_ascii_lowercase().contains("password="));
    match user.contains(':') || in_query {
        true => Err(message!("value.no-password")),
        false => Ok(()),
    }
}
