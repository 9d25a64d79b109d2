//! Stage 9: a notice to output. The model is never written out itself: [`wire_v1`] holds the types
//! that are, [`fields`] what each of their fields means, [`json`] and [`schema`] the forms they take.

pub mod fields;
pub mod json;
pub mod schema;
mod shape;
pub mod wire_v1;

pub use wire_v1::{Record, edition};
