//! The files that are damaged.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use oas_codegen::Sink;
use oas_codegen::load::{Source, load};
use serde_json::Value;

use crate::subject::Subject;
use crate::{Failure, beside, service};

/// A file as it was written.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of its file.
    pub name: String,
    pub subject: Subject,
    pub bytes: Vec<u8>,
    tree: OnceLock<Value>,
}

impl Input {
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Input {
        let name = name.into();
        Input {
            subject: Subject::of(&name),
            name,
            bytes: bytes.into(),
            tree: OnceLock::new(),
        }
    }

    /// The document as a tree, as far as it can be read.
    pub fn tree(&self) -> &Value {
        self.tree.get_or_init(|| {
            let source = Source::from_bytes(self.name.as_str(), self.bytes.as_slice());
            let document = load(&source, &mut Sink::new());
            document.map_or(Value::Null, |document| document.root().to_json())
        })
    }
}

/// The generator's cases and what lies in the folder, by name, and files of all
/// other kinds.
pub fn find(corpus: Option<&Path>, largest: usize) -> Result<Vec<Input>, Failure> {
    let mut inputs = lying(&home()?.join("generator/tests/cases"))?;
    if let Some(corpus) = corpus {
        inputs.extend(lying(corpus)?);
    }
    inputs.retain(|input| input.bytes.len() <= largest);
    inputs.extend(lying(&home()?.join("xtask/fuzz/seeds"))?);
    inputs.push(Input::new("tickets.names.lock", beside::names()));
    inputs.push(Input::new("random.markdown.json", ""));
    inputs.extend(responses());
    if inputs.is_empty() {
        return Err("there is no document to damage".into());
    }
    Ok(inputs)
}

/// The workspace that this program belongs to.
fn home() -> Result<PathBuf, Failure> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let home = package.and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
    Ok(home.ok_or("start this by `cargo xtask fuzz`")?)
}

/// Where documents are saved.
pub fn out(folder: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = folder {
        return Ok(folder.to_path_buf());
    }
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.map_or_else(|| home().map(|home| home.join("target")), Ok)?;
    Ok(target.join("fuzz"))
}

fn lying(folder: &Path) -> Result<Vec<Input>, Failure> {
    let told = |error| format!("`{}`: {error}", folder.display());
    let mut inputs = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_document = matches!(extension, Some("json" | "yaml" | "yml"));
        if path.is_file() && (is_document || Subject::of(&name) != Subject::Document) {
            inputs.push(Input::new(name, fs::read(&path)?));
        }
    }
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(inputs)
}

/// The examples of responses in the description that the client is made of.
fn responses() -> Vec<Input> {
    let document = Input::new("tickets.yaml", service::DOCUMENT);
    let mut inputs = Vec::new();
    let mut open = vec![(String::new(), document.tree())];
    while let Some((key, value)) = open.pop() {
        if let Some(status) = key.parse::<u16>().ok().filter(|status| *status < 600) {
            let media = "/content/application~1json/examples";
            let examples = value.pointer(media).and_then(Value::as_object);
            for (name, example) in examples.into_iter().flatten() {
                let body = example.get("value").unwrap_or(example);
                let head = format!("HTTP/1.1 {status}\ncontent-type: application/json");
                let name = format!("{name}{}", Subject::Response.ending());
                inputs.push(Input::new(name, format!("{head}\n\n{body}")));
            }
        }
        let members = value.as_object().into_iter().flatten();
        open.extend(members.map(|(key, value)| (key.clone(), value)));
    }
    inputs
}
