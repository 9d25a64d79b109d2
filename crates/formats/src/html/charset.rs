//! The encoding of a page: what it declares, where its bytes agree.

use super::super::encoding::{Decoded, decode};
use super::super::encoding_of_name;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes of the beginning that are looked at for a declaration.
const HEAD: usize = 8192;

/// A decoded page.
pub(super) struct Page {
    pub(super) decoded: Decoded,
    pub(super) basis: &'static str,
    /// The encoding that the page declares, where its bytes are in another.
    pub(super) conflict: Option<&'static Encoding>,
}

/// Decodes a page: byte order mark, what the user states, what the page declares if its bytes fit,
/// what the bytes look like.
pub(super) fn read(bytes: &[u8], stated: Option<&'static Encoding>) -> Page {
    let declared = declared(bytes);
    let free = stated.is_none() && Encoding::for_bom(bytes).is_none();
    if let Some(encoding) = declared.filter(|encoding| free && fits(bytes, encoding)) {
        return Page { decoded: decode(bytes, Some(encoding)), basis: "declared", conflict: None };
    }
    let decoded = decode(bytes, stated);
    let basis = decoded.basis;
    if declared == Some(decoded.encoding) && free {
        return Page { decoded, basis: "declared", conflict: None };
    }
    // Plain ASCII is right in any encoding.
    let differs = declared.filter(|name| *name != decoded.encoding && !bytes.is_ascii());
    Page { conflict: differs.filter(|_| basis != "stated"), decoded, basis }
}

/// True where the bytes are text in that encoding, but for a few damaged ones.
fn fits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if bytes.is_ascii() || encoding == UTF_8 && is_utf8 {
        return true;
    }
    // Text that happens to be valid UTF-8 in another encoding is next to impossible; and every
    // byte is a character in an encoding of single bytes, so that it proves nothing.
    if is_utf8 || encoding.is_single_byte() {
        return false;
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        bad += usize::from(c == '\u{FFFD}');
    }
    bad * 50 <= all
}

/// The encoding that a page declares in a meta tag or in its XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = bytes.iter().take(HEAD).map(u8::to_ascii_lowercase).collect();
    let in_xml = xml_declaration(&head).and_then(|text| label(text, b"encoding"));
    let mut tags = memchr::memmem::find_iter(&head, b"<meta");
    let in_meta = tags.find_map(|at| {
        let tag = &head[at..];
        label(&tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())], b"charset")
    });
    let encoding = in_meta.or(in_xml)?;
    // A declaration that can be read as ASCII is not in UTF-16.
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if wide { UTF_8 } else { encoding })
}

fn xml_declaration(head: &[u8]) -> Option<&[u8]> {
    let start = memchr::memmem::find(&head[..head.len().min(64)], b"<?xml")?;
    let text = &head[start..];
    Some(&text[..memchr::memmem::find(text, b"?>")?])
}

/// The encoding behind `key=` in a tag.
fn label(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let after = tag.get(memchr::memmem::find(tag, key)? + key.len()..)?.trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let len = value
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        .count();
    encoding_of_name(std::str::from_utf8(&value[..len]).ok()?)
}

#[cfg(test)]
mod tests {
    use super::read;
    use encoding_rs::{BIG5, GB18030};

    fn page(meta: &str) -> String {
        format!("<html><head>{meta}</head><body>区人民政府关于工作的通知，各单位。</body></html>")
    }

    #[test]
    fn a_declaration_counts_where_the_bytes_fit() {
        let gbk = |meta: &str| GB18030.encode(&page(meta)).0.into_owned();
        let cases = [
            (page("<meta charset=utf-8>").into_bytes(), "UTF-8", "declared", None),
            (page("").into_bytes(), "UTF-8", "valid-utf-8", None),
            (page("<meta charset='gb2312'>").into_bytes(), "UTF-8", "valid-utf-8", Some("gb18030")),
            (gbk("<META content=\"text/html; charset=GBK\">"), "gb18030", "declared", None),
            (gbk("<meta charset=\"utf-8\">"), "gb18030", "detected", Some("UTF-8")),
            (gbk("<meta charset=iso-8859-1>"), "gb18030", "detected", Some("windows-1252")),
            (gbk("<?xml version='1.0' encoding='gb2312'?>"), "gb18030", "declared", None),
            (gbk("<meta name=charset>"), "gb18030", "detected", None),
        ];
        for (bytes, encoding, basis, conflict) in cases {
            let page = read(&bytes, None);
            let shown = String::from_utf8_lossy(&bytes);
            assert_eq!(page.decoded.encoding.name(), encoding, "{shown}");
            assert_eq!(page.basis, basis, "{shown}");
            assert_eq!(page.conflict.map(encoding_rs::Encoding::name), conflict, "{shown}");
        }
    }

    #[test]
    fn what_the_user_states_wins() {
        let bytes = page("<meta charset=utf-8>").into_bytes();
        let page = read(&bytes, Some(BIG5));
        assert_eq!((page.decoded.encoding, page.basis), (BIG5, "stated"));
        assert!(page.conflict.is_none());
    }
}
