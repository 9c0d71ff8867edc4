//! A source file without its tests.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A file below the `src` of a crate.
pub struct Source {
    /// Its path below `src`, with forward slashes.
    pub path: String,
    /// What ships of it.
    pub file: syn::File,
    /// What ships of it: each word, sign and bracket by itself. Comments,
    /// documentation and attributes are left out, and so are texts.
    pub words: Vec<String>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        let shipped = if is_test { "" } else { text };
        let tokens: TokenStream = shipped
            .parse()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let tokens = without_tests(tokens);
        let mut words = Vec::new();
        push_words(without_attributes(tokens.clone()), &mut words);
        Source {
            path: path.to_owned(),
            file: syn::parse2(tokens).unwrap_or_else(|error| panic!("{path}: {error}")),
            words,
        }
    }

    /// The module that the file is, from the crate's root.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.strip_suffix(".rs").unwrap();
        let path = path.strip_suffix("mod").unwrap_or(path);
        let names = path.split('/').filter(|name| !name.is_empty());
        names
            .filter(|name| *name != "lib")
            .map(str::to_owned)
            .collect()
    }

    /// The module right below the root that the file belongs to.
    pub fn room(&self) -> String {
        let first = self.module().into_iter().next();
        first.unwrap_or_else(|| "lib".to_owned())
    }

    /// How often these words follow each other.
    pub fn count(&self, wanted: &[&str]) -> usize {
        let windows = self.words.windows(wanted.len());
        windows.filter(|window| *window == wanted).count()
    }
}

/// Every file below a folder.
pub fn all(folder: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    visit(folder, &mut |path| {
        let below = path.strip_prefix(folder).unwrap();
        let below = below.to_str().unwrap().replace('\\', "/");
        found.push(Source::new(&below, &fs::read_to_string(path).unwrap()));
    });
    found
}

/// Shows every Rust file below a folder, but none that cargo has put there.
pub fn visit(folder: &Path, show: &mut impl FnMut(&Path)) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("target") {
            visit(&path, show);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            show(&path);
        }
    }
}

fn is_attribute(mark: &TokenTree, group: Option<&TokenTree>) -> Option<Group> {
    match (mark, group) {
        (TokenTree::Punct(mark), Some(TokenTree::Group(group)))
            if mark.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.clone())
        }
        _ => None,
    }
}

/// Leaves out the items that an attribute keeps for tests.
fn without_tests(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    // Where the attributes of the current item begin.
    let mut start = 0;
    let mut for_tests = false;
    while let Some(token) = tokens.next() {
        if let Some(inside) = is_attribute(&token, tokens.peek()) {
            for_tests |= is_for_tests(&inside.stream());
            kept.push(token);
            kept.extend(tokens.next());
            continue;
        }
        let ends = match &token {
            TokenTree::Punct(mark) => mark.as_char() == ';' || mark.as_char() == ',',
            TokenTree::Group(inside) => inside.delimiter() == Delimiter::Brace,
            _ => false,
        };
        kept.push(match token {
            TokenTree::Group(group) => {
                let inside = without_tests(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            other => other,
        });
        if ends {
            if for_tests {
                kept.truncate(start);
            }
            for_tests = false;
            start = kept.len();
        }
    }
    kept.into_iter().collect()
}

/// `#[test]` and `#[cfg(test)]`.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text == "test" || text == "cfg(test)"
}

fn without_attributes(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = tokens.next() {
        if is_attribute(&token, tokens.peek()).is_some() {
            tokens.next();
        } else if let TokenTree::Group(group) = &token {
            let inside = without_attributes(group.stream());
            kept.push(TokenTree::Group(Group::new(group.delimiter(), inside)));
        } else {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}

/// Each word, sign and bracket of `tokens`.
pub fn push_words(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                push_words(group.stream(), words);
                words.push(close.to_owned());
            }
            TokenTree::Literal(_) => words.push("\"\"".to_owned()),
            other => words.push(other.to_string()),
        }
    }
}
