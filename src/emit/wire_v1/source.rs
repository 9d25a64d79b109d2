//! Where a record comes from.

use super::View;
use crate::document::SourceInfo;
use crate::model;
use crate::span::to_u32;

object! {
    /// The program that produced the record. | 生成记录的程序。
    #[derive(Clone, Copy, Debug)]
    pub struct Extractor
    read |_, _, _: ()| {
        /// Name of the program. | 程序名称。
        name: &'static str = crate::NAME;
        /// Version of the program. | 程序版本。
        version: &'static str, column 4 as extractor_version = crate::VERSION;
    }
}

object! {
    /// The file that a notice was read from, and how it was decoded. | 公文的来源文件及其解码方式。
    #[derive(Clone, Copy, Debug)]
    pub struct Source<'a>
    read |_, _, (from, segments, ordinal): (&'a SourceInfo, &'a [model::Segment], usize)| {
        /// Path or name as given, with `/` between its parts; `-` for standard input.
        /// | 给定的路径或名称，各级之间用 `/`；标准输入为 `-`。
        path: &'a str, column 3 as uri = &from.path;
        /// Media type of what the bytes are, `text/plain`, `application/pdf`. | 内容的媒体类型，如
        /// `text/plain`、`application/pdf`。
        media_type: &'a str, column 6 = &from.media_type;
        /// WHATWG name of the encoding that the file was decoded with, `UTF-8`, `gb18030`; `binary` where
        /// the file is no text. | 解码所用编码的 WHATWG 名称，如 `UTF-8`、`gb18030`；不是文本时为 `binary`。
        encoding: &'a str, column 7 = &from.encoding;
        /// How the encoding was decided: `bom`, `valid-utf-8`, `declared`, `detected` or `stated`; `format`
        /// where the format leaves no choice. | 编码的判定依据：`bom`、`valid-utf-8`、`declared`（文件声明）、
        /// `detected`（自动识别）或 `stated`（用户指定）；格式本身已定时为 `format`。
        encoding_basis: &'a str, column 8 = &from.encoding_basis;
        /// Size of the file in bytes. | 文件字节数。
        bytes: u64, column 5 = from.bytes;
        /// SHA-256 of the file, 64 lower-case hex digits. | 文件的 SHA-256，64 位小写十六进制。
        sha256: &'a str, column 4 = &from.sha256;
        /// Number of code points of the text layer. | 文本层的码位数。
        text_chars: u32, column 9 = from.text_chars;
        /// First code point of the notice in the text layer, and one past its last: all of the layer where
        /// the file holds one notice. The segments partition it. | 公文在文本层中的起止码位（不含止）；文件只含
        /// 一件公文时为全部文本，由 `segments` 划分。
        range: [u32; 2] = range(segments);
        /// Which notice of the file this is, counted from 0. | 文件中的第几件公文，从 0 计。
        ordinal: u32, column 12 = to_u32(ordinal);
    }
}

fn range(segments: &[model::Segment]) -> [u32; 2] {
    let ends = segments.first().zip(segments.last());
    ends.map_or([0, 0], |(first, last)| [first.span.start, last.span.end])
}
