//! Stage 9: assembles the notice from what the stages found: translates places to the text layer, assigns ids,
//! lays out segments, runs checks. It extracts nothing itself.

mod check;
mod closing;
mod metadata;
mod place;
mod segments;
mod tasks;
mod units;

use crate::account::{Account, Accounted};
use crate::diagnostic::{Diagnostic, Notes};
use crate::document::TextLayer;
use crate::find::settle::PassageFindings;
use crate::header::Header;
use crate::lexicon::Lexicon;
use crate::model::{
    Group, Member, Mention, Milestone, Notice, Part, Section, SectionId, Target, TargetId,
};
use crate::outline::{self, Outline};
use crate::tidy::Tidy;
use place::Place;

/// What extraction returns.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The notice.
    pub notice: Notice,
    /// Hash of the text in its minimal canonical form (UTF-8, LF, no BOM): 32 lower-case hex digits.
    pub doc_id: String,
}

/// Everything that the stages found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stages<'t> {
    /// The words that all stages know.
    pub lexicon: &'t Lexicon,
    /// The text as it was read.
    pub layer: &'t TextLayer,
    /// The text as the stages saw it.
    pub tidy: &'t Tidy,
    /// The frame.
    pub header: &'t Header,
    /// The numbered structure.
    pub outline: &'t Outline,
    /// What was found in each passage.
    pub findings: &'t [PassageFindings],
    /// What became of each quantity, date and name.
    pub account: &'t Account,
}

/// Assembles the notice.
#[must_use]
pub(crate) fn assemble(stages: &Stages, mut notes: Notes) -> Extraction {
    let place = Place::new(stages.layer, stages.tidy);
    let surfaces = units::collect(stages);
    let (units, unit_of) = units::resolve(stages, &place, &surfaces, &mut notes);
    let mut notice = Notice {
        metadata: metadata::metadata(&place, &stages.header.metadata),
        parts: parts(stages, &place),
        sections: sections(stages, &place),
        units,
        groups: groups(stages, &place, &unit_of),
        targets: targets(stages, &place),
        milestones: milestones(stages, &place),
        segments: segments::lay(stages),
        mentions: mentions(stages, &place),
        open: stages.account.open.iter().map(|range| place.span(*range)).collect(),
        ..Notice::default()
    };
    tasks::attach(stages, &place, &unit_of, &mut notice);
    check::check(stages, &notice, &mut notes);
    notice.diagnostics = diagnostics(&place, &notes);
    Extraction { notice, doc_id: crate::document::doc_id(stages.layer.text()) }
}

fn parts(stages: &Stages, place: &Place) -> Vec<Part> {
    let part = |part: &crate::header::RawPart| Part {
        kind: part.kind,
        title: part.title.map(|range| place.valued(range)),
        span: place.lines(part.lines.clone()),
    };
    stages.header.parts.iter().map(part).collect()
}

fn sections(stages: &Stages, place: &Place) -> Vec<Section> {
    let section = |raw: &outline::RawSection| Section {
        part: raw.part,
        parent: raw.parent,
        path: raw.path.clone(),
        depth: raw.depth,
        label: raw.label.clone(),
        ordinal: raw.ordinal,
        title: place.valued(raw.title),
        span: place.span(raw.range),
        rule: outline::RULE.id,
    };
    stages.outline.sections.iter().map(section).collect()
}

/// Findings of all passages with the section of their passage.
fn by_passage<'s>(
    stages: &Stages<'s>,
) -> impl Iterator<Item = (Option<SectionId>, &'s PassageFindings)> + use<'s> {
    let sections = stages.outline.passages.iter().map(|passage| passage.section);
    sections.zip(stages.findings)
}

fn targets(stages: &Stages, place: &Place) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for (section, findings) in by_passage(stages) {
        let base = targets.len() as u32;
        targets.extend(findings.targets.iter().map(|found| Target {
            section,
            task: None,
            indicator: indicator(place, found),
            action: found.action.map(|range| place.value(range)),
            comparator: found.comparator,
            value: found.value.normalize(),
            upper: found.upper.map(|upper| upper.normalize()),
            measure: found.measure.clone(),
            measure_code: found.measure_code.clone(),
            number: place.valued(found.number),
            period: found.period.clone(),
            modality: found.modality,
            part_of: found.part_of.map(|total| TargetId(base + total as u32)),
            per: found.per.map(|range| place.value(range)),
            span: place.span(found.range),
            rule: found.rule,
        }));
    }
    targets
}

/// What is counted; words that a list shares stand once in the text: 国家级…, 省级专精特新企业.
fn indicator(place: &Place, found: &crate::find::commitment::TargetFinding) -> String {
    let shared = found.shared.map(|range| place.value(range)).unwrap_or_default();
    place.value(found.indicator) + &shared
}

fn milestones(stages: &Stages, place: &Place) -> Vec<Milestone> {
    let of = |section, found: &crate::find::milestone::MilestoneFinding| Milestone {
        section,
        kind: found.kind,
        name: found.name.map(|range| place.value(range)),
        interval: found.interval.clone(),
        recurrence: found.recurrence,
        actors: found.actors.iter().map(|range| place.value(*range)).collect(),
        action: found.action.map(|range| place.value(range)),
        span: place.span(found.range),
        rule: found.rule,
    };
    by_passage(stages)
        .flat_map(|(section, findings)| {
            findings.milestones.iter().map(move |found| of(section, found))
        })
        .collect()
}

fn groups(stages: &Stages, place: &Place, unit_of: &units::UnitOf) -> Vec<Group> {
    let member = |found: &crate::find::group::MemberFinding| Member {
        role: found.role.to_string(),
        person: found.person.map(|range| place.value(range)),
        post: found.post.map(|range| place.value(range)),
        unit: found.unit.and_then(|range| unit_of.get(&range).copied()),
        span: place.span(found.range),
        rule: found.rule,
    };
    let group = |found: &crate::find::group::GroupFinding| Group {
        name: found.name.map(|range| place.valued(range)),
        office: found.office.map(|range| place.valued(range)),
        members: found.members.iter().map(member).collect(),
        span: place.span(found.range),
        rule: found.rule,
    };
    let pieces: Vec<_> =
        stages.findings.iter().flat_map(|findings| findings.groups.iter().cloned()).collect();
    // What one sentence says of a group and what its roster says stand in different passages.
    crate::find::group::merge(&stages.tidy.text, &pieces).iter().map(group).collect()
}

fn mentions(stages: &Stages, place: &Place) -> Vec<Mention> {
    let mention = |found: &Accounted| Mention {
        kind: found.kind,
        verdict: found.verdict,
        rule: found.rule,
        span: place.span(found.range),
    };
    stages.account.mentions.iter().map(mention).collect()
}

fn diagnostics(place: &Place, notes: &Notes) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = notes
        .list()
        .iter()
        .map(|note| Diagnostic {
            code: note.code,
            message: note.message.clone(),
            span: note.range.map(|range| place.span(range)),
        })
        .collect();
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    diagnostics
}
