//! An operation that is new in the description is served by it, until somebody
//! writes its rules.

use intercom_tickets::http::Method;
use intercom_tickets::json;
use intercom_tickets::types::Ticket;
use oas_mock::{Mock, Source};
use xtask_mock::Intercom;

use crate::client;

const NEW: &str = "  /conversations/{conversation_id}/convert:
    post:
      operationId: convertConversation
      parameters: [{ name: conversation_id, in: path, required: true, schema: { type: integer } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [ticket_type_id], properties: { ticket_type_id: { type: string } } }
      responses:
        '200': { description: The ticket., content: { application/json: { schema: { $ref: '#/components/schemas/ticket' } } } }
";

#[tokio::test]
async fn an_operation_without_rules_is_served_by_its_description() {
    let document = include_str!("../../../../spec/intercom-tickets.yaml");
    let grown = document.replace("paths:\n", &format!("paths:\n{NEW}"));
    let source = Source::from_text("intercom-tickets.yaml", grown);
    let mock = xtask_mock::with_rules(Mock::builder(source), Intercom::new());
    let mock = mock.build().unwrap();
    let client = client(&mock);
    let convert = |body| {
        let path = "/conversations/55093/convert";
        client.request(Method::POST, path).json(body)
    };

    let ticket = convert(json!({"ticket_type_id": "4101"})).decode::<Ticket>();
    ticket.await.unwrap();
    let refused = convert(json!({})).decode::<Ticket>().await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(400));
    // The others go by their rules still.
    let tickets = client.tickets();
    assert!(tickets.get_ticket("1").await.unwrap_err().is_not_found());
}
