//! Names that page templates give to the notice and to what stands around it. Data: each word is a
//! name that portals use, not a rule for one of them.

use super::dom::Element;

/// Words of class and id names of what is around a notice. A name is cut at `-`, `_`, digits and
/// humps; a word of one of these kinds must stand there whole.
const AROUND: &[&str] = &[
    "bdshare",
    "bdsharebuttonbox",
    "bread",
    "breadcrumb",
    "breadcrumbs",
    "breadnav",
    "carousel",
    "crumb",
    "crumbs",
    "curpos",
    "currentposition",
    "dqwz",
    "ewm",
    "erweima",
    "fontsize",
    "friendlink",
    "friendlinks",
    "jiathis",
    "login",
    "mbx",
    "menu",
    "menus",
    "mianbao",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "pagination",
    "pager",
    "popover",
    "popup",
    "modal",
    "print",
    "printer",
    "relevant",
    "qr",
    "qrcode",
    "recommend",
    "related",
    "search",
    "share",
    "sharebox",
    "shares",
    "sidebar",
    "sitemap",
    "swiper",
    "toolbar",
    "topbar",
    "toplink",
    "weixin",
    "wechat",
    "weizhi",
    "wza",
];

/// Elements that are around a notice by their name.
const AROUND_ELEMENTS: &[&str] = &["nav", "footer", "aside"];

/// Names, in small letters, of the element that holds the text of a notice.
const BODY: &[&str] = &[
    "trs_editor",
    "trs_ueditor",
    "trs_editor_view",
    "zoom",
    "zoomcon",
    "fontzoom",
    "czfxfontzoom",
    "ucapcontent",
    "article-content",
    "article_content",
    "articlecontent",
    "pages_content",
    "news_content",
    "newscontent",
    "govinfocontent",
    "maintext",
    "contenttext",
    "content_article",
    "newsarticletype",
    "text_content",
    "detail_content",
    "detail-content",
    "con_text",
    "wzcon",
    "j-fontcontent",
    "bt_content",
    "xxgk_content",
    "view",
    "art_con",
    "artibody",
    "rm_txt_con",
];

/// True for an element whose name says that it is around the notice.
pub(super) fn is_hinted(element: &Element) -> bool {
    let name = &*element.name.local;
    if matches!(name, "html" | "body") {
        return false;
    }
    AROUND_ELEMENTS.contains(&name)
        || is_foot(element)
        || has_word(element, |word| AROUND.contains(&word))
}

/// True for an element whose name says that it holds the text of a notice.
pub(super) fn is_body(element: &Element) -> bool {
    has_word(element, |word| BODY.contains(&word))
}

/// True for the foot of a page; a footnote is none.
pub(super) fn is_foot(element: &Element) -> bool {
    let is_foot = |word: &str| word.starts_with("foot") && !word.starts_with("footnote");
    &*element.name.local == "footer"
        || has_word(element, |word| is_foot(word) || word == "copyright")
}

fn has_word(element: &Element, is_it: impl Fn(&str) -> bool) -> bool {
    let named = |name| element.attribute(name).unwrap_or_default();
    words(named("class")).chain(words(named("id"))).any(|word| is_it(&word))
}

/// The words of a class or id name, in small letters: `topNav-box2` is `top`, `nav`, `box`, and
/// the name as a whole.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split_ascii_whitespace().flat_map(|name| {
        let mut words = vec![name.to_ascii_lowercase()];
        let mut word = String::new();
        let mut was_small = false;
        for c in name.chars() {
            if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && was_small) {
                words.push(std::mem::take(&mut word));
            }
            was_small = c.is_ascii_lowercase();
            if c.is_ascii_alphabetic() {
                word.push(c.to_ascii_lowercase());
            }
        }
        words.push(word);
        words
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_cut_into_words() {
        let cut = |name| words(name).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        assert_eq!(cut("topNav-box2"), "topnav-box2 top nav box");
        assert_eq!(cut("TRS_Editor zoom"), "trs_editor trs editor zoom zoom");
        assert_eq!(cut(""), "");
    }
}
