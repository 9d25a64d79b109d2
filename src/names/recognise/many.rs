//! Names of several bodies, and pieces that hold several names.

use crate::lexicon::organisation::Organisations;
use crate::model::{Level, UnitKind};
use std::ops::Range;

/// A collective name is at most this long, in characters.
const LONGEST: usize = 40;

/// The word that names of zones end in.
const ZONE: char = '区';

/// What runs a zone.
const COMMITTEE: &str = "管委会";

/// Several bodies under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Collective {
    /// The level of the bodies, where the name tells it.
    pub level: Option<Level>,
    /// True where the name does not say which bodies: 各有关单位.
    pub open: bool,
}

impl Organisations {
    /// True where `piece` names several bodies at once.
    #[must_use]
    pub(crate) fn is_collective(&self, piece: &str) -> bool {
        self.collective(piece).is_some()
    }

    /// What a collective name says, or none where `piece` is no such name.
    #[must_use]
    pub(crate) fn collective(&self, piece: &str) -> Option<Collective> {
        let (noun, _) = self.collectives.nouns.at_end(piece)?;
        let is_long = || piece.len() > LONGEST && piece.chars().nth(LONGEST).is_some();
        if is_long() || self.not_names.heads.at_start(piece).is_some() {
            return None;
        }
        let before = &piece[..piece.len() - noun.len()];
        let several = self.is_qualified(before)
            || self.is_area(before, noun)
            || self.collectives.heads.find(before).is_some();
        if !several {
            return None;
        }
        let open = noun == piece || self.collectives.qualifiers.find(before).is_some();
        // 各级负有监督职责的|部门: what the bodies have in common may be told by a clause.
        let told = before.strip_suffix('的').unwrap_or(before);
        let inside = self.not_names.inside.find(told).is_some();
        (!inside).then(|| Collective { level: self.level_of_many(piece), open })
    }

    /// The same for words that name several bodies by their end alone, 公共服务单位, or by their
    /// number, 16区. Only for text that is known to be a name.
    #[must_use]
    pub(crate) fn several(&self, name: &str) -> Option<Collective> {
        let (_, noun) = self.collectives.nouns.at_end(name)?;
        // 总结|各级各部门 is a deed, not what 建设单位 is.
        let deed = self.not_names.heads.at_start(name);
        if deed.is_some_and(|(deed, ())| self.begins_as_many(&name[deed.len()..])) {
            return None;
        }
        let one = self.suffix(name).is_some_and(|(_, suffix)| suffix.kind != UnitKind::Other);
        let many = noun.level.is_none() && !one || self.is_counted(name);
        many.then_some(Collective { level: noun.level, open: noun.level.is_none() })
    }

    /// The words that a list of collective names shares: 各级 of 各级审改部门、政务服务管理机构.
    #[must_use]
    pub(crate) fn shared_head(&self, piece: &str) -> Option<&str> {
        let (head, ()) = self.collectives.heads.at_start(piece)?;
        head.chars().nth(1).map(|_| head)
    }

    /// True where a word such as 各 or 有关 opens `piece`.
    #[must_use]
    pub(crate) fn begins_as_many(&self, piece: &str) -> bool {
        self.collectives.heads.at_start(piece).is_some()
            || self.collectives.qualifiers.at_start(piece).is_some()
    }

    /// A collective name in its full form: 各街道 → 各街道办事处.
    #[must_use]
    pub(crate) fn collective_in_full(&self, piece: &str) -> String {
        if self.is_of_kinds(piece) {
            return format!("{piece}{COMMITTEE}");
        }
        let (word, full) = match self.collectives.nouns.at_end(piece) {
            Some((word, noun)) => (word, noun.full.as_deref().unwrap_or(word)),
            None => ("", ""),
        };
        format!("{}{full}", &piece[..piece.len() - word.len()])
    }

    /// Where the word for all begins: 市人民政府|各部门.
    #[must_use]
    pub(crate) fn collective_head(&self, piece: &str) -> Option<usize> {
        self.collectives.heads.find(piece).map(|(at, ..)| at)
    }

    /// The bytes of 和, 及, 与 that `text` begins with.
    #[must_use]
    pub(crate) fn conjunction(&self, text: &str) -> Option<usize> {
        self.conjunctions.at_start(text).map(|(word, ())| word.len())
    }

    /// The parts of `piece` that are names of their own: 市财政局和各街道 has two,
    /// 市自然资源和城乡建设局 one.
    #[must_use]
    pub(crate) fn split_conjunctions(&self, piece: &str) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut joints = self.joints(piece);
        if !joints.is_empty() && self.read(piece).is_some() {
            joints.clear();
        }
        for (at, joint) in joints.iter().enumerate() {
            let next = joints.get(at + 1).map_or(piece.len(), |next| next.start);
            let left = piece[start..joint.start].trim();
            let right = [&piece[joint.end..next], &piece[joint.end..]].map(str::trim);
            if self.joins_names(left, right) {
                parts.push(start..joint.start);
                start = joint.end;
            }
        }
        parts.push(start..piece.len());
        parts
    }

    /// True where no 和 of `piece` joins two names.
    #[must_use]
    pub(crate) fn is_single(&self, piece: &str) -> bool {
        self.joints(piece).is_empty() || self.split_conjunctions(piece).len() == 1
    }

    /// Conjunctions outside brackets and quotation marks.
    fn joints(&self, piece: &str) -> Vec<Range<usize>> {
        let mut depth = 0_i32;
        let mut joints = Vec::new();
        let mut next = 0;
        for (at, c) in piece.char_indices() {
            depth += depth_change(c);
            let free = depth == 0 && at >= next && at > 0;
            let found = self.conjunctions.at_start(&piece[at..]).filter(|_| free);
            if let Some((word, ())) = found {
                next = at + word.len();
                joints.push(at..next);
            }
        }
        joints
    }

    /// True where names stand on both sides. The right one may end at the next conjunction or hold
    /// it: 市财政局和|市发展和改革委员会.
    fn joins_names(&self, left: &str, right: [&str; 2]) -> bool {
        let is_name = |text: &&str| is_short(text) && self.name_shape(text).is_name();
        let name = right.iter().find(|text| is_name(text));
        (is_name(&left) || self.is_counted(left))
            && name.is_some_and(|name| !self.is_one_collective(left, name))
    }

    /// 各场景牵头部门和配合部门: one head before both nouns.
    fn is_one_collective(&self, left: &str, right: &str) -> bool {
        let noun = |text| self.collectives.nouns.at_end(text).map(|(word, _)| word);
        self.collectives.heads.at_start(left).is_some()
            && self.collectives.qualifiers.at_start(right).is_some()
            && noun(left).is_some()
            && noun(left) == noun(right)
    }

    /// 市级各有关|部门, 有关企事业|单位.
    fn is_qualified(&self, before: &str) -> bool {
        let qualifiers = &self.collectives.qualifiers;
        qualifiers.at_end(before).is_some() || qualifiers.at_start(before).is_some()
    }

    /// 县(市、区)|人民政府, 园区|管委会, 县区: nouns of places in the plural.
    fn is_area(&self, before: &str, noun: &str) -> bool {
        let plural = |word: &str| word.chars().nth(1).is_some();
        match self.collectives.nouns.at_end(before) {
            Some((area, of)) if area.len() == before.len() => plural(area) && of.level.is_some(),
            Some(_) => self.is_of_kinds(before),
            None => {
                let level = self.collectives.nouns.get(noun).and_then(|noun| noun.level);
                before.is_empty() && plural(noun) && level.is_some() || self.is_of_kinds(before)
            }
        }
    }

    /// 开发(度假)区, 自贸试验(经济合作区): a zone of either kind.
    fn is_of_kinds(&self, text: &str) -> bool {
        self.is_kinds(text.strip_suffix(ZONE).unwrap_or(text))
    }

    /// 开发(度假), 自贸试验(经济合作区).
    fn is_kinds(&self, text: &str) -> bool {
        let split = text.strip_suffix(')').and_then(|text| text.split_once('('));
        split.is_some_and(|(kind, other)| {
            let other = other.strip_suffix(ZONE).unwrap_or(other);
            self.collectives.kinds.get(kind).is_some()
                && self.collectives.kinds.get(other).is_some()
        })
    }

    /// 16区: a number of places. In running text it may be anything.
    fn is_counted(&self, text: &str) -> bool {
        let noun = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let level = self.collectives.nouns.get(noun).and_then(|noun| noun.level);
        noun.len() < text.len() && level.is_some()
    }

    fn level_of_many(&self, piece: &str) -> Option<Level> {
        let mut text = piece;
        while let Some((word, noun)) = self.collectives.nouns.at_end(text) {
            if noun.level.is_some() {
                return noun.level;
            }
            text = &text[..text.len() - word.len()];
        }
        let zone = self.collectives.nouns.get("区").filter(|_| self.is_kinds(text));
        zone.and_then(|zone| zone.level)
    }
}

/// Longer text is no name; it is not looked at, so that long paragraphs cost no more.
fn is_short(text: &str) -> bool {
    text.len() <= LONGEST * 4
}

fn depth_change(c: char) -> i32 {
    match c {
        '(' | '〈' | '〔' | '“' | '《' => 1,
        ')' | '〉' | '〕' | '”' | '》' => -1,
        _ => 0,
    }
}
