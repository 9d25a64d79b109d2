//! Text and rubbish: damaged files give characters that no writer would put side by side.

use super::symbols::is_private;
use std::collections::BTreeSet;

/// Characters that are judged together in a long paragraph.
const WINDOW: usize = 64;

/// The text without what is no text; `rubbish` counts the characters that were left out. A stretch
/// inside a paragraph leaves U+FFFD behind.
pub(crate) fn kept(text: String, rubbish: &mut u32) -> String {
    if text.is_ascii() {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let windows = chars.chunks(if chars.len() < WINDOW * 2 { chars.len() } else { WINDOW });
    if !windows.clone().any(is_rubbish) {
        return text;
    }
    let mut kept = String::new();
    for window in windows {
        if !is_rubbish(window) {
            kept.extend(window);
            continue;
        }
        *rubbish = rubbish.saturating_add(u32::try_from(window.len()).unwrap_or(u32::MAX));
        if !kept.is_empty() && !kept.ends_with('\u{FFFD}') {
            kept.push('\u{FFFD}');
        }
    }
    kept
}

/// True for characters that come from anywhere: scripts that no notice mixes, or Han of which most
/// are not in daily use.
pub(super) fn is_rubbish(chars: &[char]) -> bool {
    let impossible = chars.iter().filter(|c| is_impossible(**c)).count();
    let foreign: Vec<char> = chars.iter().copied().filter(|c| !is_usual(*c)).collect();
    let korean = foreign.iter().filter(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')).count();
    let scripts: BTreeSet<u32> = foreign.iter().map(|c| u32::from(*c) >> 8).collect();
    let is_mixed =
        foreign.len() * 10 > chars.len() * 3 && korean * 2 <= foreign.len() && scripts.len() > 4;
    is_mixed || (impossible > 2 && impossible * 10 > chars.len()) || is_rare_han(chars)
}

/// Characters of no script, but for those of symbol fonts.
fn is_impossible(c: char) -> bool {
    let is_odd =
        matches!(c, '\u{FFFD}'..='\u{FFFF}' | '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    is_odd && !is_private(c)
}

/// Scripts and signs that Chinese texts use; other scripts are judged by how many there are.
fn is_usual(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{4FF}'
        | '\u{2000}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F020}'..='\u{F0FF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{10000}'..)
}

/// True where fewer than half of the Han are among the 6763 of GB 2312. Texts in traditional
/// characters keep more.
fn is_rare_han(chars: &[char]) -> bool {
    let han: String = chars.iter().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}')).collect();
    let (bytes, ..) = encoding_rs::GBK.encode(&han);
    let count = han.chars().count();
    let common = bytes.chunks(2).filter(|pair| matches!(pair, [0xB0..=0xF7, 0xA1..=0xFE]));
    count >= 16 && common.count() * 2 < count
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn rubbish_is_left_out() {
        let rubbish = "က葞葠옕ࡰ葠ﺘ옕瀁؈က葞ୀ葠ﺘ옕䀁؋";
        let rare = "匀礀洀戀漀氀㌀䄀爀椀愀氀䄀匀礀洀戀漀氀㌀䄀爀椀愀氀䄀";
        for text in [rubbish, rare, "\u{E123}\u{E456}\u{FFFD}工作"] {
            let mut count = 0;
            assert_eq!(kept(text.to_owned(), &mut count), "");
            assert_eq!(count as usize, text.chars().count());
        }
        let long = format!("{}{}{}", "工作".repeat(96), rare.repeat(4), "通知".repeat(64));
        let mut count = 0;
        let left = kept(long, &mut count);
        assert!(left.starts_with("工作") && left.ends_with("通知") && left.contains('\u{FFFD}'));
        assert!(!left.contains('爀') && count >= 100);
    }

    #[test]
    fn text_is_kept() {
        let texts = [
            "關於進一步加強學校衛生與傳染病預防及應變處理機制之實施辦法與補充規定",
            "연변조선족자치주인민정부 사업에 관한 통지",
            "Шинжаң Уйғур аптоном райони",
            "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى",
            "㎡≥50％，①α±5℃ №3 “四至”——Ⅲ类",
            "\u{F0A8}是\u{F0A8}否\u{F0A8}其他",
        ];
        for text in texts {
            let mut count = 0;
            assert_eq!(kept(text.to_owned(), &mut count), text);
            assert_eq!(count, 0);
        }
    }
}
