//! What stands on a page: characters with their places, ruling lines, pictures. Points, y downwards.

/// A character where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Glyph {
    /// The character; U+FFFD where the font does not say.
    pub(crate) c: char,
    /// Left edge.
    pub(crate) x0: f64,
    /// Right edge: where the next character is expected.
    pub(crate) x1: f64,
    /// The base line.
    pub(crate) y: f64,
    /// Height of the font.
    pub(crate) size: f64,
    /// Spaces that the file wrote between this character and the one before.
    pub(crate) spaces: u8,
    /// Characters that the file keeps as one piece of text share a number; 0 where it says nothing.
    pub(crate) run: u32,
    /// Drawn in no colour: recognised text behind a scan, as a rule.
    pub(crate) invisible: bool,
    /// Quarter turns of the text against the page; 4 for other angles.
    pub(crate) turn: u8,
}

impl Glyph {
    /// True where the file keeps both characters in one piece of text.
    pub(crate) fn is_one_run(&self, other: &Self) -> bool {
        self.run != 0 && self.run == other.run
    }

    /// The middle of the character's square.
    pub(crate) fn middle(&self) -> (f64, f64) {
        ((self.x0 + self.x1) / 2.0, self.y - 0.36 * self.size)
    }
}

/// A straight line along one of the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    /// True for a line from left to right.
    pub(crate) level: bool,
    /// Its place on the other axis.
    pub(crate) at: f64,
    /// Where it begins.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
}

/// A page as it was drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Width as it is shown.
    pub(crate) width: f64,
    /// Height as it is shown.
    pub(crate) height: f64,
    /// Characters in the order of drawing.
    pub(crate) glyphs: Vec<Glyph>,
    /// Ruling lines.
    pub(crate) rules: Vec<Rule>,
    /// Base lines of text that the file itself repeats on other pages, sorted.
    pub(crate) shared: Vec<f64>,
    /// Area that pictures cover.
    pub(crate) pictures: f64,
    /// Characters that stood outside the page or were invisible without a scan below.
    pub(crate) hidden: u32,
}

impl Page {
    /// The share of the page that pictures cover; overlaps count twice.
    pub(crate) fn picture_share(&self) -> f64 {
        self.pictures / (self.width * self.height).max(1.0)
    }

    /// Removes what is invisible, and turns the page so that most of its text runs from left to
    /// right.
    pub(crate) fn settle(&mut self) {
        let scan = self.picture_share() > 0.5;
        let (width, height) = (self.width, self.height);
        let seen =
            |page: &Self| page.glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
        let before = seen(self);
        self.glyphs.retain(|glyph| {
            let (x, y) = glyph.middle();
            let inside = (-2.0..=width + 2.0).contains(&x) && (-2.0..=height + 2.0).contains(&y);
            (inside || glyph.turn != 0) && (scan || !glyph.invisible)
        });
        self.hidden += u32::try_from(before - seen(self)).unwrap_or(u32::MAX);
        let mut turns = [0usize; 5];
        for glyph in &self.glyphs {
            turns[usize::from(glyph.turn.min(4))] += 1;
        }
        let most = (0..4u8).max_by_key(|turn| (turns[usize::from(*turn)], 4 - turn)).unwrap_or(0);
        for _ in 0..most {
            self.turn_back();
        }
    }

    /// A quarter turn that makes text which runs downwards run from left to right.
    fn turn_back(&mut self) {
        let width = self.width;
        for glyph in &mut self.glyphs {
            let (x, y, advance) = (glyph.x0, glyph.y, glyph.x1 - glyph.x0);
            (glyph.x0, glyph.y) = (y, width - x);
            glyph.x1 = glyph.x0 + advance;
            glyph.turn = if glyph.turn == 4 { 4 } else { (glyph.turn + 3) % 4 };
        }
        for rule in &mut self.rules {
            *rule = match rule.level {
                true => {
                    Rule { level: false, at: rule.at, from: width - rule.to, to: width - rule.from }
                }
                false => Rule { level: true, at: width - rule.at, ..*rule },
            };
            // A level line at y from x to x' stands upright at x = y, and its ends count from the
            // right edge of the page as it was.
        }
        (self.width, self.height) = (self.height, width);
        self.shared.clear();
    }
}

/// How many quarter turns clockwise a direction is away from left to right; 4 for none of them.
pub(crate) fn quarter(x: f64, y: f64) -> u8 {
    const STRAIGHT: f64 = 0.99;
    match (x, y) {
        (x, _) if x > STRAIGHT => 0,
        (_, y) if y > STRAIGHT => 1,
        (x, _) if x < -STRAIGHT => 2,
        (_, y) if y < -STRAIGHT => 3,
        _ => 4,
    }
}
