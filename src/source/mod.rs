//! Stage 1: bytes from a file, or from memory, with their name and hash. With `batch`, the only
//! module that touches the file system.

/// The bytes of one archived file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path or name that the user gave, with `/` between its parts.
    pub path: String,
    /// The file as it lies in the archive.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source from memory.
    pub fn from_bytes(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}
