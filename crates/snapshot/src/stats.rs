//! Counts by rule, field and issuer, for a scheduler that alarms on drift.

use super::fact::{FactKind, Notice};
use super::line;
use serde::Serialize;
use std::collections::BTreeMap;

/// The reference beside the archive as it is now.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    /// As accepted.
    pub reference: Counts,
    /// As read.
    pub present: Counts,
}

impl Stats {
    pub(super) fn merge(&mut self, other: Self) {
        self.reference.merge(other.reference);
        self.present.merge(other.present);
    }
}

/// Counts of many notices.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    /// Notices that were read.
    pub notices: u64,
    /// Notices that could not be read.
    pub unreadable: u64,
    /// Facts by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Facts by rule, field or diagnostic.
    pub causes: BTreeMap<String, u64>,
    /// Sum of the shares of text that was not understood.
    #[serde(skip)]
    unexplained: f64,
    /// By who issued them.
    pub issuers: BTreeMap<String, Issuer>,
}

/// Counts of one issuer's notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Issuer {
    /// Notices.
    pub notices: u64,
    /// Their tasks.
    pub tasks: u64,
    /// Their targets.
    pub targets: u64,
}

impl Counts {
    /// Mean share of text that was not understood.
    #[must_use]
    pub fn unexplained_share(&self) -> f64 {
        if self.notices == 0 { 0.0 } else { self.unexplained / self.notices as f64 }
    }

    /// Adds the lines of a notice; damaged ones count nothing, they are reported where they are read.
    pub(super) fn add(&mut self, text: &str) {
        if let Ok(notice) = line::parse(text) {
            self.add_notice(&notice);
        }
    }

    fn add_notice(&mut self, notice: &Notice) {
        if notice.state != super::State::Read {
            self.unreadable += 1;
            return;
        }
        self.notices += 1;
        let issuer = self.issuers.entry(notice.issuer().to_owned()).or_default();
        issuer.notices += 1;
        for fact in notice.all() {
            issuer.tasks += u64::from(fact.kind == FactKind::Task);
            issuer.targets += u64::from(fact.kind == FactKind::Target);
            if fact.kind == FactKind::Share {
                self.unexplained += fact.field("value").parse::<f64>().unwrap_or(0.0);
                continue;
            }
            *self.kinds.entry(fact.kind.name().to_owned()).or_default() += 1;
            *self.causes.entry(fact.cause()).or_default() += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        self.notices += other.notices;
        self.unreadable += other.unreadable;
        self.unexplained += other.unexplained;
        for (name, count) in other.kinds {
            *self.kinds.entry(name).or_default() += count;
        }
        for (name, count) in other.causes {
            *self.causes.entry(name).or_default() += count;
        }
        for (name, issuer) in other.issuers {
            let all = self.issuers.entry(name).or_default();
            all.notices += issuer.notices;
            all.tasks += issuer.tasks;
            all.targets += issuer.targets;
        }
    }
}
