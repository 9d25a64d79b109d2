//! Transfer encodings of mail and saved pages: quoted-printable and base64.

/// Bytes of quoted-printable. What is no code stands as it is; a `=` at the end of a line joins it with the
/// next.
#[cfg(feature = "formats")]
pub(crate) fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at + 1..];
        let (decoded, len) = match (byte, code(rest)) {
            (b'=', Some(decoded)) => (Some(decoded), 3),
            (b'=', None) if rest.starts_with(b"\r\n") => (None, 3),
            (b'=', None) if rest.starts_with(b"\n") => (None, 2),
            _ => (Some(*byte), 1),
        };
        plain.extend(decoded);
        at += len;
    }
    plain
}

/// The byte that two digits at the beginning name.
pub(crate) fn code(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Bytes of base64, in either alphabet. What is no digit is passed over, as mail programs do.
pub(crate) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in bytes.iter().filter_map(|byte| digit(*byte)) {
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            plain.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    plain
}

/// The value of a digit of base64.
fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[cfg(feature = "formats")]
    #[test]
    fn codes_of_quoted_printable_become_bytes_and_everything_else_stays() {
        let cases: &[(&[u8], &str)] = &[
            (b"=E9=80=9A=E7=\r\n=9F=A5", "通知"),
            (b"a=3Db=\nc", "a=bc"),
            (b"a=b=", "a=b="),
            (b"=e9=80=9a", "通"),
            (b"", ""),
        ];
        for (bytes, plain) in cases {
            assert_eq!(String::from_utf8(super::quoted(bytes)).unwrap(), *plain);
        }
    }

    #[test]
    fn characters_of_base64_become_bytes_and_everything_else_stays() {
        let cases: &[(&[u8], &str)] =
            &[(b"6YCa55+l", "通知"), (b"YQ==", "a"), (b"Y W\r\nI=", "ab"), (b"Y", ""), (b"", "")];
        for (bytes, plain) in cases {
            assert_eq!(String::from_utf8(base64(bytes)).unwrap(), *plain);
        }
    }
}
