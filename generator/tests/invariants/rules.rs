//! Which room may do what.

use super::source::Source;

/// A stage or a service, and what it may use.
struct Room {
    name: &'static str,
    uses: &'static str,
}

impl Room {
    fn uses(&self) -> impl Iterator<Item = &'static str> {
        self.uses.split_whitespace()
    }
}

const fn room(name: &'static str, uses: &'static str) -> Room {
    Room { name, uses }
}

/// The rooms in the order in which data passes them.
const ROOMS: &[Room] = &[
    room("tree", ""),
    room("diagnostics", "tree"),
    room("model", "tree"),
    room("load", "tree diagnostics"),
    room("grammar", "tree load"),
    room("config", "tree diagnostics grammar model"),
    room("validate", "tree load diagnostics grammar config"),
    room("normalize", "tree load diagnostics grammar"),
    room("names", "tree model"),
    room("lower", "tree load diagnostics grammar config model names"),
    room("analysis", "tree diagnostics config model names"),
    room("select", "tree load diagnostics config model"),
    room("coverage", "tree load diagnostics model select"),
    // Of `analysis` emission uses what it found out about types.
    room("emit", "tree config model names analysis"),
    room("output", ""),
    room("render", "emit output"),
];

/// A crate, and who may know it.
const TOOLS: &[(&str, &[&str])] = &[
    ("heck", &["names"]),
    ("serde_yaml", &["load"]),
    ("saphyr_parser", &["tree"]),
    ("openapiv3", &["lower"]),
    ("annotate_snippets", &["diagnostics"]),
    ("prettyplease", &["emit", "render"]),
    ("quote", &["emit", "render"]),
    ("proc_macro2", &["emit", "render"]),
    // Names ask it what an identifier is.
    ("syn", &["emit", "render", "names"]),
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

/// What makes a program stop.
const PANICS: &[&[&str]] = &[
    &[".", "unwrap", "("],
    &[".", "expect", "("],
    &["panic", "!"],
    &["todo", "!"],
    &["unimplemented", "!"],
    &["unreachable", "!"],
];

pub fn rooms(source: &Source) -> Vec<String> {
    let own = source.room();
    if own == "lib" {
        return Vec::new();
    }
    let Some(room) = ROOMS.iter().find(|room| room.name == own) else {
        return vec![format!(
            "{}: `{own}` has no place in the table",
            source.path
        )];
    };
    let mut used = from_root(&source.words);
    used.extend(from_supers(&source.words, source.depth()));
    used.retain(|name| name != own && !room.uses().any(|used| used == name));
    used.sort();
    used.dedup();
    let broken = used.iter();
    broken
        .map(|name| format!("{}: `{own}` uses `{name}`", source.path))
        .collect()
}

/// What is named after `crate::`, also in a list.
fn from_root(words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, window) in words.windows(3).enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let is_visibility = before.is_some_and(|word| word == "in");
        if window == ["crate", ":", ":"] && !is_visibility {
            found.extend(first_names(words.get(at + 3..).unwrap_or_default()));
        }
    }
    found
}

/// What is named after as many `super::` as lead to the root. Modules inside a
/// file are not looked into: they begin with a `super` of their own.
fn from_supers(words: &[String], depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut inside = 0_usize;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        if let [first, _, third, ..] = rest
            && first == "mod"
            && third == "{"
        {
            inside += 1;
        }
        let step = ["super", ":", ":"];
        let supers = rest.chunks(3).take_while(|chunk| *chunk == step).count();
        if supers > 0 && supers == depth + inside {
            found.extend(first_names(rest.get(3 * supers..).unwrap_or_default()));
        }
        at += (3 * supers).max(1);
    }
    found
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

/// Whether the table itself is in order.
pub fn order() -> Vec<String> {
    let mut broken = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        for used in room.uses() {
            let comes_before = ROOMS.iter().take(at).any(|other| other.name == used);
            if !comes_before {
                broken.push(format!("`{}` comes before `{used}`", room.name));
            }
        }
    }
    broken
}

pub fn tools(source: &Source) -> Vec<String> {
    let mut broken = Vec::new();
    for (tool, allowed) in TOOLS {
        let known = source.count(&[tool, ":", ":"]) + source.count(&["use", tool]);
        if known > 0 && !allowed.contains(&source.room()) {
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
    match source.room() {
        "emit" | "render" => named(source, &[&["Sink"], &["Diagnostic"], &["diagnostics"]]),
        _ => Vec::new(),
    }
}

pub fn panics(source: &Source) -> Vec<String> {
    named(source, PANICS)
}

fn named(source: &Source, wanted: &[&[&str]]) -> Vec<String> {
    let found = wanted.iter().filter(|words| source.count(words) > 0);
    found
        .map(|words| format!("{}: `{}`", source.path, words.concat()))
        .collect()
}
