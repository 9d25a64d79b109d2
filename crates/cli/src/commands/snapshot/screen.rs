//! What a review shows, and the keys that it reads.

use crate::exit::LANGUAGE;
use crate::terminal::shown_in_line;
use anyhow::Result;
use console::{Key, Term, style};
use gongwen_messages::message;
use gongwen_snapshot::What;
use gongwen_snapshot::report::width::{cut, wrap};
use gongwen_snapshot::report::{Item, item_lines};
use std::io::{self, IsTerminal, Read, Write};

/// One change and where it stands among the others.
pub(super) struct View<'v> {
    pub(super) item: &'v Item,
    pub(super) at: usize,
    pub(super) all: usize,
    pub(super) open: usize,
    pub(super) in_group: usize,
    pub(super) in_notice: usize,
    pub(super) by_group: bool,
    pub(super) message: &'v str,
}

/// Keys from a terminal, or one after the other from a pipe.
pub(super) enum Keys {
    Terminal(Term),
    Pipe(Box<dyn Read>),
}

impl Keys {
    pub(super) fn open() -> Self {
        if io::stdin().is_terminal() {
            Self::Terminal(Term::stdout())
        } else {
            Self::Pipe(Box::new(io::stdin()))
        }
    }

    /// The next key, or none where there are no more.
    pub(super) fn next(&mut self) -> Result<Option<char>> {
        match self {
            Self::Terminal(term) => loop {
                match term.read_key()? {
                    Key::Char(c) => return Ok(Some(c)),
                    Key::Escape => return Ok(Some('q')),
                    Key::ArrowLeft | Key::ArrowUp => return Ok(Some('b')),
                    Key::ArrowRight | Key::ArrowDown => return Ok(Some('s')),
                    _ => {}
                }
            },
            Self::Pipe(pipe) => loop {
                let mut byte = [0];
                if pipe.read(&mut byte)? == 0 {
                    return Ok(None);
                }
                if !byte[0].is_ascii_whitespace() || byte[0] == b' ' {
                    return Ok(Some(char::from(byte[0])));
                }
            },
        }
    }
}

/// The terminal, or plain lines one change after the other.
pub(super) struct Screen {
    term: Option<Term>,
}

impl Screen {
    pub(super) fn open() -> Self {
        let term = Term::stdout();
        Self { term: (term.is_term() && io::stdin().is_terminal()).then_some(term) }
    }

    pub(super) fn show(&mut self, view: &View<'_>) -> Result<()> {
        match &self.term {
            None => {
                let mut out = io::stdout().lock();
                lines(view, 80, usize::MAX).iter().try_for_each(|line| writeln!(out, "{line}"))?;
                writeln!(out)?;
                out.flush()?;
            }
            Some(term) => {
                let (rows, columns) = term.size();
                let lines = lines(view, usize::from(columns), usize::from(rows));
                let coloured = colour(&lines, view.item.what);
                term.clear_screen()?;
                term.write_str(&coloured.join("\n"))?;
                term.flush()?;
            }
        }
        Ok(())
    }

    pub(super) fn close(&mut self) -> Result<()> {
        if let Some(term) = &self.term {
            term.clear_screen()?;
        }
        Ok(())
    }
}

fn lines(view: &View<'_>, columns: usize, rows: usize) -> Vec<String> {
    let View { item, at, all, open, in_group, in_notice, .. } = view;
    let order = match view.by_group {
        true => message!("review.by-group"),
        false => message!("review.by-notice"),
    };
    let (group, notice) = (&item.group, &item.notice);
    let head = [
        message!("review.change", at = *at, all = *all, open = *open, order),
        message!("review.group", group, open = *in_group),
        message!("review.notice", notice, open = *in_notice),
    ];
    let mut lines: Vec<String> =
        head.iter().map(|line| cut(&line.text(LANGUAGE), columns)).collect();
    lines.push(String::new());
    // The first line names notice and change again; the head has said it.
    let mut body: Vec<String> = item_lines(item, columns, LANGUAGE).into_iter().skip(1).collect();
    let help = wrap(&message!("review.keys").text(LANGUAGE), columns.saturating_sub(1));
    let room = rows.saturating_sub(lines.len() + help.len() + 3);
    if body.len() > room {
        body.truncate(room.saturating_sub(1));
        body.push("    …".to_owned());
    }
    lines.extend(body);
    lines.push(String::new());
    lines.push(cut(view.message, columns));
    lines.extend(help);
    lines.iter().map(|line| shown_in_line(line)).collect()
}

/// Colours what happened and the words between the marks.
fn colour(lines: &[String], what: What) -> Vec<String> {
    let paint = |words: &str| match what {
        What::Gained | What::New | What::Readable => style(words).green().bold().to_string(),
        What::Lost | What::Vanished | What::Unreadable => style(words).red().bold().to_string(),
        _ => style(words).yellow().bold().to_string(),
    };
    let what = what.message().text(LANGUAGE);
    let mut inside = false;
    let line = |line: &String| {
        let mut out = String::new();
        let mut rest = line.as_str();
        if let Some(behind) = rest.trim_start().strip_prefix(&what) {
            let indent = rest.len() - rest.trim_start().len();
            out.push_str(&" ".repeat(indent));
            out.push_str(&paint(&what));
            rest = behind;
        }
        while !rest.is_empty() {
            let mark = if inside { '⟧' } else { '⟦' };
            let end = rest
                .find(mark)
                .map_or(rest.len(), |at| at + if inside { mark.len_utf8() } else { 0 });
            let (words, behind) = rest.split_at(end);
            out.push_str(&if inside { paint(words) } else { words.to_owned() });
            inside = if behind.is_empty() { inside && !words.ends_with('⟧') } else { !inside };
            rest = behind;
        }
        out
    };
    lines.iter().map(line).collect()
}
