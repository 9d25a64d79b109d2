//! Reads a folder with a revision of the program and with the program as it stands.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The records of the folder by the revision and by the working tree.
pub(super) fn extract_with_both(revision: &str, notices: &Path) -> Result<(String, String)> {
    let notices = fs::canonicalize(notices)?;
    let root = root()?;
    let tree = Tree::at(&root, revision)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    // In one place cargo would take the one tree's program for the other's.
    let aside = target.join("corpus-diff");
    let before =
        extract(&tree.path, &aside, &notices).with_context(|| format!("with {revision}"))?;
    let after = extract(&root, &target, &notices).context("with the program as it stands")?;
    Ok((before, after))
}

fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    Ok(root.context("xtask stands inside the project")?.to_owned())
}

/// A revision checked out beside the project's build, gone when it is dropped.
struct Tree {
    root: PathBuf,
    path: PathBuf,
}

impl Tree {
    fn at(root: &Path, revision: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("gongwen-corpus-diff-{}", std::process::id()));
        let place = path.to_str().context("the temporary folder has no plain name")?;
        run(Command::new("git")
            .current_dir(root)
            .args(["worktree", "add", "--detach", place, revision]))
        .with_context(|| format!("check out {revision}"))?;
        Ok(Self { root: root.to_owned(), path })
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let mut git = Command::new("git");
        git.current_dir(&self.root).args(["worktree", "remove", "--force"]).arg(&self.path);
        // A tree that stays behind is in nobody's way.
        let _ = git.output();
    }
}

/// Builds the program of a tree into `target` and reads the folder.
fn extract(tree: &Path, target: &Path, notices: &Path) -> Result<String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(tree).env("CARGO_TARGET_DIR", target);
    cargo.args(["run", "--quiet", "--bin", "gongwen", "--", "extract", "--quiet"]);
    run(cargo.arg(notices))
}

/// What the command wrote to standard output.
fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("run {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}
