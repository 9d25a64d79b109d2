//! Files as a whole.
