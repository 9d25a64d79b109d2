//! The measure after a numeral: one word of the table, or two joined by a stroke (元/平方米).

use crate::lexicon::Lexicon;
use crate::lexicon::measures::{Measure, MeasureKind};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A measure as read.
#[derive(Clone, Debug)]
pub(super) struct Reading<'l> {
    pub(super) len: usize,
    pub(super) base: Cow<'l, str>,
    pub(super) code: Option<Cow<'l, str>>,
    pub(super) factor: Decimal,
    pub(super) kind: MeasureKind,
}

/// The measure that `text` begins with.
pub(super) fn read<'l>(lexicon: &'l Lexicon, text: &str) -> Option<Reading<'l>> {
    let (len, measure) = simple(lexicon, text)?;
    let per = text.get(len..).and_then(|rest| per(lexicon, rest));
    let base = Cow::Borrowed(&*measure.base);
    let code = measure.code.as_deref().map(Cow::Borrowed);
    let simple = Reading { len, base, code, factor: measure.factor, kind: measure.kind };
    Some(per.map_or(simple.clone(), |per| joined(&simple, &per)))
}

/// A word of the table, if what follows does not make another word of it.
pub(super) fn simple<'l>(lexicon: &'l Lexicon, text: &str) -> Option<(usize, &'l Measure)> {
    let (word, measure) = lexicon.measures.at_start(text)?;
    let after = text.get(word.len()..)?.chars().next();
    let latin = word.ends_with(|c: char| c.is_ascii_alphanumeric());
    let ends = after.is_none_or(|next| {
        let goes_on = latin && next.is_ascii_alphanumeric();
        !(goes_on || measure.not_before.contains(next))
    });
    ends.then_some((word.len(), measure))
}

/// What stands below the stroke: `/万元` has a magnitude.
struct Per<'l> {
    len: usize,
    words: String,
    code: Option<&'l str>,
}

fn per<'l>(lexicon: &'l Lexicon, text: &str) -> Option<Per<'l>> {
    let stroke = text.chars().next().filter(|c| matches!(c, '/' | '·'))?;
    let rest = text.get(stroke.len_utf8()..)?;
    let scale: usize = rest
        .chars()
        .take_while(|c| matches!(c, '百' | '千' | '万' | '亿'))
        .map(char::len_utf8)
        .sum();
    let scale = if simple(lexicon, rest).is_some() { 0 } else { scale };
    let (len, measure) = simple(lexicon, rest.get(scale..)?)?;
    let words = format!("{stroke}{}{}", rest.get(..scale)?, measure.base);
    let code = measure.code.as_deref().filter(|_| scale == 0 && stroke == '/');
    Some(Per { len: stroke.len_utf8() + scale + len, words, code })
}

fn joined<'l>(above: &Reading<'l>, below: &Per<'l>) -> Reading<'l> {
    let code = above.code.as_ref().zip(below.code).map(|(a, b)| Cow::Owned(format!("{a}/{b}")));
    Reading {
        len: above.len + below.len,
        base: Cow::Owned(format!("{}{}", above.base, below.words)),
        code,
        factor: above.factor,
        kind: above.kind,
    }
}
