//! What a browser makes of an element before any style sheet: a block, a piece of a line, nothing.

use super::dom::{Element, Glyph};

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements without text of the page: programs, controls, pictures, readings above the text.
const SILENT: &[&str] = &[
    "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frameset", "head",
    "iframe", "input", "link", "map", "math", "meta", "meter", "noembed", "noframes", "noscript",
    "object", "option", "progress", "rp", "rt", "rtc", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
];

/// How an element takes part in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// On lines of its own.
    Block,
    /// Inside a line.
    Inline,
    /// No text.
    Silent,
    /// Text that the page hides.
    Hidden,
}

/// How this element takes part in the page.
pub(super) fn look(element: &Element) -> Look {
    let name = &*element.name.local;
    if SILENT.contains(&name) {
        return Look::Silent;
    }
    let style: String = element.attribute("style").map_or_else(String::new, |style| {
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
    });
    let is =
        |value: &str| style.split(';').any(|part| part.trim_end_matches("!important") == value);
    let aria = element.attribute("aria-hidden").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    // Some pages hide themselves until a script has run.
    if matches!(name, "html" | "body") {
        return Look::Block;
    }
    let hidden = element.attribute("hidden").is_some();
    if hidden || aria || is("display:none") || is("visibility:hidden") || is("mso-hide:all") {
        return Look::Hidden;
    }
    match BLOCKS.contains(&name) || is("display:block") || is("display:flex") {
        true => Look::Block,
        false => Look::Inline,
    }
}

/// True for the name of an element that pages are made of.
pub(super) fn is_known(name: &str) -> bool {
    const INLINE: &[&str] = &["a", "b", "br", "em", "font", "i", "img", "span", "strong", "u"];
    BLOCKS.contains(&name) || SILENT.contains(&name) || INLINE.contains(&name)
}

/// True where the element keeps blanks and line ends as they stand in the source.
pub(super) fn keeps_blanks(element: &Element) -> bool {
    if matches!(&*element.name.local, "pre" | "xmp" | "listing") {
        return true;
    }
    let style = element.attribute("style").unwrap_or_default();
    let Some((_, value)) = style.split_once("white-space") else { return false };
    value.trim_start_matches([' ', ':']).starts_with("pre")
}

/// True where a click does something else than to follow a link.
pub(super) fn is_button(element: &Element) -> bool {
    let href = element.attribute("href").unwrap_or_default().trim_start();
    let runs = href.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    let is_small = matches!(&*element.name.local, "a" | "span" | "i" | "em" | "b" | "li" | "font");
    is_small && (runs || element.attribute("onclick").is_some())
}

/// White space that collapses.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// True for characters of full width, between which a line end in the source is no space.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '—' | '…')
}

/// Number of characters that are not blank.
pub(super) fn ink(glyphs: &[Glyph]) -> usize {
    glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).count()
}
