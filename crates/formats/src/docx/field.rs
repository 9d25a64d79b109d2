//! Fields: an instruction that readers do not see, and its result, which they do.

/// Fields that may lie in each other.
const DEPTH: usize = 64;

/// The longest instruction that is looked at.
const INSTRUCTION: usize = 400;

/// The fields that are open at a place of a story.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// A page number was among the fields that were closed.
    pub(super) has_page_number: bool,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    is_result: bool,
    /// It is a table of contents.
    is_contents: bool,
}

impl Fields {
    /// True inside an instruction.
    pub(super) fn is_instruction(&self) -> bool {
        self.open.iter().any(|field| !field.is_result)
    }

    /// True inside a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        self.open.iter().any(|field| field.is_contents)
    }

    /// A mark of a field. Gives what a field without a result shows.
    pub(super) fn mark(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" if self.open.len() < DEPTH => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.is_result = true;
                    field.is_contents = name(&field.instruction).eq_ignore_ascii_case("TOC");
                }
            }
            "end" => {
                let field = self.open.pop()?;
                self.see(&field.instruction);
                return shown(&field.instruction).filter(|_| !field.is_result);
            }
            _ => {}
        }
        None
    }

    /// Words of an instruction.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result) {
            let left = INSTRUCTION.saturating_sub(field.instruction.len());
            field.instruction.extend(words.chars().take(left));
        }
    }

    /// A field that is written in one piece.
    pub(super) fn see(&mut self, instruction: &str) {
        let name = name(instruction);
        let is_page = ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter();
        self.has_page_number |= is_page.clone().any(|page| name.eq_ignore_ascii_case(page));
    }

    /// Instructions end with their paragraph, also where their end is missing.
    pub(super) fn end_paragraph(&mut self) {
        self.open.iter_mut().for_each(|field| field.is_result = true);
    }
}

/// The word that says what kind of field it is.
fn name(instruction: &str) -> &str {
    instruction.split_whitespace().next().unwrap_or_default()
}

/// What an equation field shows: `EQ \o\ac(○,1)` is a sign in a circle, and so are the others of
/// its kind; of characters that are set over each other the last is the base.
fn shown(instruction: &str) -> Option<String> {
    let words = instruction.trim_start();
    let is_equation = words.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("eq"));
    let inner = words.split_once("\\o").filter(|_| is_equation)?.1.split_once('(')?.1;
    let inner = inner.trim_end().strip_suffix(')').unwrap_or(inner);
    let (over, base) = inner.rsplit_once([',', '，', ';'])?;
    let base = base.trim();
    let circled = || {
        let number = base.parse::<u32>().ok().filter(|number| (1..=20).contains(number))?;
        char::from_u32('①' as u32 + number - 1)
    };
    match over.contains(['○', '〇', 'О', '◯']) {
        true => Some(circled().map_or_else(|| base.to_owned(), String::from)),
        false => Some(base.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, shown};

    #[test]
    fn the_result_is_text_and_the_instruction_is_not() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.instruct(" PAGE ");
        assert!(fields.is_instruction());
        fields.mark("separate");
        assert!(!fields.is_instruction());
        fields.mark("begin");
        fields.end_paragraph();
        assert!(!fields.is_instruction());
        fields.mark("end");
        fields.mark("end");
        fields.mark("end");
        assert!(fields.has_page_number && !fields.is_instruction());
    }

    #[test]
    fn signs_in_circles() {
        let cases = [
            (" eq \\o\\ac(○,3)", Some("③")),
            ("EQ \\o\\ac(○,人)", Some("人")),
            ("EQ \\* jc2 \\o\\ad(\\s\\up 9(lǐ),李)", Some("李")),
            ("EQ \\f(1,2)", None),
            ("PAGE", None),
            ("REF \\o(1,2)", None),
        ];
        for (instruction, words) in cases {
            assert_eq!(shown(instruction).as_deref(), words, "{instruction}");
        }
    }
}
