//! Generates every case into a module of its own.

#[allow(
    dead_code,
    reason = "the snapshots know more of a case than is needed here"
)]
#[path = "../support/case.rs"]
mod case;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use case::Case;

const FOLDER: &str = "../cases";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=../support");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let mut lib = String::new();
    for case in Case::all(Path::new(FOLDER))? {
        let (api, findings) = case.analyse();
        let api = api.ok_or_else(|| format!("{} has errors:\n{findings}", case.name))?;
        let folder = out.join(case.module());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for (path, text) in oas_codegen::generate(&api, &case.config).iter() {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
        lib.push_str(&module(&case, &folder));
    }
    fs::write(out.join("cases.rs"), lib)?;
    Ok(())
}

/// What a generated crate writes by hand in its `lib.rs`.
fn module(case: &Case, folder: &Path) -> String {
    let path = |file: &str| folder.join(file).display().to_string();
    let (name, document) = (case.module(), case.document());
    let (api, types) = (path("api/mod.rs"), path("types/mod.rs"));
    let (client, contract) = (path("client.rs"), path("contract.rs"));
    format!(
        r#"
/// The case `{document}`.
#[allow(
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::needless_pass_by_value,
    clippy::self_named_constructors,
    clippy::similar_names,
    reason = "names and sizes are the document's, and parameters are taken whole whatever they hold"
)]
pub mod {name} {{
    #[path = {api:?}]
    pub mod api;
    #[path = {client:?}]
    pub mod client;
    #[cfg(test)]
    #[path = {contract:?}]
    mod contract;
    #[path = {types:?}]
    pub mod types;

    pub use client::{{Client, ClientBuilder}};
    pub use oas_runtime::Error;
    pub use serde_json::json;
}}
"#
    )
}
