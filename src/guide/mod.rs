//! The guide: how to use the library, a page a subject.
//!
//! 1. [What a record is](record)
//! 2. [A first program](first_program)
//! 3. [Spans](spans): where a value stands, and why it may differ from its words
//! 4. [Own words](own_words)
//! 5. [Several notices in one file](several_notices)
//! 6. [Errors and doubts](errors)
//! 7. [Limits](limits): cost, determinism, versions
//! 8. [Writing records](writing)
//!
//! These modules hold no code. Every program in them is compiled and run by `cargo test`; the places
//! in the notices are invented.

#[doc = include_str!("record.md")]
#[doc = "```json"]
#[doc = include_str!("record.json")]
#[doc = "```"]
pub mod record {}

#[doc = include_str!("first_program.md")]
pub mod first_program {}

#[doc = include_str!("spans.md")]
pub mod spans {}

#[doc = include_str!("own_words.md")]
pub mod own_words {}

#[doc = include_str!("several_notices.md")]
pub mod several_notices {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("writing.md")]
pub mod writing {}
