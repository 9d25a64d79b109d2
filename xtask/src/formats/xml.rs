//! Words inside markup.

/// `words` with the characters escaped that mean something in XML and HTML.
pub(super) fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
