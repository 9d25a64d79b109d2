//! The words that tables of organisations use for kinds and levels.

use crate::model::{Level, UnitKind};

/// Names of kinds.
pub(in crate::lexicon) const KINDS: &[&str] = &[
    "party",
    "government",
    "people_congress",
    "cppcc",
    "mass_organisation",
    "agency",
    "subdistrict",
    "enterprise",
    "institution",
    "military",
    "collective",
    "other",
];

/// Names of levels.
pub(in crate::lexicon) const LEVELS: &[&str] =
    &["national", "province", "city", "district", "town"];

/// The kind of that name in a table.
#[must_use]
pub(in crate::lexicon) fn kind(word: &str) -> Option<UnitKind> {
    Some(match word {
        "party" => UnitKind::Party,
        "government" => UnitKind::Government,
        "people_congress" => UnitKind::PeopleCongress,
        "cppcc" => UnitKind::Cppcc,
        "mass_organisation" => UnitKind::MassOrganisation,
        "agency" => UnitKind::Agency,
        "subdistrict" => UnitKind::Subdistrict,
        "enterprise" => UnitKind::Enterprise,
        "institution" => UnitKind::Institution,
        "military" => UnitKind::Military,
        "collective" => UnitKind::Collective,
        "other" => UnitKind::Other,
        _ => return None,
    })
}

/// The level of that name in a table.
#[must_use]
pub(in crate::lexicon) fn level(word: &str) -> Option<Level> {
    Some(match word {
        "national" => Level::National,
        "province" => Level::Province,
        "city" => Level::City,
        "district" => Level::District,
        "town" => Level::Town,
        _ => return None,
    })
}

/// The parts of a cell that holds several words, `发改|发展改革`.
pub(in crate::lexicon) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

/// The text of a cell, or none where it is empty.
pub(in crate::lexicon) fn filled(cell: &str) -> Option<Box<str>> {
    (!cell.is_empty()).then(|| cell.into())
}
