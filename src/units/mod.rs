//! Stage 7: surfaces of names to organisations.

use crate::diagnostic::Notes;
use crate::lexicon::Lexicon;
use crate::model::{Unit, UnitId};
use crate::span::TextRange;

/// What the notice says about its own place: whose notice it is.
#[derive(Clone, Debug, Default)]
pub struct Issuer {
    /// Names that may tell: signatories, publisher, title, in order of trust.
    pub names: Vec<String>,
}

/// A name to be resolved.
#[derive(Clone, Debug)]
pub struct Surface {
    /// The name as written, spaces and line breaks removed.
    pub text: String,
    /// Its place in the clean text.
    pub range: TextRange,
    /// The position of the name before it in the same list, whose level prefix it may inherit
    /// (省发展改革委、财政厅).
    pub after: Option<usize>,
}

/// The organisations behind the surfaces: each unit once, and for each surface its unit.
#[must_use]
pub fn resolve(
    _lexicon: &Lexicon,
    _issuer: &Issuer,
    surfaces: &[Surface],
    _notes: &mut Notes,
) -> (Vec<Unit>, Vec<UnitId>) {
    (Vec::new(), surfaces.iter().map(|_| UnitId(0)).collect())
}
