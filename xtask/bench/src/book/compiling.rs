//! What it costs to compile what was generated.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::page::Section;
use super::plot::{self, Series};
use super::process;
use super::tools::Tool;
use super::{Document, Study};
use crate::Failure;

pub(super) fn section(study: &Study) -> Result<Section, Failure> {
    const TITLE: &str = "Compiling";
    if study.documents.is_empty() || !process::is_there() {
        return Ok(Section::skipped(
            TITLE,
            "there are no documents, or no GNU time",
        ));
    }
    let mut tools = vec![&study.ours];
    tools.extend(study.rivals.iter().filter(|tool| tool.makes_packages));
    let step = study.documents.len().div_ceil(study.compiled.max(1)).max(1);
    let documents: Vec<&Document> = study.documents.iter().step_by(step).collect();
    let mut series: Vec<Series> = Vec::new();
    for tool in &tools {
        series.push(Series {
            name: tool.version.clone(),
            points: Vec::new(),
        });
    }
    let mut rows = Vec::new();
    for document in documents {
        let mut cells = vec![document.name.clone(), String::new()];
        let mut size = None;
        for (tool, series) in tools.iter().zip(&mut series) {
            println!("compiling what {} makes of {}", tool.name, document.name);
            let out = folder(study, tool).join("subject");
            let checked = check(study, tool, document, &out)?;
            // Ours is the first; the axis is the same for all.
            let operations = *size.get_or_insert_with(|| operations(&out));
            cells.push(checked.map_or_else(|| "fails".to_owned(), |cpu| format!("{cpu:.2}")));
            if operations > 0.0 {
                series.points.extend(checked.map(|cpu| (operations, cpu)));
            }
        }
        if let (Some(cell), Some(size)) = (cells.get_mut(1), size) {
            *cell = format!("{size:.0}");
        }
        rows.push(cells);
    }
    let mut head = vec!["document".to_owned(), "operations".to_owned()];
    head.extend(tools.iter().map(|tool| format!("{}, CPU s", tool.version)));
    Ok(Section {
        title: TITLE.to_owned(),
        said: "CPU of `cargo check` for the generated package alone, when its dependencies are \
               there: cargo's own start is in each figure."
            .to_owned(),
        commands: vec!["cargo check # after one that built the dependencies".to_owned()],
        plots: vec![plot::scatter(
            "Check by operations",
            ("operations", "seconds of CPU"),
            &series,
        )?],
        head,
        rows,
    })
}

/// Where the packages of a tool lie, one after the other, so that they share what is built.
fn folder(study: &Study, tool: &Tool) -> PathBuf {
    study.work.join("compiled").join(tool.name)
}

/// Seconds of CPU; none, if it can't be generated or does not compile.
fn check(
    study: &Study,
    tool: &Tool,
    document: &Document,
    out: &Path,
) -> Result<Option<f64>, Failure> {
    let home = folder(study, tool);
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(&home)?;
    fs::write(
        home.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"subject\"]\n",
    )?;
    let lock = home.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(study.home.join("Cargo.lock"), lock)?;
    }
    let mut generating = tool.command(&document.path, out);
    generating
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if !generating.status()?.success() && !out.join("Cargo.toml").exists() {
        return Ok(None);
    }
    let check = || {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["check", "--quiet"]).current_dir(&home);
        cargo.env("CARGO_TARGET_DIR", home.join("target"));
        cargo.env("CARGO_INCREMENTAL", "0");
        cargo
    };
    let mut first = check();
    first
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if !first.status()?.success() {
        return Ok(None);
    }
    let root = out.join("src/lib.rs");
    let touch = || Ok(fs::write(&root, fs::read(&root)?)?);
    let cost = process::cost(study.runs.min(3), &study.work, &touch, &check)?;
    Ok(cost.map(|cost| cost.cpu))
}

/// How many operations our package has: each is described once.
fn operations(package: &Path) -> f64 {
    let files = fs::read_dir(package.join("src/api")).into_iter().flatten();
    let texts = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
    let each =
        texts.map(|text| text.matches("const OP: ").count() + text.matches("static OP: ").count());
    plot::count(each.sum())
}
