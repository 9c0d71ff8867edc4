//! Constructors whose arguments a reader can tell apart without their names.

use std::path::Path;

use crate::case::Case;
use oas_codegen::model::{Api, Field, Primitive, StructDef, TypeKind, TypeRef};

/// Beyond so many arguments nobody knows which one is which.
const MOST: usize = 6;

/// Counts the constructors of an API that take their arguments by position, and
/// has a word for each that takes too many, or two bools side by side.
pub fn positional(api: &Api) -> (usize, Vec<String>) {
    let (mut count, mut misleading) = (0, Vec::new());
    for (_, def) in api.types.iter() {
        let TypeKind::Struct(body) = &def.kind else {
            continue;
        };
        if body.required_name.is_some() {
            continue;
        }
        count += 1;
        if !is_clear(body) {
            let arguments: Vec<&str> = body.given().map(|field| field.name.as_str()).collect();
            misleading.push(format!("{}::new({})", def.name, arguments.join(", ")));
        }
    }
    (count, misleading)
}

fn is_clear(body: &StructDef) -> bool {
    let arguments: Vec<&Field> = body.given().collect();
    let is_bool = |field: &Field| matches!(field.ty, TypeRef::Primitive(Primitive::Boolean));
    arguments.len() <= MOST
        && !arguments
            .windows(2)
            .any(|pair| pair.iter().all(|field| is_bool(field)))
}

#[test]
fn arguments_are_told_apart() {
    let mut total = 0;
    for case in Case::all(Path::new("tests/cases")).unwrap() {
        let (api, findings) = case.analyse();
        let api = api.unwrap_or_else(|| panic!("{}: {findings}", case.name));
        let (count, misleading) = positional(&api);
        assert_eq!(misleading, [""; 0], "{}", case.name);
        total += count;
    }
    assert!(total > 200, "only {total} constructors");
}
