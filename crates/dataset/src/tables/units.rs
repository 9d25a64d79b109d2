//! Organisations, once a notice.

use super::rows::Context;
use super::{Cell, Column, Row, Table, documents, key};
use gongwen::emit::wire_v1::{Level, Naming, Unit, UnitKind};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "units",
    doc: "One row an organisation in a notice. The same body in two notices is two rows with the same \
          `body_id`.",
    columns: &[
        Column::text("unit_id").says("Key: a hash of the notice and the place of the first mention."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("body_id").says(
            "The body, the same in every notice: a hash of its full name. A name that is not full \
             (市供电公司) is hashed with its `jurisdiction`; where that is unknown, with the notice's \
             issuer, and where that is unknown too, with the notice.",
        ),
        Column::text("name").like("Unit.name"),
        Column::text("kind").says(
            "`party`, `government`, `people_congress`, `cppcc`, `mass_organisation`, `agency`, \
             `subdistrict`, `enterprise`, `institution`, `military`, `collective` or `other`.",
        ),
        Column::text("level")
            .optional()
            .says("`national`, `province`, `city`, `district` or `town`; no value where unknown."),
        Column::text("jurisdiction").optional().like("Unit.jurisdiction"),
        Column::text("division_code").optional().like("Unit.division_code"),
        Column::truth("collective").like("Unit.collective"),
        Column::text("surfaces")
            .optional()
            .says("The spellings in this notice in order of appearance, `;` between them."),
        Column::text("includes").optional().says("What a note 〈含…〉 adds, `;` between the names."),
        Column::text("aliases").optional().says("Other names of the same body, `;` between them."),
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.units.iter().enumerate().map(|(ord, unit)| {
        vec![
            context.units.get(Some(&unit.id)),
            context.doc(),
            ord.into(),
            unit.id.as_str().into(),
            body(context, unit).into(),
            unit.name.into(),
            name(unit.kind).into(),
            unit.level.map(level).into(),
            unit.jurisdiction.into(),
            unit.division_code.into(),
            unit.collective.into(),
            Cell::list(&unit.surfaces),
            Cell::list(&unit.includes),
            Cell::list(&unit.aliases),
        ]
    });
    rows.collect()
}

/// The body behind a name, see the column `body_id`.
fn body(context: &Context<'_>, unit: &Unit<'_>) -> String {
    match unit.naming {
        Naming::InFull => key::of_words(unit.name),
        Naming::AsWritten => {
            let issuer = || documents::issuer(context.record).unwrap_or(context.doc_id);
            let within = unit.jurisdiction.unwrap_or_else(issuer);
            key::of_words(&format!("{within}\u{1F}{}", unit.name))
        }
    }
}

fn name(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Party => "party",
        UnitKind::Government => "government",
        UnitKind::PeopleCongress => "people_congress",
        UnitKind::Cppcc => "cppcc",
        UnitKind::MassOrganisation => "mass_organisation",
        UnitKind::Agency => "agency",
        UnitKind::Subdistrict => "subdistrict",
        UnitKind::Enterprise => "enterprise",
        UnitKind::Institution => "institution",
        UnitKind::Military => "military",
        UnitKind::Collective => "collective",
        UnitKind::Other => "other",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::National => "national",
        Level::Province => "province",
        Level::City => "city",
        Level::District => "district",
        Level::Town => "town",
    }
}
