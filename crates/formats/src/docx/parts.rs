//! The parts of a document: which part is which, by relationships or by the names that Word uses.

use super::xml::Stream;
use crate::Limits;
use crate::package::{Package, PackageError};
use gongwen::diagnostic::Code;

/// A document's container, with what was wrong with its markup.
pub(super) struct Parts<'p, 'a> {
    package: &'p mut Package<'a>,
    depth: u32,
    /// The main part.
    main: String,
    relationships: Vec<Relationship>,
    pub(super) troubles: Vec<(Code, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Relationship {
    id: String,
    /// The last word of its type: `styles`, `numbering`.
    kind: String,
    target: String,
}

impl<'p, 'a> Parts<'p, 'a> {
    /// Finds the main part and what belongs to it.
    pub(super) fn open(limits: &Limits, package: &'p mut Package<'a>) -> Self {
        let main = main(limits.depth, package);
        let relationships = relationships(limits.depth, &main, package);
        Self { package, depth: limits.depth, main, relationships, troubles: Vec::new() }
    }

    /// The text of the main part.
    pub(super) fn main(&mut self) -> Result<String, PackageError> {
        self.package.text(&self.main)
    }

    /// The text of the part of a kind, if the document has one.
    pub(super) fn of_kind(&mut self, kind: &str) -> Option<String> {
        let target = self.relationships.iter().find(|found| found.kind == kind);
        let usual = || beside(&self.main, &format!("{kind}.xml"));
        let name = target.map_or_else(usual, |found| found.target.clone());
        self.text(&name)
    }

    /// The text of the part that has this relationship, and its name.
    pub(super) fn of_id(&mut self, id: &str) -> Option<String> {
        let name = self.relationships.iter().find(|found| found.id == id)?.target.clone();
        self.text(&name)
    }

    /// True where the document holds pictures.
    pub(super) fn has_pictures(&self) -> bool {
        self.package.names().iter().any(|name| name.contains("/media/"))
    }

    /// Reads the elements inside the first element of that name.
    pub(super) fn each<T>(
        &mut self,
        text: &str,
        names: &[&str],
        read: impl FnOnce(&mut Stream<'_>) -> T,
    ) -> T {
        let mut stream = Stream::new(text, self.depth).enter(names);
        let value = read(&mut stream);
        if let Some(trouble) = stream.trouble().filter(|trouble| !self.troubles.contains(trouble)) {
            self.troubles.push(trouble.clone());
        }
        value
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.package.text(name) {
            Ok(text) => Some(text),
            Err(PackageError::Missing(_)) => None,
            Err(error) => {
                self.troubles.push((error.code(), format!("{name}: {error}")));
                None
            }
        }
    }
}

/// The main part: what the container says it is, else the usual name.
fn main(depth: u32, package: &mut Package<'_>) -> String {
    let stated = relationships(depth, "", package).into_iter();
    let stated = stated.filter(|found| found.kind == "officeDocument").map(|found| found.target);
    let usual = ["word/document.xml", "word/document2.xml"].map(str::to_owned);
    let names = package.names();
    let has = |wanted: &String| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let [first, _] = usual.clone();
    stated.chain(usual).find(has).unwrap_or(first)
}

fn relationships(depth: u32, part: &str, package: &mut Package<'_>) -> Vec<Relationship> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    let Ok(text) = package.text(&path) else { return Vec::new() };
    let trees = Stream::new(&text, depth).enter(&["Relationships"]);
    let relationship = |node: super::xml::Node<'_>| {
        let kind = node.attr("Type")?.rsplit('/').next()?.to_owned();
        let is_inside = node.attr("TargetMode") != Some("External");
        let target = beside(part, node.attr("Target").filter(|_| is_inside)?);
        Some(Relationship { id: node.attr("Id")?.to_owned(), kind, target })
    };
    trees.filter_map(|tree| relationship(tree.root())).collect()
}

/// The name of a part that another one gives.
fn beside(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn names_of_parts() {
        let cases = [
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "/word/a.xml", "word/a.xml"),
            ("word/document.xml", "../custom/b.xml", "custom/b.xml"),
            ("word/document.xml", "../../../b.xml", "b.xml"),
            ("", "word/document.xml", "word/document.xml"),
        ];
        for (part, target, name) in cases {
            assert_eq!(beside(part, target), name);
        }
    }
}
