//! Diagnostics: stable codes for what was repaired, doubtful or not understood, with severity and
//! documentation. Where a code is used is decided by the stages.

use crate::span::{Span, TextRange};

/// How much a diagnostic should worry its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A repair that is certain.
    Info,
    /// A repair or reading that may be wrong.
    Warning,
    /// A part that could not be read.
    Error,
}

/// The documentation of a diagnostic, printed by `gongwen explain`.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The stable kebab-case name.
    pub name: &'static str,
    /// Fixed by the code.
    pub severity: Severity,
    /// What happened, in one sentence.
    pub summary: &'static str,
    /// What the program does about it, and what the reader can do.
    pub advice: &'static str,
    /// Words that lead to it.
    pub example: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $page:expr;)*) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code's documentation.
            #[must_use]
            pub fn page(self) -> &'static Page {
                match self { $(Self::$name => const { &$page },)* }
            }
        }
    };
}

codes! {
    /// A responsibility clause lost its opening bracket.
    MissingOpenBracket = Page {
        name: "missing-open-bracket",
        severity: Severity::Info,
        summary: "A responsibility clause ends in a bracket that was never opened.",
        advice: "The clause is read from its label to the bracket. Nothing is added to the text.",
        example: "…擦亮设计品牌。责任单位:区资建局、区委宣传部)",
    };
    /// A responsibility clause lost its closing bracket.
    MissingCloseBracket = Page {
        name: "missing-close-bracket",
        severity: Severity::Info,
        summary: "A responsibility clause is opened but never closed.",
        advice: "The clause is read to the end of its paragraph.",
        example: "…提升服务效能。(责任单位:区民政局、区财政局",
    };
    /// A date lost 年, 月 or 日.
    DateDigitsStripped = Page {
        name: "date-digits-stripped",
        severity: Severity::Info,
        summary: "A date lost 年, 月 or 日, and only one calendar date fits the digits.",
        advice: "The date is given; its span still shows the damaged words.",
        example: "2025414 → 2025-04-14",
    };
    /// A date without 年, 月 or 日 that has several readings.
    DateAmbiguous = Page {
        name: "date-ambiguous",
        severity: Severity::Warning,
        summary: "A damaged date has more than one reading, and no other field decides.",
        advice: "No date is given. The message lists the candidates; compare them with the source.",
        example: "2025111 → 2025-01-11 or 2025-11-01",
    };
    /// A document number lost the brackets around its year.
    NumberBracketsLost = Page {
        name: "number-brackets-lost",
        severity: Severity::Info,
        summary: "A document number lost the brackets around its year; the date of signature proves the year.",
        advice: "The number is given with its brackets; its span still shows the damaged words.",
        example: "澜教发202441号 → 澜教发〔2024〕41号",
    };
    /// Another notice stands in a record.
    SeveralNotices = Page {
        name: "several-notices",
        severity: Severity::Warning,
        summary: "Another notice with title, number and recipients follows a signed one.",
        advice: "It is a part of its own; the metadata are those of the first. Nothing shows that it is not attached to it; if it is not, split the file.",
        example: "24.甲市人民政府关于…的通知 below the text of 23.",
    };
    /// Lines that were broken inside a sentence.
    HardWrappedLine = Page {
        name: "hard-wrapped-line",
        severity: Severity::Info,
        summary: "Lines were broken in the middle of a sentence and are read as one paragraph.",
        advice: "Spans cover the line breaks; values do not contain them.",
        example: "…在二号建议案办理工⏎作领导小组的…",
    };
    /// A run-in heading lost its full stop.
    HeadingWithoutStop = Page {
        name: "heading-without-stop",
        severity: Severity::Warning,
        summary: "A run-in heading runs into its text without a full stop.",
        advice: "The heading ends where a similar heading of the same list would; check it.",
        example: "1.打造金工文商特色楼宇以总部经济为引领,打造…",
    };
    /// A duty line lost the colon after its unit.
    MissingColon = Page {
        name: "missing-colon",
        severity: Severity::Info,
        summary: "A duty line lost the colon after its unit.",
        advice: "The line is read like its neighbours: unit first, then the duty.",
        example: "区城市运行管理中心做好企业投诉的转办",
    };
    /// A character slipped from a unit's name into a person's.
    NameBoundary = Page {
        name: "name-boundary",
        severity: Severity::Info,
        summary: "A unit's first character had slipped into a person's name and was put back.",
        advice: "Both values are given repaired; the span shows the words as written.",
        example: "夏伟市 财政局副局长 → 夏伟, 市财政局副局长",
    };
    /// Navigation, buttons and other words of the page around the notice.
    PageChrome = Page {
        name: "page-chrome",
        severity: Severity::Info,
        summary: "Words of the page around the notice were set aside.",
        advice: "They are in the segments as `furniture` and in no other value.",
        example: "【 打印 】 【 关闭 】",
    };
    /// A year that the words do not give.
    YearInferred = Page {
        name: "year-inferred",
        severity: Severity::Info,
        summary: "A deadline names no year; the year of issue was taken.",
        advice: "Check deadlines that lie before the date of issue.",
        example: "6月底前,各责任单位报送…",
    };
    /// An organisation whose full name is not known.
    UnitUnknown = Page {
        name: "unit-unknown",
        severity: Severity::Warning,
        summary: "A name stands where a unit is expected, but no rule of naming explains it.",
        advice: "The name is kept as written. Add a row to lexicon/organisations.csv if it is a body.",
        example: "责任单位:阳光工程组",
    };
    /// The parts of a total do not add up to it.
    BreakdownMismatch = Page {
        name: "breakdown-mismatch",
        severity: Severity::Warning,
        summary: "The parts of a total do not agree with it.",
        advice: "All numbers are given as written; compare them with the source.",
        example: "总规模100亿元(甲30亿元、乙40亿元)",
    };
    /// A number is missing from a list of provisions.
    NumberingGap = Page {
        name: "numbering-gap",
        severity: Severity::Warning,
        summary: "A list of provisions skips or repeats a number.",
        advice: "Some text may be missing, or a marker was not recognised; compare with the source.",
        example: "(一)… (三)…",
    };
    /// Bytes that are not text in the encoding used.
    DecodingReplaced = Page {
        name: "decoding-replaced",
        severity: Severity::Warning,
        summary: "Some bytes are no characters in the encoding used and were replaced by U+FFFD.",
        advice: "The message counts them. State the encoding if another one was meant.",
        example: "bytes 81 FF in a GB18030 file",
    };
    /// The header shows two values for one fact.
    FieldConflict = Page {
        name: "field-conflict",
        severity: Severity::Warning,
        summary: "Two places of the notice give different values for one fact.",
        advice: "The better source by the order in ARCHITECTURE.md wins; the other is in the message.",
        example: "文号: 甲政办〔2025〕8号 above, 甲政办〔2025〕6号 below the title",
    };
    /// A header label that carries the value of another field.
    LabelMismatch = Page {
        name: "label-mismatch",
        severity: Severity::Info,
        summary: "A header label carries the value of another field.",
        advice: "The value is filed by what it is; the field is kept as it stands.",
        example: "公开方式: 有效",
    };
    /// Words that no stage could place.
    UnexplainedText = Page {
        name: "unexplained-text",
        severity: Severity::Warning,
        summary: "Some words could not be attributed to any part of a notice.",
        advice: "They are in the segments as `unexplained`; the message gives their share.",
        example: "a menu line that is in no list of page furniture",
    };
    /// Title, document number or date of issue was not found.
    MetadataMissing = Page {
        name: "metadata-missing",
        severity: Severity::Info,
        summary: "A notice shows no title, no document number or no date of issue.",
        advice: "The fields are null. Many plans have no number of their own; where the file shows one, \
                 look at the `unexplained` segments.",
        example: "",
    };
    /// The text is not a notice.
    NotANotice = Page {
        name: "not-a-notice",
        severity: Severity::Error,
        summary: "The text has neither a title nor a number, a date or a numbered provision.",
        advice: "The record is empty but for its segments. Check whether the right file was saved.",
        example: "404 Not Found",
    };
    /// A provision was read twice.
    DuplicateText = Page {
        name: "duplicate-text",
        severity: Severity::Info,
        summary: "A title, number or header stands twice; the second is not counted.",
        advice: "Nothing to do: aggregators repeat the title above the page.",
        example: "the title in the page header and again above the text",
    };
    /// A row of a task table that gave nothing.
    TableRowUnread = Page {
        name: "table-row-unread",
        severity: Severity::Warning,
        summary: "A row under the head of a task table gives no task.",
        advice: "The row is in no task; compare it with the source.",
        example: "序号 | 任务 | 责任单位 above a row with words in another column only",
    };
    /// A number whose role could not be decided.
    TargetDoubtful = Page {
        name: "target-doubtful",
        severity: Severity::Warning,
        summary: "A number looks like a target, but what it counts is not clear.",
        advice: "It is reported as a target; check its indicator.",
        example: "实现20个以上",
    };
    /// A PDF or OFD without characters: a scan.
    NoTextLayer = Page {
        name: "no-text-layer",
        severity: Severity::Error,
        summary: "The pages hold pictures and no characters: a scan.",
        advice: "Recognise the characters with an OCR program and read its output.",
        example: "a PDF made by a scanner",
    };
    /// A file of a kind that is not read.
    UnsupportedFormat = Page {
        name: "unsupported-format",
        severity: Severity::Error,
        summary: "The file is of a kind that is not read.",
        advice: "The message names the kind and a kind to save it as.",
        example: "a picture, a presentation, a Word file of 1995",
    };
    /// A file whose bytes are no text.
    NotText = Page {
        name: "not-text",
        severity: Severity::Error,
        summary: "The bytes are not text in any encoding that is known.",
        advice: "The record is empty. If it is a notice, save it as DOCX, PDF or text in UTF-8; else leave it out.",
        example: "a program, random bytes or a packed file called notice.txt",
    };
    /// A file that cannot be opened without a password.
    EncryptedFile = Page {
        name: "encrypted-file",
        severity: Severity::Error,
        summary: "The file is encrypted.",
        advice: "Open it with its password and save it without one.",
        example: "a PDF that asks for a password",
    };
    /// A file whose container is broken.
    DamagedFile = Page {
        name: "damaged-file",
        severity: Severity::Error,
        summary: "The file is truncated or broken, so that all of it or a part cannot be read.",
        advice: "What could be read is in the record. Try a fresh copy of the file.",
        example: "a DOCX whose last half is missing",
    };
    /// A file that asks for more than the limits allow.
    LimitReached = Page {
        name: "limit-reached",
        severity: Severity::Error,
        summary: "The file is larger, deeper or more packed, or its text makes more work, than the \
                  limits allow.",
        advice: "What was read up to the limit is in the record; the message says how much that is. \
                 `--max-work` raises the limit of texts. The file may be several notices: split it.",
        example: "a DOCX of 1 MB that unpacks to 4 GB",
    };
    /// A file without a single character.
    EmptyFile = Page {
        name: "empty-file",
        severity: Severity::Error,
        summary: "The file holds no text at all.",
        advice: "Check whether the download failed.",
        example: "a file of 0 bytes",
    };
    /// A declared encoding that is not the one the bytes are in.
    EncodingConflict = Page {
        name: "encoding-conflict",
        severity: Severity::Info,
        summary: "The page declares an encoding that its bytes are not in.",
        advice: "The encoding that fits the bytes was used; `source.encoding` names it.",
        example: "charset=gb2312 over UTF-8 text",
    };
    /// A file whose parts are in different encodings.
    MixedEncodings = Page {
        name: "mixed-encodings",
        severity: Severity::Warning,
        summary: "Stretches of the file are in another encoding than the rest.",
        advice: "Each was read in its own encoding. Compare the lines that the message names.",
        example: "a paragraph in GBK pasted into a file in UTF-8",
    };
    /// A text that was read in a wrong encoding and saved.
    Mojibake = Page {
        name: "mojibake",
        severity: Severity::Warning,
        summary: "The text was read in a wrong encoding and saved before this program saw it.",
        advice: "Nothing was changed. Take the original file; the message names both encodings.",
        example: "鍏充簬 for 关于",
    };
    /// An encoding that does not fit the bytes.
    EncodingDoubtful = Page {
        name: "encoding-doubtful",
        severity: Severity::Warning,
        summary: "The file was read in an encoding that makes no common Chinese of it.",
        advice: "State the encoding that was meant; one that was stated is obeyed all the same.",
        example: "a file in EUC-TW, a GBK file read as Big5 because that was stated",
    };
    /// Changes that were tracked in a Word file.
    TrackedChanges = Page {
        name: "tracked-changes",
        severity: Severity::Warning,
        summary: "The file keeps changes that nobody accepted or rejected.",
        advice: "Insertions are read and deletions are not, as if all were accepted.",
        example: "a draft with tracked changes",
    };
    /// Text that the format hides.
    HiddenText = Page {
        name: "hidden-text",
        severity: Severity::Info,
        summary: "Text that the file hides from its readers was left out.",
        advice: "Nothing to do, unless the notice itself is hidden.",
        example: "characters in the hidden style, a hidden sheet",
    };
    /// A stretch of a page that has no meaning as characters.
    UndecodableGlyphs = Page {
        name: "undecodable-glyphs",
        severity: Severity::Warning,
        summary: "Some glyphs of a font say nowhere which character they are.",
        advice: "They stand as U+FFFD. Save the document with text that can be copied.",
        example: "a PDF whose font has no table of characters",
    };
    /// The extraction of this document failed inside the program.
    InternalError = Page {
        name: "internal-error",
        severity: Severity::Error,
        summary: "The program failed on this document; the batch goes on.",
        advice: "Please report the document. Its record holds no facts.",
        example: "",
    };
}

impl Code {
    /// The stable kebab-case name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.page().name
    }

    /// Fixed by the code.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.page().severity
    }

    /// The code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// Something that the reader of a record should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: Code,
    /// What exactly, with the words or candidates.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
}

/// A diagnostic before its place is translated to the text layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub code: Code,
    /// What exactly.
    pub message: String,
    /// Where in the clean text.
    pub range: Option<TextRange>,
}

/// Collects what the stages have to say. Passed last to every stage.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    list: Vec<Note>,
}

impl Notes {
    /// Notes something at a place.
    pub fn at(&mut self, code: Code, range: TextRange, message: impl Into<String>) {
        self.list.push(Note { code, message: message.into(), range: Some(range) });
    }

    /// Notes something about the whole document.
    pub fn whole(&mut self, code: Code, message: impl Into<String>) {
        self.list.push(Note { code, message: message.into(), range: None });
    }

    /// What was noted so far.
    #[must_use]
    pub fn list(&self) -> &[Note] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique_kebab_case_and_lead_back() {
        for code in Code::ALL {
            assert_eq!(Code::from_name(code.name()), Some(*code));
            assert!(code.name().bytes().all(|b| b == b'-' || b.is_ascii_lowercase()));
            assert!(!code.page().summary.is_empty() && !code.page().advice.is_empty());
        }
    }
}
