//! What the types make of responses: read through a transport without a network.

use intercom_tickets::types::{
    AdminId, AttributeDataType, JobStatus, SearchFilter, SearchOperator, SearchTicketsRequest,
    TeamId, Ticket, TicketCategory, TicketPartType, TicketStateCategory, UpdatedAttributeValueId,
};
use intercom_tickets::{UnixTime, Value, json};

use crate::cases;
use oas_runtime::test_util::TestResponse;

use crate::script::{WithClient as _, responding, silent};

fn read(ticket: &Value) -> Ticket {
    let client = responding(ticket).client();
    client
        .tickets()
        .get_ticket("90210")
        .send_blocking()
        .unwrap()
}

#[test]
fn a_ticket_is_read_into_its_fields() {
    let ticket = read(&cases::responses::ticket());
    assert_eq!(ticket.id, "90210");
    assert_eq!(ticket.number.as_ref().unwrap(), "17");
    assert_eq!(ticket.category, Some(TicketCategory::Customer));
    assert_eq!(ticket.title(), Some("Steam wand drips"));
    assert_eq!(ticket.description(), Some("A puddle every morning."));
    assert_eq!(ticket.attribute("pressure"), Some(&json!(9.5)));
    assert_eq!(ticket.assigned_admin().unwrap(), "3301");
    assert_eq!(ticket.assigned_team().unwrap(), "44");
    assert_eq!(ticket.created_at, Some(UnixTime::from_secs(1_767_225_600)));
    let state = ticket.ticket_state.unwrap();
    assert_eq!(state.id.unwrap(), "613");
    assert_eq!(state.category, Some(TicketStateCategory::Submitted));
    let of_type = ticket.ticket_type.unwrap();
    let attributes = of_type.ticket_type_attributes.unwrap().data.unwrap();
    assert_eq!(attributes[0].data_type, Some(AttributeDataType::List));
    assert_eq!(attributes[0].ticket_type_id.as_ref().unwrap(), "4101");
    let parts = ticket.ticket_parts.unwrap().ticket_parts.unwrap();
    assert_eq!(parts[0].part_type, Some(TicketPartType::Comment));
    let change = parts[1].updated_attribute_data.as_ref().unwrap();
    let value = change.value.as_ref().unwrap().id.as_ref().unwrap();
    assert_eq!(value, &UpdatedAttributeValueId::One("7d0c4a52".to_owned()));
}

#[test]
fn a_state_may_be_a_bare_word() {
    let ticket = read(&json!({"id": "1", "ticket_state": "waiting_on_customer"}));
    let state = ticket.ticket_state.unwrap();
    assert_eq!(state.category, Some(TicketStateCategory::WaitingOnCustomer));
    assert_eq!(state.id, None);

    let ticket = read(&json!({"id": "1", "ticket_state": "on_the_moon"}));
    let category = ticket.ticket_state.unwrap().category.unwrap();
    assert_eq!(category.as_str(), "on_the_moon");
}

#[test]
fn assignees_may_be_numbers_texts_null_or_zero() {
    let cases = [
        (json!(3301), Some("3301")),
        (json!("3301"), Some("3301")),
        (json!(0), None),
        (json!("0"), None),
        (json!(null), None),
    ];
    for (given, admin) in cases {
        let ticket =
            read(&json!({"id": "1", "admin_assignee_id": given, "team_assignee_id": given}));
        assert_eq!(
            ticket.assigned_admin().map(AdminId::as_str),
            admin,
            "{given}"
        );
        assert_eq!(ticket.assigned_team().map(TeamId::as_str), admin, "{given}");
    }
}

#[test]
fn times_may_be_texts_and_have_zero_fractions() {
    for given in [
        json!(1_767_225_600),
        json!("1767225600"),
        json!(1_767_225_600.0),
    ] {
        let ticket = read(&json!({"id": "1", "created_at": given}));
        assert_eq!(
            ticket.created_at,
            Some(UnixTime::from_secs(1_767_225_600)),
            "{given}"
        );
    }
}

/// Ids beyond what a 64-bit float holds keep their digits.
#[test]
fn large_ids_keep_their_digits() {
    let body = "{\"id\": 9007199254740993, \"ticket_id\": 18446744073709551615}";
    let script = silent();
    script.push(TestResponse::body(200, body.to_owned()));
    let call = script.client().tickets().get_ticket("1");
    let ticket = call.send_blocking().unwrap();
    assert_eq!(ticket.id, "9007199254740993");
    assert_eq!(ticket.number.unwrap(), "18446744073709551615");
}

/// One ticket of a category that nobody has heard of doesn't cost the page.
#[test]
fn an_unknown_category_does_not_fail_a_page() {
    let mut odd = cases::responses::ticket();
    odd["category"] = json!("Outpost");
    let page = json!({"tickets": [cases::responses::ticket(), odd]});
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let client = responding(&page).client();
    let search = client
        .tickets()
        .search_tickets(SearchTicketsRequest::new(filter));
    let tickets = search.send_blocking().unwrap().tickets;
    assert_eq!(tickets[0].category, Some(TicketCategory::Customer));
    let category = tickets[1].category.clone().unwrap();
    assert_eq!(category, TicketCategory::Unknown("Outpost".to_owned()));
    assert_eq!(category.to_string(), "Outpost");
}

#[test]
fn a_known_word_is_its_variant_however_it_is_made() {
    assert_eq!(
        TicketCategory::from("Back-office"),
        TicketCategory::BackOffice
    );
    assert_eq!(JobStatus::from("success"), JobStatus::Success);
}

/// The kinds of change that a part can tell of: a value, a list item, files,
/// nothing, and what isn't known yet.
#[test]
fn changed_values_come_in_several_shapes() {
    let shapes = [
        (json!("new"), UpdatedAttributeValueId::One("new".to_owned())),
        (json!([1, 2]), UpdatedAttributeValueId::Many(vec![1, 2])),
        (
            json!({"a": 1}),
            UpdatedAttributeValueId::Unknown(json!({"a": 1})),
        ),
        (json!(7), UpdatedAttributeValueId::Unknown(json!(7))),
    ];
    for (given, expected) in shapes {
        let part = json!({"updated_attribute_data": {"value": {"id": given}}});
        let ticket = read(&json!({"id": "1", "ticket_parts": {"ticket_parts": [part]}}));
        let parts = ticket.ticket_parts.unwrap().ticket_parts.unwrap();
        let value = parts[0].updated_attribute_data.clone().unwrap().value;
        assert_eq!(value.unwrap().id, Some(expected));
    }
}

#[test]
fn undeclared_members_of_a_conversation_are_kept() {
    let script = responding(&json!({"id": "1", "statistics": {"count_reopens": 1}}));
    let request = intercom_tickets::types::LinkConversationRequest::new("1");
    let call = script
        .client()
        .tickets()
        .link_conversation_to_ticket("2", request);
    let conversation = call.send_blocking().unwrap();
    assert_eq!(conversation.extra["statistics"]["count_reopens"], 1);
}
