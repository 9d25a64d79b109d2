//! Makes names of files and words of notices safe to print: both come from others and may contain control
//! characters that a terminal would act on.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Stdout, Write};

/// Text without what a terminal would act on: control characters and those that turn the direction of
/// writing stand as `\u001b`. Line ends and tabs stay.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_obeyed(c) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// [`shown`], on one line: a name with a line end in it must not look like a message of its own.
pub(crate) fn shown_in_line(text: &str) -> String {
    shown(text).replace('\n', "\\n")
}

/// [`shown`], each further line indented, so that none looks like a message of its own.
pub(crate) fn shown_in_lines(text: &str) -> String {
    shown(text.trim_end()).replace('\n', "\n  ")
}

fn is_obeyed(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Standard output for data: exact for programs and files, [`shown`] on a terminal.
pub(crate) fn stdout() -> Output<Stdout> {
    let out = io::stdout();
    let is_terminal = out.is_terminal();
    Output { shown: is_terminal.then(Vec::new), out }
}

/// A stream that may lead to a terminal.
#[derive(Debug)]
pub(crate) struct Output<W> {
    out: W,
    /// The beginning of a character, where the stream leads to a terminal.
    shown: Option<Vec<u8>>,
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(waiting) = &mut self.shown else { return self.out.write(bytes) };
        waiting.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(waiting) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => waiting.len(),
        };
        let text = String::from_utf8_lossy(&waiting[..whole]).into_owned();
        waiting.drain(..whole);
        // A line feed alone would do for a terminal, and so it does for the line ends of DOS.
        self.out.write_all(shown(&text.replace("\r\n", "\n")).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(waiting) = self.shown.as_mut().filter(|waiting| !waiting.is_empty()) {
            let text = String::from_utf8_lossy(&std::mem::take(waiting)).into_owned();
            self.out.write_all(text.as_bytes())?;
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::{Output, shown, shown_in_line, shown_in_lines};
    use std::io::Write;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        let cases = [
            ("关于通知.txt", "关于通知.txt"),
            ("a\u{1B}[31m\u{7}b", "a\\u001b[31m\\u0007b"),
            ("a\u{202E}txt.exe", "a\\u202etxt.exe"),
            ("\u{9B}31m\u{7F}\r", "\\u009b31m\\u007f\\u000d"),
            ("a\tb\nc", "a\tb\nc"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected);
        }
        assert_eq!(shown_in_line("a\nb"), "a\\nb");
        assert_eq!(shown_in_lines("a\nb\n"), "a\n  b");
    }

    fn written(shown: Option<Vec<u8>>, pieces: &[&[u8]]) -> Vec<u8> {
        let mut out = Output { out: Vec::new(), shown };
        pieces.iter().for_each(|piece| out.write_all(piece).unwrap());
        out.flush().unwrap();
        out.out
    }

    #[test]
    fn programs_get_every_byte_and_terminals_every_character() {
        let pieces: &[&[u8]] = &[b"a\x1B\xE5", b"\x85\xB3\r\n\xE2\x80", b"\xAE\xE5"];
        assert_eq!(written(None, pieces), pieces.concat());
        let shown = String::from_utf8(written(Some(Vec::new()), pieces)).unwrap();
        assert_eq!(shown, "a\\u001b关\n\\u202e\u{FFFD}");
    }
}
