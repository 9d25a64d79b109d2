//! A group in running text: `成立工作领导小组,由区政府主要领导任组长,…任副组长,…为成员`, or
//! `成立由…任组长,…任副组长的…领导小组`, or `成立工作专班,由…组成`.

use super::{GroupFinding, MemberFinding, post, roster};
use crate::find::responsibility::grammar::split::{signs_outside, split};
use crate::find::responsibility::grammar::{foot, head};
use crate::find::{Context, Passage, Rule};
use crate::span::TextRange;

/// A group's name is at most this long, in bytes.
const MAX_NAME: usize = 180;

/// Members stand at most this far before their role, in bytes.
const MAX_LIST: usize = 3000;

/// A group in running text.
pub(crate) const RULE: Rule = Rule {
    id: "group/prose",
    finds: "a sentence that says who is head, deputy or member of a group",
    example: "成立议案办理工作领导小组,由区政府主要领导任组长,区财政局、区城管局为成员。",
    counter_example: "各成员单位要按照职责分工抓好落实,组长要亲自部署。",
};

/// A role that a sentence gives to the words before it.
struct Taken {
    /// Where the list before it ends, as an offset of the paragraph.
    list_end: usize,
    role: Box<str>,
    role_range: TextRange,
    end: usize,
}

/// All groups of a passage, in order.
pub(super) fn find(context: &Context, passage: &Passage) -> Vec<GroupFinding> {
    passage.paragraphs.iter().flat_map(|range| in_paragraph(context, passage, *range)).collect()
}

fn in_paragraph(context: &Context, passage: &Passage, range: TextRange) -> Vec<GroupFinding> {
    let words = range.of(context.text);
    let mut groups = Vec::new();
    let mut start = 0;
    let stops = signs_outside(words)
        .filter(|(_, c)| matches!(c, '。' | ';'))
        .map(|(at, c)| (at, c.len_utf8()));
    let mut sentence = |start: usize, end: usize| {
        groups.extend(group(context, passage, range, range.within(start, end - start)));
    };
    for (at, len) in stops {
        sentence(start, at);
        start = at + len;
    }
    sentence(start, words.len());
    groups
}

fn group(
    context: &Context,
    passage: &Passage,
    paragraph: TextRange,
    sentence: TextRange,
) -> Option<GroupFinding> {
    let taken = roles(context, sentence);
    let (first, last) = (taken.first()?, taken.last()?);
    let mut members = Vec::new();
    let mut from = 0;
    for role in &taken {
        members.extend(list(context, sentence, from, role));
        from = role.end;
    }
    let before =
        TextRange::new(paragraph.start, sentence.start + u32::try_from(first.list_end).ok()?);
    let behind = sentence.within(last.end, sentence.of(context.text).len() - last.end);
    let name = named_behind(context, behind).or_else(|| founded(context, before));
    let name = name.or_else(|| passage.heading.and_then(|heading| name_in(context, heading)));
    let whole = name.map_or(sentence, |name| name.cover(sentence)).trim(context.text);
    let (office, rule) = (None, RULE.id);
    (!members.is_empty()).then_some(GroupFinding { range: whole, name, office, members, rule })
}

/// 任组长, 为成员 and, where a group is named before it, 组成.
fn roles(context: &Context, sentence: TextRange) -> Vec<Taken> {
    let group_words = &context.lexicon.group_words;
    let words = sentence.of(context.text);
    let found = group_words.roles.find_all(words);
    let taken = found.filter_map(|(at, word, role)| {
        let take = group_words.takes.at_end(&words[..at])?.0.len();
        let role_range = sentence.within(at, word.len());
        Some(Taken { list_end: at - take, role: role.clone(), role_range, end: at + word.len() })
    });
    let taken: Vec<Taken> = taken.collect();
    if taken.is_empty() { composed(context, sentence).into_iter().collect() } else { taken }
}

fn composed(context: &Context, sentence: TextRange) -> Option<Taken> {
    let group_words = &context.lexicon.group_words;
    let words = sentence.of(context.text);
    let (at, word, role) = group_words.composes.find(words)?;
    let from = words[..at].rfind('由')?;
    let (noun_at, _, ()) = group_words.nouns.find(words)?;
    let named = noun_at < from && group_words.founds.find(&words[..noun_at]).is_some();
    let role_range = sentence.within(at, word.len());
    named.then(|| Taken { list_end: at, role: role.clone(), role_range, end: at + word.len() })
}

/// The members before a role: the runs between commas, from the last one back as far as they are
/// nothing but posts and units.
fn list(context: &Context, sentence: TextRange, from: usize, role: &Taken) -> Vec<MemberFinding> {
    let words = sentence.of(context.text).get(from..role.list_end).unwrap_or_default();
    let window = foot(words, MAX_LIST);
    let start = role.list_end - window.len();
    let start = start + window.rfind('由').map_or(0, |at| at + '由'.len_utf8());
    let range = sentence.within(start, role.list_end - start);
    let mut runs: Vec<Vec<TextRange>> = Vec::new();
    for run in split(context.text, range, |c| c == ',').into_iter().rev() {
        let members = post::members(context, run);
        let founds = context.lexicon.group_words.founds.at_start(run.of(context.text).trim_start());
        if founds.is_some() {
            break;
        }
        if !post::all_members(context, &members) && !run.is_empty() {
            break;
        }
        runs.push(members);
    }
    runs.into_iter().rev().flatten().map(|words| member(context, words, role)).collect()
}

fn member(context: &Context, words: TextRange, role: &Taken) -> MemberFinding {
    MemberFinding {
        range: words,
        role: role.role.clone(),
        role_range: role.role_range,
        person: None,
        post: Some(words),
        unit: roster::unit(context, words),
        rule: RULE.id,
    }
}

/// `…任副组长的2号建议案办理工作领导小组`: the name behind the last role.
fn named_behind(context: &Context, behind: TextRange) -> Option<TextRange> {
    let words = behind.of(context.text);
    let rest = words.strip_prefix('的')?;
    let window = head(rest, MAX_NAME);
    let stop = window.find([',', '(', '。', ';']).unwrap_or(window.len());
    let offset = words.len() - rest.len();
    name_in(context, behind.within(offset, stop))
}

/// `成立工作领导小组`: the last name behind a founding verb.
pub(super) fn founded(context: &Context, before: TextRange) -> Option<TextRange> {
    let group_words = &context.lexicon.group_words;
    let words = before.of(context.text);
    let window = foot(words, MAX_LIST);
    let offset = words.len() - window.len();
    let found = group_words.founds.find_all(window).filter_map(|(at, verb, ())| {
        let start = at + verb.len();
        let rest = head(&window[start..], MAX_NAME);
        let stop = rest.find([',', '(', '。', ';', '、']).unwrap_or(rest.len());
        (!rest.starts_with('由')).then_some(())?;
        name_in(context, before.within(offset + start, stop))
    });
    found.last()
}

/// The words up to the last kind of group in them: 工作领导小组|组成人员名单.
pub(super) fn name_in(context: &Context, range: TextRange) -> Option<TextRange> {
    let words = range.of(context.text);
    if words.len() > MAX_NAME {
        return None;
    }
    let (at, noun, ()) = context.lexicon.group_words.nouns.find_all(words).last()?;
    Some(range.within(0, at + noun.len()))
}

#[cfg(test)]
mod tests {
    use crate::find::group::testing::{check, groups};

    #[test]
    fn groups_in_sentences_are_read() {
        check(&super::RULE);
        let cases = [
            (
                "成立由市人民政府分管副市长任组长,市人民政府分管副秘书长、市发改委主任任副组长的2号建议案办理工作领导小组(以下简称领导小组,办理结束后自动撤销);领导小组办公室在市发改委办公,负责统筹",
                "2号建议案办理工作领导小组 office 市发改委 | 组长 - 市人民政府分管副市长 | 副组长 - 市人民政府分管副秘书长 | 副组长 - 市发改委主任",
            ),
            (
                "成立区政协二号建议案工作领导小组,区长领衔督办,区政府分管领导任组长,区政府办分管副主任、区资建局局长任副组长,区委组织部、区经科局(区数据局)、武昌古城中心和各街道负责人为成员。领导小组下设办公室,在区资建局办公,负责",
                "区政协二号建议案工作领导小组 office 区资建局 | 组长 - 区政府分管领导 | 副组长 - 区政府办分管副主任 | 副组长 - 区资建局局长 | 成员 - 区委组织部 | 成员 - 区经科局(区数据局) | 成员 - 武昌古城中心 | 成员 - 各街道",
            ),
            (
                "成立议案办理工作领导小组,由区政府主要领导任组长,区政府分管副区长任副组长,区政府办、区自然资源和城乡建设局等部门、各街道负责人、首义科创投集团和古城文旅集团为成员。",
                "议案办理工作领导小组 office - | 组长 - 区政府主要领导 | 副组长 - 区政府分管副区长 | 成员 - 区政府办 | 成员 - 区自然资源和城乡建设局 | 成员 - 各街道负责人 | 成员 - 首义科创投集团 | 成员 - 古城文旅集团",
            ),
            (
                "调整市促进民营经济发展工作领导小组,市委副书记、市长任组长,市级相关部门为成员单位。",
                "市促进民营经济发展工作领导小组 office - | 组长 - 市委副书记、市长 | 成员 - 市级相关部门",
            ),
            (
                "成立集成办事场景工作推进专班,由市政务和数据局、各场景牵头部门组成,专班办公室设在市政务和数据局。",
                "集成办事场景工作推进专班 office 市政务和数据局 | 成员 - 市政务和数据局 | 成员 - 各场景牵头部门",
            ),
            (
                "成立由市人民政府分管领导同志任组长,各相关单位为成员的市推进示范区建设协调领导小组(以下简称领导小组),统筹推进",
                "市推进示范区建设协调领导小组 office - | 组长 - 市人民政府分管领导同志 | 成员 - 各相关单位",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(groups(text), expected, "{text}");
        }
        for text in ["各成员单位要抓好落实", "成立领导小组,加强领导", "由财政资金组成的专项基金"]
        {
            assert_eq!(groups(text), "", "{text}");
        }
    }
}
