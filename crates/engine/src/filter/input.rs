//! The fields of an input line.

use super::failure::{Failure, FailureCode};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;
use gongwen_formats::encoding_of_name;
use gongwen_messages::{Arg, message};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Fields that mean something. Twice in one line they would mean two things.
const KNOWN: [&str; 4] = ["uri", "text", "bytes", "encoding"];

/// Both `YQ==` and `YQ` are written.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A line that is a JSON object.
#[derive(Debug, PartialEq)]
pub(super) struct Input {
    pub(super) uri: Option<String>,
    /// Fields that were not used, as they came.
    pub(super) meta: Map<String, Value>,
    pub(super) content: Result<Content, Failure>,
}

/// The notice in a line.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    /// Characters that JSON decoded.
    Text(String),
    /// A file, and the encoding that the line states.
    Bytes(Vec<u8>, Option<&'static Encoding>),
}

/// Reads a line.
pub(super) fn read(line: &[u8]) -> Result<Input, Failure> {
    if line.trim_ascii().is_empty() {
        return Err(Failure::new(FailureCode::BlankLine, &message!("failure.blank-line")));
    }
    let line = std::str::from_utf8(line).map_err(|error| {
        let message = message!("failure.not-utf8", byte = error.valid_up_to());
        Failure::new(FailureCode::NotUtf8Line, &message)
    })?;
    let Fields(mut meta) = serde_json::from_str(line).map_err(|error| {
        // There is but one line, so its number says nothing.
        let cause = error.to_string().replace(" at line 1 column ", " at column ");
        Failure::new(FailureCode::BadJson, &message!("failure.json", cause))
    })?;
    let (uri, stray) = match meta.shift_remove("uri") {
        None | Some(Value::Null) => (None, None),
        Some(Value::String(uri)) => (Some(uri), None),
        Some(other) => (None, Some(other)),
    };
    let mut content = content(&mut meta);
    if let Some(stray) = stray {
        meta.insert("uri".to_owned(), stray);
        content = Err(Failure::new(FailureCode::BadField, &message!("failure.uri")));
    }
    Ok(Input { uri, meta, content })
}

/// Takes the notice out of the fields.
fn content(fields: &mut Map<String, Value>) -> Result<Content, Failure> {
    let (text, bytes) = (string(fields, "text"), string(fields, "bytes"));
    match (text?, bytes?) {
        (None, None) => Err(Failure::new(FailureCode::NoContent, &message!("failure.no-content"))),
        (Some(_), Some(_)) => {
            Err(Failure::new(FailureCode::BadField, &message!("failure.two-contents")))
        }
        (Some(text), None) => Ok(Content::Text(text)),
        (None, Some(bytes)) => {
            let encoding = string(fields, "encoding")?;
            let encoding = encoding.map(|name| {
                encoding_of_name(&name).ok_or_else(|| {
                    Failure::new(FailureCode::BadEncoding, &message!("encoding.unknown", name))
                })
            });
            Ok(Content::Bytes(decoded(bytes)?, encoding.transpose()?))
        }
    }
}

/// Takes a field that is a string, null or absent.
fn string(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Failure> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Failure::new(FailureCode::BadField, &message!("failure.no-string", name))),
    }
}

fn decoded(mut base64: String) -> Result<Vec<u8>, Failure> {
    // Some encoders break their lines.
    base64.retain(|c| !c.is_ascii_whitespace());
    BASE64.decode(&base64).map_err(|cause| {
        Failure::new(FailureCode::BadBase64, &message!("failure.base64", cause = Arg::text(cause)))
    })
}

/// All fields of a line, in order.
struct Fields(Map<String, Value>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", message!("filter.expected"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Fields, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if fields.contains_key(&name) && KNOWN.contains(&name.as_str()) {
                return Err(A::Error::custom(message!("filter.duplicate", name)));
            }
            fields.insert(name, access.next_value()?);
        }
        Ok(Fields(fields))
    }
}
