//! Ticket types as code says they should be.

use intercom_tickets::ticket_types::{
    AttributeError, EnsureError, TicketTypeCatalog, TicketTypeSpec,
};
use intercom_tickets::types::{
    AttributeDataType, CreateTicketTypeAttributeRequest, CreateTicketTypeRequest, TicketCategory,
};
use oas_mock::{Fault, FaultKind, Mock};

use crate::{client, mock};

fn attribute(name: &str, data_type: AttributeDataType) -> CreateTicketTypeAttributeRequest {
    CreateTicketTypeAttributeRequest::new(name, format!("The {name}."), data_type)
}

fn leak() -> TicketTypeSpec {
    let leak = CreateTicketTypeRequest::new("Leak").description("Water on the floor.");
    let severity = attribute("severity", AttributeDataType::List).list_items("Puddle, Deluge");
    TicketTypeSpec::new(leak)
        .attribute(severity.required_to_create(true))
        .attribute(attribute("cups_a_day", AttributeDataType::Integer))
        .attribute(attribute("litres", AttributeDataType::Decimal))
}

fn writes(mock: &Mock) -> Vec<String> {
    let ledger = mock.ledger();
    ledger
        .iter()
        .map(|commit| commit.operation.clone())
        .collect()
}

#[tokio::test]
async fn what_is_there_is_completed_once() {
    let mock = mock();
    let client = client(&mock);
    let plan = TicketTypeCatalog::load(&client).await.unwrap();
    let plan = plan.plan(&leak()).unwrap().to_string();
    for part in [
        r#"change the ticket type: {"description":"Water on the floor."}"#,
        r#"change the attribute "severity": {"#,
        r#""list_items":"Drip,Puddle,Flood,Deluge","required_to_create":true"#,
        r#"create an attribute: {"data_type":"decimal","description":"The litres.","name":"litres"}"#,
    ] {
        assert!(plan.contains(part), "{plan}");
    }
    assert_eq!(writes(&mock), [""; 0]);

    let made = client.ensure_ticket_type(&leak()).await.unwrap();
    let items = made.attribute("severity").unwrap().input_options.clone();
    let items = items.unwrap().list_items.unwrap();
    assert_eq!(items.len(), 4);
    // The ids of tickets of before are still those of their items.
    assert_eq!(items[2].id, "7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a12");
    let done = writes(&mock).len();
    client.ensure_ticket_type(&leak()).await.unwrap();
    assert_eq!(writes(&mock).len(), done);
    let types = TicketTypeCatalog::load(&client).await.unwrap();
    let plan = types.plan(&leak()).unwrap();
    assert!(plan.is_empty() && plan.to_string() == "nothing to do");
}

#[tokio::test]
async fn what_is_missing_is_created_and_gone_on_with() {
    let mock = xtask_mock::intercom()
        .faults([Fault::new("createTicketTypeAttribute", FaultKind::ResetBeforeCommit).on([2])])
        .build()
        .unwrap();
    let client = client(&mock);
    let request = CreateTicketTypeRequest::new("Descaling").category(TicketCategory::BackOffice);
    let spec = TicketTypeSpec::new(request)
        .attribute(attribute("hardness", AttributeDataType::List).list_items("Soft,Hard"))
        .attribute(attribute("due", AttributeDataType::Datetime));
    let broken = client.ensure_ticket_type(&spec).await.unwrap_err();
    assert!(matches!(broken, EnsureError::Request(_)), "{broken}");
    let made = client.ensure_ticket_type(&spec).await.unwrap();
    assert_eq!(made.category, Some(TicketCategory::BackOffice));
    assert!(made.attribute("hardness").is_ok() && made.attribute("due").is_ok());
    let done = writes(&mock);
    assert_eq!(
        done,
        [
            "createTicketType",
            "createTicketTypeAttribute",
            "createTicketTypeAttribute"
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_is_told_before_anything_is_sent() {
    let mock = mock();
    let client = client(&mock);
    let spec = TicketTypeSpec::new(CreateTicketTypeRequest::new("Leak"))
        .attribute(attribute("litres", AttributeDataType::Decimal))
        .attribute(attribute("machine", AttributeDataType::List).list_items("a,b"));
    let error = client.ensure_ticket_type(&spec).await.unwrap_err();
    assert!(matches!(
        error,
        EnsureError::Plan(AttributeError::Unfit { .. })
    ));
    assert_eq!(
        error.to_string(),
        "the attribute \"machine\" can't be as it should: it is a string, and can't become a list"
    );
    assert_eq!(writes(&mock), [""; 0]);
}
