//! The types that a field of a record can have: how each is described in the JSON Schema, and what it
//! gives to tables and snapshots.

use super::fields::{Doc, Field, FieldKind, Value};
use serde_json::{Map, Value as Json, json};

/// What the JSON Schema says about a field beside its name and meaning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property {
    /// The schema of its type.
    pub(super) schema: fn(&mut Definitions) -> Json,
    /// What is said besides.
    pub(super) extra: Option<(&'static str, &'static str)>,
    /// True where the JSON leaves it out without a value.
    pub(super) can_be_absent: bool,
}

/// A type that a field can have.
pub(super) trait Shape: Sized {
    /// What it holds.
    const KIND: FieldKind;
    /// True where there can be no value.
    const OPTIONAL: bool = false;
    /// The names of its values, where they are closed.
    const NAMES: &'static [&'static str] = &[];
    /// What its schema says besides.
    const EXTRA: Option<(&'static str, &'static str)> = None;

    /// Its schema.
    fn schema(definitions: &mut Definitions) -> Json;

    /// What it gives to tables and snapshots.
    fn value(&self) -> Value<'_> {
        Value::None
    }

    /// What several give.
    fn values(_: &[Self]) -> Value<'_> {
        Value::None
    }
}

/// The named types of a schema, in the order in which they are met.
#[derive(Default)]
pub(super) struct Definitions(pub(super) Map<String, Json>);

impl Definitions {
    /// A reference to a named type, which is made if it is new.
    pub(super) fn refer(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.0.contains_key(name) {
            // It takes its place before those that it refers to.
            self.0.insert(name.to_owned(), Json::Null);
            let made = make(self);
            self.0.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// An object with these fields.
    pub(super) fn object(&mut self, doc: Doc, fields: &[Field]) -> Json {
        let mut properties = Map::new();
        for field in fields {
            properties.insert(field.key.to_owned(), self.property(field));
        }
        let required =
            fields.iter().filter(|field| !field.property.can_be_absent).map(|field| field.key);
        let mut object = json!({ "type": "object", "properties": properties });
        let required: Vec<_> = required.collect();
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        object["description"] = json!(doc.english());
        object
    }

    fn property(&mut self, field: &Field) -> Json {
        let mut schema = (field.property.schema)(self);
        schema["description"] = json!(field.doc.english());
        if let Some((name, value)) = field.property.extra {
            schema[name] = json!(value);
        }
        schema
    }
}

/// One of the values with these names and meanings.
pub(super) fn one_of(doc: Doc, values: &[(&str, Doc)]) -> Json {
    let value = |(name, doc): &(&str, Doc)| json!({ "type": "string", "const": name, "description": doc.english() });
    json!({ "oneOf": values.iter().map(value).collect::<Vec<_>>(), "description": doc.english() })
}

macro_rules! plain {
    ($($type:ty, $kind:ident, $schema:tt, |$value:ident| $give:expr;)*) => {$(
        impl Shape for $type {
            const KIND: FieldKind = FieldKind::$kind;

            fn schema(_: &mut Definitions) -> Json {
                json!($schema)
            }

            fn value(&self) -> Value<'_> {
                let $value = self;
                $give
            }
        }
    )*};
}

plain! {
    String, Text, { "type": "string" }, |text| Value::Text(text);
    bool, Bool, { "type": "boolean" }, |truth| Value::Bool(*truth);
    i64, Int, { "type": "integer", "format": "int64" }, |number| Value::Int(*number);
    i16, Int, { "type": "integer", "format": "int16", "minimum": i16::MIN, "maximum": i16::MAX },
        |number| Value::Int((*number).into());
    u32, Int, { "type": "integer", "format": "uint32", "minimum": 0 },
        |number| Value::Int((*number).into());
    u64, Int, { "type": "integer", "format": "uint64", "minimum": 0 },
        |number| Value::Int(i64::try_from(*number).unwrap_or(i64::MAX));
}

impl Shape for &str {
    const KIND: FieldKind = FieldKind::Text;

    fn schema(definitions: &mut Definitions) -> Json {
        String::schema(definitions)
    }

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn values(texts: &[Self]) -> Value<'_> {
        Value::List(texts)
    }
}

impl<T: Shape> Shape for Option<T> {
    const KIND: FieldKind = T::KIND;
    const OPTIONAL: bool = true;
    const NAMES: &'static [&'static str] = T::NAMES;
    const EXTRA: Option<(&'static str, &'static str)> = T::EXTRA;

    fn schema(definitions: &mut Definitions) -> Json {
        let mut schema = T::schema(definitions);
        match schema.get_mut("type") {
            Some(name) => *name = json!([name, "null"]),
            None => schema = json!({ "anyOf": [schema, { "type": "null" }] }),
        }
        schema
    }

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::None, T::value)
    }
}

impl<T: Shape> Shape for Vec<T> {
    const KIND: FieldKind = match T::KIND {
        FieldKind::Text => FieldKind::List,
        _ => FieldKind::Objects,
    };
    const OPTIONAL: bool = true;

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(definitions) })
    }

    fn value(&self) -> Value<'_> {
        T::values(self)
    }
}

impl<T: Shape> Shape for [T; 2] {
    const KIND: FieldKind = FieldKind::Objects;

    fn schema(definitions: &mut Definitions) -> Json {
        let items = T::schema(definitions);
        json!({ "type": "array", "items": items, "minItems": 2, "maxItems": 2 })
    }
}
