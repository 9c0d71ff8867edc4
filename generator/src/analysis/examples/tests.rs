use super::*;
use crate::model::Primitive;

#[test]
fn a_path_reads_as_people_write_it() {
    let misfit = ExampleMismatch::new("x")
        .below("id")
        .below("3")
        .below("tickets");
    assert_eq!(misfit.json_path(), "tickets[3].id");
}

#[test]
fn kinds_are_strict() {
    let types = TypeArena::default();
    let integer = TypeRef::Primitive(Primitive::I64);
    assert!(fits(&types, &integer, &serde_json::json!(5)).is_ok());
    let misfit = fits(&types, &integer, &serde_json::json!("5")).unwrap_err();
    assert_eq!(
        misfit.reason,
        "the schema says an integer, and this is a string"
    );
    let list = TypeRef::List(Box::new(integer));
    let misfit = fits(&types, &list, &serde_json::json!([1, 2.5])).unwrap_err();
    assert_eq!(misfit.json_path(), "[1]");
}
