//! The tests of the rules: lines `words ⇒ findings` in `tests/rules`, one file a rule.
//!
//! ```text
//! # A remark.
//! @issued 2022-03-31
//! 新建泵站3座以上。 ⇒ 泵站 >= 3座 (新建)
//! 已建成泵站2座。 ⇒
//! ```
//!
//! Words are the body of a notice. `⏎` ends a line, `⏎⏎` a section without number; `{…}` at the start is
//! the heading that the section begins with, `^{…}` one above it. A line with bars is a row of a table,
//! `¦` begins another line of a cell, and `×2` at the end of a cell says that it covers two rows. Of the
//! findings those of the file's kind are shown; `~rule` names the rule of one that another rule found,
//! `!code` a diagnostic. Dates without a year are of the year of `@issued`, else of 20 March 2025.
//!
//! `UPDATE=1` writes what is found into the files, for a reader to look at.

mod body;
mod shown;

use body::Body;
use jiff::civil::{Date, date};
use rustc_hash::FxHashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the files stand.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// Between the words and what is found.
const FINDS: &str = " ⇒";

/// A file with the name of its rule.
struct File {
    rule: String,
    path: PathBuf,
    text: String,
}

fn files() -> Vec<File> {
    let mut files = Vec::new();
    let folders = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    for path in folders.flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = path.unwrap().path();
        let below = path.strip_prefix(folder()).unwrap().with_extension("");
        let rule = below.to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        files.push(File { rule, path, text });
    }
    files.sort_by(|one, other| one.rule.cmp(&other.rule));
    files
}

impl File {
    /// The file with what is found today.
    fn updated(&self) -> String {
        let mut issued = date(2025, 3, 20);
        let mut all = String::new();
        for line in self.text.lines() {
            if let Some(day) = line.strip_prefix("@issued ") {
                issued = day.parse().unwrap();
            }
            let words = line.split_once(FINDS).filter(|_| !line.starts_with('#'));
            all += &words.map_or(line.to_owned(), |(words, _)| self.line(words, issued));
            all.push('\n');
        }
        all
    }

    fn line(&self, words: &str, issued: Date) -> String {
        let shown = shown::all(&self.rule, &Body::new(words, issued));
        [words, FINDS, " ", &shown].concat().trim_end().to_owned()
    }

    /// The lines with words, as they stand.
    fn cases(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.text.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(FINDS))
    }
}

#[test]
fn the_rules_find_what_their_files_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in files() {
        let updated = file.updated();
        if update {
            fs::write(&file.path, updated).unwrap();
            continue;
        }
        let lines = file.text.lines().zip(updated.lines());
        let changed = lines.filter(|(stated, found)| stated != found);
        wrong.extend(
            changed.map(|(stated, found)| format!("{}:\n  {stated}\n  {found}", file.rule)),
        );
    }
    assert!(wrong.is_empty(), "{}\nUPDATE=1 writes what is found", wrong.join("\n"));
}

/// Shown apart from others: what has to stand around its example is told there.
const WITHOUT_EXAMPLE: &[&str] = &["outline/numbering"];

#[test]
fn every_rule_finds_its_example_and_not_its_counter_example() {
    let mut wrong = Vec::new();
    for rule in crate::rules().filter(|rule| !WITHOUT_EXAMPLE.contains(&rule.id)) {
        for (words, expected) in [(rule.example, true), (rule.counter_example, false)] {
            let body = Body::new(&body::around(rule.id, words), date(2022, 3, 31));
            if shown::is_own(rule.id, &shown::all(rule.id, &body)) != expected {
                wrong.push(format!("{}: {words}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_has_a_file_with_what_it_finds_and_what_not() {
    let files = files();
    let known: FxHashSet<&str> = crate::rules().map(|rule| rule.id).collect();
    let unknown = files.iter().filter(|file| !known.contains(&*file.rule));
    let mut wrong: Vec<String> = unknown.map(|file| format!("{}: no rule", file.rule)).collect();
    for rule in crate::rules().filter(|rule| !WITHOUT_EXAMPLE.contains(&rule.id)) {
        let file = files.iter().find(|file| file.rule == rule.id);
        let cases = file.iter().flat_map(|file| file.cases());
        let own: Vec<bool> = cases.map(|(_, found)| shown::is_own(rule.id, found)).collect();
        if !(own.contains(&true) && own.contains(&false)) {
            wrong.push(format!(
                "tests/rules/{}.txt needs a line in which the rule finds something, and one in which \
                 it does not: {} ⇒ {} ⇒",
                rule.id, rule.example, rule.counter_example
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Pieces of the genre in any order.
const PIECES: &str = "( ) 〔 〕 [ ] 【 】 〈 〉 “ ” 《 》 : ; , 、 。 - . / — \" × | ¦ ⏎ ⏎⏎ x 𬭎 \
    责任单位 牵头单位: 完成时限: 市财政局 各县 市、区 人民政府 牵头 负责 按职责分工 配合 会同 等 等部门 和 由 的 \
    以下均需 不再列出 列第一位 为牵头单位,下同 组长: 任组长 成员 成立 领导小组 办公室设在 主办单位 区教育局: 做好 组成 \
    建设 分别 达到 不少于 以上 5 10 三 万 亿 个 家 元 % 率 占 名 为 多 几 半 百分之 分之 增长 较 至 力争 每年 压缩至 个工作日 其中 \
    2023年9月 到2025年 2025-2027 底前 十四五 每月 阶段 {工作步骤} ^{发展目标} 序号 任务";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 600, ..Default::default() })]

    /// Nothing is too strange, and every place lies on whole characters inside its finding.
    #[test]
    fn pieces_in_any_order_do_no_harm(
        picks in proptest::collection::vec((0usize..200, proptest::bool::ANY), 0..60)
    ) {
        let pieces: Vec<&str> = PIECES.split_whitespace().collect();
        let words = picks.iter().map(|(pick, spaced)| {
            [pieces[pick % pieces.len()], if *spaced { " " } else { "" }].concat()
        });
        shown::check(&Body::new(&words.collect::<String>(), date(2022, 3, 31)));
    }

    #[test]
    fn any_text_does_no_harm(text in "\\PC{0,200}") {
        shown::check(&Body::new(&text, date(2022, 3, 31)));
    }
}
