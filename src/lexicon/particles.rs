//! Particles: words of grammar that rules of several kinds look for.

use super::class::view;

view! {
    /// Words of grammar.
    pub(crate) struct Particles {
        /// 的: what stands before it describes what stands behind it.
        of: () = "particle.of",
        /// 每: each of many.
        each: () = "particle.each",
        /// 未: what is not done.
        not: () = "particle.not",
        /// 在: a place or a time follows.
        place: () = "particle.place",
        /// 由: who acts follows.
        by: () = "particle.by",
        /// 五: ends the name of a five-year plan.
        plan: () = "particle.plan",
        /// 分别: the numbers behind it belong, in order, to what stands before it.
        respectively: () = "particle.respectively",
        /// 全年: the whole of the year that was named.
        whole_year: () = "particle.whole_year",
        /// 年, 月, 前: a part of a date.
        year: () = "particle.year",
    }
}
