//! Runs LibreOffice, the writer of the office formats.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A LibreOffice with a profile of its own.
pub(super) struct Office {
    workshop: PathBuf,
}

impl Office {
    /// `workshop` holds the profile and the files to convert.
    pub(super) fn new(workshop: &Path) -> Result<Self> {
        fs::create_dir_all(workshop)?;
        Ok(Self { workshop: workshop.to_owned() })
    }

    /// Name and version, as the program says.
    pub(super) fn version(&self) -> Result<String> {
        let output =
            self.command().arg("--version").output().context("soffice is not installed")?;
        let words = String::from_utf8_lossy(&output.stdout);
        Ok(words.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    }

    /// Turns flat ODF documents `(name, document)` into files `name.ending` in `folder`.
    pub(super) fn convert(
        &self,
        documents: &[(String, String)],
        format: (&str, &str, &str),
        folder: &Path,
    ) -> Result<()> {
        let (source, ending, filter) = format;
        let mut paths = Vec::new();
        for (name, document) in documents {
            let path = self.workshop.join(format!("{name}.{source}"));
            fs::write(&path, document)?;
            paths.push(path);
        }
        let mut command = self.command();
        command.args(["--headless", "--convert-to", filter, "--outdir"]).arg(folder).args(paths);
        let output = command.output().context("soffice is not installed")?;
        for (name, _) in documents {
            let made = folder.join(format!("{name}.{ending}")).exists();
            ensure!(made, "{name}.{ending}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    fn command(&self) -> Command {
        let mut command = Command::new("soffice");
        let profile = self.workshop.join("profile");
        command.arg(format!("-env:UserInstallation=file://{}", profile.display()));
        command
    }
}
