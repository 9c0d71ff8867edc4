//! What `[derive]` of the configuration adds to types, and what of it can't be.
//!
//! What has no effect is an error at its line. A key that names one type is held to
//! that type; any other adds a trait of the standard library wherever members allow it.

use super::derives::{self, Ordering};
use crate::config::{Config, DeriveEntry, Patterns, TypeAttribute, TypeSelector};
use crate::diagnostics::{Code, Diagnostic, Sink, Suggestions};
use crate::model::{Api, Derive, EnumValues, FieldShape, TypeArena, TypeId, TypeKind, WireName};
use crate::tree::{HashSet, Place};

pub(super) fn add(api: &mut Api, config: &Config, root: &Place, sink: &mut Sink) {
    let entries = &config.derive;
    let table = root.key("derive");
    let chosen = chosen(&api.types, entries);
    let ordered = ordered(&api.types, entries, &chosen);
    let suggestions = Suggestions::default();
    for (entry, ids) in entries.iter().zip(&chosen) {
        let place = table.key(&entry.types.to_string());
        if ids.is_empty() {
            sink.push(idle(&api.types, &entry.types, &place, &suggestions));
            continue;
        }
        for (index, addition) in entry.adds.iter().enumerate() {
            let place = place.index(index);
            match addition {
                TypeAttribute::Whole(text) => {
                    for id in ids {
                        api.types[*id].added.attributes.push(text.clone());
                    }
                }
                TypeAttribute::Derive(path) => {
                    let one = Addition {
                        path,
                        ordered: &ordered,
                        is_one: entry.types.is_one(),
                        has_schemas: config.json_schema,
                    };
                    if let Err(reason) = one.derive(&mut api.types, ids) {
                        sink.push(impossible(path, &reason, &place));
                    }
                }
            }
        }
    }
}

/// The types that have a total and a partial order, given those that are asked to.
fn ordered(types: &TypeArena, entries: &[DeriveEntry], chosen: &[Vec<TypeId>]) -> [Ordering; 2] {
    let asked = |name: &str| {
        let derives =
            |add: &TypeAttribute| matches!(add, TypeAttribute::Derive(path) if last(path) == name);
        let entries = entries.iter().zip(chosen);
        let entries = entries.filter(|(entry, _)| entry.adds.iter().any(derives));
        let asked = entries.flat_map(|(_, ids)| ids.iter().copied());
        asked.collect::<HashSet<TypeId>>()
    };
    let (for_total, for_partial) = (asked("Ord"), asked("PartialOrd"));
    let total = Ordering::of(types, Derive::Ord, |id| for_total.contains(&id));
    let partial = Ordering::of(types, Derive::PartialOrd, |id| {
        for_partial.contains(&id) || total.has(id)
    });
    [total, partial]
}

/// The types that each entry is about. Names and patterns are looked up by the types'
/// names.
fn chosen(types: &TypeArena, entries: &[DeriveEntry]) -> Vec<Vec<TypeId>> {
    let mut patterns = Patterns::default();
    let mut kinds = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        match &entry.types {
            TypeSelector::Named(pattern) => patterns.add(position, pattern),
            _ => kinds.push(position),
        }
    }
    let mut chosen = vec![Vec::new(); entries.len()];
    for (id, def) in types.iter() {
        let mut near = patterns.describing(def.name.plain());
        let component = def.component.as_ref().map(WireName::as_str);
        near.extend(
            component
                .map(|name| patterns.describing(name))
                .into_iter()
                .flatten(),
        );
        near.extend(&kinds);
        for position in near {
            let entry = entries.get(position).zip(chosen.get_mut(position));
            if let Some((entry, chosen)) = entry
                && entry.types.names(def)
            {
                chosen.push(id);
            }
        }
    }
    chosen
}

fn idle(
    types: &TypeArena,
    selector: &TypeSelector,
    place: &Place,
    suggestions: &Suggestions,
) -> Diagnostic {
    let message = format!("`{selector}` in `[derive]` names no type");
    let finding = Diagnostic::error(Code::ConfigValue, message).at_key(place, "has no effect");
    let names = types.iter().map(|(_, def)| def.name.plain());
    match suggestions.suggest(Code::ConfigValue, &selector.to_string(), names) {
        Some(left_out) if left_out == selector.to_string() => {
            finding.help("no operation that is chosen needs it")
        }
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(
            "name a type or a schema, perhaps with `*`, or `all`, `struct`, `enum`, `union`, `newtype`",
        ),
    }
}

fn impossible(path: &str, reason: &str, place: &Place) -> Diagnostic {
    let message = format!("`{path}` can't be derived: {reason}");
    Diagnostic::error(Code::ConfigValue, message).at(place, "has no effect")
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// One trait for several types.
struct Addition<'a> {
    path: &'a str,
    ordered: &'a [Ordering; 2],
    is_one: bool,
    has_schemas: bool,
}

/// How a type stands to a trait that is to be added.
enum Derivability {
    Derivable,
    Present,
    Impossible(String),
}

impl Addition<'_> {
    /// Adds the trait to those that can have it, or says why there is none.
    fn derive(&self, types: &mut TypeArena, ids: &[TypeId]) -> Result<(), String> {
        let mut reason = None;
        let mut any = false;
        for id in ids {
            let why = match self.standing(types, *id) {
                Derivability::Derivable => {
                    any = true;
                    self.add(types, *id);
                    continue;
                }
                Derivability::Present => format!("`{}` has it already", types[*id].name),
                Derivability::Impossible(why) => why,
            };
            reason.get_or_insert(why);
        }
        match reason {
            Some(reason) if self.is_one || !any => Err(reason),
            _ => Ok(()),
        }
    }

    fn add(&self, types: &mut TypeArena, id: TypeId) {
        let def = &mut types[id];
        match last(self.path) {
            "Ord" if self.is_standard() => def.derives.push(Derive::Ord),
            "PartialOrd" if self.is_standard() => def.derives.push(Derive::PartialOrd),
            _ => def.added.derives.push(self.path.to_owned()),
        }
    }

    fn is_standard(&self) -> bool {
        !self.path.contains("::")
            || ["std::", "core::"]
                .iter()
                .any(|one| self.path.starts_with(one))
    }

    fn standing(&self, types: &TypeArena, id: TypeId) -> Derivability {
        let def = &types[id];
        let name = last(self.path);
        let asked = def.added.derives.iter().any(|path| last(path) == name);
        let has_schema = self.has_schemas && name == "JsonSchema";
        if asked || has_schema || is_implemented(&def.kind, name) {
            return Derivability::Present;
        }
        if !self.is_standard() {
            return Derivability::Derivable;
        }
        let [total, partial] = self.ordered;
        let is_newtype = matches!(def.kind, TypeKind::Newtype(_));
        let (derive, ordering) = match name {
            "Copy" => (Derive::Copy, None),
            "Eq" => (Derive::Eq, None),
            "Hash" => (Derive::Hash, None),
            "Ord" => (Derive::Ord, Some(total)),
            "PartialOrd" if is_newtype || def.derives.contains(&Derive::Ord) => {
                return Derivability::Present;
            }
            "PartialOrd" => (Derive::PartialOrd, Some(partial)),
            "Default" => return default(types, id),
            _ => return Derivability::Present,
        };
        let has = |id: TypeId| match ordering {
            Some(ordering) => ordering.has(id),
            None => types[id].derives.contains(&derive),
        };
        if def.derives.contains(&derive) {
            Derivability::Present
        } else if has(id) {
            Derivability::Derivable
        } else {
            Derivability::Impossible(derives::obstacle(types, def, derive, has))
        }
    }
}

/// What the runtime's tables implement, and every type derives.
fn is_implemented(kind: &TypeKind, name: &str) -> bool {
    let everywhere = ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"];
    let of_words = ["Display", "FromStr", "EnumString"];
    let has_text = |kind: &TypeKind| match kind {
        TypeKind::Enum(def) => matches!(def.values, EnumValues::Strings(_)),
        kind => matches!(kind, TypeKind::Newtype(_)),
    };
    everywhere.contains(&name)
        || (matches!(kind, TypeKind::Enum(_) | TypeKind::Newtype(_)) && of_words.contains(&name))
        || (has_text(kind) && ["AsRefStr", "AsRef"].contains(&name))
        || (matches!(kind, TypeKind::Union(_) | TypeKind::Newtype(_)) && name == "From")
}

/// Only a struct of which nothing has to be given has a default, and that one has it.
fn default(types: &TypeArena, id: TypeId) -> Derivability {
    let def = &types[id];
    let TypeKind::Struct(body) = &def.kind else {
        let why = format!("`{}` has no value that stands for none", def.name);
        return Derivability::Impossible(why);
    };
    let mut fields = body.fields.iter();
    let given = fields.find(|field| field.shape == FieldShape::Plain && field.preset.is_none());
    match given {
        Some(field) => {
            let why = format!("`{}` of `{}` has to be given", field.name, def.name);
            Derivability::Impossible(why)
        }
        None => Derivability::Present,
    }
}
