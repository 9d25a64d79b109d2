//! For a CI server: a test case for each cause, failed with its examples.

use super::{Summary, item_lines};
use gongwen_messages::Language;
use std::fmt::Write;

/// What is pending, as JUnit's XML.
#[must_use]
pub fn junit(summary: &Summary) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tests = summary.causes.len().max(1);
    let counts = format!("tests=\"{tests}\" failures=\"{}\" errors=\"0\"", summary.causes.len());
    let _ = writeln!(out, "<testsuites {counts}>");
    let _ = writeln!(out, "<testsuite name=\"gongwen snapshot\" {counts}>");
    if summary.is_same() {
        out.push_str("<testcase classname=\"snapshot\" name=\"as the reference\"/>\n");
    }
    for cause in &summary.causes {
        let _ = writeln!(
            out,
            "<testcase classname=\"snapshot\" name=\"{}\">\n<failure message=\"{}\">",
            escaped(&cause.group),
            escaped(&cause.headline().to_string())
        );
        let lines = cause.examples.iter().flat_map(|item| item_lines(item, 100, Language::English));
        lines.for_each(|line| _ = writeln!(out, "{}", escaped(&line)));
        out.push_str("</failure>\n</testcase>\n");
    }
    out.push_str("</testsuite>\n</testsuites>\n");
    out
}

/// Words as XML holds them; characters that it cannot hold become U+FFFD.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
