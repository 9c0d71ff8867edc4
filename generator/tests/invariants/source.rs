//! A source file as the tokens of the code that ships.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// A file below `src`.
pub struct Source {
    /// Its path below `src`, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
    /// What it says outside of tests, comments and documentation: each word,
    /// sign and bracket by itself. Texts are left out.
    pub words: Vec<String>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        let mut words = Vec::new();
        if !is_test {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            for item in file.items {
                let mut tokens = TokenStream::new();
                item.to_tokens(&mut tokens);
                push(tokens, &mut words);
            }
        }
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            words,
        }
    }

    /// The stage or service that the file belongs to: the folder, or the file
    /// that stands for one.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules the file's own lies below the root.
    pub fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        let names_folder = self.path.ends_with("/mod.rs") || self.path == "lib.rs";
        parts - usize::from(names_folder)
    }

    /// Whether these words follow each other somewhere; how often.
    pub fn count(&self, wanted: &[&str]) -> usize {
        let windows = self.words.windows(wanted.len());
        windows.filter(|window| *window == wanted).count()
    }
}

/// Every file below `src`.
pub fn all() -> Vec<Source> {
    let mut found = Vec::new();
    visit(Path::new("src"), &mut found);
    found
}

fn visit(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix("src").unwrap();
            let below = below.to_str().unwrap().replace('\\', "/");
            found.push(Source::new(&below, &fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Takes the words of `tokens`, and leaves out what an attribute keeps for
/// tests.
fn push(tokens: TokenStream, words: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut for_tests = false;
    while let Some(token) = tokens.next() {
        if let (TokenTree::Punct(mark), Some(TokenTree::Group(inside))) = (&token, tokens.peek())
            && mark.as_char() == '#'
            && inside.delimiter() == Delimiter::Bracket
        {
            for_tests |= is_for_tests(&inside.stream());
            tokens.next();
            continue;
        }
        let ends = match &token {
            TokenTree::Punct(mark) => mark.as_char() == ';',
            TokenTree::Group(inside) => inside.delimiter() == Delimiter::Brace,
            _ => false,
        };
        if !for_tests {
            push_one(token, words);
        } else if ends {
            for_tests = false;
        }
    }
}

fn push_one(token: TokenTree, words: &mut Vec<String>) {
    match token {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            words.push(open.to_owned());
            push(group.stream(), words);
            words.push(close.to_owned());
        }
        TokenTree::Literal(_) => words.push("\"\"".to_owned()),
        other => words.push(other.to_string()),
    }
}

/// `#[test]` and `#[cfg(test)]`.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text == "test" || text == "cfg(test)"
}
