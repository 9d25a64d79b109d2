//! Adds words to those that the library carries: `cargo run --example own_words`.

use gongwen::document::TextLayer;
use gongwen::extract;
use gongwen::lexicon::{Lexicon, OwnRows, OwnTable};

const UNITS: &str = "short,full,levels,kind,reason\n\
    街道市政所,桐浦区东沙街道市政管理所,town,institution,full name\n";

const NOTICE: &str = "桐浦区人民政府办公室关于做好街巷整治工作的通知\n\
    一、整治路面破损。(责任单位:街道市政所)\n";

fn main() {
    let mut own = OwnRows::default();
    if let Err(wrong) = own.add(OwnTable::Units, UNITS) {
        // Every wrong row, with its line, its column and what is allowed.
        wrong.iter().for_each(|row| eprintln!("{row}"));
        return;
    }
    let layer = TextLayer::new(NOTICE);
    for lexicon in [Lexicon::builtin(), &Lexicon::with_rows(&own)] {
        let notice = extract(lexicon, &layer).notice;
        notice.units.iter().for_each(|unit| println!("{}", unit.name));
    }
}
