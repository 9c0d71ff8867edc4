//! What is emitted for a workspace, and what is said of one that has changed.

use intercom_tickets::types::TicketTypeList;
use intercom_tickets::{Client, Value, codec, json};
use oas_mock::MockTransport;

use crate::{changes, module};

/// The file that the tests of the mock compile.
const EMITTED: &str = include_str!("../../mock/tests/client/workspace_types.rs");

fn workspace() -> Value {
    let transport = MockTransport::new(xtask_mock::intercom().build().unwrap());
    let client = Client::builder().token("dG9rOmRlbW8").transport(transport);
    let types = client.build().unwrap().ticket_types().list_ticket_types();
    codec::to_value(&types.send_blocking().unwrap()).unwrap()
}

fn emitted(types: &Value) -> String {
    module(&codec::from_value::<TicketTypeList>(types.clone()).unwrap())
}

#[test]
fn the_emitted_file_is_that_of_the_mocks_workspace() {
    let now = emitted(&workspace());
    assert_eq!(
        changes(EMITTED, &now),
        [""; 0],
        "`cargo xtask ticket-types --from mock` writes it"
    );
}

#[test]
fn a_change_of_the_workspace_is_told_by_its_ids() {
    let mut types = workspace();
    let leak = &mut types["data"][0];
    let form = leak["ticket_type_attributes"]["data"]
        .as_array_mut()
        .unwrap();
    let at = |form: &[Value], name: &str| form.iter().position(|it| it["name"] == name).unwrap();
    let (severity, photos, cups) = (
        at(form, "severity"),
        at(form, "photos"),
        at(form, "cups_a_day"),
    );
    form[severity]["input_options"]["list_items"][1]["name"] = json!("Pool");
    form[severity]["input_options"]["list_items"][2]["archived"] = json!(true);
    form[cups]["required_to_create"] = json!(true);
    form[photos]["archived"] = json!(true);
    types["data"][3]["archived"] = json!(true);
    let told = changes(EMITTED, &emitted(&types)).join("\n");
    for part in [
        "4101/8802/7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a11: item \"Puddle\" is now item \"Pool\"",
        "4101/8802/7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a12: item \"Flood\" is now item \"Flood\", archived",
        "4101/8803: attribute \"photos\", files is gone, or archived",
        "4101/8804: attribute \"cups_a_day\", integer is now attribute \"cups_a_day\", integer, required",
        "4104: type \"Known fault\" is gone, or archived",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn any_name_becomes_rust() {
    let item = |id: &str, name: &str| json!({"id": id, "name": name});
    let attribute = |id: &str, name: &str| {
        json!({
            "id": id, "name": name, "data_type": "list", "required_to_create": true,
            "input_options": {"list_items": [item("a-1", "Self"), item("a-2", "🌊"), item("a-3", "x y"), item("a-4", "X-Y")]},
        })
    };
    let form = json!({"data": [
        attribute("1", "new"), attribute("2", "Fn"), attribute("3", "A b"), attribute("4", "a-B"),
        attribute("5", "```\n#![evil]"), {"id": "6", "name": "later", "data_type": "matrix"},
    ]});
    let types = json!({"data": [
        {"id": "7", "name": "String", "ticket_type_attributes": form},
        {"id": "8", "name": "Leak"}, {"id": "9", "name": "leak"}, {"id": "10"},
        {"id": "11", "name": "*/ \" \\ {}"},
    ]});
    let text = emitted(&types);
    syn::parse_file(&text).unwrap();
    for part in [
        "struct StringType",
        "struct Leak8",
        "struct Leak9",
        "struct Type10",
        "new_attribute:",
        "fn_:",
        "a_b_3",
        "Self_,",
        "ItemA2",
    ] {
        assert!(text.contains(part), "{part} isn't in\n{text}");
    }
    let mut docs = text
        .lines()
        .filter(|line| line.trim_start().starts_with("//"));
    assert!(
        docs.all(|line| line.starts_with("// |") || !line.contains("``")),
        "{text}"
    );
}
