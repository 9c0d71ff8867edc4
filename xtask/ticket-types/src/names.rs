//! Names in Rust for what people have called things.

use std::collections::HashMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// What every emitted file names, and no type may hide.
const TAKEN: [&str; 8] = [
    "Box", "Default", "Into", "None", "Option", "Some", "String", "Vec",
];

/// Something that needs a name: its id, what people call it.
pub struct Wanted<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

/// The names of types and of variants.
pub fn types(wanted: &[Wanted<'_>], word: &str, reserved: &[&str]) -> Vec<String> {
    let made = |name: &str| name.to_upper_camel_case();
    let names = distinct(wanted, word, made, |name, id| {
        format!("{name}{}", id.to_upper_camel_case())
    });
    let names = names.into_iter();
    names
        .map(|name| {
            let is_taken = TAKEN.contains(&name.as_str()) || reserved.contains(&name.as_str());
            if is_taken {
                format!("{name}{word}")
            } else {
                name
            }
        })
        .collect()
}

/// The names of members.
pub fn members(wanted: &[Wanted<'_>]) -> Vec<String> {
    let made = |name: &str| match name {
        "_default_title_" => "title".to_owned(),
        "_default_description_" => "description".to_owned(),
        name => name.to_snake_case(),
    };
    let names = distinct(wanted, "attribute", made, |name, id| {
        format!("{name}_{}", id.to_snake_case())
    });
    let names = names.into_iter();
    // Members and functions of every struct.
    names
        .map(|name| match name.as_str() {
            "others" | "new" => format!("{name}_attribute"),
            _ => name,
        })
        .collect()
}

/// Each as it is called, or with its id where several are, or nothing of a name is left.
fn distinct(
    wanted: &[Wanted<'_>],
    word: &str,
    made: impl Fn(&str) -> String,
    with_id: impl Fn(&str, &str) -> String,
) -> Vec<String> {
    let first: Vec<String> = wanted
        .iter()
        .map(|it| identifier(&made(it.name)).unwrap_or_default())
        .collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in &first {
        *uses.entry(name).or_default() += 1;
    }
    let names = first.iter().zip(wanted);
    names
        .map(|(name, it)| match uses.get(name.as_str()) {
            _ if name.is_empty() => with_id(word, it.id),
            Some(1) => name.clone(),
            _ => with_id(name, it.id),
        })
        .collect()
}

/// The text, if Rust takes it for a name; with an underscore where it is a keyword.
fn identifier(text: &str) -> Option<String> {
    let is_name = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok();
    if is_name(text) {
        return Some(text.to_owned());
    }
    let longer = format!("{text}_");
    is_name(&longer).then_some(longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[(&'static str, &'static str)]) -> Vec<Wanted<'static>> {
        let wanted = names.iter().map(|(id, name)| Wanted { id, name });
        wanted.collect()
    }

    #[test]
    fn one_name_of_several_is_nobodys() {
        let wanted = named(&[("1", "Leak"), ("2", "leak"), ("3", "Repair")]);
        assert_eq!(types(&wanted, "Type", &[]), ["Leak1", "Leak2", "Repair"]);
    }

    #[test]
    fn what_is_no_name_has_its_id() {
        let wanted = named(&[("1", "💧"), ("2", "2nd"), ("3", "Option"), ("4", "Unknown")]);
        let names = types(&wanted, "Type", &["Unknown"]);
        assert_eq!(names, ["Type1", "Type2", "OptionType", "UnknownType"]);
        let wanted = named(&[("1", "type"), ("2", "others"), ("3", "_default_title_")]);
        assert_eq!(members(&wanted), ["type_", "others_attribute", "title"]);
    }
}
