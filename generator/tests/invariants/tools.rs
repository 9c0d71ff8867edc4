//! Which room may know which tool.

use super::source::Source;

/// A crate, and who may know it.
const TOOLS: &[(&str, &[&str])] = &[
    ("heck", &["names"]),
    ("serde_yaml", &["load"]),
    ("serde_json_path", &["overlay"]),
    ("saphyr_parser", &["tree"]),
    ("openapiv3", &["lower"]),
    ("annotate_snippets", &["diagnostics"]),
    ("prettyplease", &["emit", "render"]),
    ("quote", &["emit", "render", "surface"]),
    ("proc_macro2", &["emit", "render", "surface"]),
    // The configuration may hold attributes of Rust.
    ("syn", &["config", "emit", "render", "surface"]),
    // Names ask it what an identifier is.
    ("unicode_ident", &["names"]),
];

/// What changes the disk.
const WRITING: &[&str] = &[
    "write",
    "create_dir",
    "create_dir_all",
    "remove_file",
    "remove_dir",
    "remove_dir_all",
    "rename",
    "copy",
    "hard_link",
    "set_permissions",
];

/// What no result may depend on.
const SURROUNDINGS: &[&[&str]] = &[
    &["std", ":", ":", "env"],
    &["std", ":", ":", "net"],
    &["std", ":", ":", "process"],
    &["SystemTime"],
    &["Instant"],
];

pub fn tools(source: &Source) -> Vec<String> {
    let mut broken = Vec::new();
    for (tool, allowed) in TOOLS {
        let known = source.count(&[tool, ":", ":"]) + source.count(&["use", tool]);
        if known > 0 && !allowed.contains(&source.room().as_str()) {
            broken.push(format!("{}: knows `{tool}`", source.path));
        }
    }
    broken
}

pub fn writing(source: &Source) -> Vec<String> {
    if source.room() == "output" {
        return Vec::new();
    }
    let mut found: Vec<&str> = Vec::new();
    for word in WRITING {
        if source.count(&["fs", ":", ":", word]) > 0 {
            found.push(word);
        }
    }
    for (at, window) in source.words.windows(4).enumerate() {
        if window == ["fs", ":", ":", "{"] {
            let names = first_names(source.words.get(at + 3..).unwrap_or_default());
            let writes = WRITING
                .iter()
                .filter(|word| names.iter().any(|name| name == *word));
            found.extend(writes);
        }
    }
    for word in ["create", "create_new", "options"] {
        if source.count(&["File", ":", ":", word]) > 0 {
            found.push(word);
        }
    }
    if source.count(&["OpenOptions"]) > 0 {
        found.push("OpenOptions");
    }
    let found = found.into_iter();
    found
        .map(|word| format!("{}: `{word}`", source.path))
        .collect()
}

pub fn surroundings(source: &Source) -> Vec<String> {
    named(source, SURROUNDINGS)
}

pub fn faults(source: &Source) -> Vec<String> {
    match source.room().as_str() {
        "emit" | "render" => named(source, &[&["Sink"], &["Diagnostic"], &["diagnostics"]]),
        _ => Vec::new(),
    }
}

/// The name that a path begins with, or those of a list of paths.
fn first_names(words: &[String]) -> Vec<String> {
    if words.first().is_none_or(|word| word != "{") {
        return words.first().cloned().into_iter().collect();
    }
    let mut found = Vec::new();
    let mut depth = 0;
    let mut before = "";
    for word in words {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 1 && (before == "{" || before == ",") => found.push(name.to_owned()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = word;
    }
    found
}

fn named(source: &Source, wanted: &[&[&str]]) -> Vec<String> {
    let found = wanted.iter().filter(|words| source.count(words) > 0);
    found
        .map(|words| format!("{}: `{}`", source.path, words.concat()))
        .collect()
}
