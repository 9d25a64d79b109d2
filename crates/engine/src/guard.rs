//! Turns a panic of the program on one notice into a diagnostic of that notice.

use gongwen::Extraction;
use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{TextLayer, doc_id, whole};
use gongwen::model::{Notice, Segment, SegmentKind};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `extract` gives, or what stands for it where it fails.
pub(crate) fn guarded<T>(
    layer: &TextLayer,
    extract: impl FnOnce() -> T,
) -> Result<T, Box<Extraction>> {
    // The closure only borrows what is read-only, so nothing half-changed outlives a panic.
    catch_unwind(AssertUnwindSafe(extract))
        .map_err(|panic| Box::new(failed(layer, &panic_message(panic.as_ref()))))
}

fn failed(layer: &TextLayer, message: &str) -> Extraction {
    let span = whole(layer);
    let diagnostic = Diagnostic {
        code: Code::InternalError,
        message: format!("extraction failed: {message}"),
        span: None,
    };
    let segments = (!span.is_empty())
        .then_some(Segment { kind: SegmentKind::Unexplained, span })
        .into_iter()
        .collect();
    let notice = Notice { segments, diagnostics: vec![diagnostic], ..Notice::default() };
    Extraction { notice, doc_id: doc_id(layer.text()) }
}

/// The first line of what a panic said, as far as it fits a message.
#[must_use]
pub fn panic_message(panic: &(dyn Any + Send)) -> String {
    const LONGEST: usize = 160;
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let line = text.unwrap_or("no message").lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use gongwen::diagnostic::Code;
    use gongwen::document::TextLayer;
    use gongwen::model::SegmentKind;

    #[test]
    fn a_panic_becomes_a_diagnostic_and_the_text_stays_accounted_for() {
        let layer = TextLayer::new("关于工作的通知");
        let failed: Result<(), _> = guarded(&layer, || panic!("row {}\nof the \u{1B}file", 7));
        let extraction = failed.unwrap_err();
        let notice = extraction.notice;
        assert_eq!(notice.diagnostics[0].code, Code::InternalError);
        assert_eq!(notice.diagnostics[0].message, "extraction failed: row 7");
        assert_eq!(notice.segments[0].kind, SegmentKind::Unexplained);
        assert_eq!(notice.segments[0].span.len(), 7);
        assert_eq!(extraction.doc_id.len(), 32);
    }

    #[test]
    fn an_empty_text_that_fails_has_no_segment() {
        let layer = TextLayer::new("");
        let failed: Result<(), _> = guarded(&layer, || panic!("at once"));
        assert!(failed.unwrap_err().notice.segments.is_empty());
    }
}
