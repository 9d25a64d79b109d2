//! The lines of a stream, in blocks, none longer than a limit.

use super::Pace;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// A block ends after so many lines …
const BLOCK_LINES: usize = 256;
/// … or so many bytes, whichever comes first.
const BLOCK_BYTES: usize = 8 << 20;
/// What is read at once.
const BUFFER: usize = 256 << 10;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// One line, without its `\n`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// As it stands.
    Whole(Vec<u8>),
    /// Too long to be kept; so many bytes.
    TooLong(u64),
}

impl Line {
    /// Bytes that it holds.
    pub(super) fn len(&self) -> u64 {
        if let Self::Whole(bytes) = self { bytes.len() as u64 } else { 0 }
    }
}

impl Line {
    /// The ending of a file that takes as much as what the line holds, as far as it can be told before
    /// it is read: a text, or the bytes of any file.
    pub(super) fn ending(&self) -> &'static str {
        let holds = |bytes: &[u8]| memchr::memmem::find(bytes, b"\"bytes\"").is_some();
        if matches!(self, Self::Whole(bytes) if holds(bytes)) { "bytes" } else { "txt" }
    }
}

/// Blocks of lines, until the stream ends or fails.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: BufReader<R>,
    limit: u64,
    pace: Pace,
    /// Nothing was read yet.
    at_start: bool,
    /// What ended the stream before its end, to be reported after the lines before it.
    error: Option<io::Error>,
    done: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R, limit: u64, pace: Pace) -> Self {
        let input = BufReader::with_capacity(BUFFER, input);
        Self { input, limit, pace, at_start: true, error: None, done: false }
    }

    fn block(&mut self) -> Vec<Line> {
        let mut block = Vec::new();
        let mut bytes = 0;
        while !self.done && block.len() < BLOCK_LINES && bytes < BLOCK_BYTES {
            match self.line() {
                Ok(Some(line)) => {
                    bytes += if let Line::Whole(line) = &line { line.len() } else { 0 };
                    block.push(line);
                }
                Ok(None) => self.done = true,
                Err(error) => {
                    self.error = Some(error);
                    self.done = true;
                }
            }
            if self.pace == Pace::Line && !self.input.buffer().contains(&b'\n') {
                break;
            }
        }
        block
    }

    /// The next line. The last one may lack its `\n`.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut length = 0_u64;
        loop {
            let piece = match self.input.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                piece => piece?,
            };
            let end = memchr::memchr(b'\n', piece);
            let words = &piece[..end.unwrap_or(piece.len())];
            let is_over = piece.is_empty();
            length += words.len() as u64;
            if length <= self.limit {
                line.extend_from_slice(words);
            } else {
                line = Vec::new();
            }
            let used = words.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() || is_over && length > 0 {
                return Ok(Some(self.kept(line, length)));
            }
            if is_over {
                return Ok(None);
            }
        }
    }

    fn kept(&mut self, mut line: Vec<u8>, length: u64) -> Line {
        if std::mem::take(&mut self.at_start) && line.starts_with(MARK) {
            line.drain(..MARK.len());
        }
        if length > self.limit { Line::TooLong(length) } else { Line::Whole(line) }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Vec<Line>>;

    fn next(&mut self) -> Option<Self::Item> {
        let block = self.block();
        match self.error.take() {
            Some(error) if block.is_empty() => Some(Err(error)),
            error => {
                self.error = error;
                (!block.is_empty()).then_some(Ok(block))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_LINES, Line, Lines, Pace};
    use std::io::{self, Read};

    /// Gives a few bytes at a time, and then fails.
    struct Slow<'b> {
        bytes: &'b [u8],
        step: usize,
    }

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.bytes == b"!" {
                return Err(io::Error::other("gone"));
            }
            let len = self.step.min(self.bytes.len()).min(buffer.len());
            buffer[..len].copy_from_slice(&self.bytes[..len]);
            self.bytes = &self.bytes[len..];
            Ok(len)
        }
    }

    fn all(text: &str, step: usize, limit: u64) -> Vec<String> {
        let lines = Lines::new(Slow { bytes: text.as_bytes(), step }, limit, Pace::Block);
        let line = |line| match line {
            Line::Whole(line) => String::from_utf8(line).unwrap(),
            Line::TooLong(length) => format!("#{length}"),
        };
        lines.flat_map(|block| block.unwrap()).map(line).collect()
    }

    #[test]
    fn a_line_that_holds_a_file_is_taken_for_one() {
        let ending = |line: &str| Line::Whole(line.as_bytes().to_vec()).ending();
        assert_eq!(ending(r#"{"uri":"a.pdf","bytes":"JVBERi0="}"#), "bytes");
        assert_eq!(ending(r#"{"uri":"a","text":"共12 bytes"}"#), "txt");
        assert_eq!(Line::TooLong(7).ending(), "txt");
    }

    #[test]
    fn lines_are_the_same_however_they_come() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("\n", &[""]),
            ("a", &["a"]),
            ("a\n", &["a"]),
            ("a\r\n\n\nb", &["a\r", "", "", "b"]),
            ("\u{FEFF}a\n\u{FEFF}b\n", &["a", "\u{FEFF}b"]),
            ("123456789\n12345678\n123456789", &["#9", "12345678", "#9"]),
        ];
        for (text, expected) in cases {
            for step in [1, 3, 100] {
                assert_eq!(all(text, step, 8), *expected, "{text:?} by {step}");
            }
        }
    }

    #[test]
    fn a_block_ends_where_it_is_full_or_where_the_input_pauses() {
        let text = "a\nb\nc".repeat(BLOCK_LINES);
        let lens = |pace| {
            let lines = Lines::new(Slow { bytes: text.as_bytes(), step: 5 }, 99, pace);
            lines.map(|block| block.unwrap().len()).collect::<Vec<_>>()
        };
        assert_eq!(lens(Pace::Block), [BLOCK_LINES, BLOCK_LINES, 1]);
        assert!(lens(Pace::Line).iter().all(|len| *len <= 2));
        assert_eq!(lens(Pace::Line).iter().sum::<usize>(), 2 * BLOCK_LINES + 1);
    }

    #[test]
    fn lines_before_a_failure_are_kept() {
        let mut lines = Lines::new(Slow { bytes: b"a\nb\n!", step: 4 }, 99, Pace::Block);
        let block = lines.next().unwrap().unwrap();
        assert_eq!(block, [Line::Whole(b"a".to_vec()), Line::Whole(b"b".to_vec())]);
        assert_eq!(lines.next().unwrap().unwrap_err().to_string(), "gone");
        assert!(lines.next().is_none());
    }
}
