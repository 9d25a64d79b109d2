//! Names of members: bytes in an undeclared encoding to labels that are safe to show.

use encoding_rs::{BIG5, Encoding, GB18030};

/// Bytes of a label. Longer ones are cut: names are kept in memory, and packed ones cost nothing.
const LONGEST: usize = 4096;

/// The characters of a name: UTF-8 where it is valid, else GB18030, else Big5 where that fits
/// better. The standard of ZIP says code page 437, but Chinese systems write their own.
pub(super) fn decode(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    let strict = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(raw)
    };
    match (strict(GB18030), strict(BIG5)) {
        (Some(gb), Some(big5)) => match fit(raw, 0xC6) > fit(raw, 0xD7) && is_big5(raw) {
            true => big5.into_owned(),
            false => gb.into_owned(),
        },
        (None, Some(big5)) => big5.into_owned(),
        (Some(gb), None) => gb.into_owned(),
        (None, None) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// How many of the double bytes are frequent characters. The frequent characters of GB 2312 have
/// first bytes B0 to D7 and second bytes from A1 on, those of Big5 first bytes A4 to C6.
fn fit(raw: &[u8], last: u8) -> usize {
    let is_gb = last == 0xD7;
    let first = if is_gb { 0xB0..=last } else { 0xA4..=last };
    let second = if is_gb { 0xA1..=0xFE } else { 0x40..=0xFE };
    pairs(raw).filter(|(a, b)| first.contains(a) && second.contains(b)).count()
}

/// True where a second byte lies outside GB 2312, as every other one does in Big5.
fn is_big5(raw: &[u8]) -> bool {
    pairs(raw).any(|(_, second)| second < 0xA1)
}

fn pairs(raw: &[u8]) -> impl Iterator<Item = (u8, u8)> {
    let mut bytes = raw.iter().copied();
    std::iter::from_fn(move || {
        let first = bytes.by_ref().find(|byte| *byte >= 0x81)?;
        Some((first, bytes.next()?))
    })
}

/// A label that is no path out of its folder: `/` between the parts, no root, no drive, no way up,
/// no control characters, never empty.
pub(super) fn harmless(name: &str) -> String {
    let slashed = name.replace('\\', "/");
    let mut label = String::with_capacity(slashed.len());
    for part in slashed.split('/').map(part).filter(|part| !part.is_empty()) {
        if matches!(part.as_str(), "." | "..") || label.len() + part.len() >= LONGEST {
            continue;
        }
        if !label.is_empty() {
            label.push('/');
        }
        label.push_str(&part);
    }
    if label.is_empty() { "unnamed".to_owned() } else { label }
}

fn part(part: &str) -> String {
    let is_drive = |head: &str| head.len() == 1 && head.chars().all(|c| c.is_ascii_alphabetic());
    let part = match part.split_once(':') {
        Some((head, tail)) if is_drive(head) => tail,
        _ => part,
    };
    part.trim().chars().filter(|c| !is_unseen(*c)).collect()
}

/// Control characters, and those that turn the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// True where a part of a label is hidden.
pub(super) fn is_hidden(label: &str) -> bool {
    label.split('/').any(crate::source::is_hidden)
}

/// The ending of a label with its dot, where a file on disk may have it.
pub(super) fn ending(label: &str) -> &str {
    let file = label.rsplit('/').next().unwrap_or_default();
    match file.rfind('.').map(|dot| file.split_at(dot)) {
        Some((stem, ending))
            if !stem.is_empty()
                && (2..=9).contains(&ending.len())
                && ending.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            ending
        }
        _ => "",
    }
}

/// The label of the file in a gzip file of that label.
pub(super) fn without_gz(label: &str) -> String {
    let ending = ending(label).to_ascii_lowercase();
    let stem = &label[..label.len() - ending.len()];
    match ending.as_str() {
        ".gz" | ".gzip" => stem.to_owned(),
        ".tgz" => format!("{stem}.tar"),
        _ => label.to_owned(),
    }
}

/// The label with `~number` before its ending.
pub(super) fn numbered(label: &str, number: u64) -> String {
    let ending = ending(label);
    format!("{}~{number}{ending}", &label[..label.len() - ending.len()])
}

#[cfg(test)]
mod tests {
    use super::{decode, ending, harmless, is_hidden, numbered, without_gz};

    #[test]
    fn names_are_read_in_the_encoding_that_fits() {
        let gb = encoding_rs::GBK.encode("澜江市/关于工作的通知.docx").0.into_owned();
        let backslash = encoding_rs::GBK.encode("許昌市.txt").0.into_owned();
        let big5 = encoding_rs::BIG5.encode("臺灣省政府公報/關於通知.doc").0.into_owned();
        assert_eq!(decode(&gb), "澜江市/关于工作的通知.docx");
        assert_eq!(decode(&backslash), "許昌市.txt");
        assert_eq!(decode(&big5), "臺灣省政府公報/關於通知.doc");
        assert_eq!(decode("通知.txt".as_bytes()), "通知.txt");
        assert!(decode(b"\xFF\xFF.txt").ends_with(".txt"));
    }

    #[test]
    fn labels_do_no_harm() {
        let cases = [
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\通知\\一.doc", "通知/一.doc"),
            ("c:x.txt", "x.txt"),
            ("\\\\server\\share\\x", "server/share/x"),
            ("a//./b/../c", "a/b/c"),
            ("a\0b\u{202E}c\n.txt", "abc.txt"),
            ("关于：通知.txt", "关于：通知.txt"),
            ("..", "unnamed"),
            (". ./x", ". ./x"),
            (" .. /x", "x"),
            ("", "unnamed"),
        ];
        for (name, label) in cases {
            assert_eq!(harmless(name), label);
        }
        assert!(harmless(&"通/".repeat(100_000)).len() <= super::LONGEST);
    }

    #[test]
    fn endings_and_hidden_files() {
        assert_eq!(ending("a.b/通知.DOCX"), ".DOCX");
        assert_eq!(ending("a.b/通知"), "");
        assert_eq!(ending("附件1.关于工作的通知"), "");
        assert_eq!(numbered("a/通知.txt", 2), "a/通知~2.txt");
        assert_eq!(numbered("a.b/通知", 3), "a.b/通知~3");
        assert_eq!(without_gz("x/通知.txt.GZ"), "x/通知.txt");
        assert_eq!(without_gz("x.tgz"), "x.tar");
        assert_eq!(without_gz("x"), "x");
        assert!(
            is_hidden("__MACOSX/._x.txt") && is_hidden("a/.DS_Store") && is_hidden("~$通知.doc")
        );
        assert!(!is_hidden("a/通知.txt"));
    }
}
