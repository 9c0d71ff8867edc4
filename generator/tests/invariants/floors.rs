//! Which module may import which: the tables of `ARCHITECTURE.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::modules::{Import, Modules};

/// The floors of a crate, the lowest first.
pub struct Floors(Vec<BTreeSet<String>>);

impl Floors {
    /// The table of a crate: the first below its heading.
    pub fn of(name: &str) -> Floors {
        let text = fs::read_to_string("ARCHITECTURE.md").unwrap();
        let heading = format!("### `{name}`\n");
        let section = text.split_once(&heading).map(|(_, section)| section);
        let section = section.unwrap_or_else(|| panic!("`{name}` has no floors"));
        Floors::parse(section)
    }

    pub fn parse(section: &str) -> Floors {
        let lines = section.lines().skip_while(|line| !line.starts_with('|'));
        let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
        let modules = |row: &str| {
            let cell = row.split('|').nth(2).unwrap_or_default();
            cell.split('`').skip(1).step_by(2).map(plain).collect()
        };
        Floors(rows.map(modules).collect())
    }

    fn floor(&self, module: &str) -> Option<usize> {
        let mut floors = self.0.iter();
        floors.position(|floor| floor.contains(module))
    }

    /// Modules without a floor, floors without their module, and imports that
    /// lead upwards.
    pub fn broken(&self, modules: &Modules) -> Vec<String> {
        let mut broken = Vec::new();
        for module in modules.top() {
            if self.floor(module).is_none() {
                broken.push(format!("`{module}` has no floor"));
            }
        }
        for module in self.0.iter().flatten() {
            if !modules.top().any(|known| known == module) {
                broken.push(format!("there is no module `{module}`"));
            }
        }
        for import in modules.imports() {
            let floor = |path: &[String]| self.floor(path.first()?);
            if floor(&import.from) < floor(&import.to) {
                broken.push(format!("{} is above", shown(&import)));
            }
        }
        broken
    }
}

/// A folder's name may end in a slash.
fn plain(name: &str) -> String {
    name.trim_end_matches('/')
        .trim_end_matches(".rs")
        .to_owned()
}

fn shown(import: &Import) -> String {
    format!("{}: `{}`", import.from.join("/"), import.path.join("::"))
}

/// Between what there must be no circles.
#[derive(Clone, Copy, PartialEq)]
pub enum Depth {
    /// The modules of a folder, unless all in the circle are single files: types
    /// that hold each other, or a walk down a document that is written in parts.
    Folders,
    /// All modules of a folder.
    Files,
}

/// A module that uses another of the same folder, with the import that says so.
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    import: &'a Import,
}

/// The circles between modules of one folder, each with the imports that make
/// it.
pub fn circles(modules: &Modules, depth: Depth) -> Vec<String> {
    let imports = modules.imports();
    let mut folders: BTreeMap<&[String], Vec<Edge<'_>>> = BTreeMap::new();
    for import in &imports {
        let pairs = import.from.iter().zip(&import.to);
        let shared = pairs.take_while(|(from, to)| from == to).count();
        let (folder, from) = import.from.split_at(shared);
        if let (Some(from), Some(to)) = (from.first(), import.to.get(shared)) {
            folders
                .entry(folder)
                .or_default()
                .push(Edge { from, to, import });
        }
    }
    let mut broken = Vec::new();
    for (folder, edges) in &folders {
        let is_folder = |name: &str| modules.is_folder(folder, name);
        for edge in edges {
            // Whatever lies on a way back is part of the circle.
            let there = reached(edges, edge.to, |edge| (edge.from, edge.to));
            let back = reached(edges, edge.from, |edge| (edge.to, edge.from));
            let circle: Vec<&&str> = there.intersection(&back).collect();
            let counts = depth == Depth::Files || circle.iter().any(|name| is_folder(name));
            if !circle.is_empty() && counts {
                broken.push(format!("in a circle: {}", shown(edge.import)));
            }
        }
    }
    broken
}

/// The modules that the edges lead to from one, itself included.
fn reached<'a>(
    edges: &[Edge<'a>],
    start: &'a str,
    ends: fn(&Edge<'a>) -> (&'a str, &'a str),
) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        let next = edges.iter().map(ends).filter(|(from, _)| *from == at);
        open.extend(next.map(|(_, to)| to).filter(|to| seen.insert(to)));
    }
    seen
}
