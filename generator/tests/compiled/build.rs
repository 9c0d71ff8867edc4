//! Generates every case into a module of its own.

#[allow(
    dead_code,
    reason = "the snapshots know more of a case than is needed here"
)]
#[path = "../support/case.rs"]
mod case;

use std::error::Error;
use std::ffi::OsStr;
use std::path::Path;
use std::{env, fs};

use case::Case;
use oas_codegen::output::Files;

const FOLDER: &str = "../cases";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=../support");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let (mut lib, mut contracts) = (String::new(), String::new());
    for case in Case::all(Path::new(FOLDER))? {
        let (api, findings) = case.analyse();
        let api = api.ok_or_else(|| format!("{} has errors:\n{findings}", case.name))?;
        let folder = out.join(case.module());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let files = oas_codegen::generate(&api, &case.config);
        for (path, text) in files.iter() {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
        lib.push_str(&module(&case, &folder, &files));
        contracts.push_str(&contract(&case, &folder));
    }
    fs::write(out.join("cases.rs"), lib)?;
    fs::write(out.join("contracts.rs"), contracts)?;
    Ok(())
}

/// The tests of a case's examples, if there are any.
fn contract(case: &Case, folder: &Path) -> String {
    let path = folder.join("contract").join("mod.rs");
    if !path.exists() {
        return String::new();
    }
    let (name, path) = (case.module(), path.display().to_string());
    format!("\n#[path = {path:?}]\nmod contract_of_{name};\n")
}

/// What a generated crate says in its `lib.rs`: every file that lies at the top
/// is a module.
fn module(case: &Case, folder: &Path, files: &Files) -> String {
    let mut modules = String::new();
    for (path, _) in files.iter() {
        let parts: Vec<&str> = path.iter().filter_map(OsStr::to_str).collect();
        let name = match parts.as_slice() {
            [file] => file.strip_suffix(".rs"),
            [folder, "mod.rs"] => Some(*folder),
            _ => None,
        };
        let Some(name) = name.filter(|name| *name != "contract") else {
            continue;
        };
        let attribute = match name {
            "cli" => "#[cfg(feature = \"cli\")]",
            "test" => "#[cfg(feature = \"test-util\")]",
            _ => "",
        };
        let path = folder.join(path).display().to_string();
        modules.push_str(&format!(
            "    {attribute}\n    #[path = {path:?}]\n    pub mod {name};\n"
        ));
    }
    let (name, document) = (case.module(), case.document());
    format!(
        r#"
/// The case `{document}`.
#[allow(
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::self_named_constructors,
    clippy::similar_names,
    clippy::wildcard_imports,
    reason = "names and sizes are the document's, types that only some features have are imported together, parameters are taken whole whatever they hold, and the types that requests hold say it for all that gives them"
)]
pub mod {name} {{
{modules}
    pub use client::{{Client, ClientBuilder}};
    pub use oas_runtime::Error;
    pub use serde_json::json;
}}
"#
    )
}
