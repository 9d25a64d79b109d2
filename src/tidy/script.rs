//! Traditional script. The words of the lexicon are simplified, so a text in traditional script is
//! looked at through its simplified twin, character for character and byte for byte; what is read is
//! taken from the text as it stands.

use crate::chars::is_han;
use crate::lexicon::Lexicon;
use std::borrow::Cow;

/// Han characters at the beginning that decide.
const SAMPLE: usize = 2_000;
/// In traditional script at least one Han character of so many has a twin.
const ONE_OF: usize = 25;
/// A name or two in old characters make no traditional text.
const LEAST: usize = 3;

/// The script of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// 县, as the lexicon has it.
    #[default]
    Simplified,
    /// 縣.
    Traditional,
}

/// The text in simplified script, with every character where it was.
pub(super) fn simplified<'t>(lexicon: &Lexicon, script: Script, text: &'t str) -> Cow<'t, str> {
    if script == Script::Simplified {
        return Cow::Borrowed(text);
    }
    let twin = |c: char| {
        let twin = lexicon.traditional.simplified(c);
        twin.filter(|twin| twin.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    Cow::Owned(text.chars().map(twin).collect())
}

/// Which script a text is in, by its beginning.
pub(super) fn of(lexicon: &Lexicon, text: &str) -> Script {
    let (mut all, mut traditional) = (0, 0);
    for c in text.chars().filter(|c| is_han(*c)).take(SAMPLE) {
        all += 1;
        traditional += usize::from(lexicon.traditional.simplified(c).is_some());
    }
    let is_traditional = traditional >= LEAST && traditional * ONE_OF >= all;
    if is_traditional { Script::Traditional } else { Script::Simplified }
}

#[cfg(test)]
mod tests {
    use super::simplified;
    use crate::lexicon::Lexicon;

    #[test]
    fn only_traditional_texts_have_a_twin() {
        let words = Lexicon::builtin();
        let twin = |text| simplified(words, super::of(words, text), text).into_owned();
        assert_eq!(twin("責任單位:縣財政局、縣農業農村局"), "责任单位:县财政局、县农业农村局");
        let name = "责任单位:县财政局。联系人:於敏、徵和,办公室电话和地址另行通知各有关单位";
        assert_eq!(twin(name), name);
    }
}
