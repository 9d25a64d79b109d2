//! Files that could not be read. Its rows are written by the store.

use super::declare::*;

table! {
    /// One row a file that could not be read. It is tried again by every run until it can be.
    /// | 每行一个未能读取的文件。每次运行都会重试，直到读出为止。
    quarantine of [];
    /// Hash of the path. | 路径的哈希值。
    1 source_id: TEXT;
    /// Path or name as given, with `/` between its parts; `-` for standard input.
    /// | 给定的路径或名称，各级之间用 `/`；标准输入为 `-`。
    2 uri: TEXT;
    /// Why, as a stable name: `not-found`, `denied`, `io`, `too-large`, `too-slow`, `no-text`,
    /// `packed` or `internal-error`. | 原因，名称固定：`not-found`、`denied`、`io`、`too-large`、`too-slow`、
    /// `no-text`、`packed` 或 `internal-error`。
    3 reason: TEXT;
    /// What happened and what can be done, in a sentence. | 一句话说明情况和处理办法。
    4 message: TEXT;
    /// SHA-256 of the file, 64 lower-case hex digits, or of the archive that it cannot be
    /// unpacked from; no value where it cannot be read. | 文件的 SHA-256，64 位小写十六进制；无法从压缩包中解出时
    /// 为压缩包的 SHA-256；无法读取时为空。
    5 sha256: TEXT.optional();
    /// Size of the file, where it is known. | 文件字节数（如已知）。
    6 bytes: INT.optional();
    /// The copy of the file, or a link to it, below the folder of the data set.
    /// | 数据集文件夹内该文件的副本或链接。
    7 kept_as: TEXT.optional();
    /// The run that found it so first. | 首次发现该情况的运行。
    8 run_id: TEXT.to("runs");
    /// When it was acknowledged as known (`gongwen run --acknowledge`), in UTC; no value where
    /// it is new. Another reason or other bytes make it new again.
    /// | 确认为已知的时间（`gongwen run --acknowledge`），UTC；新出现的为空。原因或内容变化后重新视为新出现。
    9 acknowledged_at: TIME.optional();
}
