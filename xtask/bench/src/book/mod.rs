//! The book: every figure in a page that stands alone, with the command of each.

mod compiling;
mod generating;
mod machine;
mod mocks;
mod page;
mod plot;
mod process;
mod running;
mod tools;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::{Failure, Figure};
use tools::Tool;

#[derive(Args)]
pub struct BookArguments {
    /// Write all figures, with plots, into a folder of their own
    #[arg(long)]
    book: bool,
    /// The folder of the book; `book` in cargo's target folder, if not given
    #[arg(long, value_name = "DIR", requires = "book")]
    out: Option<PathBuf>,
    /// The folder of the documents that are generated
    #[arg(
        long,
        value_name = "DIR",
        requires = "book",
        default_value = "../shared/corpus"
    )]
    documents: PathBuf,
    /// Where ploidy and openapi-to-rust are, if not in the `PATH`: what `cargo install
    /// --root DIR` made, and its `bin`
    #[arg(long, value_name = "DIR", requires = "book")]
    rivals: Option<PathBuf>,
    /// How often each program runs; the median counts
    #[arg(long, value_name = "N", requires = "book", default_value_t = 5)]
    runs: usize,
    /// How many documents are compiled
    #[arg(long, value_name = "N", requires = "book", default_value_t = 8)]
    compiled: usize,
}

impl BookArguments {
    pub fn is_wanted(&self) -> bool {
        self.book
    }
}

/// What the parts of the book share.
struct Study {
    /// The folder of the workspace.
    home: PathBuf,
    /// Where everything goes that is made on the way.
    work: PathBuf,
    documents: Vec<Document>,
    ours: Tool,
    rivals: Vec<Tool>,
    runs: usize,
    compiled: usize,
}

/// A document that is generated.
#[derive(Clone)]
struct Document {
    name: String,
    path: PathBuf,
    bytes: u64,
}

/// Measures what is left to measure, and writes the book; gives its page.
pub fn write(arguments: &BookArguments, figures: &[Figure]) -> Result<PathBuf, Failure> {
    let home = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let home = home.and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
    let home = home.ok_or("start this by `cargo xtask bench --book`")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| home.join("target"), PathBuf::from);
    let out = arguments.out.clone().unwrap_or_else(|| target.join("book"));
    let out = env::current_dir()?.join(out);
    fs::create_dir_all(&out)?;
    let documents = match documents(&arguments.documents) {
        Ok(documents) => documents,
        Err(error) => {
            println!(
                "generating: skipped, `{}`: {error}",
                arguments.documents.display()
            );
            Vec::new()
        }
    };
    let study = Study {
        ours: Tool::ours(&home, &target)?,
        rivals: Tool::rivals(arguments.rivals.as_deref()),
        work: target.join("book-work"),
        documents,
        home,
        runs: arguments.runs.max(1),
        compiled: arguments.compiled,
    };
    let mut sections = generating::sections(&study)?;
    sections.push(compiling::section(&study)?);
    sections.push(running::section(figures)?);
    sections.push(mocks::section(&study)?);
    let path = out.join("index.html");
    fs::write(&path, page::html(&machine::facts(&study), &sections))?;
    Ok(path)
}

/// The documents of a folder, the largest first.
fn documents(folder: &Path) -> std::io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path().canonicalize()?;
        let extension = path.extension().and_then(|it| it.to_str());
        let (Some("json" | "yaml" | "yml"), Some(stem)) = (extension, path.file_stem()) else {
            continue;
        };
        documents.push(Document {
            name: stem.to_string_lossy().into_owned(),
            bytes: entry.metadata()?.len(),
            path,
        });
    }
    documents.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
    Ok(documents)
}
