//! The documentation of the options, made from the table of them.

use super::options::{Fallback, Opt, Section};
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Options

Made from the table in `crates/cli/src/config/options.rs`; a test compares the two.

Every option is a flag of its command and a key in a file `gongwen.toml`. Flags win over keys, keys
over defaults. The file is the one that `--config FILE` names, else `gongwen.toml` in the working
folder, if it is there; `--config /dev/null` reads none. Relative paths in it start from the folder
that the file stands in. A key that is not known, or a value that is not allowed, is an error that
names the line; nothing is read then.

A flag that is true or false is true when it is given; `--quiet=false` overrules a key.
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

`words/units.csv`, where the built-in table does not know a body:

```csv
short,full,levels,kind,reason
{l}低空办,{R}低空经济发展办公室,city|district,government,office of our city
```
";

/// The page `docs/options.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = INTRODUCTION.to_owned();
    for section in Section::ALL {
        let _ = write!(page, "\n## [{}]\n\n{}\n\n", section.name(), section.about());
        page += "| key | flag | value | default | |\n| --- | --- | --- | --- | --- |\n";
        for option in section.options() {
            row(&mut page, option);
        }
    }
    page.push('\n');
    page += EXAMPLE;
    page
}

fn row(page: &mut String, option: &Opt) {
    let default = match option.default {
        Fallback::Number(number) => format!("`{number}`"),
        Fallback::Word(word) => format!("`{word}`"),
        Fallback::Said(words) => words.to_owned(),
    };
    let (key, flag, about) = (option.key, option.flag, option.about);
    let allowed = option.takes.allowed();
    let _ = writeln!(page, "| `{key}` | `{flag}` | {allowed} | {default} | {about} |");
}
