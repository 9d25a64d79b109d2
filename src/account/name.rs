//! Names of organisations that no finding holds: what they are by the words around them.

use super::View;
use crate::find::{Bar, Rule, RuleId};
use crate::model::Verdict;
use crate::span::TextRange;

/// What a rule asks.
type Asks = fn(&View, TextRange) -> Option<Verdict>;

/// The rules in the order in which they are asked.
pub(super) static RULES: [Bar<Asks>; 4] = [
    Bar {
        rule: Rule {
            id: "name/in-title",
            finds: "A name inside the title of a document or in quotation marks.",
            example: "落实《青禾区人民政府工作规则》",
            counter_example: "区人民政府制定工作规则",
        },
        says: |view, name| view.layout.is_quoted(name).then_some(Verdict::NamePart),
    },
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

/// What became of a name.
pub(super) fn verdict(view: &View, name: TextRange) -> (Verdict, Option<RuleId>) {
    let said = Bar::first(&RULES, |says| says(view, name));
    said.map_or((Verdict::Open, None), |(verdict, rule)| (verdict, Some(rule)))
}

/// 由区水利局, 向区政府.
fn led(view: &View, name: TextRange) -> Option<Verdict> {
    let leads = &view.context.lexicon.actors.leads;
    leads.at_end(view.before(name)).map(|(_, verdict)| *verdict)
}

/// 区水利局要加强…, but not 区水利局的….
fn subject(view: &View, name: TextRange) -> Option<Verdict> {
    let opens = view.layout.clause(name).start == name.start || view.before(name).ends_with('、');
    let owns = view.after(name).starts_with(['的', '等']);
    (opens && !owns).then_some(Verdict::Actor)
}
