//! What the branches of a union are called.
//!
//! By what a person would say: the title, the component, the value that a member
//! always has, the member that no other branch has, and only last the type.

use super::MAX_DEPTH;
use super::schema::SchemaLowerer;
use crate::model::{Assertion, RustIdent};
use crate::names::{common_words, strip_words};
use crate::tree::{HashMap, HashSet, IndexSet, Node, Place};

/// What names can be taken from.
struct NamedBranch<'a> {
    place: &'a Place,
    /// The component that it is, or wraps in words of its own.
    component: Option<String>,
    /// The schema itself and what it writes out under `allOf`.
    parts: Vec<&'a Node>,
    /// Every member that it may have.
    members: HashSet<&'a str>,
    /// The members that are always one value, with that.
    constants: Vec<(String, &'a Node)>,
    /// Texts that stand at a position of it, and of no other branch.
    positions: Vec<String>,
}

/// How many branches of a union have something in common: comparing each with every
/// other would take hours where there are thousands.
#[derive(Default)]
struct Siblings<'a> {
    constants: HashMap<(&'a str, String), usize>,
    members: HashMap<&'a str, usize>,
    /// How many have members at all.
    objects: usize,
    types: HashMap<&'a str, usize>,
}

impl<'a> Siblings<'a> {
    fn of(branches: &'a [NamedBranch<'a>]) -> Self {
        let mut counts = Self::default();
        for branch in branches {
            let constants: HashSet<_> = branch.constants.iter().map(as_key).collect();
            for constant in constants {
                *counts.constants.entry(constant).or_default() += 1;
            }
            for member in &branch.members {
                *counts.members.entry(member).or_default() += 1;
            }
            counts.objects += usize::from(!branch.members.is_empty());
            if let Some(first) = branch.parts.first() {
                *counts.types.entry(by_type(first)).or_default() += 1;
            }
        }
        counts
    }

    /// Whether another branch has the constant that one has.
    fn share(&self, constant: &(String, &Node)) -> bool {
        self.constants.get(&as_key(constant)).copied() > Some(1)
    }

    /// Whether a branch other than this one knows a member.
    fn know(&self, branch: &NamedBranch<'_>, member: &str) -> bool {
        let own = usize::from(branch.members.contains(member));
        self.members.get(member).copied() > Some(own)
    }

    /// Whether a branch other than this one has members.
    fn have_members(&self, branch: &NamedBranch<'_>) -> bool {
        self.objects > usize::from(!branch.members.is_empty())
    }

    /// Whether another branch is of the type that one is of.
    fn are_of(&self, kind: &str) -> bool {
        self.types.get(kind).copied() > Some(1)
    }
}

fn as_key<'a>((path, value): &'a (String, &Node)) -> (&'a str, String) {
    (path, format!("{value:?}"))
}

impl SchemaLowerer<'_> {
    /// Candidates for the names of branches, the best first. What the union requires
    /// is required of each.
    pub(super) fn branch_names(
        &self,
        (places, assertions): (&[Place], &[Vec<Assertion>]),
        union: &RustIdent,
        required: &IndexSet<String>,
    ) -> Vec<Vec<String>> {
        let branches = places.iter().zip(assertions).map(|(place, assertions)| {
            let positions = texts_at_positions(assertions);
            NamedBranch {
                positions,
                ..self.branch(place, required)
            }
        });
        let branches: Vec<NamedBranch<'_>> = branches.collect();
        let components: Vec<String> = branches
            .iter()
            .filter_map(|branch| branch.component.clone())
            .collect();
        let common = common_words(&components, union.plain());
        let siblings = Siblings::of(&branches);
        let names = branches.iter();
        let names = names.map(|branch| self.names_of(branch, &siblings, common));
        names.collect()
    }

    fn branch<'a>(&'a self, place: &'a Place, required: &IndexSet<String>) -> NamedBranch<'a> {
        let mut branch = NamedBranch {
            place,
            component: None,
            parts: Vec::new(),
            members: HashSet::default(),
            constants: Vec::new(),
            positions: Vec::new(),
        };
        let target = self.context.resolve(place);
        branch.component = target.and_then(|target| self.component_name(&target));
        let mut seen = HashSet::default();
        let mut open = vec![(self.innermost(place), true)];
        while let Some((place, is_own)) = open.pop() {
            let target = self.context.resolve(&place);
            let Some(target) = target.filter(|target| seen.insert(target.clone())) else {
                continue;
            };
            let Some(node) = self.context.node(&target) else {
                continue;
            };
            let properties = node.get("properties").and_then(Node::as_map);
            let properties = properties.into_iter().flatten();
            branch
                .members
                .extend(properties.map(|(name, _)| name.as_str()));
            if is_own {
                branch.parts.push(node);
            }
            let members = node
                .get("allOf")
                .and_then(Node::as_list)
                .unwrap_or_default();
            for (index, member) in members.iter().enumerate().rev() {
                let is_own = is_own && member.get("$ref").is_none();
                open.push((target.key("allOf").index(index), is_own));
            }
        }
        branch.constants = constants(&branch.parts, required);
        branch
    }

    /// What a branch is in the end, where that is written out in it: a union of one
    /// branch beside null is that one.
    fn innermost(&self, place: &Place) -> Place {
        let mut place = place.clone();
        for _ in 0..MAX_DEPTH {
            let is_inline = self.context.resolve(&place).as_ref() == Some(&place);
            let view = self.context.view(&place).filter(|_| is_inline);
            match view.and_then(|view| self.only_branch(&view)) {
                Some(inner) => place = inner,
                None => break,
            }
        }
        place
    }

    fn component_name(&self, target: &Place) -> Option<String> {
        Some(self.components.get(target)?.name.plain().to_owned())
    }

    /// The component of a branch that says little more than that it is one.
    fn wrapped(&self, place: &Place) -> Option<String> {
        let members = self.context.node(place)?.get("allOf")?.as_list()?;
        let mut referred = members
            .iter()
            .enumerate()
            .filter(|(_, member)| member.get("$ref").is_some())
            .map(|(index, _)| place.key("allOf").index(index));
        let only = referred.next().filter(|_| referred.next().is_none())?;
        self.component_name(&self.context.resolve(&only)?)
    }

    fn names_of(
        &self,
        branch: &NamedBranch<'_>,
        siblings: &Siblings<'_>,
        common: (usize, usize),
    ) -> Vec<String> {
        let own = |key: &str| {
            let text = self.context.node(branch.place)?.get(key)?.as_str();
            text.map(str::to_owned)
        };
        let mut names = Vec::new();
        names.extend(own("x-rust-name"));
        if let Some(component) = &branch.component {
            names.push(strip_words(component, common));
            names.push(component.clone());
        }
        names.extend(own("title"));
        let (common, own): (Vec<_>, Vec<_>) = branch
            .constants
            .iter()
            .partition(|constant| siblings.share(constant));
        let texts = |constants: &[&(String, &Node)]| {
            let texts = constants.iter().filter_map(|(_, value)| value.as_str());
            texts.map(str::to_owned).collect::<Vec<String>>()
        };
        let [demanded, only, shown] = telling_members(branch, siblings);
        names.extend(texts(&own));
        names.extend(branch.positions.iter().cloned());
        names.extend(demanded.map(str::to_owned));
        names.extend(own.iter().filter_map(|(path, value)| number(path, value)));
        names.extend(only.into_iter().chain(shown).map(str::to_owned));
        names.extend(self.wrapped(branch.place));
        names.extend(texts(&common));
        if let Some(node) = branch.parts.first() {
            names.extend(by_value(node));
            let kind = by_type(node);
            names.extend(closer(node).filter(|_| siblings.are_of(kind)));
            names.push(kind.to_owned());
        }
        names
    }
}

fn texts_at_positions(assertions: &[Assertion]) -> Vec<String> {
    let items = assertions.iter().filter_map(|assertion| match assertion {
        Assertion::Item(_, all) => all.first(),
        _ => None,
    });
    let texts = items.filter_map(|asserted| match asserted {
        Assertion::Values(values) => match values.as_slice() {
            [only] => only.as_str().map(str::to_owned),
            _ => None,
        },
        _ => None,
    });
    texts.collect()
}

/// A name by more than the type: the format, or what a list or a map holds.
fn closer(node: &Node) -> Option<String> {
    let format = node.get("format").and_then(Node::as_str);
    if let Some(format) = format {
        return Some(format.to_owned());
    }
    let values = node.get("additionalProperties");
    let values = values.filter(|values| values.as_map().is_some());
    let items = node.get("items").map(|items| (items, "list"));
    let (held, holder) = items.or(values.map(|values| (values, "map")))?;
    let held = match held.get("$ref").and_then(Node::as_str) {
        Some(reference) => reference.rsplit('/').next().map(str::to_owned)?,
        None => by_type(held).to_owned(),
    };
    Some(format!("{held}_{holder}"))
}

/// The member that a branch demands and no other knows, the only one that it demands,
/// and the first that no other knows.
fn telling_members<'a>(
    branch: &'a NamedBranch<'a>,
    siblings: &Siblings<'_>,
) -> [Option<&'a str>; 3] {
    let required = branch.parts.iter().flat_map(|part| {
        let names = part.get("required").and_then(Node::as_list);
        names.into_iter().flatten().filter_map(Node::as_str)
    });
    let required: Vec<&str> = required.collect();
    let declared = branch.parts.iter().flat_map(|part| {
        let properties = part.get("properties").and_then(Node::as_map);
        properties
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    });
    let rare = |name: &&str| !siblings.know(branch, name);
    let has_rivals = siblings.have_members(branch);
    let only = match required.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let shown = declared.filter(rare).find(|_| has_rivals);
    let demanded = required.into_iter().filter(rare).find(|_| has_rivals);
    [demanded, only, shown]
}

/// A member and its one number: `v_2` says more than `v` does.
fn number(path: &str, value: &Node) -> Option<String> {
    let value = value.to_json();
    let member = path.rsplit('/').next()?;
    value.is_number().then(|| format!("{member}_{value}"))
}

/// How many objects lie in each other where constants are looked for.
const MOST_NESTED: usize = 4;

/// The members of these parts that are demanded and always one value, also further down.
fn constants<'a>(parts: &[&'a Node], around: &IndexSet<String>) -> Vec<(String, &'a Node)> {
    let names = parts
        .iter()
        .filter_map(|part| part.get("required")?.as_list());
    let names: HashSet<&str> = names.flatten().filter_map(Node::as_str).collect();
    let required = |name: &str| around.contains(name) || names.contains(name);
    let members = |schema: &'a Node| {
        let properties = schema.get("properties").and_then(Node::as_map);
        properties.into_iter().flatten()
    };
    let own = parts.iter().flat_map(|part| members(part));
    let own = own.filter(|(name, _)| required(name));
    let mut level: Vec<(String, &Node)> = own.map(|(name, it)| (name.clone(), it)).collect();
    let mut found = Vec::new();
    for _ in 0..MOST_NESTED {
        let mut below = Vec::new();
        for (path, schema) in level {
            let inner = members(schema);
            below.extend(inner.map(|(name, inner)| (format!("{path}/{name}"), inner)));
            found.extend(only_value(schema).map(|value| (path, value)));
        }
        level = below;
    }
    found
}

fn only_value(schema: &Node) -> Option<&Node> {
    match schema.get("enum")?.as_list()? {
        [only] => Some(only),
        _ => None,
    }
}

fn by_value(node: &Node) -> Option<String> {
    match node.get("enum").and_then(Node::as_list) {
        Some([only]) => {
            let only = only.to_json();
            Some(match only.as_str() {
                Some("") => "empty".to_owned(),
                Some(text) => text.to_owned(),
                None => only.to_string(),
            })
        }
        Some([_, _, ..]) => Some("known".to_owned()),
        _ => None,
    }
}

fn by_type(node: &Node) -> &str {
    let format = node.get("format").and_then(Node::as_str);
    match (node.get("type").and_then(Node::as_str), format) {
        (Some("array"), _) => "list",
        (Some("integer"), Some("unix-time")) => "time",
        (Some(name), _) => name,
        (None, _) if node.get("properties").is_some() => "object",
        (None, _) if node.get("items").is_some() => "list",
        (None, _) => "value",
    }
}
