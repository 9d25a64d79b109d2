//! Names of organisations, known and guessed, without the notice around them.
//!
//! - [`Organisations::name_shape`] says what a piece of clean text looks like: a name that the lexicon
//!   explains, one that ends as names end, a collective, a place, or no name.
//! - [`Organisations::reach`] says how far the name goes that a text begins with.
//! - [`Organisations::split_conjunctions`] says which 和, 及, 与 of a piece join two names.
//! - [`Organisations::read`] takes a name apart (place, function, kind of body), for
//!   [`super::resolve`], which fills in the issuer's place.
//!
//! Pieces are clean text (brackets half width) without list marks: `区经科局(区数据局)`,
//! `各县(市、区)人民政府`. Words such as 等, 分别, 按职责分工 must have been taken off.
//!
//! [`Organisations::name_shape`]: crate::lexicon::organisation::Organisations::name_shape
//! [`Organisations::reach`]: crate::lexicon::organisation::Organisations::reach
//! [`Organisations::split_conjunctions`]: crate::lexicon::organisation::Organisations::split_conjunctions
//! [`Organisations::read`]: crate::lexicon::organisation::Organisations::read

mod many;
mod organs;
mod place;
mod read;
mod shape;

pub(crate) use many::Collective;
pub(crate) use read::{Named, Prefix, Reading};
pub(crate) use shape::{NameShape, note_start, without_note};

#[cfg(test)]
mod tests;
