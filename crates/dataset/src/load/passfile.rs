//! Passwords from a file like `~/.pgpass`: `host:port:database:user:password`, one a line.

use super::Error;
use gongwen_messages::message;
use std::fs;
use std::path::Path;

/// The password of the first line that fits, if the file is there.
pub(super) fn password(path: &Path, wanted: [&str; 4]) -> Result<Option<String>, Error> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(None) };
    let found = text.lines().find_map(|line| fitting(line, wanted));
    if found.is_some() && is_open(path) {
        return Err(Error::Refused(message!("passfile.open", path)));
    }
    Ok(found)
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_path: &Path) -> bool {
    false
}

fn fitting(line: &str, wanted: [&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = fields(line).into_iter();
    for value in wanted {
        let (field, raw) = fields.next()?;
        if raw != "*" && field != value {
            return None;
        }
    }
    fields.next().map(|(password, _)| password)
}

/// The fields, each with its text before `\:` and `\\` were undone; the last one may hold colons.
fn fields(line: &str) -> Vec<(String, String)> {
    let mut fields = vec![(String::new(), String::new())];
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let in_password = fields.len() == 5;
        let Some((value, raw)) = fields.last_mut() else { break };
        match c {
            ':' if !in_password => fields.push((String::new(), String::new())),
            '\\' => {
                raw.push(c);
                value.extend(rest.next().inspect(|next| raw.push(*next)));
            }
            c => {
                value.push(c);
                raw.push(c);
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn the_first_four_fields_must_fit() {
        let wanted = ["db.example", "5432", "archive", "loader"];
        let cases = [
            ("db.example:5432:archive:loader:secret", Some("secret")),
            ("*:*:*:loader:s:e\\:c\\\\", Some("s:e:c\\")),
            ("db.example:5432:other:loader:secret", None),
            ("# db.example:5432:archive:loader:secret", None),
            ("\\*:*:*:loader:secret", None),
            ("db.example:5432", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(fitting(line, wanted).as_deref(), expected, "{line}");
        }
    }
}
