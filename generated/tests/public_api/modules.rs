//! The crate's modules, and by which paths its items can be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Item, ItemMod, UseTree, Visibility};

use crate::text::text;

/// By the name of an item, the path by which it is reached from outside.
pub type Names = BTreeMap<String, String>;

/// One module.
pub struct Module {
    /// Its path from outside, without the crate; none if it is private.
    path: Option<String>,
    pub items: Vec<Item>,
}

/// Reads a module and all below it, but for those of tests.
pub fn read(root: &Path) -> Vec<Module> {
    let mut modules = Vec::new();
    read_into(
        root,
        root.parent().unwrap(),
        Some(String::new()),
        &mut modules,
    );
    modules
}

fn read_into(file: &Path, folder: &Path, path: Option<String>, modules: &mut Vec<Module>) {
    let source = fs::read_to_string(file).unwrap();
    let items = syn::parse_file(&source).unwrap().items;
    for item in &items {
        if let Item::Mod(child) = item
            && child.content.is_none()
            && !is_for_tests(child)
        {
            let name = child.ident.to_string();
            let below = path.as_ref().and_then(|path| {
                if matches!(child.vis, Visibility::Public(_)) {
                    Some(join(path, &name))
                } else {
                    // All that it has is handed on under this module's path.
                    is_glob(&items, &name).then(|| path.clone())
                }
            });
            read_into(&file_of(folder, &name), &folder.join(&name), below, modules);
        }
    }
    modules.push(Module { path, items });
}

/// Whether a module hands on everything of one below it:
/// `pub use self::{name::*, …}`.
fn is_glob(items: &[Item], name: &str) -> bool {
    let glob = format!("{name}::*");
    items.iter().any(|item| match item {
        Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
            let tree = text(&item.tree).replace([' ', '{', '}'], "");
            let files = tree.strip_prefix("self::");
            files.is_some_and(|files| files.split(',').any(|file| file == glob))
        }
        _ => false,
    })
}

fn file_of(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(format!("{name}.rs"));
    if file.exists() {
        file
    } else {
        folder.join(name).join("mod.rs")
    }
}

fn is_for_tests(module: &ItemMod) -> bool {
    let mut attributes = module.attrs.iter();
    attributes.any(|attribute| text(attribute).contains("cfg(test)"))
}

/// The path of something in a module.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}::{name}")
    }
}

/// What can be reached from outside: public items of public modules, and what
/// those export of others.
pub fn public_names(modules: &[Module]) -> Names {
    let mut names = Names::new();
    for module in modules {
        let Some(path) = &module.path else { continue };
        for item in &module.items {
            for name in own_names(item) {
                let known = names.insert(name.clone(), join(path, &name));
                assert!(known.is_none(), "two items are called {name}");
            }
        }
    }
    names
}

/// The names that a public item brings in, and that are this crate's own.
fn own_names(item: &Item) -> Vec<String> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Fn(item) => (&item.vis, &item.sig.ident),
        Item::Const(item) => (&item.vis, &item.ident),
        Item::Static(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
            let mut found = Vec::new();
            leaves(&item.tree, Vec::new(), &mut found);
            found.retain(|path| is_own(path));
            return found
                .into_iter()
                .filter_map(|path| path.last().cloned())
                .collect();
        }
        Item::Macro(item) => return type_of_table(item).into_iter().collect(),
        _ => return Vec::new(),
    };
    let public = matches!(visibility, Visibility::Public(_));
    public.then(|| name.to_string()).into_iter().collect()
}

/// The type that a table such as `newtype!` defines.
fn type_of_table(item: &syn::ItemMacro) -> Option<String> {
    let mut tokens = item.mac.tokens.clone().into_iter();
    tokens.find(|token| token.to_string() == "struct")?;
    tokens.next().map(|name| name.to_string())
}

/// What the crate hands on of others, and under which condition.
pub fn foreign_names(modules: &[Module]) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for module in modules {
        let Some(path) = &module.path else { continue };
        for item in &module.items {
            if let Item::Use(item) = item
                && matches!(item.vis, Visibility::Public(_))
            {
                let mut found = Vec::new();
                leaves(&item.tree, Vec::new(), &mut found);
                for from in found.iter().filter(|path| !is_own(path)) {
                    let name = join(path, from.last().unwrap());
                    let condition = crate::items::condition(&item.attrs);
                    lines.insert(format!("{name} = {}{condition}", from.join("::")));
                }
            }
        }
    }
    lines
}

fn is_own(path: &[String]) -> bool {
    matches!(path.first().map(String::as_str), Some("crate" | "self"))
}

/// The paths that a `use` names, each written out.
fn leaves(tree: &UseTree, mut path: Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            leaves(&tree.tree, path, found);
        }
        UseTree::Name(tree) => {
            path.push(tree.ident.to_string());
            found.push(path);
        }
        UseTree::Group(tree) => {
            for tree in &tree.items {
                leaves(tree, path.clone(), found);
            }
        }
        // What a module of our own has is found there.
        UseTree::Glob(_) if is_own(&path) => {}
        other @ (UseTree::Glob(_) | UseTree::Rename(_)) => {
            panic!("a kind of `use` that is not read: {}", text(other))
        }
    }
}
