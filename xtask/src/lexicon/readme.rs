//! The lists of tables and classes in `lexicon/README.md`.

use super::tables::SPECS;
use gongwen::internal::classes;
use std::collections::BTreeMap;

/// The text with both lists as they are now.
pub(crate) fn updated(readme: &str) -> Result<String, String> {
    let with_tables = between(readme, "tables", &tables())?;
    between(&with_tables, "classes", &list_of_classes())
}

/// Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
fn between(text: &str, name: &str, list: &str) -> Result<String, String> {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let whole = text.split_once(&open).and_then(|(before, rest)| {
        let (_, behind) = rest.split_once(&close)?;
        Some(format!("{before}{open}\n{list}{close}{behind}"))
    });
    whole.ok_or_else(|| {
        format!("lexicon/README.md: the marks {open} and {close} are gone; put them back")
    })
}

fn tables() -> String {
    let mut list = "| table | in the order of | holds |\n| --- | --- | --- |\n".to_owned();
    for spec in SPECS {
        let key: Vec<_> = spec.key.iter().map(|at| spec.columns[*at].name).collect();
        list += &format!("| `{}.csv` | {} | {} |\n", spec.name, key.join(", "), spec.about);
    }
    list
}

fn list_of_classes() -> String {
    let mut list = "| class | words | value |\n| --- | --- | --- |\n".to_owned();
    let by_name: BTreeMap<_, _> = classes().map(|class| (class.name, class)).collect();
    for class in by_name.values() {
        let value = class.value.told();
        let value = if value == "empty" { "" } else { &value };
        list += &format!("| `{}` | {} | {value} |\n", class.name, class.about.trim());
    }
    list
}
