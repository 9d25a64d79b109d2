//! One row a file in which a notice was seen. Its rows are written by the store.

use super::declare::*;
use gongwen::emit::wire_v1::Source;

table! {
    /// One row a notice in a file. The same notice under two names, or in two encodings, is one row
    /// in `documents` and two here; a file that holds several notices has a row for each. | 每行为一个文件中的
    /// 一件公文。同一公文有两个文件名或两种编码时，在 `documents` 中为一行，在此为两行；含多件公文的文件，每件一行。
    document_sources of [Source Always];
    /// Hash of the path, and of `ordinal` where the notice is not the first of its file.
    /// | 路径的哈希值；不是文件中第一件公文时，连同 `ordinal` 计算。
    1 source_id: TEXT;
    /// The notice that the file holds. | 文件所载的公文。
    2 doc_key: TEXT.to("documents");
    /// First code point of the notice in the text layer of the file. | 公文在文件文本层中的第一个码位。
    10 range_start: INT;
    /// One past the last code point of the notice. | 公文最后一个码位之后的位置。
    11 range_end: INT;
    /// The run that read the file as it is now. | 读取该文件现有内容的那次运行。
    13 run_id: TEXT.to("runs");
}
