//! Stage 11: writes a notice. [`wire_v1`] holds the types of the output, [`fields`] the meaning of their fields,
//! [`json`] writes records, and [`schema`] their JSON Schema. The model itself is never serialised.

pub mod fields;
pub mod json;
mod line;
pub mod schema;
mod shape;
pub mod wire_v1;

pub use wire_v1::{Record, edition};
