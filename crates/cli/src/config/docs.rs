//! The documentation of the options, made from the table of them.

use super::section::Section;
use super::value::{allowed, is};
use clap::Arg;
use clap::builder::PossibleValue;
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Options

Generated from the arguments in `crates/cli/src/args/`; a test compares the two.

Every option is a command-line flag and a key in `gongwen.toml`. Flags override keys, and keys override
defaults. The file is the one given with `--config FILE`, otherwise `gongwen.toml` in the current
directory, if it exists; `--config /dev/null` reads none. Relative paths in it are relative to its
folder. An unknown key or an invalid value is an error with the line number, and nothing is processed.

A boolean flag is true when given; `--quiet=false` overrides a key.
";

const EXAMPLE: &str = "\
## Example

```toml
[extract]
output = \"records.ndjson\"
strict = true

[filter]
threads = 4
max_failed = 0

[lexicon]
units = \"words/units.csv\"
```

`words/units.csv`, with a unit that the built-in table lacks:

```csv
short,full,levels,kind,reason
{l}低空办,{R}低空经济发展办公室,city|district,government,office of our city
```

The same for words, where notices say 起码 for at least and call a column of tasks 攻坚事项:

```csv
word,class,value,gloss,source
攻坚事项,table.head,task,name of a column,our city
起码,target.before,ge,at least,our city
```
";

/// The page `docs/options.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = INTRODUCTION.to_owned();
    for section in Section::all() {
        let _ = write!(page, "\n## [{}]\n\n{}\n\n", section.name, sentences(&section.about));
        page += "| key | flag | value | default | |\n| --- | --- | --- | --- | --- |\n";
        section.keys.iter().for_each(|arg| row(&mut page, arg));
    }
    page.push('\n');
    page += EXAMPLE;
    page
}

fn row(page: &mut String, arg: &Arg) {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let (about, said) = without_default(&help);
    let (key, flag, allowed, default) = (arg.get_id(), flag(arg), allowed(arg), default(arg, said));
    let about = sentences(&about) + &choices(arg);
    let _ = writeln!(page, "| `{key}` | `{flag}` | {allowed} | {default} | {about} |");
}

/// The paragraphs of a help text, of which the first has no full stop, on one line.
fn sentences(help: &str) -> String {
    let paragraphs = help.split("\n\n").map(|text| text.trim_end_matches('.').to_owned() + ".");
    paragraphs.collect::<Vec<_>>().join(" ")
}

/// What each word means, where there are only a few.
fn choices(arg: &Arg) -> String {
    let choice =
        |choice: &PossibleValue| Some(format!(" `{}`: {}.", choice.get_name(), choice.get_help()?));
    arg.get_possible_values().iter().filter_map(choice).collect()
}

/// The flag, or the name of an argument without one.
fn flag(arg: &Arg) -> String {
    let name = || arg.get_value_names().and_then(|names| names.first());
    match arg.get_long() {
        Some(long) => format!("--{long}"),
        None => name().map(ToString::to_string).unwrap_or_default(),
    }
}

/// A help text, and the default that it states in brackets.
fn without_default(help: &str) -> (String, Option<&str>) {
    let stated = help.split_once(" [default: ").and_then(|(before, rest)| {
        let (default, after) = rest.split_once(']')?;
        Some((format!("{before}{after}"), Some(default)))
    });
    stated.unwrap_or((help.to_owned(), None))
}

fn default(arg: &Arg, said: Option<&str>) -> String {
    let values = arg.get_default_values().first();
    match (said, values) {
        (Some(said), _) => said.to_owned(),
        (None, Some(value)) => format!("`{}`", value.display()),
        (None, None) if is::<bool>(arg) => "`false`".to_owned(),
        (None, None) => "none".to_owned(),
    }
}
