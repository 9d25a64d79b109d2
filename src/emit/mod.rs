//! Stage 9: a notice to output. The model is never written out itself: [`wire_v1`] holds the types
//! that are, [`json`] and [`schema`] are the forms they take.

pub mod json;
pub mod schema;
pub mod wire_v1;

pub use wire_v1::{Record, edition};
