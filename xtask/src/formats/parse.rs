//! Takes a clean notice of the corpus apart. The forms known here are those of the chosen notices.

use super::choice::Choice;
use super::marker::{Form, LEVELS, List, Marker, Numbering};
use super::notice::{Block, Notice, Paragraph, Role, Table};
use anyhow::{Result, ensure};

/// Marks that no line of a title and no signature holds.
const SENTENCE: [char; 9] = ['。', '，', ',', '：', ':', '；', ';', '、', '\t'];

/// The notice as blocks.
pub(super) fn parse(choice: &'static Choice, text: String) -> Result<Notice> {
    let mut parser = Parser::new(choice);
    let lines: Vec<&str> = text.lines().map(|line| line.trim_matches(is_margin)).collect();
    let mut at = 0;
    while at < lines.len() {
        at += parser.take(&lines[at..]);
    }
    let (blocks, lists) = number(parser.blocks)?;
    Ok(Notice { choice, text, blocks, lists })
}

fn is_margin(c: char) -> bool {
    c == '\u{3000}' || c == ' ' || c == '\u{FEFF}'
}

/// What was read so far.
struct Parser {
    choice: &'static Choice,
    blocks: Vec<Raw>,
    header: Vec<Vec<(String, String)>>,
    /// A line that looks like a title is one.
    expects_title: bool,
    before_text: bool,
    in_attachment_list: bool,
}

/// A block whose number has no list yet.
enum Raw {
    Block(Block),
    Numbered(Marker, String),
}

impl Parser {
    fn new(choice: &'static Choice) -> Self {
        Self {
            choice,
            blocks: Vec::new(),
            header: Vec::new(),
            expects_title: true,
            before_text: true,
            in_attachment_list: false,
        }
    }

    /// Takes the block that `lines` begin with; returns how many lines it has.
    fn take(&mut self, lines: &[&str]) -> usize {
        let line = lines[0];
        if line.is_empty() {
            self.in_attachment_list = false;
            return 1;
        }
        if self.choice.furniture.contains(&line) {
            return 1;
        }
        if self.blocks.is_empty() {
            if let Some(row) = header_row(line, self.choice.labels) {
                self.header.push(row);
                return 1;
            }
            if !self.header.is_empty() {
                let header = std::mem::take(&mut self.header);
                self.blocks.push(Raw::Block(Block::Header(header)));
            }
        }
        if let Some((table, count)) = table(lines) {
            self.blocks.push(Raw::Block(Block::Table(table)));
            return count;
        }
        self.take_line(line);
        1
    }

    fn take_line(&mut self, line: &str) {
        if self.expects_title && self.is_title(line) {
            self.push(Role::Title, line);
        } else if let Some(role) = role_by_form(line) {
            self.expects_title |= role == Role::Attachment;
            self.push(role, line);
        } else if self.before_text && line.ends_with([':', '：']) {
            (self.before_text, self.expects_title) = (false, false);
            self.push(Role::Recipients, line);
        } else if is_date(line) {
            self.sign();
            self.push(Role::Signature, line);
            self.expects_title = true;
        } else {
            self.take_text(line);
        }
    }

    fn is_title(&self, line: &str) -> bool {
        let is_number = line.contains('〔') && line.ends_with('号');
        let is_remark = line.starts_with(['（', '(']);
        (is_name(line) || self.before_text && !line.ends_with(['：', ':']))
            && !is_number
            && !is_remark
            && !is_attachment(line)
    }

    fn take_text(&mut self, line: &str) {
        (self.before_text, self.expects_title) = (false, false);
        self.in_attachment_list |= line.starts_with("附件");
        match Marker::read(line).filter(|_| !self.in_attachment_list) {
            Some((marker, rest)) => self.blocks.push(Raw::Numbered(marker, rest.to_owned())),
            None => self.push(Role::Body, line),
        }
    }

    fn push(&mut self, role: Role, line: &str) {
        let paragraph = Paragraph { role, number: None, text: line.to_owned() };
        self.blocks.push(Raw::Block(Block::Paragraph(paragraph)));
    }

    /// The names above a date are signatures.
    fn sign(&mut self) {
        for block in self.blocks.iter_mut().rev() {
            let Raw::Block(Block::Paragraph(paragraph)) = block else { return };
            if paragraph.role != Role::Body || !is_name(&paragraph.text) {
                return;
            }
            paragraph.role = Role::Signature;
        }
    }
}

fn role_by_form(line: &str) -> Option<Role> {
    let is_number = line.contains('〔') && line.ends_with('号') && line.chars().count() < 25;
    let attachment = line.strip_prefix("附件");
    if is_number || line.starts_with("（此件") || line.starts_with("(此件") {
        Some(Role::Note)
    } else if attachment.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())) {
        Some(Role::Attachment)
    } else if line.starts_with("抄送") || line.ends_with("日印发") {
        Some(Role::Imprint)
    } else {
        None
    }
}

fn is_attachment(line: &str) -> bool {
    role_by_form(line) == Some(Role::Attachment)
}

fn is_name(line: &str) -> bool {
    !line.contains(SENTENCE) && line.chars().count() <= 60 && Marker::read(line).is_none()
}

fn is_date(line: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十年月日".contains(c);
    line.contains('年') && line.ends_with('日') && line.chars().all(digits)
}

/// Labels and values of a line of the header.
fn header_row(line: &str, labels: &[&str]) -> Option<Vec<(String, String)>> {
    let mut starts: Vec<(usize, &str)> =
        labels.iter().filter_map(|label| Some((line.find(label)?, *label))).collect();
    starts.retain(|(at, label)| line[at + label.len()..].starts_with([':', '：']));
    starts.sort_unstable();
    if starts.first()?.0 > 0 {
        return None;
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([line.len()]);
    let row = starts.iter().zip(ends).map(|((at, label), end)| {
        let (label, colon) = (&line[*at..at + label.len()], &line[at + label.len()..end]);
        let value = colon.trim_start_matches([':', '：']);
        (format!("{label}{}", &colon[..colon.len() - value.len()]), value.trim().to_owned())
    });
    Some(row.collect())
}

/// A table at the begin of `lines`: cells between tabs, or each on a line of its own from 序号 on.
fn table(lines: &[&str]) -> Option<(Table, usize)> {
    let tabbed = lines.iter().take_while(|line| line.contains('\t')).count();
    if tabbed > 0 {
        let row = |line: &&str| line.split('\t').map(str::to_owned).collect();
        return Some((Table { rows: lines[..tabbed].iter().map(row).collect() }, tabbed));
    }
    if lines[0] != "序号" {
        return None;
    }
    let columns = lines.iter().position(|line| *line == "1")?;
    let count = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let rows = lines[..count].chunks(columns);
    let rows = rows.map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    Some((Table { rows }, count))
}

/// Gives each number its list: one of several levels for each part of the notice, and one more for
/// a level whose numbers run through.
fn number(raw: Vec<Raw>) -> Result<(Vec<Block>, Vec<List>)> {
    let parts = parts(&raw);
    let running = running(&raw, &parts);
    let mut lists = Lists { running, places: Vec::new(), lists: Vec::new(), counts: Vec::new() };
    let mut blocks = Vec::new();
    for (block, part) in raw.into_iter().zip(parts) {
        blocks.push(match block {
            Raw::Block(block) => block,
            Raw::Numbered(marker, text) => {
                let number = Some(lists.place(&marker, part)?);
                Block::Paragraph(Paragraph { role: Role::Body, number, text })
            }
        });
    }
    Ok((blocks, lists.lists))
}

/// The part of the notice that each block is in: a part begins with a title or an attachment.
fn parts(raw: &[Raw]) -> Vec<usize> {
    let mut part = 0;
    let mut in_text = false;
    let mut step = |block: &Raw| {
        let begins = matches!(block, Raw::Block(Block::Paragraph(paragraph))
            if matches!(paragraph.role, Role::Title | Role::Attachment));
        part += usize::from(begins && in_text);
        in_text = !begins;
        part
    };
    raw.iter().map(&mut step).collect()
}

/// Parts and levels whose numbers go on where a heading above would have begun them anew.
fn running(raw: &[Raw], parts: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut last, mut above, mut current) = ([0; LEVELS + 1], [false; LEVELS + 1], 0);
    for (block, part) in raw.iter().zip(parts) {
        if *part != current {
            (last, above, current) = ([0; LEVELS + 1], [false; LEVELS + 1], *part);
        }
        let Raw::Numbered(marker, _) = block else { continue };
        if above[marker.level] && last[marker.level] > 0 && marker.value == last[marker.level] + 1 {
            found.push((*part, marker.level));
        }
        last[marker.level] = marker.value;
        above[marker.level] = false;
        above[marker.level + 1..].fill(true);
    }
    found
}

struct Lists {
    running: Vec<(usize, usize)>,
    /// Part, level where it runs through, and the list.
    places: Vec<((usize, usize), usize)>,
    lists: Vec<List>,
    counts: Vec<[u32; LEVELS + 1]>,
}

impl Lists {
    fn place(&mut self, marker: &Marker, part: usize) -> Result<Numbering> {
        let runs = self.running.contains(&(part, marker.level));
        let key = (part, if runs { marker.level } else { 0 });
        let level = if runs { 1 } else { marker.level };
        let list = self.list(key);
        self.lists[list].levels[level - 1].get_or_insert(Form::from(marker));
        let counts = &mut self.counts[list];
        counts[level] += 1;
        counts[level + 1..].fill(0);
        ensure!(counts[level] == marker.value, "{} does not follow", marker.words);
        Ok(Numbering { marker: marker.words.clone(), list, level })
    }

    fn list(&mut self, key: (usize, usize)) -> usize {
        if let Some((_, list)) = self.places.iter().find(|(place, _)| *place == key) {
            return *list;
        }
        self.places.push((key, self.lists.len()));
        self.lists.push(List::default());
        self.counts.push([0; LEVELS + 1]);
        self.lists.len() - 1
    }
}
