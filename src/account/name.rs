//! Names of organisations that no finding holds: what they are by the words around them.

use super::{Accounted, View};
use crate::find::{Bar, Rule, RuleId};
use crate::model::{MentionKind, Verdict};
use crate::span::{TextRange, to_u32};

/// What a rule asks.
type Asks = fn(&View, TextRange) -> Option<Verdict>;

const ISSUER: Rule = Rule {
    id: "name/issuer",
    finds: "A name before the title or the kind of a document, which it has issued.",
    example: "清理文件:青禾区人民政府关于加强巡查的意见",
    counter_example: "青禾区人民政府加强巡查",
};

/// The rules in the order in which they are asked.
pub(super) static RULES: [Bar<Asks>; 5] = [
    Bar {
        rule: Rule {
            id: "name/in-title",
            finds: "A name inside the title of a document or in quotation marks.",
            example: "落实《青禾区人民政府工作规则》",
            counter_example: "区人民政府制定工作规则",
        },
        says: |view, name| view.layout.is_quoted(name).then_some(Verdict::NamePart),
    },
    Bar { rule: ISSUER, says: issuer },
    Bar {
        rule: Rule {
            id: "name/led",
            finds: "A name behind a word that says what it does or what is done for it.",
            example: "重大情况及时向区人民政府报告",
            counter_example: "区人民政府听取重大情况",
        },
        says: led,
    },
    Bar {
        rule: Rule {
            id: "name/subject",
            finds: "A name that opens a clause: who acts.",
            example: "区水利局要加强巡查",
            counter_example: "经区水利局审核",
        },
        says: subject,
    },
    Bar {
        rule: Rule {
            id: "name/mentioned",
            finds: "Any other name.",
            example: "参加区水利局的培训",
            counter_example: "区水利局组织培训",
        },
        says: |_, _| Some(Verdict::Mentioned),
    },
];

/// The names of a paragraph that no finding holds.
pub(super) fn all(view: &View) -> Vec<Accounted> {
    let mut found: Vec<Accounted> = Vec::new();
    let names = view.context.marks.names(view.paragraph).iter();
    let names = names.filter(|name| view.claims.name(**name).is_none());
    // A label in brackets is no name.
    let named = names.filter(|name| !name.of(view.context.text).starts_with('('));
    for name in named.map(|name| whole(view, *name)) {
        let before = found.last().filter(|last| is_listed(view, last.range, name));
        let (verdict, rule) = match before {
            Some(last) => (last.verdict, last.rule),
            None => verdict(view, name),
        };
        let own = issuer(view, name).map(|verdict| (verdict, Some(ISSUER.id)));
        let (verdict, rule) = own.unwrap_or((verdict, rule));
        found.push(Accounted { range: name, kind: MentionKind::Organisation, verdict, rule });
    }
    issued_together(view, &mut found);
    found
}

/// 交通运输部门 and not 交通运输部.
fn whole(view: &View, name: TextRange) -> TextRange {
    let cut = name.of(view.context.text).ends_with('部') && view.after(name).starts_with('门');
    if cut { name.with_end(name.end + to_u32('门'.len_utf8())) } else { name }
}

/// 财政部、税务总局公告: who stands before an issuer has issued it too.
fn issued_together(view: &View, found: &mut [Accounted]) {
    for at in (1..found.len()).rev() {
        let (earlier, later) = found.split_at_mut(at);
        let (Some(before), Some(after)) = (earlier.last_mut(), later.first()) else { continue };
        let issued = after.verdict == Verdict::Issuer && before.verdict == Verdict::Actor;
        if issued && is_listed(view, before.range, after.range) {
            (before.verdict, before.rule) = (after.verdict, after.rule);
        }
    }
}

/// What became of a name.
fn verdict(view: &View, name: TextRange) -> (Verdict, Option<RuleId>) {
    let said = Bar::first(&RULES, |says| says(view, name));
    said.map_or((Verdict::Open, None), |(verdict, rule)| (verdict, Some(rule)))
}

/// 由区水利局, 向区政府.
fn led(view: &View, name: TextRange) -> Option<Verdict> {
    let leads = &view.context.lexicon.actors.leads;
    leads.at_end(view.before(name)).map(|(_, verdict)| *verdict)
}

/// 区政府关于…, 税务总局公告.
fn issuer(view: &View, name: TextRange) -> Option<Verdict> {
    let after = view.after(name).trim_start();
    let titled = view.context.lexicon.actors.issues.at_start(after).is_some();
    titled.then_some(Verdict::Issuer)
}

/// 区水利局要加强…, but not 区水利局的…, and not a name alone in its line or its cell.
fn subject(view: &View, name: TextRange) -> Option<Verdict> {
    let opens = view.layout.clause(name).start == name.start;
    let after = view.after(name);
    // 张某 县教育局副局长: whose post it is.
    let spaced = view.before(name).ends_with([' ', '\u{3000}', '\t']);
    if spaced
        && view.context.lexicon.group_words.posts.at_start(after.trim_start_matches('副')).is_some()
    {
        return Some(Verdict::Member);
    }
    let owns = after.starts_with(['的', '等']);
    let alone =
        after.trim_start_matches(' ').chars().next().is_none_or(|c| matches!(c, '\t' | '|'));
    (opens && !owns && !alone).then_some(Verdict::Actor)
}

/// 省委、省政府和市委: what joins a name to the one before it, which says what it is.
fn is_listed(view: &View, before: TextRange, name: TextRange) -> bool {
    let between = TextRange::new(before.end, name.start.max(before.end)).of(view.context.text);
    let joint = between.trim();
    joint.is_empty() && !between.contains('\n')
        || view.context.lexicon.targets.conjunction.get(joint).is_some()
}
