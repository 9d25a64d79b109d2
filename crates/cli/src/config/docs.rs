//! The documentation of the options, made from the table of them.

use super::options::{Fallback, Opt, Section};
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Options

Generated from the table in `crates/cli/src/config/options.rs`; a test compares the two.

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
