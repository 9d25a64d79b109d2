//! The diagnostics of a decoded file.

use super::plausible::Model;
use super::seven_bit::wrapping;
use super::sink::Places;
use super::{Decoded, mojibake::mojibake};
use gongwen::diagnostic::Code;
use std::ops::Range;

/// Something to say, and the bytes of the text that it is about.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) range: Option<Range<usize>>,
}

/// A character of notices costs 51 to 64 on average, one of EUC-TW read as GB18030 87.
const DOUBTFUL: u64 = 82;

/// Fewer characters than this say nothing about their encoding.
const LEAST: usize = 40;

/// What is said of bytes that are no text.
pub(crate) const NOT_TEXT: &str = "the bytes are not text in any encoding known: most of them are control characters, malformed or \
     not assigned; if it is a notice, save it as DOCX, PDF or text in UTF-8";

/// Says what was wrong with the bytes of a file.
pub(crate) fn report(decoded: &Decoded) -> Vec<Finding> {
    let mut findings = Vec::new();
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        let message = "the file holds no text, only white space or nothing at all".to_owned();
        return vec![Finding { code: Code::EmptyFile, message, range: None }];
    }
    if decoded.is_garbage {
        return vec![Finding { code: Code::NotText, message: NOT_TEXT.to_owned(), range: None }];
    }
    findings.extend(damage(decoded));
    findings.extend(mixed(decoded));
    findings.extend(words(decoded));
    findings.extend(wrapped(decoded));
    findings
}

/// A text of seven bits that was sent in a form that nobody undid.
fn wrapped(decoded: &Decoded) -> Option<Finding> {
    let (name, way_out) = wrapping(&decoded.text)?;
    let message = format!(
        "the characters look like text in {name}, which is not read; make plain text of it first: {way_out}"
    );
    Some(Finding { code: Code::EncodingDoubtful, message, range: None })
}

fn damage(decoded: &Decoded) -> Option<Finding> {
    let first = decoded.damage.first.first()?;
    let n = decoded.damage.count;
    let message = match n {
        1 => "1 malformed byte sequence was replaced by U+FFFD, here".to_owned(),
        _ => format!(
            "{n} malformed byte sequences were replaced by U+FFFD, the first here; {}",
            lines(&decoded.text, &decoded.damage)
        ),
    };
    Some(Finding { code: Code::DecodingReplaced, message, range: Some(first.clone()) })
}

fn mixed(decoded: &Decoded) -> Option<Finding> {
    let (places, other) = &decoded.mixed;
    let (first, other) = (places.first.first()?, (*other)?);
    let message = format!(
        "the file is {} but {} of it {} {} and was read so, the first here; {}",
        decoded.name,
        if places.count == 1 {
            "1 stretch".to_owned()
        } else {
            format!("{} stretches", places.count)
        },
        if places.count == 1 { "is" } else { "are" },
        other.name(),
        lines(&decoded.text, places)
    );
    Some(Finding { code: Code::MixedEncodings, message, range: Some(first.clone()) })
}

/// The lines of the first places.
fn lines(text: &str, places: &Places) -> String {
    let (mut at, mut line, mut list) = (0, 1, Vec::new());
    for place in &places.first {
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[at..place.start]).count();
        at = place.start;
        list.push(line.to_string());
    }
    let more = if places.count > list.len() { " and more" } else { "" };
    format!("lines {}{more}", list.join(", "))
}

/// A text that is valid and yet makes no words.
fn words(decoded: &Decoded) -> Option<Finding> {
    let model = Model::new();
    let few = decoded.text.chars().filter(|c| !c.is_ascii()).take(500);
    let (price, few) = model.price(few);
    if few == 0 {
        return None;
    }
    if let Some(found) = mojibake(&model, &decoded.text) {
        let message = format!(
            "the characters look like {} that was read as {} and saved again: {} stands for {}; \
             nothing was changed; take the original file, or save this one as {} and read that as {}",
            found.was.name(),
            found.read_as.name(),
            found.example.0,
            found.example.1,
            found.read_as.name(),
            found.was.name()
        );
        return Some(Finding { code: Code::Mojibake, message, range: None });
    }
    let mean = price / few as u64;
    let message = match decoded.likelier {
        Some(likelier) => format!(
            "the file was read as {} ({}), but its bytes look like {}",
            decoded.name,
            decoded.basis,
            likelier.name()
        ),
        None if mean >= DOUBTFUL && few >= LEAST => format!(
            "the file was read as {} ({}), but its characters make no common Chinese; if \
             another encoding was meant, state it, or save the file as UTF-8",
            decoded.name, decoded.basis
        ),
        None => return None,
    };
    Some(Finding { code: Code::EncodingDoubtful, message, range: None })
}
