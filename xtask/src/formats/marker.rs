//! The numbers in front of headings, as a word processor makes them by itself.

/// The digits of a kind of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    Chinese,
    Arabic,
    Circled,
}

/// A number as it is read from a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// As it stands in the source.
    pub(super) words: String,
    pub(super) level: usize,
    pub(super) value: u32,
    pub(super) digits: Digits,
    pub(super) prefix: &'static str,
    pub(super) suffix: &'static str,
}

/// Level, digits, what stands before them and what behind.
const FORMS: [Written; 8] = [
    (1, Digits::Chinese, "", "、"),
    (2, Digits::Chinese, "(", ")"),
    (2, Digits::Chinese, "（", "）"),
    (3, Digits::Arabic, "", "."),
    (3, Digits::Arabic, "", "．"),
    (4, Digits::Arabic, "(", ")"),
    (4, Digits::Arabic, "（", "）"),
    (5, Digits::Circled, "", ""),
];

/// How many levels there are.
pub(super) const LEVELS: usize = 5;

impl Marker {
    /// The number that `line` begins with, and the words behind it.
    pub(super) fn read(line: &str) -> Option<(Self, &str)> {
        FORMS.iter().find_map(|form| read_form(line, *form))
    }
}

type Written = (usize, Digits, &'static str, &'static str);

fn read_form(line: &str, form: Written) -> Option<(Marker, &str)> {
    let (level, digits, prefix, suffix) = form;
    let inner = line.strip_prefix(prefix)?;
    let end = inner.find(|c| !is_digit(c, digits)).unwrap_or(inner.len());
    let rest = inner[end..].strip_prefix(suffix)?;
    let value = value(&inner[..end], digits)?;
    let words = line[..line.len() - rest.len()].to_owned();
    Some((Marker { words, level, value, digits, prefix, suffix }, rest))
}

fn is_digit(c: char, digits: Digits) -> bool {
    match digits {
        Digits::Chinese => "一二三四五六七八九十".contains(c),
        Digits::Arabic => c.is_ascii_digit(),
        Digits::Circled => ('①'..='⑳').contains(&c),
    }
}

fn value(words: &str, digits: Digits) -> Option<u32> {
    let mut chars = words.chars();
    let first = chars.next()?;
    match digits {
        Digits::Arabic => words.parse().ok().filter(|value| *value < 100),
        Digits::Circled => Some(u32::from(first) - u32::from('①') + 1),
        // The notices count no further than ten on these levels.
        Digits::Chinese => {
            let at = "一二三四五六七八九十".chars().position(|c| c == first)?;
            chars.next().is_none().then_some(u32::try_from(at).ok()? + 1)
        }
    }
}

/// The place of a numbered paragraph among the lists of a document.
#[derive(Clone, Debug)]
pub(super) struct Numbering {
    /// As it stands in the source.
    pub(super) marker: String,
    /// Which list: a part of the notice has one of several levels, and one more for each level whose
    /// numbers run through.
    pub(super) list: usize,
    /// The level in that list, from one.
    pub(super) level: usize,
}

/// A list of a document: one form for each level that is used in it.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) levels: [Option<Form>; LEVELS],
}

/// How the numbers of a level look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) digits: Digits,
    pub(super) prefix: &'static str,
    pub(super) suffix: &'static str,
}

impl From<&Marker> for Form {
    fn from(marker: &Marker) -> Self {
        Self { digits: marker.digits, prefix: marker.prefix, suffix: marker.suffix }
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;

    #[test]
    fn markers_and_what_only_looks_like_one() {
        let cases = [
            ("一、工作目标", Some((1, 1, "一、", "工作目标"))),
            ("（十）附则", Some((2, 10, "（十）", "附则"))),
            ("(二)运行", Some((2, 2, "(二)", "运行"))),
            ("9．压实", Some((3, 9, "9．", "压实"))),
            ("(3)活态", Some((4, 3, "(3)", "活态"))),
            ("②开发", Some((5, 2, "②", "开发"))),
            ("一是摸清底数", None),
            ("2025年，全县", None),
            ("(此件公开发布)", None),
            ("十一、附则", None),
            ("", None),
        ];
        for (line, wanted) in cases {
            let read = Marker::read(line);
            let read = read.as_ref().map(|(m, rest)| (m.level, m.value, m.words.as_str(), *rest));
            assert_eq!(read, wanted, "{line}");
        }
    }
}
