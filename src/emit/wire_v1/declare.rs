//! The two forms in which the types of a record are declared.

/// Declares an object: its fields, what each means in English and ` | ` Chinese, and how it is read
/// from the model. Behind the type of a field stand, each if there is one:
///
/// - `absent if F`: the JSON leaves the field out where `F` says so;
/// - `column 7 as name`: the numbers of its columns in the table of the object, and the name if it is
///   another; a place has two, start and end, or three with its words;
/// - `fact 2`: the rank among the fields that a snapshot keeps;
/// - `to sections`: the list whose ids it holds.
///
/// Behind the name of an object that is one value for tables and snapshots, `is` says which.
macro_rules! object {
    (
        $(#[doc = $about:literal])*
        #[derive($($derive:ident),+)]
        pub struct $object:ident $(<$a:lifetime>)? $(is { $($is:tt)+ })?
        read |$view:tt, $at:tt, $from:tt: $model:ty| {$(
            $(#[doc = $doc:literal])+
            $name:ident $(as $key:literal)?: $type:ty
                $(, absent if $absent:path)?
                $(, column $($number:literal)+ $(as $column:ident)?)?
                $(, fact $fact:literal)?
                $(, to $list:ident)?
                = $value:expr;
        )+}
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),+)]
        pub struct $object $(<$a>)? {
            $($(#[doc = $doc])+ pub $name: $type,)+
        }

        impl<'a> $crate::emit::wire_v1::given::Object<'a> for $object $(<$a>)? {
            type Model = $model;

            fn read($view: &View<'a>, $at: usize, $from: $model) -> Self {
                Self { $($name: $crate::emit::wire_v1::given::Given::read($value),)+ }
            }

            fn write(
                $view: &View<'a>,
                $at: usize,
                $from: $model,
                json: &mut $crate::emit::line::Json<'_>,
            ) {
                json.open(b'{');
                $(put!(json, name!($name $($key)?), $($absent,)? $value);)+
                json.close(b'}');
            }
        }

        impl $(<$a>)? serde::Serialize for $object $(<$a>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(
                    $(if !$absent(&self.$name))? {
                        map.serialize_entry(name!($name $($key)?), &self.$name)?;
                    }
                )+
                map.end()
            }
        }

        impl $(<$a>)? $crate::emit::fields::Fields for $object $(<$a>)? {
            const FIELDS: &'static [$crate::emit::fields::Field] = &[$(
                $crate::emit::fields::Field {
                    name: stringify!($name),
                    key: name!($name $($key)?),
                    doc: $crate::emit::fields::Doc::new(concat!($($doc, "\n"),+)),
                    kind: <$type as $crate::emit::shape::Shape>::KIND,
                    optional: <$type as $crate::emit::shape::Shape>::OPTIONAL,
                    names: <$type as $crate::emit::shape::Shape>::NAMES,
                    refers_to: option!($(stringify!($list))?),
                    columns: &[$($($number),+)?],
                    column_names: names!($name $($($column)?)?),
                    fact: option!($($fact)?),
                    property: $crate::emit::shape::Property {
                        schema: <$type as $crate::emit::shape::Shape>::schema,
                        extra: <$type as $crate::emit::shape::Shape>::EXTRA,
                        can_be_absent: is_some!($($absent)?),
                    },
                },
            )+];

            fn values(&self) -> Vec<$crate::emit::fields::Value<'_>> {
                vec![$($crate::emit::shape::Shape::value(&self.$name)),+]
            }
        }

        impl $(<$a>)? $crate::emit::shape::Shape for $object $(<$a>)? {
            is! { $($($is)+)? }

            fn schema(definitions: &mut $crate::emit::shape::Definitions) -> serde_json::Value {
                let doc = const { $crate::emit::fields::Doc::new(concat!($($about, "\n"),*)) };
                let fields = <Self as $crate::emit::fields::Fields>::FIELDS;
                definitions.refer(stringify!($object), |all| all.object(doc, fields))
            }
        }
    };
}

/// Declares the twin of a closed type of the model: a value that is added to the model does not compile
/// until it is added here. Each value has its name on the wire, and what it means in English and
/// ` | ` Chinese.
macro_rules! closed {
    (
        $(#[doc = $about:literal])*
        pub enum $closed:ident of $model:ty {$(
            $(#[doc = $doc:literal])+
            $value:ident = $name:literal,
        )+}
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $closed {
            $($(#[doc = $doc])+ $value,)+
        }

        impl $closed {
            /// The name on the wire.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $name,)+ }
            }
        }

        given! { $closed: |value, json| json.name(value.name()); }

        impl From<$model> for $closed {
            fn from(value: $model) -> Self {
                type Model = $model;
                match value { $(Model::$value => Self::$value,)+ }
            }
        }

        impl serde::Serialize for $closed {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl $crate::emit::shape::Shape for $closed {
            const KIND: $crate::emit::fields::FieldKind = $crate::emit::fields::FieldKind::Text;
            const NAMES: &'static [&'static str] = &[$($name),+];

            fn schema(definitions: &mut $crate::emit::shape::Definitions) -> serde_json::Value {
                use $crate::emit::fields::Doc;
                let values = const { [$(($name, Doc::new(concat!($($doc, "\n"),+)))),+] };
                let doc = const { Doc::new(concat!($($about, "\n"),*)) };
                let make = |_: &mut _| $crate::emit::shape::one_of(doc, &values);
                definitions.refer(stringify!($closed), make)
            }

            fn value(&self) -> $crate::emit::fields::Value<'_> {
                $crate::emit::fields::Value::Text(self.name())
            }
        }
    };
}

/// Values that are given as what they are: how each is written.
macro_rules! given {
    ($($type:ty: |$value:pat_param, $json:ident| $write:expr;)*) => {$(
        impl $crate::emit::wire_v1::given::Given for $type {
            type Value = Self;

            fn read(self) -> Self {
                self
            }

            fn write(self, $json: &mut $crate::emit::line::Json<'_>) {
                let $value = self;
                $write;
            }
        }
    )*};
}
/// Writes a field, or leaves it out.
macro_rules! put {
    ($json:ident, $key:expr, $value:expr) => {
        $json.raw(concat!("\"", $key, "\":"));
        $crate::emit::wire_v1::given::Given::write($value, $json);
    };
    ($json:ident, $key:expr, $absent:path, $value:expr) => {{
        let given = $value;
        if !$crate::emit::wire_v1::given::Given::is_absent(&given) {
            put!($json, $key, given);
        }
    }};
}

macro_rules! name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $other:literal) => {
        $other
    };
    ($name:ident $other:ident) => {
        stringify!($other)
    };
}

/// The names that columns of a field have: of its value, or of the start, the end and the words of its
/// place.
macro_rules! names {
    ($name:ident) => {
        [
            stringify!($name),
            concat!(stringify!($name), "_start"),
            concat!(stringify!($name), "_end"),
            "words",
        ]
    };
    ($name:ident $other:ident) => {
        names!($other)
    };
}

macro_rules! option {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

macro_rules! is_some {
    () => {
        false
    };
    ($value:path) => {
        true
    };
}

macro_rules! is {
    () => { const KIND: $crate::emit::fields::FieldKind = $crate::emit::fields::FieldKind::Objects; };
    ($($is:tt)+) => { $($is)+ };
}
