//! Words that names of organisations are made of, and words that show that a phrase is no name.

use super::kind;
use crate::lexicon::class::{Meaning, Value, named, view};
use crate::model::Level;

/// What there are several of.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    /// The level, where the noun implies it.
    pub level: Option<Level>,
    /// The noun in full: 各区 stands for 各区人民政府.
    pub full: Option<Box<str>>,
}

/// What a bracket note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteSays {
    /// 含: the name covers other bodies too.
    Includes,
    /// 下同: the note holds from here on.
    Again,
    /// 以下简称: another name follows.
    Short,
    /// 不含: the name does not cover these bodies.
    Except,
}

named! { NoteSays,
    "includes" => NoteSays::Includes,
    "again" => NoteSays::Again,
    "short" => NoteSays::Short,
    "except" => NoteSays::Except,
}

impl Value for Level {
    const MEANING: Meaning = Meaning::Names(kind::LEVELS);

    fn read(cell: &str) -> Option<Self> {
        kind::level(cell)
    }
}

impl Value for Noun {
    const MEANING: Meaning = Meaning::Words(
        "the level, where the noun tells it (national, province, city, district, town), and the noun \
         in full, where it is short for another: `district 区人民政府`",
    );

    fn read(cell: &str) -> Option<Self> {
        let (first, rest) = cell.split_once(' ').unwrap_or((cell, ""));
        let noun = match kind::level(first) {
            Some(level) => Self { level: Some(level), full: kind::filled(rest) },
            None => Self { level: None, full: kind::filled(cell) },
        };
        let is_one_word = noun.full.as_deref().is_none_or(|full| !full.contains(' '));
        is_one_word.then_some(noun)
    }
}

view! {
    /// The words of collective names by their place in the name: `各` + `有关` + `单位`.
    pub(crate) struct Collectives {
        /// `各`, `地方各级`: the name begins with it.
        heads: () = "collective.head",
        /// `有关`, `市直`: stands before the noun.
        qualifiers: () = "collective.qualifier",
        /// `单位`, `县(市、区)`: what there are several of.
        nouns: Noun = "collective.noun",
        /// `开发`, `度假`: kinds of zones, as 开发(度假)区 has them.
        kinds: () = "collective.kind",
    }
}

view! {
    /// Words that names are made of.
    pub(in crate::lexicon) struct NameWords {
        /// 和, 及, 与: joins two names, or two words inside one name.
        conjunctions: () = "name.conjunction",
        /// 省, 市, 县: what names of places end in, and what stands for the place of the document.
        levels: Level = "place.level",
    }
}

view! {
    /// Words behind names, and words that are none.
    pub(in crate::lexicon) struct NoteWords {
        /// 含, 下同: words of the bracket note behind a name.
        notes: NoteSays = "name.note",
        /// 自治区, 直辖市: a kind of places that names no body by itself.
        bare_kinds: () = "place.kind",
    }
}

view! {
    /// Words that show that a phrase is no name, by where they must stand.
    pub(crate) struct NotNames {
        /// 加强, 严格: no name begins so.
        heads: () = "not_name.head",
        /// 了, 会同: no name holds this.
        inside: () = "not_name.inside",
        /// 一条街, 先导区: no place is called so.
        tails: () = "not_name.tail",
        /// 协调小组, 指挥部: a name with this may hold anything, 市推进职能转变协调小组办公室.
        unless: () = "not_name.unless",
        /// 区域, 市场: begins like the word for a level, which then ends no place: 宁东|市场监管局.
        level_begins: () = "not_name.level_begin",
        /// 县长, 镇长: heads of places. The word for the level in one belongs to it: 石桥镇|镇长.
        heads_of_places: () = "not_name.head_of_place",
        /// 副: what makes a deputy of the head of a place: 常务副|县长.
        deputies: () = "not_name.deputy",
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Noun, Value};
    use crate::lexicon::Lexicon;

    #[test]
    fn a_noun_has_a_level_a_full_form_or_both() {
        let read = |cell| Noun::read(cell).map(|noun| (noun.level, noun.full.map(String::from)));
        let full = |full: &str| Some(full.to_owned());
        assert_eq!(read("district 区人民政府"), Some((Some(Level::District), full("区人民政府"))));
        assert_eq!(read("town"), Some((Some(Level::Town), None)));
        assert_eq!(read("管委会"), Some((None, full("管委会"))));
        assert_eq!((read(""), read("区 人民 政府")), (Some((None, None)), None));
    }

    #[test]
    fn words_stand_at_their_place() {
        let organisations = &Lexicon::builtin().organisations;
        let nouns = &organisations.collectives.nouns;
        assert_eq!(nouns.at_end("各县(市、区)").map(|(word, _)| word), Some("县(市、区)"));
        assert!(organisations.not_names.heads.at_start("加强组织领导").is_some());
    }
}
