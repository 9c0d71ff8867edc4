//! The modules of a crate, and what each of them imports from the others.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens as _;
use syn::{Item, UseTree};

use super::source::{Source, push_words};

/// A path from the crate's root.
pub type Path = Vec<String>;

/// Modules by their paths.
pub struct Modules(BTreeMap<Path, Module>);

/// What is written into the root's own file belongs to the root.
const ROOT_FILE: &str = "lib.rs";

#[derive(Default)]
struct Module {
    /// What it defines, modules included.
    items: BTreeSet<String>,
    /// Names that `use` brings into it, with what they stand for.
    names: BTreeMap<String, Path>,
    /// What `use …::*` brings everything of.
    globs: Vec<Path>,
    /// Whatever of this crate it names.
    used: BTreeSet<Path>,
}

/// That a module names something of another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    pub from: Path,
    /// The module that the named item lies in.
    pub to: Path,
    /// As it is written.
    pub path: Path,
}

impl Modules {
    pub fn read(sources: &[Source]) -> Self {
        let root = (Path::new(), Module::default());
        let mut modules = Self(BTreeMap::from([root]));
        for source in sources {
            modules.add(&source.module(), &source.file.items);
        }
        let inline = sources.iter().filter(|source| source.path == ROOT_FILE);
        for item in inline.flat_map(|source| &source.file.items) {
            if let Item::Mod(item) = item
                && item.content.is_some()
            {
                modules.0.remove(&vec![item.ident.to_string()]);
            }
        }
        modules
    }

    /// All imports between two modules of which none lies in the other.
    pub fn imports(&self) -> Vec<Import> {
        let mut found = BTreeSet::new();
        for (from, module) in &self.0 {
            for path in &module.used {
                let to = self.resolve(path, 0);
                if !from.starts_with(&to) && !to.starts_with(from) {
                    let (from, path) = (from.clone(), path.clone());
                    found.insert(Import { from, to, path });
                }
            }
        }
        found.into_iter().collect()
    }

    /// The modules right below the root.
    pub fn top(&self) -> impl Iterator<Item = &str> {
        let below = self.0.keys().filter(|path| path.len() == 1);
        below.flatten().map(String::as_str)
    }

    /// Whether a module of a folder is a folder itself.
    pub fn is_folder(&self, folder: &[String], name: &str) -> bool {
        let path = below(folder, name);
        let mut all = self.0.keys();
        all.any(|other| other.len() > path.len() && other.starts_with(&path))
    }

    fn add(&mut self, path: &Path, items: &[Item]) {
        let mut module = self.0.remove(path).unwrap_or_default();
        module.items.extend(items.iter().filter_map(name));
        for item in items {
            match item {
                Item::Use(item) => module.import(path, Vec::new(), &item.tree),
                Item::Mod(item) => {
                    if let Some((_, items)) = &item.content {
                        self.add(&below(path, &item.ident.to_string()), items);
                    }
                }
                item => {
                    let mut words = Vec::new();
                    push_words(item.to_token_stream(), &mut words);
                    module.scan(path, &words);
                }
            }
            if let Item::Macro(item) = item
                && let Some(name) = &item.ident
            {
                // Exported macros are items of the root, wherever they are written.
                let root = self.0.entry(Vec::new()).or_default();
                root.names.insert(name.to_string(), path.clone());
            }
        }
        if let Some(known) = self.0.remove(path) {
            module.names.extend(known.names);
        }
        self.0.insert(path.clone(), module);
    }

    /// The module in which the item lies that a path leads to.
    fn resolve(&self, path: &[String], depth: usize) -> Path {
        let mut at = Path::new();
        for (index, name) in path.iter().enumerate() {
            let Some(module) = self.0.get(&at) else {
                return at;
            };
            let rest = path.get(index + 1..).unwrap_or_default();
            if self.0.contains_key(&below(&at, name)) {
                at.push(name.clone());
            } else if module.items.contains(name) || depth > 32 {
                return at;
            } else if let Some(target) = module.names.get(name) {
                let target: Path = target.iter().chain(rest).cloned().collect();
                return self.resolve(&target, depth + 1);
            } else if let Some(found) = self.by_glob(&module.globs, name, depth) {
                return found;
            } else {
                return at;
            }
        }
        at
    }

    fn by_glob(&self, globs: &[Path], name: &str, depth: usize) -> Option<Path> {
        let mut modules = globs.iter().map(|glob| self.resolve(glob, depth + 1));
        modules.find(|path| {
            let module = self.0.get(path);
            module.is_some_and(|module| {
                module.items.contains(name) || module.names.contains_key(name)
            })
        })
    }
}

impl Module {
    fn import(&mut self, own: &Path, mut prefix: Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(tree) => {
                prefix.push(tree.ident.to_string());
                self.import(own, prefix, &tree.tree);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(own, prefix.clone(), tree);
                }
            }
            UseTree::Name(tree) => {
                prefix.push(tree.ident.to_string());
                self.name(own, prefix, tree.ident.to_string());
            }
            UseTree::Rename(tree) => {
                prefix.push(tree.ident.to_string());
                self.name(own, prefix, tree.rename.to_string());
            }
            UseTree::Glob(_) => {
                if let Some(path) = self.absolute(own, &prefix) {
                    self.used.insert(path.clone());
                    self.globs.push(path);
                }
            }
        }
    }

    fn name(&mut self, own: &Path, mut written: Vec<String>, mut name: String) {
        if written.last().is_some_and(|last| last == "self") {
            written.pop();
            if name == "self" {
                name = written.last().cloned().unwrap_or_default();
            }
        }
        if let Some(path) = self.absolute(own, &written) {
            self.used.insert(path.clone());
            self.names.insert(name, path);
        }
    }

    /// A path as it is written in the module `own`, from the root; `None` if it
    /// leads out of the crate.
    fn absolute(&self, own: &Path, written: &[String]) -> Option<Path> {
        let (first, rest) = written.split_first()?;
        let mut path = match first.as_str() {
            "crate" => Path::new(),
            "self" | "super" => own.clone(),
            child if self.items.contains(child) => below(own, child),
            _ => return None,
        };
        let mut rest = rest.iter();
        if first == "super" {
            path.pop();
        }
        for name in rest.by_ref() {
            if name == "super" {
                path.pop();
            } else {
                path.push(name.clone());
            }
        }
        Some(path)
    }

    /// Paths that are written out in code.
    fn scan(&mut self, own: &Path, words: &[String]) {
        for (at, word) in words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let goes_on = before.is_some_and(|word| word == ":" || word == "$" || word == "in");
            if goes_on || (word != "crate" && word != "super") {
                continue;
            }
            let mut written = vec![word.clone()];
            let mut rest = words.get(at + 1..).unwrap_or_default();
            while let [colon, other, name, after @ ..] = rest
                && colon == ":"
                && other == ":"
                && name.chars().all(|one| one.is_alphanumeric() || one == '_')
            {
                written.push(name.clone());
                rest = after;
            }
            if written.len() > 1 {
                self.used.extend(self.absolute(own, &written));
            }
        }
    }
}

fn below(path: &[String], name: &str) -> Path {
    let mut path = path.to_vec();
    path.push(name.to_owned());
    path
}

/// The name of an item that can be imported.
fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}
