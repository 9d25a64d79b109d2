//! One row a notice: who issued what and when, and how much was found in it.

use super::context::issuer;
use super::declare::*;
use super::{Rows, TableId, at, key};
use gongwen::emit::wire_v1::{DocumentNumber, Extractor, Metadata, Severity, Verdict};

table! {
    /// One row a notice. This row drives replacement: a notice that is read again replaces its
    /// row here and all its rows in the other tables. | 每行一件公文。替换以本行为准：重新读取的公文替换本表中的这
    /// 一行及其在其他各表中的全部行。
    documents of [Record Always, Extractor Always, Metadata Always, DocumentNumber Sometimes];
    /// Key: the first 16 digits of `doc_id`. | 主键：`doc_id` 的前 16 位。
    1 doc_key: TEXT;
    /// Who issued it: the first signatory, else the publisher of the page header.
    /// | 发文机关：第一个署名机关，没有署名时为页首的发布机构。
    13 issuer: TEXT.optional();
    /// Number of code points of the text layer. | 文本层的码位数。
    22 text_chars: INT;
    /// Diagnostics of severity `warning`. | 严重程度为 `warning` 的诊断数。
    24 n_warnings: INT;
    /// Diagnostics of severity `error`. | 严重程度为 `error` 的诊断数。
    25 n_errors: INT;
    /// Rows that the notice has in `header_fields`. | 本公文在 `header_fields` 表中的行数。
    26 n_header_fields: INT;
    /// Rows that the notice has in `parts`. | 本公文在 `parts` 表中的行数。
    27 n_parts: INT;
    /// Rows that the notice has in `sections`. | 本公文在 `sections` 表中的行数。
    28 n_sections: INT;
    /// Rows that the notice has in `tasks`. | 本公文在 `tasks` 表中的行数。
    29 n_tasks: INT;
    /// Rows that the notice has in `responsibilities`. | 本公文在 `responsibilities` 表中的行数。
    30 n_responsibilities: INT;
    /// Rows that the notice has in `units`. | 本公文在 `units` 表中的行数。
    31 n_units: INT;
    /// Rows that the notice has in `targets`. | 本公文在 `targets` 表中的行数。
    32 n_targets: INT;
    /// Rows that the notice has in `milestones`. | 本公文在 `milestones` 表中的行数。
    33 n_milestones: INT;
    /// Rows that the notice has in `groups`. | 本公文在 `groups` 表中的行数。
    34 n_groups: INT;
    /// Rows that the notice has in `members`. | 本公文在 `members` 表中的行数。
    35 n_members: INT;
    /// Rows that the notice has in `diagnostics`. | 本公文在 `diagnostics` 表中的行数。
    36 n_diagnostics: INT;
    /// Rows that the notice has in `segments`. | 本公文在 `segments` 表中的行数。
    37 n_segments: INT;
    /// Rows that the notice has in `mentions`. | 本公文在 `mentions` 表中的行数。
    43 n_mentions: INT;
    /// Quantities, dates and names of the body of which no rule says anything.
    /// | 正文中没有规则作出判定的数量、日期和单位名称的数目。
    44 n_open_mentions: INT;
    /// The file whose text the spans count in; the other files with the notice are in
    /// `document_sources`. | 各位置所依据的文件；载有本公文的其他文件见 `document_sources`。
    38 source_uri: TEXT;
    /// SHA-256 of the file, 64 lower-case hex digits. | 该文件的 SHA-256，64 位小写十六进制。
    39 source_sha256: TEXT;
    /// Hash of all the notice's rows in the other tables: equal for two readings with equal facts.
    /// | 本公文在其他各表中全部行的哈希值：两次读取内容相同，则哈希值相同。
    40 facts_sha256: TEXT;
    /// Hash of what the notice says, without keys, places and rules: equal for copies of a notice with equal
    /// facts whose pages differ otherwise. | 公文所载内容的哈希值，不计主键、位置和规则：同一公文的不同副本页面有别而
    /// 内容相同的，哈希值相同。
    47 content_sha256: TEXT;
    /// Hash of what decided the reading beside the program: own words, stated encoding.
    /// | 程序之外影响读取结果的设置（自有词条、指定编码）的哈希值。
    41 config_sha256: TEXT;
    /// The run that wrote the notice's rows. | 写入本公文各行的运行。
    42 run_id: TEXT.to("runs");
}

/// The row of the notice that `rows` belong to. It names no run yet.
pub(super) fn row<'a>(context: &Context<'a>, rows: &Rows<'a>, hashes: [String; 2]) -> Row<'a> {
    let record = context.record;
    let mut row = vec![Cell::Null; TABLE.columns.len()];
    context.fill(&mut row, record.each());
    context.fill(&mut row, record.extractor.each());
    context.fill(&mut row, record.metadata.each());
    context.fill(&mut row, record.metadata.document_number.iter().flat_map(Fields::each));
    row[at!(Documents.doc_key)] = key::doc_key(record.doc_id).into();
    row[at!(Documents.issuer)] = issuer(record).into();
    row[at!(Documents.text_chars)] = record.source.text_chars.into();
    row[at!(Documents.n_warnings)] = severities(context, Severity::Warning).into();
    row[at!(Documents.n_errors)] = severities(context, Severity::Error).into();
    row[at!(Documents.n_open_mentions)] = open(record).into();
    for id in TableId::of_notices() {
        if let Some(at) = TABLE.position(&format!("n_{}", id.table().name)) {
            row[at] = rows.of_table(id).len().into();
        }
    }
    row[at!(Documents.source_uri)] = record.source.path.into();
    row[at!(Documents.source_sha256)] = record.source.sha256.into();
    let [facts, content] = hashes;
    row[at!(Documents.facts_sha256)] = facts.into();
    row[at!(Documents.content_sha256)] = content.into();
    row[at!(Documents.config_sha256)] = "".into();
    row[at!(Documents.run_id)] = "".into();
    row
}

fn open(record: &Record<'_>) -> usize {
    record.mentions.iter().filter(|mention| mention.verdict == Verdict::Open).count()
}

fn severities(context: &Context<'_>, severity: Severity) -> usize {
    context.record.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}
