//! The answers for one document, as they are written by hand.

use super::Error;
use gongwen_messages::{Message, message};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The answers for one document. A list that is absent is not scored; one that is empty says that
/// there is nothing to find.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// The file that the answers are for, by its name.
    pub doc: String,
    /// Fields by name: a string, null for none, or a list of strings.
    #[serde(default)]
    pub metadata: Map<String, Value>,
    /// The title of what the notice issues; right, too, where the notice's own is lost.
    #[serde(default)]
    pub issued_title: Option<String>,
    /// Every numbered provision.
    pub sections: Option<Vec<Heading>>,
    /// Provisions and table rows with the units that answer for them.
    pub tasks: Option<Vec<Provision>>,
    /// Duty lines: path and unit.
    pub duties: Option<Vec<(String, String)>>,
    /// Numeric commitments.
    pub targets: Option<Vec<Target>>,
    /// Words of numbers that may be found or not.
    #[serde(default)]
    pub targets_optional: Vec<String>,
    /// Phases, deadlines, recurring obligations.
    pub milestones: Option<Vec<Milestone>>,
    /// Words of dates that may be found or not.
    #[serde(default)]
    pub milestones_optional: Vec<String>,
    /// Leading groups.
    pub groups: Option<Vec<Group>>,
    /// Rows of task tables, in reading order.
    pub rows: Option<Vec<Row>>,
    /// The last row that there are answers for, where the table goes on.
    pub rows_upto: Option<String>,
    /// What became of some of the quantities, dates and names.
    pub verdicts: Option<Vec<Verdict>>,
    /// The code point of the text layer up to which there are targets, milestones and groups, where the text
    /// goes on.
    pub upto: Option<u64>,
}

/// A row of a table that sets a task.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    /// How the cell that says it begins.
    pub task: String,
    /// Words of another cell that may stand for it.
    pub task_alt: Option<String>,
    /// `role:name`.
    pub units: Vec<String>,
    /// The day that a cell of the row states.
    pub due: Option<String>,
    /// Other days that are right, too; null for none.
    #[serde(default)]
    pub due_alt: Vec<Option<String>>,
}

/// A quantity, date or name with what it is.
#[derive(Clone, Debug, Deserialize)]
pub struct Verdict {
    /// As written.
    pub text: String,
    /// The code point of the text layer where it begins; absent where the words stand once.
    pub at: Option<u64>,
    /// `quantity`, `date` or `organisation`.
    pub kind: String,
    /// The verdicts that are right.
    pub verdict: Verdicts,
}

/// One or several verdicts.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Verdicts {
    /// Only that.
    One(String),
    /// Any of them.
    Any(Vec<String>),
}

/// A numbered provision.
#[derive(Clone, Debug, Deserialize)]
pub struct Heading {
    /// Labels from the top.
    pub path: String,
    /// Its heading.
    pub title: String,
}

/// A provision with its units.
#[derive(Clone, Debug, Deserialize)]
pub struct Provision {
    /// The deepest section that holds the clause.
    pub path: String,
    /// Another path that is right, too.
    pub path_alt: Option<String>,
    /// `role:name`.
    pub units: Vec<String>,
}

/// A numeric commitment.
#[derive(Clone, Debug, Deserialize)]
pub struct Target {
    /// The number as written.
    pub number: String,
    /// In base units.
    pub value: f64,
    /// What it counts in.
    pub unit: String,
    /// How it bounds.
    pub comparator: String,
    /// What is counted.
    pub indicator: String,
}

/// A date that somebody must keep.
#[derive(Clone, Debug, Deserialize)]
pub struct Milestone {
    /// `phase`, `deadline` or `recurring`.
    pub kind: String,
    /// The words, as short as identifies them.
    pub quote: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
}

/// A leading group.
#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    /// Where its office sits.
    pub office: Option<String>,
    /// Role and post, or role, person and post.
    pub members: Vec<Member>,
}

/// A member as `[role, person, post]` or `[role, post]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Member {
    pub(super) role: String,
    pub(super) person: String,
    pub(super) post: String,
}

impl TryFrom<Vec<String>> for Member {
    type Error = Message;

    fn try_from(words: Vec<String>) -> Result<Self, Message> {
        match <[String; 3]>::try_from(words) {
            Ok([role, person, post]) => Ok(Self { role, person, post }),
            Err(words) => match <[String; 2]>::try_from(words) {
                Ok([role, post]) => Ok(Self { role, person: String::new(), post }),
                Err(words) => Err(message!("eval.member", count = words.len())),
            },
        }
    }
}

impl Gold {
    /// Reads the answers for one document.
    ///
    /// # Errors
    /// Where the text is no JSON, or not of this form.
    pub fn parse(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(Error::Gold)
    }
}

#[cfg(test)]
mod tests {
    use super::Gold;

    #[test]
    fn what_is_wrong_with_answers_is_said() {
        let cases = [
            ("", "EOF"),
            ("[]", "expected struct Gold"),
            (r#"{"sections": []}"#, "missing field `doc`"),
            (r#"{"doc": "a", "sections": [{"path": "一"}]}"#, "missing field `title`"),
            (r#"{"doc": "a", "groups": [{"members": [["组长"]]}]}"#, "a member must be [role"),
            (r#"{"doc": "a", "targets": [{"number": "1个", "value": "1"}]}"#, "expected f64"),
        ];
        for (text, expected) in cases {
            let error = Gold::parse(text).unwrap_err().to_string();
            assert!(error.starts_with("not a valid file of gold answers: "), "{error}");
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert!(Gold::parse(r#"{"doc": "a.txt", "notes": ["other fields are fine"]}"#).is_ok());
    }
}
