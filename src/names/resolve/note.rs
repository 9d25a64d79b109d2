//! Bracket notes after names: 〈含开发区、长江新区、风景区管委会,下同〉, (区数据局).

use crate::lexicon::Lexicon;
use crate::lexicon::organisation::NoteSays;
use crate::names::recognise::note_start;

/// A name and what its bracket note says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Noted<'t> {
    /// The name without the note.
    pub(super) name: &'t str,
    /// What the name covers too.
    pub(super) includes: Vec<String>,
    /// Other names of the body: its second signboard.
    pub(super) others: Vec<&'t str>,
}

/// Takes the bracket note off a name.
pub(super) fn take_off<'t>(lexicon: &Lexicon, surface: &'t str) -> Noted<'t> {
    let Some(at) = note_start(surface) else { return Noted { name: surface, ..Noted::default() } };
    let name = surface[..at].trim_end();
    let note = inner(&surface[at..]);
    match lexicon.unit_notes.at_start(note) {
        Some((word, NoteSays::Includes)) => {
            let includes = spread(lexicon, &items(lexicon, &note[word.len()..]));
            Noted { name, includes, others: Vec::new() }
        }
        Some((_, NoteSays::Except)) => Noted { name, ..Noted::default() },
        Some((word, NoteSays::Short)) => {
            Noted { name, others: vec![note[word.len()..].trim()], ..Noted::default() }
        }
        Some((_, NoteSays::Again)) => Noted { name, ..Noted::default() },
        None => signboards(lexicon, surface, name, note),
    }
}

/// 区经科局(区数据局): the note is a name, else it belongs to the name: 处室(局).
fn signboards<'t>(lexicon: &Lexicon, surface: &'t str, name: &'t str, note: &'t str) -> Noted<'t> {
    let others: Vec<&str> = items(lexicon, note);
    let is_name = |item: &&str| {
        item.chars().nth(2).is_some() && lexicon.organisations.name_shape(item).is_name()
    };
    let known = !others.is_empty() && others.iter().all(is_name);
    let several =
        lexicon.organisations.is_collective(name) || lexicon.organisations.is_collective(surface);
    if known && !several {
        Noted { name, others, ..Noted::default() }
    } else {
        Noted { name: surface, ..Noted::default() }
    }
}

/// The note without its brackets.
fn inner(note: &str) -> &str {
    let mut chars = note.chars();
    chars.next();
    chars.next_back();
    chars.as_str().trim()
}

/// The items of a list, without 下同.
fn items<'t>(lexicon: &Lexicon, list: &'t str) -> Vec<&'t str> {
    let parts = list.split(['、', ',', ';', '。']).map(str::trim);
    let parts =
        parts.filter(|part| !part.is_empty() && lexicon.unit_notes.at_start(part).is_none());
    let split = |part: &'t str| {
        lexicon.organisations.split_conjunctions(part).into_iter().map(move |r| &part[r])
    };
    parts.flat_map(split).collect()
}

/// The last noun holds for all: 开发区、长江新区、风景区管委会 are three 管委会.
fn spread(lexicon: &Lexicon, items: &[&str]) -> Vec<String> {
    let last = items.last().and_then(|last| lexicon.organisations.suffix(last));
    let Some((noun, _)) = last.filter(|(noun, suffix)| suffix.full != *noun || noun.len() > 12)
    else {
        return items.iter().map(ToString::to_string).collect();
    };
    items
        .iter()
        .map(|item| if item.ends_with(noun) { item.to_string() } else { format!("{item}{noun}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::take_off;
    use crate::lexicon::Lexicon;

    #[test]
    fn notes_are_told_apart() {
        let lexicon = Lexicon::builtin();
        let noted = take_off(lexicon, "各区人民政府〈含开发区、长江新区、风景区管委会,下同〉");
        assert_eq!(noted.name, "各区人民政府");
        assert_eq!(noted.includes, ["开发区管委会", "长江新区管委会", "风景区管委会"]);
        assert_eq!(
            take_off(lexicon, "各区人民政府〈含开发区管委会,下同〉").includes,
            ["开发区管委会"]
        );
        assert_eq!(take_off(lexicon, "区经科局(区数据局)").others, ["区数据局"]);
        assert_eq!(
            take_off(lexicon, "武汉经开区管委会〈汉南区人民政府〉").others,
            ["汉南区人民政府"]
        );
        for whole in ["厅机关各处室(局)", "各县(市、区)", "市级相关部门(单位)", "市财政局"]
        {
            assert_eq!(take_off(lexicon, whole).name, whole);
        }
    }
}
