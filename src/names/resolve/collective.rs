//! Several bodies under one name: 各区人民政府, 各街道, 市人民政府各部门.

use super::expand::key;
use super::name::{Explained, Fact, Namer};
use super::region::Region;
use crate::model::UnitKind;
use crate::names::recognise::{Collective, Prefix};
use crate::set::Set;

impl Namer<'_> {
    /// Explains a collective name.
    pub(super) fn collective(&self, name: &str, collective: Collective) -> Explained {
        let spelled = self.organisations().collective_in_full(name);
        let (full, region) = self
            .of_one_body(&spelled)
            .or_else(|| self.of_a_place(&spelled, collective))
            .map_or((None, None), |(full, region)| (Some(full), Some(region)));
        let key = key(None, full.as_deref().unwrap_or(&spelled));
        // 市直部门 are those of the city, whichever they are.
        let (prefix, _) = self.organisations().prefix_of(name);
        let worded = matches!(prefix, Prefix::Word(..));
        let region = region.or_else(|| self.region_of(prefix, None).filter(|_| worded));
        let by_place = || region.as_ref().map(|region| region.level).filter(|_| worded);
        let level = collective.level.or_else(by_place);
        Explained {
            name: full.unwrap_or_else(|| name.to_owned()),
            keys: vec![key],
            kind: UnitKind::Collective,
            level,
            region,
            facts: Set::of(
                [Fact::Collective, Fact::Understood, Fact::Known].map(|fact| (fact, true)),
            ),
            ..Explained::default()
        }
    }

    /// 市人民政府|各部门: all that belong to one body.
    fn of_one_body(&self, name: &str) -> Option<(String, Region)> {
        let at = self.organisations().collective_head(name).filter(|at| *at > 0)?;
        let body = self.known(&name[..at], None).filter(|body| body.has(Fact::Full))?;
        Some((format!("{}{}", body.name, &name[at..]), body.region?))
    }

    /// 各区人民政府 in a notice of 武汉市. Names that do not say which bodies stay as they are.
    fn of_a_place(&self, name: &str, collective: Collective) -> Option<(String, Region)> {
        let (prefix, rest) = self.organisations().prefix_of(name);
        let (region, rest) = match prefix {
            _ if collective.open => return None,
            Prefix::Word(word, level) => (self.home.meant_by(word, level)?.clone(), rest),
            Prefix::None => (self.home.around(collective.level)?.clone(), name),
            Prefix::Place(text) => (self.place(text)?, rest),
        };
        Some((format!("{}{rest}", region.name), region))
    }
}
