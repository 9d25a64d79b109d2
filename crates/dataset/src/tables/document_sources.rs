//! One row a file in which a notice was seen. Its rows are written by the store.

use super::declare::*;
use gongwen::emit::wire_v1::Source;

table! {
    /// One row a file that holds a notice. The same notice under two names, or in two encodings,
    /// is one row in `documents` and two here. | 每行一个载有公文的文件。同一公文有两个文件名或两种编码时，在
    /// `documents` 中为一行，在此为两行。
    document_sources of [Source Always];
    /// Hash of the path. | 路径的哈希值。
    1 source_id: TEXT;
    /// The notice that the file holds. | 文件所载的公文。
    2 doc_id: TEXT.to("documents");
    /// The run that read the file as it is now. | 读取该文件现有内容的那次运行。
    10 run_id: TEXT.to("runs");
}
