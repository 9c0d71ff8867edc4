//! Embeds the sources of the runtime, so that `codegen --runtime vendor` needs
//! no other file than the program.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const RUNTIME: &str = "../generator/runtime";
const WORKSPACE: &str = "../Cargo.toml";

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let runtime = package.join(RUNTIME);
    println!("cargo::rerun-if-changed={RUNTIME}/src");
    let mut sources = Vec::new();
    find(&runtime.join("src"), &mut sources)?;
    sources.sort();

    let mut out = String::new();
    embed(&mut out, "WORKSPACE", &package.join(WORKSPACE))?;
    embed(&mut out, "MANIFEST", &runtime.join("Cargo.toml"))?;
    out.push_str("const SOURCES: &[(&str, &str)] = &[\n");
    for source in &sources {
        let inside: Vec<_> = source
            .strip_prefix(&runtime)?
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let inside = inside.join("/");
        let text = fs::read_to_string(source)?;
        out.push_str(&format!("    ({inside:?}, {text:?}),\n"));
    }
    out.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("runtime.rs"), out)?;
    Ok(())
}

/// Puts in the text itself: its path would be wrong once the folder is moved.
fn embed(out: &mut String, name: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path)?;
    out.push_str(&format!("const {name}: &str = {text:?};\n"));
    Ok(())
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}
