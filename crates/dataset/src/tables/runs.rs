//! One row a run. Its rows are written by the store.

use super::declare::*;

table! {
    /// One row a run that ended. Its manifest, `runs/RUN_ID.json`, tells more.
    /// | 每行一次完成的运行。详情见其清单 `runs/RUN_ID.json`。
    runs of [];
    /// Hash of the number, the versions and the options of the run and of a random number: no two runs have
    /// the same. | 由运行序号、版本、选项和一个随机数算出的哈希值，任何两次运行互不相同。
    1 run_id: TEXT;
    /// 1 for the first run into the data set, then 2 … | 写入本数据集的第几次运行，从 1 起。
    2 number: INT;
    /// When the run began, in UTC. | 开始时间，UTC。
    3 started_at: TIME;
    /// When its results were complete, in UTC. | 结果完成的时间，UTC。
    4 finished_at: TIME;
    /// Version of the program. | 程序版本。
    5 extractor_version: TEXT;
    /// Which extraction this is, as one number that grows: major version times 10^12, plus minor
    /// version times 10^6, plus patch version times 10^3, plus revision of the lexicon.
    /// | 抽取版次，只增不减：主版本 × 10^12 + 次版本 × 10^6 + 修订版本 × 10^3 + 词库修订号。
    6 edition: INT;
    /// Hash of the words that the program knew, own rows included. | 所用词库（含自有词条）的哈希值。
    7 lexicon_sha256: TEXT;
    /// The options of the run, as JSON. | 运行选项，JSON。
    8 options: TEXT;
    /// Files that were looked at. | 查看的文件数。
    9 n_files: INT;
    /// Files that were as the data set already had them. | 与数据集已有内容相同的文件数。
    10 n_unchanged: INT;
    /// Files that were read. | 读取的文件数。
    11 n_read: INT;
    /// Files that could not be read. | 未能读取的文件数。
    12 n_quarantined: INT;
    /// Files that were in the data set and are gone. | 原在数据集中、现已不见的文件数。
    13 n_vanished: INT;
    /// Notices that were not in the data set before. | 新增的公文数。
    14 n_new: INT;
    /// Notices with other rows than before. | 数据有变化的公文数。
    15 n_changed: INT;
    /// Notices that left the data set. | 移出数据集的公文数。
    16 n_removed: INT;
}
