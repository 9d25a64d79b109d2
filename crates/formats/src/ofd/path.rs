//! Where one part of a file says that another part is.

/// The name of a part that another part names: from the root of the container where it begins with
/// `/`, else from the folder of the part that names it.
pub(super) fn resolve(from: &str, location: &str) -> String {
    let location = location.replace('\\', "/");
    let from = from.replace('\\', "/");
    let folder = match location.starts_with('/') {
        true => "",
        false => from.rfind('/').map_or("", |slash| &from[..slash]),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(location.split('/')) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn absolute_relative_and_backslashes() {
        let cases = [
            ("", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("", "/Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Document.xml", "/Doc_0/Tpls/T.xml", "Doc_0/Tpls/T.xml"),
            ("Doc_0\\Document.xml", "Pages\\P.xml", "Doc_0/Pages/P.xml"),
            ("Doc_0/Pages/P.xml", "../Res/./R.xml", "Doc_0/Res/R.xml"),
            ("a.xml", "../../b.xml", "b.xml"),
        ];
        for (from, location, name) in cases {
            assert_eq!(resolve(from, location), name);
        }
    }
}
