//! The command, run as a person or a script runs it.

use super::root;
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

/// How it ended, and what it said.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command in the folder of the package.
pub(crate) fn gongwen<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    gongwen_fed("", args)
}

/// The same, with something on standard input.
pub(crate) fn gongwen_fed<S: AsRef<OsStr>>(
    input: impl AsRef<[u8]>,
    args: impl IntoIterator<Item = S>,
) -> Ran {
    gongwen_in(root(), input, args)
}

/// The same, in another folder.
pub(crate) fn gongwen_in<S: AsRef<OsStr>>(
    folder: &Path,
    input: impl AsRef<[u8]>,
    args: impl IntoIterator<Item = S>,
) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref();
    let Output { status, stdout, stderr } = thread::scope(|scope| {
        // A command that does not read its input closes it early, which is its right.
        scope.spawn(move || _ = stdin.write_all(input));
        child.wait_with_output().unwrap()
    });
    Ran {
        code: status.code(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// What a person sees who types these commands in a folder, one after the other. Times and names of runs
/// are left out.
pub(crate) fn transcript(folder: &Path, commands: &[&[&str]]) -> String {
    commands.iter().map(|args| typed(folder, args)).collect()
}

fn typed(folder: &Path, args: &[&str]) -> String {
    let Ran { code, out, err } = gongwen_in(folder, "", args);
    let quoted =
        |arg: &&str| if arg.contains(' ') { format!("\"{arg}\"") } else { (*arg).to_owned() };
    let command = args.iter().map(quoted).collect::<Vec<_>>().join(" ");
    let ended = code.filter(|code| *code != 0).map(|code| format!("[exit {code}]\n"));
    let said = out + &err + &ended.unwrap_or_default();
    let lines = said.lines().map(|line| match line.split_once(" is complete after ") {
        Some((set, _)) => format!("{set} is complete after … s (run …)\n"),
        None => format!("{line}\n"),
    });
    format!("$ gongwen {command}\n{}\n", lines.collect::<String>())
}
