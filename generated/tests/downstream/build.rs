//! Collects the examples of the client's documentation into functions.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// What the client shows of its own and of the runtime.
const SHOWN: [&str; 3] = [
    "../../README.md",
    "../../src",
    "../../../generator/runtime/src",
];

/// What the client doesn't show: no operation of it takes a file, its configuration
/// asks for no checks, and its command line is made of what it keeps to itself.
const NOT_SHOWN: [&str; 3] = ["multipart/file.rs", "runtime/src/check", "runtime/src/cli"];

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut examples = Vec::new();
    for shown in SHOWN {
        println!("cargo::rerun-if-changed={shown}");
        visit(Path::new(shown), &mut examples)?;
    }
    if examples.len() < 50 {
        return Err(format!("only {} examples", examples.len()).into());
    }
    let mut out = String::new();
    for (number, (place, code)) in examples.iter().enumerate() {
        let code = downstream(code).map_err(|line| format!("{place} shows a reader `{line}`"))?;
        writeln!(out, "/// {place}\nmod example_{number} {{\n{code}}}\n")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.rs"), out)?;
    Ok(())
}

fn visit(path: &Path, examples: &mut Vec<(String, String)>) -> Result<(), Failure> {
    if NOT_SHOWN.iter().any(|shown| path.ends_with(shown)) {
        return Ok(());
    }
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            visit(&entry.path(), examples)?;
        }
    } else {
        let text = fs::read_to_string(path)?;
        let markdown = path.extension().is_some_and(|extension| extension == "md");
        let place = path.display();
        let found = blocks(&text, markdown);
        examples.extend(found.map(|(line, code)| (format!("{place}:{line}"), code)));
    }
    Ok(())
}

/// The examples of a file with their lines, but not those of macros: the client
/// shows none of the runtime's.
fn blocks(text: &str, markdown: bool) -> impl Iterator<Item = (usize, String)> {
    let mut found = Vec::new();
    let mut of_item = Vec::new();
    let mut open: Option<(usize, bool, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let doc = ["///", "//!"]
            .iter()
            .find_map(|start| trimmed.strip_prefix(start));
        let Some(doc) = doc.or(markdown.then_some(line)) else {
            if trimmed.starts_with("macro_rules!") {
                of_item.clear();
            } else if !trimmed.starts_with("#[") {
                found.append(&mut of_item);
            }
            continue;
        };
        let doc = doc.strip_prefix(' ').unwrap_or(doc);
        if let Some(info) = doc.strip_prefix("```") {
            match open.take() {
                Some((start, true, code)) => of_item.push((start, code)),
                Some(_) => {}
                None => {
                    let rust = ["", "no_run", "rust", "rust,no_run"].contains(&info);
                    open = Some((number + 1, rust, String::new()));
                }
            }
        } else if let Some((_, _, code)) = &mut open {
            code.push_str(doc);
            code.push('\n');
        }
    }
    found.append(&mut of_item);
    found.into_iter()
}

/// An example as a reader's crate would have it, or the line that it couldn't.
fn downstream(code: &str) -> Result<String, &str> {
    let mut lines = String::new();
    for line in code.lines() {
        let hidden = match line.trim_start().strip_prefix('#') {
            Some("") => Some(""),
            Some(rest) => rest.strip_prefix(' '),
            None => None,
        };
        match hidden {
            Some(hidden) => lines.push_str(&hidden.replace("oas_runtime", "intercom_tickets")),
            None if line.contains("oas_runtime") => return Err(line),
            None => lines.push_str(line),
        }
        lines.push('\n');
    }
    if lines.contains("fn main()") {
        return Ok(lines);
    }
    let fails = lines.trim_end().ends_with("(())") && lines.contains("Ok::<");
    let result = if fails {
        " -> Result<(), impl std::fmt::Debug>"
    } else {
        ""
    };
    Ok(format!("fn example(){result} {{\n{lines}}}\n"))
}
