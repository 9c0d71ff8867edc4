//! Where the document says what users name in Rust.

use std::collections::HashMap;

use oas_codegen::Api;
use oas_codegen::model::TypeKind;
use oas_codegen::tree::Place;

/// Places by the paths of items, without their modules.
pub struct Places(HashMap<String, Place>);

impl Places {
    pub fn of(api: &Api) -> Places {
        let mut places = HashMap::new();
        for (_, of_type) in api.types.iter() {
            let name = of_type.name.to_string();
            if let TypeKind::Struct(of) = &of_type.kind {
                for field in &of.fields {
                    places.insert(format!("{name}::{}", field.name), field.place.clone());
                }
            }
            places.insert(name, of_type.place.clone());
        }
        for group in &api.groups {
            let name = group.type_name.to_string();
            for operation in &group.operations {
                places.insert(
                    format!("{name}::{}", operation.name),
                    operation.place.clone(),
                );
                if let Some(parameters) = &operation.optional {
                    let name = parameters.name.to_string();
                    for field in &parameters.fields {
                        places.insert(format!("{name}::{}", field.name), field.place.clone());
                    }
                    places.insert(name, operation.place.clone());
                }
            }
            places.insert(name, group.place.clone());
        }
        Places(places)
    }

    /// The place of an item, or of what it belongs to: `types::Ticket::new()` is of
    /// `Ticket`.
    pub fn find(&self, item: &str) -> Option<&Place> {
        let parts = parts(item);
        let paths = (1..=parts.len()).rev();
        paths
            .filter_map(|count| parts.get(..count))
            .find_map(|parts| self.0.get(&parts.join("::")))
    }

    /// The place of an item itself.
    pub fn exact(&self, item: &str) -> Option<&Place> {
        self.0.get(&parts(item).join("::"))
    }
}

/// The names of an item's path, behind its modules.
fn parts(item: &str) -> Vec<&str> {
    let item = item.split_once(": ").map_or(item, |(of, _)| of);
    let is_module = |part: &&str| part.starts_with(char::is_lowercase);
    item.split("::")
        .skip_while(is_module)
        .map(|part| part.trim_end_matches("()"))
        .collect()
}
