//! Does a short line name an organ?

use super::width;
use crate::lexicon::Lexicon;

/// True for `武汉市人民政府办公厅`: a name without punctuation that ends as organs do.
pub(super) fn is_organ(lexicon: &Lexicon, words: &str) -> bool {
    let plain = !words.contains([',', '。', ':', ';', '、', '《', '》', '〔']);
    plain && (3..=40).contains(&width(words)) && lexicon.is_organ(words)
}
