//! What one line of a page is: a title, a field, a menu, a date, a file.

use super::chrome::View;
use super::dom::Id;
use super::facts::Fact;
use super::flow::LineKind;
use super::hints::is_hinted;

/// A title that the head of a page gives, without blanks.
pub(super) struct Title {
    words: String,
    is_exact: Exact,
}

/// What stands in a title besides the title of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exact {
    /// Nothing.
    Yes,
    /// The name of the site, as a rule.
    WithSite,
}

/// The titles among the facts of a page. What is longer than any title is none.
pub(super) fn titles(facts: &[Fact]) -> Vec<Title> {
    let title = |fact: &Fact| {
        let is_exact = match () {
            () if fact.is("articletitle") || fact.is("og:title") => Exact::Yes,
            () if fact.is("title") => Exact::WithSite,
            () => return None,
        };
        let words = fact.value.iter().map(|glyph| glyph.c).filter(|c| !c.is_whitespace());
        let words: String = words.take(MAX_TITLE + 1).collect();
        (5..=MAX_TITLE).contains(&words.chars().count()).then_some(Title { words, is_exact })
    };
    facts.iter().filter_map(title).collect()
}

/// Characters that a title may have.
const MAX_TITLE: usize = 400;

impl View<'_> {
    pub(super) fn words(&self, at: usize) -> String {
        let glyphs = &self.page.glyphs[self.page.lines[at].glyphs.clone()];
        glyphs.iter().map(|glyph| glyph.c).filter(|c| !c.is_whitespace()).collect()
    }

    /// True for a line that the head of the page gives as its title.
    pub(super) fn is_title(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.ink < 5 || weight.ink > MAX_TITLE || weight.linked * 2 > weight.ink {
            return false;
        }
        let line = self.words(at);
        self.titles.iter().any(|title| {
            let is_most = weight.ink * 10 > title.words.chars().count() * 6;
            let is_part = match title.is_exact {
                Exact::Yes => title.words.contains(&line) && is_most,
                Exact::WithSite => weight.ink >= 8 && title.words.starts_with(&line),
            };
            is_part || line.contains(&title.words)
        })
    }

    /// True for a line of label and value: a row, or a colon near the beginning.
    pub(super) fn is_field(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.is_hinted || weight.ink > 200 {
            return false;
        }
        matches!(self.page.lines[at].kind, LineKind::Row(_) | LineKind::Head(_))
            || self.words(at).chars().take(12).any(|c| matches!(c, '：' | ':' | ']' | '】'))
    }

    /// The lines of the field that ends above a line: one, or a label and its value below it.
    pub(super) fn field_above(&self, line: usize) -> Option<usize> {
        let last = line.checked_sub(1)?;
        if self.is_field(last) && !self.is_path(last) {
            return Some(1);
        }
        let weight = self.weights[last];
        let is_value = !weight.is_hinted && weight.ink <= 200 && !self.is_menu(last);
        let label = last.checked_sub(1)?;
        (is_value && self.is_label(label)).then_some(2)
    }

    /// True for a label alone: a few characters and a colon, or the term of a list of terms.
    fn is_label(&self, at: usize) -> bool {
        let words = self.words(at);
        let is_short = (2..=12).contains(&words.chars().count()) && !self.weights[at].is_hinted;
        let is_term = || self.dom.name(self.page.lines[at].node) == "dt";
        is_short && (words.ends_with(['：', ':']) || is_term())
    }

    /// True for a line that is nothing but links.
    pub(super) fn is_menu(&self, at: usize) -> bool {
        let weight = self.weights[at];
        weight.linked * 10 > weight.ink * 7
    }

    pub(super) fn stays_before(&self, at: usize) -> bool {
        if self.is_dated(at) {
            return true;
        }
        !self.weights[at].is_hinted
            && !self.has_buttons(at)
            && !self.is_path(at)
            && self.words(at).chars().any(char::is_alphanumeric)
            && (!self.is_menu(at) || self.is_field(at))
    }

    /// True for the way from the home page to this one.
    pub(super) fn is_path(&self, at: usize) -> bool {
        let weight = self.weights[at];
        let parts =
            || self.words(at).chars().filter(|c| matches!(c, '>' | '›' | '»' | '＞')).count();
        weight.ink < 150 && (parts() > 1 || weight.linked > 0 && parts() > 0)
    }

    /// True for a short line with a label and a date: when and where the notice was published.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.ink > 120 || self.is_menu(at) {
            return false;
        }
        let words = self.words(at);
        let has_label = words.chars().any(|c| matches!(c, '：' | ':'));
        has_label && has_date(&words)
    }

    pub(super) fn stays_after(&self, at: usize) -> bool {
        !self.weights[at].is_hinted
            && !self.has_buttons(at)
            && (!self.is_menu(at) || self.is_attachment(at))
    }

    /// True for a short line with buttons: font sizes, print, close.
    pub(super) fn has_buttons(&self, at: usize) -> bool {
        let weight = self.weights[at];
        weight.ink < 40 && weight.buttons * 4 >= weight.ink.max(1)
    }

    /// Inside the body only what its name sets apart goes.
    pub(super) fn stays_inside(&self, at: usize, body: Id) -> bool {
        let weight = self.weights[at];
        if self.has_buttons(at) && !self.is_attachment(at) {
            return false;
        }
        if !weight.is_hinted || (weight.ink > 15 && !self.is_menu(at)) {
            return true;
        }
        let mut node = Some(self.page.lines[at].node);
        while let Some(id) = node.filter(|id| *id != body) {
            if self.dom.element(id).is_some_and(is_hinted) {
                return false;
            }
            node = self.dom.parent(id);
        }
        true
    }

    /// True for a line with a link to a file.
    pub(super) fn is_attachment(&self, at: usize) -> bool {
        const FILES: &[&str] = &[
            ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".pdf", ".ofd", ".zip", ".rar",
            ".ppt", ".pptx", ".txt", ".7z",
        ];
        if self.weights[at].is_hinted || self.weights[at].linked == 0 {
            return false;
        }
        let node = self.page.lines[at].node;
        let above = std::iter::successors(Some(node), |id| self.dom.parent(*id)).take(3);
        let links = above.chain(self.dom.below(node).take(40));
        let mut addresses = links
            .filter(|id| self.dom.name(*id) == "a")
            .filter_map(|id| self.dom.element(id)?.attribute("href"));
        addresses.any(|href| {
            let href = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            FILES.iter().any(|end| href.ends_with(end))
        })
    }
}

/// True where a date stands, like `2025-04-01`.
pub(super) fn has_date(words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    let is_sign = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '-' | '/' | '.' | '年'));
    let digits =
        |at: usize| chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    (0..chars.len()).filter(|at| *at == 0 || !chars[*at - 1].is_ascii_digit()).any(|at| {
        let month = digits(at + 5);
        digits(at) == 4
            && is_sign(at + 4)
            && (1..=2).contains(&month)
            && chars.get(at + 5 + month).is_some_and(|c| *c == '月' || is_sign(at + 5 + month))
    })
}
