//! A place with the name that names of organisations have it under.

use crate::lexicon::organisation::{Division, Map};
use crate::model::Level;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Region {
    /// As names of its organisations begin: 湖北省, 武汉市, 武汉市武昌区, 岳池县.
    pub(super) name: Box<str>,
    /// Its level.
    pub(super) level: Level,
    /// GB/T 2260 code, where the place is in the table.
    pub(super) code: Option<u32>,
}

impl Region {
    /// The place of a row of the table. Districts bear the name of their city, counties do not.
    pub(super) fn of(map: Map, division: &Division) -> Self {
        let name = match map.above(division).filter(|above| bears(division, above)) {
            Some(above) => format!("{}{}", above.name, division.name).into(),
            None => division.name.into(),
        };
        Self { name, level: division.level(), code: Some(division.code) }
    }

    /// A place that is in no table.
    pub(super) fn unlisted(name: &str, level: Level) -> Self {
        Self { name: name.into(), level, code: None }
    }
}

fn bears(division: &Division, above: &Division) -> bool {
    let is_district = division.level() == Level::District;
    is_district
        && (division.name.ends_with('区') && above.level() == Level::City
            || above.is_municipality())
}
