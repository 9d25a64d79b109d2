//! Names of organisations: [`recognise`] says what is one and takes it apart, [`resolve`] says whose it
//! is and how it is called in full.

pub(crate) mod recognise;
pub(crate) mod resolve;
