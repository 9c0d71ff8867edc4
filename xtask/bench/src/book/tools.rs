//! The generators that are measured.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;

/// A generator.
pub(super) struct Tool {
    pub name: &'static str,
    /// Its name and version, as it says them.
    pub version: String,
    program: PathBuf,
    /// Its arguments, where `DOC` and `OUT` stand for the document and the folder.
    arguments: &'static [&'static str],
    /// Whether what it makes is a package.
    pub makes_packages: bool,
}

impl Tool {
    /// Ours, built as `cargo build --release` does.
    pub fn ours(home: &Path, target: &Path) -> Result<Tool, Failure> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--release", "--package=xtask", "--bin=xtask"]);
        if !build.current_dir(home).status()?.success() {
            return Err("`xtask` could not be built".into());
        }
        let program = target
            .join("release")
            .join(format!("xtask{}", env::consts::EXE_SUFFIX));
        Ok(Tool {
            name: "oas-codegen",
            version: version(&program)
                .unwrap_or_default()
                .replace("cargo xtask", "oas-codegen"),
            program,
            arguments: &[
                "codegen",
                "--spec",
                "DOC",
                "--out",
                "OUT",
                "--crate-name",
                "subject",
                "--keep-going",
                "--runtime",
                "path",
                "--workspace-member",
            ],
            makes_packages: true,
        })
    }

    /// Those that are installed. What is absent is skipped with a word.
    pub fn rivals(folder: Option<&Path>) -> Vec<Tool> {
        let known = [
            (
                "ploidy",
                &[
                    "generate", "rust", "DOC", "--output", "OUT", "--name", "subject",
                ][..],
                true,
            ),
            (
                "openapi-to-rust",
                &["generate", "DOC", "--output-dir", "OUT"],
                false,
            ),
        ];
        let found = known
            .into_iter()
            .filter_map(|(name, arguments, makes_packages)| {
                let inside = folder.map(|folder| folder.join("bin").join(name));
                let program = inside.unwrap_or_else(|| PathBuf::from(name));
                let Some(version) = version(&program) else {
                    println!("{name}: skipped, it is absent (cargo install {name})");
                    return None;
                };
                Some(Tool {
                    name,
                    version,
                    program,
                    arguments,
                    makes_packages,
                })
            });
        found.collect()
    }

    /// Generates a document into a folder.
    pub fn command(&self, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        for argument in self.arguments {
            match *argument {
                "DOC" => command.arg(document),
                "OUT" => command.arg(out),
                other => command.arg(other),
            };
        }
        command
    }

    /// Another program of the same folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.program
            .with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// What is typed for that.
    pub fn shown(&self) -> String {
        let program = self.program.file_name().unwrap_or(OsStr::new(self.name));
        format!("{} {}", program.to_string_lossy(), self.arguments.join(" "))
    }
}

fn version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
