//! What fields of a record are read from. It becomes the value of the field, or is written into JSON
//! without becoming it first: so a record can be written straight from the model.

use super::View;
use crate::emit::line::Json;
use std::marker::PhantomData;

/// What a field is read from.
pub(in crate::emit) trait Given {
    /// The value of the field.
    type Value;

    /// Makes the value.
    fn read(self) -> Self::Value;

    /// Writes the value, with a comma behind it.
    fn write(self, json: &mut Json<'_>);

    /// True where a field that may be left out is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// An object of the record.
pub(in crate::emit) trait Object<'a>: Sized {
    /// What its fields are read from.
    type Model;

    /// Makes the object that is the `at`th of its list, from 0.
    fn read(view: &View<'a>, at: usize, from: Self::Model) -> Self;

    /// Writes it, with a comma behind it.
    fn write(view: &View<'a>, at: usize, from: Self::Model, json: &mut Json<'_>);
}

/// An object before it is made.
pub(in crate::emit) struct One<'v, 'a, T: Object<'a>> {
    view: &'v View<'a>,
    at: usize,
    from: T::Model,
    object: PhantomData<T>,
}

impl<'v, 'a, T: Object<'a>> One<'v, 'a, T> {
    pub(super) fn new(view: &'v View<'a>, at: usize, from: T::Model) -> Self {
        Self { view, at, from, object: PhantomData }
    }
}

impl<'a, T: Object<'a>> Given for One<'_, 'a, T> {
    type Value = T;

    fn read(self) -> T {
        T::read(self.view, self.at, self.from)
    }

    fn write(self, json: &mut Json<'_>) {
        T::write(self.view, self.at, self.from, json);
    }
}

/// Several values of one kind.
pub(in crate::emit) struct List<I>(pub(super) I);

impl<I: Iterator<Item: Given> + Clone> Given for List<I> {
    type Value = Vec<<I::Item as Given>::Value>;

    fn read(self) -> Self::Value {
        self.0.map(Given::read).collect()
    }

    fn write(self, json: &mut Json<'_>) {
        json.open(b'[');
        self.0.for_each(|item| item.write(json));
        json.close(b']');
    }

    fn is_absent(&self) -> bool {
        self.0.clone().next().is_none()
    }
}

impl<G: Given> Given for Option<G> {
    type Value = Option<G::Value>;

    fn read(self) -> Self::Value {
        self.map(Given::read)
    }

    fn write(self, json: &mut Json<'_>) {
        match self {
            Some(given) => given.write(json),
            None => json.raw("null,"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<'a> Given for &'a String {
    type Value = &'a str;

    fn read(self) -> &'a str {
        self
    }

    fn write(self, json: &mut Json<'_>) {
        json.text(self);
    }
}

impl<'a> Given for &'a str {
    type Value = &'a str;

    fn read(self) -> &'a str {
        self
    }

    fn write(self, json: &mut Json<'_>) {
        json.text(self);
    }
}

given! {
    bool: |truth, json| json.raw(if truth { "true," } else { "false," });
    u32: |number, json| json.number(number.into());
    u64: |number, json| json.number(number);
    i16: |number, json| json.shown(number);
    i64: |number, json| json.shown(number);
    [u32; 2]: |[start, end], json| [u64::from(start), u64::from(end)].write(json);
    [u64; 2]: |[start, end], json| {
        json.open(b'[');
        json.number(start);
        json.number(end);
        json.close(b']');
    };
}
