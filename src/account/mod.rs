//! Stage 8: says of every quantity, date and name of the body what became of it.
//!
//! What a rule found or left out has its verdict from there ([`claims`]); [`quantity`], [`date`] and [`name`]
//! say something about the rest by what they are and where they stand. What no rule speaks of is open.

mod claims;
mod date;
mod name;
mod quantity;

use crate::annotate::Layout;
use crate::find::settle::PassageFindings;
use crate::find::{Context, Rule, RuleId};
use crate::model::{MentionKind, Verdict};
use crate::outline::Outline;
use crate::span::TextRange;
use claims::Claims;

/// A mention before its place is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accounted {
    pub(crate) range: TextRange,
    pub(crate) kind: MentionKind,
    pub(crate) verdict: Verdict,
    pub(crate) rule: Option<RuleId>,
}

/// The rules of this stage.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let quantities = quantity::RULES.iter().map(|bar| &bar.rule).chain([&quantity::NEXT]);
    let dates = date::RULES.iter().map(|bar| &bar.rule);
    quantities.chain(dates).chain(name::RULES.iter().map(|bar| &bar.rule))
}

/// What these rules see.
struct View<'a> {
    context: &'a Context<'a>,
    paragraph: TextRange,
    layout: Layout<'a>,
    claims: &'a Claims,
}

impl<'a> View<'a> {
    /// The words of the paragraph before `range`.
    fn before(&self, range: TextRange) -> &'a str {
        let start = self.paragraph.start.min(range.start);
        TextRange::new(start, range.start).of(self.context.text)
    }

    /// The words of the paragraph behind `range`.
    fn after(&self, range: TextRange) -> &'a str {
        TextRange::new(range.end, self.paragraph.end.max(range.end)).of(self.context.text)
    }
}

/// What is said of a notice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    /// Quantities, dates and names in the order of the text.
    pub(crate) mentions: Vec<Accounted>,
    /// The sentences that hold something open, in the order of the text, each once.
    pub(crate) open: Vec<TextRange>,
}

/// Accounts for all passages.
pub(crate) fn account(
    context: &Context,
    outline: &Outline,
    findings: &[PassageFindings],
) -> Account {
    let mut account = Account::default();
    for (passage, findings) in outline.passages.iter().zip(findings) {
        let claims = Claims::of(findings);
        account.mentions.extend(claims.names().map(|(range, claim)| Accounted {
            range,
            kind: MentionKind::Organisation,
            verdict: claim.verdict,
            rule: Some(claim.rule),
        }));
        for paragraph in &passage.paragraphs {
            let layout = context.marks.layout(context.text, *paragraph);
            let view = View { context, paragraph: *paragraph, layout, claims: &claims };
            let from = account.mentions.len();
            of_paragraph(&view, &mut account.mentions);
            let new = account.mentions.get(from..).unwrap_or_default();
            account.open.extend(sentences(&view, new));
        }
    }
    account.mentions.sort_by_key(|mention| (mention.range, mention.kind));
    account.open.sort_unstable();
    account.open.dedup();
    account
}

/// The sentences of open mentions.
fn sentences(view: &View, mentions: &[Accounted]) -> impl Iterator<Item = TextRange> {
    let open = mentions.iter().filter(|mention| mention.verdict == Verdict::Open);
    open.map(|mention| view.layout.sentence(mention.range))
}

fn of_paragraph(view: &View, all: &mut Vec<Accounted>) {
    let marks = view.context.marks;
    let dates = marks.dates(view.paragraph);
    all.extend(name::all(view));
    let mut quantities = marks.quantities(view.paragraph).iter().peekable();
    let mut run = quantity::Run::default();
    let mut quantity = |one| {
        let (verdict, rule) = run.next(view, one)?;
        Some(Accounted { range: one.range, kind: MentionKind::Quantity, verdict, rule })
    };
    for date in dates {
        while let Some(one) = quantities.next_if(|one| one.range.start < date.range.start) {
            all.extend(quantity(one));
        }
        while quantities.next_if(|one| one.range.start < date.range.end).is_some() {}
        let (verdict, rule) = date::verdict(view, date);
        all.push(Accounted { range: date.range, kind: MentionKind::Date, verdict, rule });
    }
    all.extend(quantities.filter_map(quantity));
}

#[cfg(test)]
mod tests {
    use crate::document::TextLayer;
    use crate::extract;
    use crate::lexicon::Lexicon;
    use crate::model::{Mention, Verdict};

    /// The mentions of a notice of the spring of 2022 with these lines, and their words.
    fn mentions(lines: &str) -> Vec<(String, Mention)> {
        let text = format!("关于做好有关工作的通知\n{lines}。\n青禾区人民政府\n2022年3月31日\n");
        let layer = TextLayer::new(text);
        let found = extract(Lexicon::builtin(), &layer).notice.mentions;
        found.into_iter().map(|one| (layer.words(one.span).to_owned(), one)).collect()
    }

    fn verdicts(lines: &str) -> Vec<(String, Verdict)> {
        mentions(lines).into_iter().map(|(words, one)| (words, one.verdict)).collect()
    }

    #[test]
    fn each_mention_has_one_verdict_in_the_order_of_the_text() {
        let lines = "到2025年,建成泵站3座。(责任单位:区水利局)\n已建成泵站2座";
        let expected = [
            ("2025年", Verdict::Period),
            ("3座", Verdict::Target),
            ("区水利局", Verdict::Responsible),
            ("2座", Verdict::PastFact),
        ];
        let expected: Vec<_> = expected.map(|(words, verdict)| (words.to_owned(), verdict)).into();
        assert_eq!(verdicts(lines), expected);
    }

    #[test]
    fn words_that_are_no_numbers_are_not_mentioned() {
        assert_eq!(verdicts("加快一体化发展,统一标准"), []);
    }
}
