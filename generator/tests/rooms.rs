//! Who may know what: each stage is a folder, and what it must not know is not
//! to be found in its files.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::fs;
use std::path::Path;

/// Something that only some places may use.
struct Rule {
    /// What is looked for in the code.
    words: &'static [&'static str],
    /// The beginnings of the paths that may use it.
    allowed: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        words: &["serde_yaml"],
        allowed: &["load/"],
    },
    Rule {
        words: &["heck::"],
        allowed: &["names/"],
    },
    Rule {
        words: &["openapiv3::"],
        allowed: &["lower/"],
    },
    Rule {
        words: &["quote::", "syn::", "prettyplease::"],
        allowed: &["emit/", "names/", "render"],
    },
    Rule {
        words: &["saphyr_parser"],
        allowed: &["tree/"],
    },
    Rule {
        words: &["annotate_snippets"],
        allowed: &["diagnostics/"],
    },
    Rule {
        words: &[
            "fs::write",
            "fs::remove",
            "fs::rename",
            "fs::create",
            "File::create",
        ],
        allowed: &["output/"],
    },
    Rule {
        words: &["std::fs", "fs::read"],
        allowed: &["output/", "load/source.rs"],
    },
    Rule {
        words: &[
            "std::env",
            "SystemTime",
            "Instant::now",
            "std::net",
            "std::process",
        ],
        allowed: &[],
    },
    Rule {
        words: &["todo!", "unimplemented!", "unreachable!"],
        allowed: &[],
    },
];

/// The files below a folder with their texts, tests left out.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let inside = path.strip_prefix("src").unwrap();
            let name = inside.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or("").to_owned();
            found.push((name, code));
        }
    }
}

/// Whether the line has the word, and not as the end of another.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|before| before.is_alphanumeric() || before == '_')
    })
}

#[test]
fn every_stage_keeps_to_its_own_tools() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    let mut broken = Vec::new();
    for (name, code) in &all {
        for rule in RULES {
            if rule.allowed.iter().any(|allowed| name.starts_with(allowed)) {
                continue;
            }
            let lines = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in lines {
                if rule.words.iter().any(|word| has_word(line, word)) {
                    broken.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
