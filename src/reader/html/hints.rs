//! Names that page templates give to the notice and to what stands around it. Data: each word is a
//! name that portals use, not a rule for one of them.

/// Words of class and id names of what is around a notice. A name is cut at `-`, `_`, digits and
/// humps; a word of one of these kinds must stand there whole.
pub(super) const AROUND: &[&str] = &[
    "bdshare",
    "bdsharebuttonbox",
    "bread",
    "breadcrumb",
    "breadcrumbs",
    "breadnav",
    "carousel",
    "copyright",
    "crumb",
    "crumbs",
    "curpos",
    "currentposition",
    "dqwz",
    "ewm",
    "erweima",
    "fixed",
    "fontsize",
    "foot",
    "footer",
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
    "pop",
    "popover",
    "popup",
    "position",
    "modal",
    "print",
    "printer",
    "qr",
    "qrcode",
    "recommend",
    "related",
    "relevant",
    "search",
    "share",
    "sharebox",
    "shares",
    "sidebar",
    "sitemap",
    "swiper",
    "toolbar",
    "tools",
    "topbar",
    "toplink",
    "weixin",
    "wechat",
    "weizhi",
    "wza",
];

/// Elements that are around a notice by their name.
pub(super) const AROUND_ELEMENTS: &[&str] = &["nav", "footer", "aside"];

/// Names, in small letters, of the element that holds the text of a notice.
pub(super) const BODY: &[&str] = &[
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

/// The words of a class or id name, in small letters: `topNav-box2` is `top`, `nav`, `box`, and
/// the name as a whole.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> + '_ {
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
