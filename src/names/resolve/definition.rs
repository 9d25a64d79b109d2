//! Short names that the notice itself introduces: 武汉东湖新技术开发区管委会(以下简称东湖高新区).

use crate::lexicon::Lexicon;
use crate::lexicon::organisation::NoteSays;

/// How far before the bracket the long name may begin, in characters.
const BEFORE: usize = 40;

/// How long the short name may be, in characters.
const SHORT: usize = 20;

/// A short name and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    /// The long name.
    pub full: String,
    /// The short name.
    pub short: String,
}

/// The short names of organisations that a clean text introduces, in reading order.
#[must_use]
pub(crate) fn definitions(lexicon: &Lexicon, text: &str) -> Vec<Definition> {
    let brackets = memchr::memchr_iter(b'(', text.as_bytes());
    brackets.filter_map(|at| definition(lexicon, text, at)).collect()
}

fn definition(lexicon: &Lexicon, text: &str, at: usize) -> Option<Definition> {
    let note = &text[at + 1..];
    let (word, _) =
        lexicon.unit_notes.at_start(note).filter(|(_, says)| **says == NoteSays::Short)?;
    let rest = &note[word.len()..];
    let end =
        rest.char_indices().take(SHORT + 3).find(|(_, c)| matches!(c, ')' | ',' | '、' | ';'))?.0;
    let short = rest[..end].trim_matches(['“', '”', ':', ' ']);
    let full = long_name(lexicon, &text[..at])?;
    let fits = short.chars().nth(1).is_some() && short != full;
    fits.then(|| Definition { full: full.to_owned(), short: short.to_owned() })
}

/// The longest name that the words before the bracket end in.
fn long_name<'t>(lexicon: &Lexicon, before: &'t str) -> Option<&'t str> {
    let starts = before.char_indices().rev().take(BEFORE);
    let starts =
        starts.take_while(|(_, c)| !matches!(c, '。' | ',' | '、' | ';' | ':' | '\n' | '(' | ')'));
    let mut longest = None;
    for (at, _) in starts {
        if lexicon.organisations.name_shape(&before[at..]).is_name() {
            longest = Some(&before[at..]);
        }
    }
    longest.filter(|name| lexicon.organisations.suffix(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Definition, definitions};
    use crate::lexicon::Lexicon;

    #[test]
    fn short_names_are_found() {
        let text = "武汉东湖新技术开发区管委会(以下简称东湖高新区)要牵头。\n经济发展(以下简称发展)";
        let wanted = Definition {
            full: "武汉东湖新技术开发区管委会".to_owned(),
            short: "东湖高新区".to_owned(),
        };
        assert_eq!(definitions(Lexicon::builtin(), text), [wanted]);
    }
}
