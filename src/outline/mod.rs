//! Stage 5: the numbered structure of each part, and the passages that the rules read.
//!
//! Which markers are real, and which style is above which, is decided from all markers of a part together
//! ([`levels`]); then the lines are laid out as sections and passages. What passages say is not known here.

mod heading;
mod levels;

use crate::diagnostic::{Code, Notes};
use crate::header::{Header, RawPart};
use crate::lexicon::Lexicon;
use crate::marker::{self, Marker, Sequence};
use crate::model::{PartId, Rule, SectionId};
use crate::span::{TextRange, to_u32};
use crate::tidy::Tidy;
use rustc_hash::FxHashMap;

/// The rule behind every section.
pub(crate) const RULE: Rule = Rule {
    id: "outline/numbering",
    finds: "A numbered provision: a marker that opens a paragraph and fits the numbering of its part.",
    example: "一、工作目标",
    counter_example: "一是夯实基础,二是优化服务 (inside a sentence)",
};

/// Code points of the last item of a list inside a sentence.
const LIST: usize = 300;

/// A section before its place is translated.
#[derive(Clone, Debug)]
pub struct RawSection {
    /// The part that it stands in.
    pub part: PartId,
    /// The section above it.
    pub parent: Option<SectionId>,
    /// 1 for a section without parent.
    pub depth: u32,
    /// Labels from the top of the part.
    pub path: String,
    /// The marker in its plain form.
    pub label: String,
    /// The marker's number.
    pub ordinal: u32,
    /// The heading without marker and full stop.
    pub title: TextRange,
    /// Marker, heading and the full stop behind it.
    pub heading: TextRange,
    /// All of it, with the sections under it.
    pub range: TextRange,
    /// The line that it begins on.
    pub line: usize,
}

/// One section's own words, without those of the sections under it.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The part that it stands in.
    pub part: PartId,
    /// The section, or none for text before the first marker.
    pub section: Option<SectionId>,
    /// The heading without its marker.
    pub heading: Option<TextRange>,
    /// Headings of the sections above, outermost first.
    pub above: Vec<TextRange>,
    /// The sentence that opens the list in which the section stands, with its colon: 应当符合以下条件:.
    pub opening: Option<TextRange>,
    /// Paragraphs in reading order. The first begins with the heading, where there is one; markers
    /// are left out.
    pub paragraphs: Vec<TextRange>,
}

/// Sections and passages in reading order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The numbered structure.
    pub sections: Vec<RawSection>,
    /// Each section's own words, and the words of each part before its first section.
    pub passages: Vec<Passage>,
    /// The line of each paragraph of each passage.
    pub lines: Vec<Vec<usize>>,
}

/// A line that begins with a marker.
#[derive(Clone, Debug)]
struct Candidate {
    line: usize,
    marker: Marker,
}

/// Lays out all parts.
#[must_use]
pub fn outline(lexicon: &Lexicon, tidy: &Tidy, header: &Header, notes: &mut Notes) -> Outline {
    let mut outline = Outline::default();
    for (index, part) in header.parts.iter().enumerate() {
        let id = PartId(to_u32(index));
        let candidates = candidates((lexicon, tidy, header), part, notes);
        let placed = levels::decide(&candidates);
        Layout { tidy, header, part, id, outline: &mut outline }.lay(&candidates, &placed, notes);
    }
    heading::mend_unfolded(lexicon, tidy, &mut outline, notes);
    heading::mend(lexicon, &tidy.text, &mut outline, notes);
    open_lists(&tidy.text, &mut outline);
    outline
}

/// Tells the sections of a list how the words above it, which end with a colon, open it.
fn open_lists(text: &str, outline: &mut Outline) {
    let mut opened: FxHashMap<(PartId, Option<SectionId>), TextRange> = FxHashMap::default();
    for passage in &mut outline.passages {
        let parent = passage.section.map(|id| outline.sections[id.index()].parent);
        passage.opening = parent.and_then(|parent| opened.get(&(passage.part, parent)).copied());
        let last = passage.paragraphs.last().filter(|last| last.of(text).ends_with(':'));
        if let Some(last) = last {
            opened.insert((passage.part, passage.section), *last);
        }
    }
}

fn candidates(
    (lexicon, tidy, header): (&Lexicon, &Tidy, &Header),
    part: &RawPart,
    notes: &mut Notes,
) -> Vec<Candidate> {
    let body = part.body..part.lines.end;
    let free = body.filter(|line| header.kinds[*line].is_none() && tidy.lines[*line].row.is_none());
    let mut sequence = Sequence::default();
    let mut bare = 0;
    let mut marked = Vec::new();
    let free: Vec<usize> = free.collect();
    for (at, line) in free.iter().copied().enumerate() {
        let range = tidy.lines[line].range;
        let next = free.get(at + 1).map(|next| tidy.lines[*next].range.of(&tidy.text));
        match sequence.at_start(&lexicon.phrases.counted, range.of(&tidy.text)) {
            Some(marker) => marked.push(Candidate { line, marker }),
            None => {
                match bare_marker(lexicon, range.of(&tidy.text), next.unwrap_or_default(), bare) {
                    Some(marker) => {
                        bare = marker.ordinal;
                        marked.push(Candidate { line, marker });
                    }
                    None => note_passed_over(&tidy.text, range, notes),
                }
            }
        }
    }
    without_sentences(tidy, marked)
}

/// `1 总则` where `1.1` stands below it, and `2 附则` behind such a one. `3 个工作组` counts.
fn bare_marker(lexicon: &Lexicon, line: &str, next: &str, last: u32) -> Option<Marker> {
    let marker = marker::bare(line)?;
    let opens = || marker::heads_dotted(&marker, next);
    let title = line.get(marker.len..).unwrap_or_default().trim_start();
    let counts = lexicon.measures.at_start(title).is_some();
    let follows = last > 0 && marker.ordinal == last + 1 && !counts;
    (follows || opens()).then_some(marker)
}

/// A number past 999 that would be a marker if it continued a list, and is no year.
fn note_passed_over(text: &str, line: TextRange, notes: &mut Notes) {
    let Some(marker) = marker::of_any_number(line.of(text)) else { return };
    let is_year = (1900..2100).contains(&marker.ordinal);
    if marker.style == marker::Style::Digit && !marker.loose && marker.is_far() && !is_year {
        let message = format!(
            "{} continues no list and is read as words; write the items before it, or another number",
            marker.label
        );
        notes.at(Code::NumberingGap, line, message);
    }
}

/// Leaves out the rest of a list that began inside a sentence: `提交以下材料:1.申请表;` on one line and
/// `2.许可证` on the next.
fn without_sentences(tidy: &Tidy, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut inside: Option<(marker::Style, u32)> = None;
    let mut kept = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let (style, ordinal) = (candidate.marker.style, candidate.marker.ordinal);
        let goes_on =
            inside.is_some() && inside == ordinal.checked_sub(1).map(|before| (style, before));
        let opened = ordinal == 2 && candidate.line > 0 && {
            let above = tidy.lines[candidate.line - 1].range.of(&tidy.text);
            opens_list(above, style)
        };
        if goes_on || opened {
            inside = Some((style, ordinal));
        } else {
            inside = None;
            kept.push(candidate);
        }
    }
    kept
}

/// True where the first item of a list stands behind a colon inside the line.
fn opens_list(line: &str, style: marker::Style) -> bool {
    let colons = line.char_indices().rev().take(LIST).filter(|(_, c)| *c == ':');
    let mut behind = colons.filter_map(|(at, _)| marker::at_start(&line[at + 1..]));
    behind.any(|marker| marker.style == style && marker.ordinal == 1)
}

/// Writes the sections and passages of one part.
struct Layout<'t> {
    tidy: &'t Tidy,
    header: &'t Header,
    part: &'t RawPart,
    id: PartId,
    outline: &'t mut Outline,
}

impl Layout<'_> {
    fn lay(&mut self, candidates: &[Candidate], placed: &[levels::Placed], notes: &mut Notes) {
        let base = to_u32(self.outline.sections.len());
        let starts: Vec<usize> =
            placed.iter().map(|placed| candidates[placed.candidate].line).collect();
        let first = starts.first().copied().unwrap_or(self.part.lines.end);
        self.preamble(first);
        for (index, placed) in placed.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(self.part.lines.end);
            let candidate = &candidates[placed.candidate];
            let parent = placed.parent.map(|parent| SectionId(base + to_u32(parent)));
            self.section(candidate, parent, placed.depth);
            self.passage(candidate.line, end);
            if placed.gap {
                let heading = self.tidy.lines[candidate.line].range;
                let message =
                    format!("{} does not follow the number before it", candidate.marker.label);
                notes.at(Code::NumberingGap, heading, message);
            }
        }
        self.close(base as usize);
    }

    /// The words of the part before its first section.
    fn preamble(&mut self, end: usize) {
        let lines: Vec<usize> = (self.part.body..end).filter(|line| self.is_text(*line)).collect();
        if lines.is_empty() {
            return;
        }
        let paragraphs = lines.iter().map(|line| self.tidy.lines[*line].range).collect();
        let above = self.part.title.into_iter().collect();
        self.outline.passages.push(Passage {
            part: self.id,
            section: None,
            heading: None,
            above,
            opening: None,
            paragraphs,
        });
        self.outline.lines.push(lines);
    }

    fn section(&mut self, candidate: &Candidate, parent: Option<SectionId>, depth: u32) {
        let marker = &candidate.marker;
        let line = self.tidy.lines[candidate.line].range;
        let (title, heading) = heading::of_line(&self.tidy.text, line, marker.len);
        let path = match parent {
            Some(parent) => {
                format!("{}/{}", self.outline.sections[parent.index()].path, marker.label)
            }
            None => marker.label.clone(),
        };
        self.outline.sections.push(RawSection {
            part: self.id,
            parent,
            depth,
            path,
            label: marker.label.clone(),
            ordinal: marker.ordinal,
            title,
            heading,
            range: line,
            line: candidate.line,
        });
    }

    fn passage(&mut self, start: usize, end: usize) {
        let id = self.outline.sections.len() - 1;
        let section = &self.outline.sections[id];
        let line = self.tidy.lines[start].range;
        let rest = TextRange::new(section.title.start, line.end);
        let mut paragraphs = vec![rest];
        let mut lines = vec![start];
        for line in (start + 1..end).filter(|line| self.is_text(*line)) {
            paragraphs.push(self.tidy.lines[line].range);
            lines.push(line);
        }
        let passage = Passage {
            part: self.id,
            section: Some(SectionId(to_u32(id))),
            heading: Some(section.title),
            above: self.above(section.parent),
            opening: None,
            paragraphs,
        };
        self.outline.passages.push(passage);
        self.outline.lines.push(lines);
    }

    fn above(&self, mut parent: Option<SectionId>) -> Vec<TextRange> {
        let mut above = Vec::new();
        while let Some(id) = parent {
            above.push(self.outline.sections[id.index()].title);
            parent = self.outline.sections[id.index()].parent;
        }
        above.reverse();
        above
    }

    fn is_text(&self, line: usize) -> bool {
        self.header.kinds[line].is_none()
    }

    /// Lets each section reach to the end of what stands under it.
    fn close(&mut self, base: usize) {
        for passage in &self.outline.passages {
            let Some(id) = passage.section.filter(|id| id.index() >= base) else { continue };
            let last = passage.paragraphs.last().copied().unwrap_or_default();
            let range = &mut self.outline.sections[id.index()].range;
            *range = range.cover(last);
        }
        for index in (base..self.outline.sections.len()).rev() {
            let (range, parent) =
                (self.outline.sections[index].range, self.outline.sections[index].parent);
            if let Some(parent) = parent {
                let above = &mut self.outline.sections[parent.index()].range;
                *above = above.cover(range);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::document::TextLayer;
    use crate::extract;
    use crate::lexicon::Lexicon;

    /// Messages about numbering in a notice with these lines.
    fn gaps(lines: &str) -> Vec<String> {
        let text = format!("关于做好防汛工作的通知\n一、加强值守\n{lines}\n二、加强巡查\n");
        let notice = extract(Lexicon::builtin(), &TextLayer::new(text)).notice;
        let gaps = notice.diagnostics.into_iter().filter(|item| item.code == Code::NumberingGap);
        gaps.map(|item| item.message).collect()
    }

    #[test]
    fn a_number_past_999_that_continues_no_list_is_told() {
        let told = gaps("1.甲事。\n1500.乙事。\n2.丙事。");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("1500 continues no list and is read as words"), "{told:?}");
        // A year and an amount are no such thing.
        for lines in ["1.甲事。\n2025.乙事。", "1.甲事。\n1500个点位。"] {
            assert_eq!(gaps(lines), Vec::<String>::new(), "{lines}");
        }
    }

    /// Path and title of each section.
    fn sections(text: &str) -> Vec<String> {
        let notice = extract(Lexicon::builtin(), &TextLayer::new(text)).notice;
        let sections = notice.sections.into_iter();
        sections.map(|section| format!("{} {}", section.path, section.title.value)).collect()
    }

    #[test]
    fn a_number_without_a_sign_heads_what_stands_under_it() {
        let text = "青禾市防汛应急预案\n1　总则\n1.1　目的\n为处置险情。\n2　机构\n2.1　指挥部\n设：\n3 个工作组\n3　附则\n3 个指挥部，即日起施行。\n";
        let want = ["1 总则", "1/1.1 目的", "2 机构", "2/2.1 指挥部", "3 附则"];
        assert_eq!(sections(text), want);
        assert_eq!(sections("青禾市防汛方案\n2 月底\n3 个点\n一、目标\n建成。\n"), ["一 目标"]);
    }

    #[test]
    fn a_list_in_a_sentence_of_one_line_opens_none() {
        let text = "青禾市政府关于平台的通知各县政府，市直各部门：为建平台，现通知如下。一、加强统筹。推进标准统一、信息同源、管理一致，共建平台。二、强化落实。打造竹产业集群之一、茶产业集群。三、抓好督查。要督查。";
        assert_eq!(sections(text), ["一 加强统筹", "二 强化落实", "三 抓好督查"]);
    }

    #[test]
    fn headings_of_one_line_texts_end_where_they_end() {
        let cases = [
            (
                "青禾市教育局关于校园安全的通知 青教〔2023〕8号 各县教育局： 现通知如下： 一、强化隐患排查 各学校要排查，建立台账。 二、活动时间 3月12日上午。 三、强化值守 实行值班。",
                vec!["一 强化隐患排查", "二 活动时间", "三 强化值守"],
            ),
            (
                "青禾市政府关于发展茶产业的意见各县人民政府，市直各部门：为发展茶产业，提出如下意见。一、发展目标以茶园为基础，构建体系。二、重点任务（一）建设茶园。改造老园。三、组织领导市政府成立专班，统筹推进。",
                vec!["一 发展目标", "二 重点任务", "二/(一) 建设茶园", "三 组织领导"],
            ),
            (
                "关于对接的通知\n一、工作重点（一）项目对接。做好工作。1.项目征集（1）技术需求。开展征集。（2）项目成果。开展征集。2.项目推介（1）整理汇编。要推介。",
                vec![
                    "一 工作重点",
                    "一/(一) 项目对接",
                    "一/(一)/1 项目征集",
                    "一/(一)/1/(1) 技术需求",
                    "一/(一)/1/(2) 项目成果",
                    "一/(一)/2 项目推介",
                    "一/(一)/2/(1) 整理汇编",
                ],
            ),
            (
                "关于视力的通知各县：现通知如下：1.工作目标。改善视力。2.主要任务2.1改善环境。要改善。2.2增加活动。每天达到2.1小时。3.保障措施3.1落实经费。要落实。3.2加强督导。要督导。",
                vec![
                    "1 工作目标",
                    "2 主要任务",
                    "2/2.1 改善环境",
                    "2/2.2 增加活动",
                    "3 保障措施",
                    "3/3.1 落实经费",
                    "3/3.2 加强督导",
                ],
            ),
            (
                "关于管护的通知\n一、摸清底数。开展普查。\n二、健全管护。落实人员。〔责任单位：市财政局〕相关附件：二维码扫一扫在手机打开当前页\n",
                vec!["一 摸清底数", "二 健全管护"],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(sections(text), want, "{text}");
        }
    }
}
