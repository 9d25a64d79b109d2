//! The invariants of ARCHITECTURE.md that the compiler does not check.

use crate::support::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The pipeline of the core, in order. A stage imports earlier stages and leaves only.
const STAGES: &[&str] = &[
    "document", "tidy", "header", "outline", "annotate", "find", "account", "record", "split",
    "emit",
];

/// What stands beside the pipeline. A leaf imports leaves only, and none in a circle.
const LEAVES: &[&str] = &[
    "calendar",
    "chars",
    "diagnostic",
    "lexicon",
    "marker",
    "model",
    "names",
    "nearest",
    "number",
    "set",
    "span",
];

/// The core's package.
const CORE: &str = "gongwen";

/// The packages below `crates`, and those of the project that each is built on.
const CRATES: &[(&str, &[&str])] = &[
    ("messages", &[]),
    ("formats", &[CORE, "gongwen-messages"]),
    ("engine", &[CORE, "gongwen-formats", "gongwen-messages"]),
    ("dataset", &[CORE, "gongwen-engine", "gongwen-formats", "gongwen-messages"]),
    ("snapshot", &[CORE, "gongwen-engine", "gongwen-formats", "gongwen-messages"]),
    ("eval", &["gongwen-messages"]),
    (
        "cli",
        &[
            CORE,
            "gongwen-dataset",
            "gongwen-engine",
            "gongwen-eval",
            "gongwen-formats",
            "gongwen-messages",
            "gongwen-snapshot",
        ],
    ),
];

/// Paths outside the module that a file may name all the same, with the reason.
const ALSO_ALLOWED: &[(&str, &str)] = &[];

struct File {
    /// The core, or a folder of `crates`.
    package: &'static str,
    /// Path below `src` for the core, the package and the path below its `src` for others, with `/`.
    name: String,
    /// The first folder, or the file's stem: the stage or leaf that it belongs to.
    module: String,
    /// The source without unit tests.
    code: String,
}

/// The packages and where their sources stand, below the folder of the project.
fn packages() -> impl Iterator<Item = (&'static str, String)> {
    let crates = CRATES.iter().map(|(package, _)| (*package, format!("crates/{package}/src")));
    std::iter::once((CORE, "src".to_owned())).chain(crates)
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    for (package, folder) in packages() {
        let before = files.len();
        files.extend(sources_of(package, &root().join(&folder)));
        assert!(files.len() > before, "{folder} holds no sources");
    }
    files
}

fn sources_of(package: &'static str, folder: &Path) -> Vec<File> {
    let mut paths = Vec::new();
    collect(folder, &mut paths);
    paths.sort();
    let all: String = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    // A file or a folder of unit tests is no code.
    paths.retain(|path| {
        let below = path.strip_prefix(folder).unwrap().with_extension("");
        let modules = below.iter().map(|module| module.to_string_lossy());
        !{ modules }.any(|module| all.contains(&format!("#[cfg(test)]\nmod {module};")))
    });
    let file = |path: PathBuf| {
        let below = path.strip_prefix(folder).unwrap();
        let below = below.to_string_lossy().replace('\\', "/");
        let module = below.split(['/', '.']).next().unwrap().to_owned();
        let name = if package == CORE { below } else { format!("{package}/{below}") };
        let code = fs::read_to_string(&path).unwrap();
        let code = code.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
        File { package, name, module, code }
    };
    paths.into_iter().map(file).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
}

impl File {
    fn is_of_core(&self) -> bool {
        self.package == CORE && !["lib", "guide"].contains(&self.module.as_str())
    }

    /// True for the command itself, without its options.
    fn is_of_command(&self) -> bool {
        self.package == "cli" && self.module != "config"
    }
}

/// Modules of a crate that a file names, by `crate::x` or `use crate::{x, y::z}`.
fn imports(krate: &str, code: &str) -> BTreeSet<String> {
    let code: String = code.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (at, key) in code.match_indices(&format!("{krate}::")) {
        let rest = &code[at + key.len()..];
        match rest.strip_prefix('{') {
            None => found.extend(first_word(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && c.is_alphabetic() => {
                            found.extend(first_word(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn first_word(code: &str) -> Option<String> {
    let word: String = code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    // `crate::extract` is the façade itself, not a module.
    word.chars().next().is_some_and(char::is_lowercase).then_some(word)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn a_stage_imports_earlier_stages_and_leaves_only() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| file.is_of_core()) {
        let stage = STAGES.iter().position(|stage| *stage == file.module);
        let is_leaf = LEAVES.contains(&file.module.as_str());
        if stage.is_none() && !is_leaf {
            wrong.push(format!("{}: neither a stage nor a leaf; add it to this test", file.name));
        }
        for import in imports("crate", &file.code) {
            let earlier =
                STAGES.iter().position(|other| *other == import) <= stage && stage.is_some();
            let allowed = import == file.module
                || LEAVES.contains(&import.as_str())
                || earlier && STAGES.contains(&import.as_str())
                || ALSO_ALLOWED.contains(&(file.name.as_str(), import.as_str()));
            if !allowed {
                wrong.push(format!("{} imports {import}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What stands before the pipeline: files, then readers.
#[test]
fn formats_import_leaves_and_documents_only() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| file.package == "formats") {
        let is_source = file.module == "source";
        let outside = |import: &String| match import.as_str() {
            "document" => is_source,
            "internal" => !["layout", "markdown"].contains(&file.module.as_str()),
            other => !LEAVES.contains(&other),
        };
        wrong.extend(
            imports(CORE, &file.code)
                .into_iter()
                .filter(outside)
                .map(|import| format!("{} imports {CORE}::{import}", file.name)),
        );
        if is_source && imports("crate", &file.code).iter().any(|import| import != "source") {
            wrong.push(format!("{} imports readers", file.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_package_is_built_on_those_that_the_table_says() {
    let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let folders: BTreeSet<PathBuf> = folders.collect();
    let table = CRATES.iter().map(|(package, _)| root().join("crates").join(package));
    assert_eq!(folders, table.collect());
    for (package, needs) in CRATES {
        let manifest = root().join("crates").join(package).join("Cargo.toml");
        assert_eq!(dependencies(&manifest), *needs, "{}", manifest.display());
    }
    assert_eq!(dependencies(&root().join("Cargo.toml")), [""; 0]);
}

/// The packages of the project among the dependencies of one.
fn dependencies(manifest: &Path) -> Vec<String> {
    let text = fs::read_to_string(manifest).unwrap();
    let lines = text.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split(['.', ' ']).next());
    names.filter(|name| name.starts_with(CORE)).map(str::to_owned).collect()
}

#[test]
fn leaves_do_not_import_in_a_circle() {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let is_leaf = |file: &&File| file.is_of_core() && LEAVES.contains(&file.module.as_str());
    for file in sources().iter().filter(is_leaf) {
        let imports =
            imports("crate", &file.code).into_iter().filter(|import| *import != file.module);
        graph.entry(file.module.clone()).or_default().extend(imports);
    }
    while let Some(free) = graph.iter().find(|(_, to)| to.is_empty()).map(|(leaf, _)| leaf.clone())
    {
        graph.remove(&free);
        graph.values_mut().for_each(|to| _ = to.remove(&free));
    }
    assert!(graph.is_empty(), "circle among: {graph:#?}");
}

/// Where the same words give the same result on every machine: the core, the readers, the tables,
/// the scores and the options.
fn is_pure(file: &File) -> bool {
    match file.package {
        CORE | "eval" => true,
        "formats" => file.module != "source",
        "dataset" => file.module == "tables",
        "cli" => file.module == "config",
        _ => false,
    }
}

#[test]
fn the_core_touches_nothing_outside() {
    const OUTSIDE: &[&str] = &[
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::time",
        "SystemTime",
        "Instant",
        "println!",
        "eprintln!",
        "dbg!",
        "print!",
        "Zoned",
        "Timestamp",
        "static mut",
        "HashMap",
        "HashSet",
    ];
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| is_pure(file)) {
        for line in file.code.lines().filter(|line| !is_comment(line)) {
            // A thread with a larger stack, that is waited for at once, decides nothing.
            if file.name == "formats/pdf/open.rs" && line.contains("std::thread") {
                continue;
            }
            // A map with a fixed hash has no order either, but the same on every machine.
            let line = line.replace("FxHashMap", "").replace("FxHashSet", "");
            for name in OUTSIDE.iter().filter(|name| line.contains(**name)) {
                wrong.push(format!("{}: {name}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn encodings_end_with_the_reader_and_public_spans_begin_with_the_record() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !file.is_of_command()) {
        if file.code.contains("encoding_rs") && !may_know_encodings(file) {
            wrong.push(format!("{} knows encodings", file.name));
        }
        let between = ["tidy", "outline", "find", "names"].contains(&file.module.as_str());
        if file.is_of_core() && between && has_word(&file.code, "Span") {
            wrong.push(format!("{} knows public spans", file.name));
        }
        if has_word(&file.code, "Serialize") && !may_be_written(file) {
            wrong.push(format!("{} can be written out; only the wire types are", file.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn may_know_encodings(file: &File) -> bool {
    ["formats", "engine"].contains(&file.package)
        || file.package == "dataset" && file.module != "tables"
}

/// Data sets and snapshots keep forms of their own on disk: lists of files, manifests; a worker has
/// one on its way to the process that asked it, and so have the messages that it sends.
fn may_be_written(file: &File) -> bool {
    let is = |package, module| file.package == package && file.module == module;
    is(CORE, "emit")
        || is("engine", "worker")
        || ["dataset", "messages", "snapshot"].contains(&file.package)
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.lines()
        .filter(|line| !is_comment(line))
        .any(|line| line.split(|c| !is_part(c)).any(|other| other == word))
}

#[test]
fn the_module_list_is_the_pipeline() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let stages: Vec<&str> = modules.filter(|module| STAGES.contains(module)).collect();
    assert_eq!(stages, STAGES);
}

#[test]
fn the_command_uses_the_library_from_outside() {
    for file in sources().iter().filter(|file| file.package == "cli") {
        for line in file.code.lines() {
            assert!(!line.contains("#[path"), "{}: {line}", file.name);
        }
    }
}

/// Single structural words that one place needs once: file and word.
const STRUCTURAL_WORDS: &[(&str, &str)] = &[
    ("annotate/quantity.rs", "分之"),
    ("annotate/quantity.rs", "以内"),
    ("annotate/quantity.rs", "之内"),
    ("calendar/mention.rs", "星期"),
    ("find/group/named.rs", "同志"),
    ("find/group/office.rs", "办公室"),
    ("find/commitment/amount_after_noun.rs", "完成"),
    ("find/commitment/amount_before_noun.rs", "突破"),
    ("find/responsibility/convention.rs", "下同"),
    ("names/resolve/guess.rs", "管委会"),
    ("names/resolve/guess.rs", "管理委员会"),
    ("names/recognise/many.rs", "管委会"),
    // Names of built-in styles.
    ("formats/docx/styles.rs", "标题"),
    ("formats/docx/styles.rs", "目录"),
    // Numerals that stand for no exact number.
    ("find/commitment/scene.rs", "十半数几"),
    ("names/resolve/name.rs", "政府"),
    ("calendar/point.rs", "季度"),
    ("header/attachment.rs", "附件"),
    ("header/furniture.rs", "关于"),
    ("header/link.rs", "关于"),
    ("header/number.rs", "通知"),
    ("header/title.rs", "关于"),
    // The name of a built-in format, and what programs call a sheet that nobody named.
    ("formats/xlsx/single_value.rs", "yyyy年m月d日"),
    ("formats/xlsx/title.rs", "工作表"),
    ("marker.rs", "部分"),
    ("tidy/frame.rs", "关于"),
    ("tidy/frame.rs", "附件"),
    ("number/fraction.rs", "百分之"),
    ("number/fraction.rs", "千分之"),
    ("number/fraction.rs", "万分之"),
    ("number/fraction.rs", "分之"),
];

#[test]
fn words_stand_in_the_lexicon() {
    let mut wrong = Vec::new();
    for file in sources() {
        for literal in literals(&file.code) {
            let han = literal.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
            let is_needed = STRUCTURAL_WORDS.contains(&(file.name.as_str(), literal.as_str()));
            // A message says in English what it is about; the Chinese in it is a name.
            let is_message = literal.contains("{}") || literal.contains(' ');
            if han >= 2 && !is_message && !is_needed && !literal.chars().all(is_digit_or_sign) {
                wrong.push(format!("{}: {literal:?}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "belongs into lexicon/*.csv: {wrong:#?}");
}

/// Files and literals in them that no person is told: what other programs say, what stands in files
/// and tables, what a test case is called.
const NOT_SAID: &[(&str, &str)] = &[
    ("cli/commands/extract/sink.rs", "every entry has a place"),
    ("cli/commands/text.rs", "head of table {}"),
    ("cli/commands/text.rs", "row of table {}"),
    ("dataset/home.rs", "This folder is a data set of gongwen. "),
    ("dataset/load/schema.rs", "Superseded versions of rows of {name}: "),
    ("dataset/load/schema.rs", "timestamp with time zone"),
    ("dataset/load/server.rs", "not valid for name"),
    ("dataset/load/server.rs", "server does not support TLS"),
    ("dataset/load/source.rs", "temp.chosen w cross join "),
    ("dataset/query.rs", "no such column: "),
    ("dataset/query.rs", "no such table: "),
    ("engine/worker/process.rs", "memory allocation of "),
    ("snapshot/report/junit.rs", "<testcase "),
];

/// Three plain words in a row make a sentence; shorter labels pass, and so does what looks like SQL.
#[test]
fn sentences_stand_in_the_catalogue() {
    const SPOKEN: &[&str] = &["println!(", "anyhow!(", "bail!(\"", "context(\"", "other(\""];
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| speaks(file)) {
        let is_said = |literal: &String| {
            let not_said =
                |(name, words): &(&str, &str)| file.name == *name && literal.starts_with(words);
            is_sentence(literal) && !is_sql(literal) && !NOT_SAID.iter().any(not_said)
        };
        let spoken = SPOKEN.iter().filter(|call| file.code.contains(**call));
        let said = literals(&file.code).into_iter().filter(is_said);
        wrong.extend(
            spoken.map(ToString::to_string).chain(said).map(|it| format!("{}: {it}", file.name)),
        );
    }
    assert!(wrong.is_empty(), "belongs into crates/messages/messages.csv: {wrong:#?}");
}

/// False for readers, whose sentences are diagnostics, and where options and columns are declared with
/// what they are.
fn speaks(file: &File) -> bool {
    let declares = ["cli/args", "cli/config/docs.rs", "dataset/tables/"];
    ![CORE, "formats", "messages"].contains(&file.package)
        && !declares.iter().any(|place| file.name.starts_with(place))
}

fn is_sentence(literal: &str) -> bool {
    let is_plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<bool> = literal
        .split([' ', '\\'])
        .map(|word| is_plain(word.trim_matches([',', ';', ':', '.', '(', ')', '`'])))
        .collect();
    words.windows(3).any(|three| three.iter().all(|is_plain| *is_plain))
}

fn is_sql(literal: &str) -> bool {
    const FIRST: &[&str] = &[
        "alter", "and", "begin", "case", "comment", "copy", "create", "delete", "detach", "drop",
        "insert", "pragma", "select", "update",
    ];
    FIRST.contains(&literal.trim_start().split(' ').next().unwrap_or_default())
}

/// Digits, numerals and the characters of markers and dates.
fn is_digit_or_sign(c: char) -> bool {
    !c.is_alphabetic() || "〇零一二三四五六七八九十百千万亿两廿卅年月日号第章条节是".contains(c)
}

/// String literals of the code, without comments and without the documentation of rules and
/// diagnostics, which is there to be read.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut documentation = false;
    for line in code.lines().filter(|line| !is_comment(line)) {
        let trimmed = line.trim();
        if trimmed.ends_with("= Rule {")
            || trimmed == "rule: Rule {"
            || trimmed.ends_with("= Page {")
            || trimmed.ends_with("= &Rule {")
        {
            documentation = true;
        }
        if !documentation {
            // Odd pieces between quotation marks are inside them; no literal here spans lines.
            let pieces = line.replace("\\\"", "");
            found.extend(pieces.split('"').skip(1).step_by(2).map(str::to_owned));
        }
        if trimmed.starts_with('}') {
            documentation = false;
        }
    }
    found
}

#[test]
fn the_map_does_not_lie() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let quoted = map.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| word.contains('/') && !word.contains([' ', '*', '…', '<', ':']);
    for path in quoted.filter(is_path).filter(|path| !path.starts_with("../")) {
        let is_there = root().join(path).exists() || root().join("src").join(path).exists();
        assert!(is_there, "ARCHITECTURE.md names {path}, which is not there");
    }
}
