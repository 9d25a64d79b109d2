//! Tokens of RTF.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number.
    Word(&'a [u8], Option<i32>),
    /// A control symbol: a backslash and a sign.
    Symbol(u8),
    /// A byte of text, plain or as `\'hh`.
    Byte(u8),
}

/// The tokens in these bytes; bytes of `\bin` are skipped.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// From the first byte.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let sign = *self.bytes.get(self.at)?;
        if sign.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        if sign != b'\'' {
            return Some(Token::Symbol(sign));
        }
        let digits = self.bytes.get(self.at..self.at + 2);
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                self.at += 2;
                Some(Token::Byte(byte))
            }
            None => Some(Token::Symbol(sign)),
        }
    }

    fn word(&mut self) -> Token<'a> {
        let name = self.take(|byte| byte.is_ascii_alphabetic());
        let from = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        self.take(|byte| byte.is_ascii_digit());
        let digits = std::str::from_utf8(&self.bytes[from..self.at]).unwrap_or_default();
        let number: Option<i32> = digits.parse().ok();
        if number.is_none() {
            // A hyphen without digits, or digits without sense, belong to the text.
            self.at = if digits.len() > 1 { self.at } else { from };
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if name == b"bin" {
            let len = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
            self.at = self.at.saturating_add(len).min(self.bytes.len());
        }
        Token::Word(name, number)
    }

    fn take(&mut self, is_part: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|byte| is_part(**byte)).count();
        self.at += len;
        &rest[..len]
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn tokens() {
        let found: Vec<_> =
            Tokens::new(b"{\\u-10179 ?\\'d6\\b a\r\n\\bin3 {{{\\*\\par}\\-").collect();
        let expected = [
            Token::Open,
            Token::Word(b"u", Some(-10179)),
            Token::Byte(b'?'),
            Token::Byte(0xD6),
            Token::Word(b"b", None),
            Token::Byte(b'a'),
            Token::Word(b"bin", Some(3)),
            Token::Symbol(b'*'),
            Token::Word(b"par", None),
            Token::Close,
            Token::Symbol(b'-'),
        ];
        assert_eq!(found, expected);
    }
}
