//! Messages about what happens, through repeats, disorder and loss.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use intercom_tickets::types::{
    AdminReply, AdminReplyMessageType, CreateTicketRequest, TicketContact, UpdateTicketRequest,
};
use intercom_tickets::webhooks::{InMemoryDeliveryStore, Webhook, receive};
use intercom_tickets::{BoxError, Client, Error, Secret};
use oas_mock::{Fault, FaultKind, Mock};
use xtask_mock::{Intercom, WebhookDelivery, webhook_deliveries};

use crate::client;

const SECRET: &str = "a5d1f0c8-client-secret";

fn mock(faults: impl IntoIterator<Item = Fault>) -> Mock {
    let mock = xtask_mock::intercom_with(Intercom::new().webhooks());
    mock.trust_responses()
        .rate_limit(0)
        .faults(faults)
        .build()
        .unwrap()
}

/// A ticket's life, which is seven messages.
async fn life(client: &Client) -> Result<(), Error> {
    let tickets = client.tickets();
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")]);
    let ticket = tickets.create_ticket(request).await?;
    let note = AdminReply::new(AdminReplyMessageType::Note, "3301").body("Gasket.");
    tickets.reply_ticket(&ticket.id, note).await?;
    let update = UpdateTicketRequest::new()
        .ticket_state_id("613")
        .assignee_id("3302")
        .admin_id("3301")
        .ticket_attributes([("machine", "Lever 2")])
        .snoozed_until(1_900_000_000);
    tickets.update_ticket(&ticket.id, update).await?;
    let close = UpdateTicketRequest::new().open(false);
    tickets.update_ticket(&ticket.id, close).await?;
    Ok(())
}

fn deliveries(mock: &Mock) -> Vec<WebhookDelivery> {
    webhook_deliveries(mock, &Secret::from(SECRET)).unwrap()
}

fn read(delivery: &WebhookDelivery) -> intercom_tickets::webhooks::Delivery<Webhook> {
    let secrets = [Secret::from("the next"), Secret::from(SECRET)];
    receive(&delivery.headers, &delivery.body, &secrets).unwrap()
}

#[tokio::test]
async fn what_happens_to_a_ticket_is_told() {
    let mock = mock([]);
    life(&client(&mock)).await.unwrap();
    let sent = deliveries(&mock);
    let messages: Vec<_> = sent.iter().map(read).collect();
    let topics: Vec<&str> = messages
        .iter()
        .map(|message| message.topic.as_str())
        .collect();
    let expected = [
        "ticket.created",
        "ticket.note.created",
        "ticket.attribute.updated",
        "ticket.state.updated",
        "ticket.admin.snoozed",
        "ticket.admin.assigned",
        "ticket.closed",
    ];
    assert_eq!(topics, expected);
    for message in &messages {
        let ticket = message.message.notification().unwrap().ticket().unwrap();
        assert_eq!(ticket.unwrap().ticket_type.unwrap().id, "4101");
    }
    assert!(deliveries(&mock).is_empty());
}

/// `LIVES=1429` makes 10,000 messages.
#[tokio::test]
async fn each_message_is_handled_once() {
    let lives = std::env::var("LIVES").map_or(15, |count| count.parse().unwrap());
    let mock = mock([
        Fault::new("webhook:*", FaultKind::Repeat).chance(0.3),
        Fault::new("webhook:*", FaultKind::Repeat).every(7),
        Fault::new("webhook:*", FaultKind::Delay(Duration::from_secs(90))).chance(0.3),
    ]);
    let client = client(&mock);
    let mut queue = BTreeMap::new();
    let (mut sent, mut ids) = (0_u64, BTreeSet::new());
    for second in 0..lives {
        life(&client).await.unwrap();
        for delivery in deliveries(&mock) {
            sent += 1;
            ids.insert(read(&delivery).id.unwrap());
            queue.insert(
                (Duration::from_secs(second) + delivery.after, sent),
                delivery,
            );
        }
    }
    let store = InMemoryDeliveryStore::default();
    let mut handled: BTreeMap<String, u32> = BTreeMap::new();
    let (mut tries, mut last, mut disorder) = (0_u64, String::new(), 0);
    while let Some(((at, number), delivery)) = queue.pop_first() {
        tries += 1;
        let message = read(&delivery);
        let id = message.id.clone().unwrap();
        let fails = tries.is_multiple_of(5);
        let handle = async |_| {
            if fails {
                Err(BoxError::from("lost"))
            } else {
                Ok(())
            }
        };
        match message.once(&store, handle).await {
            Ok(Some(())) => {
                disorder += u32::from(id < last);
                last.clone_from(&id);
                *handled.entry(id).or_default() += 1;
            }
            Ok(None) => {}
            // It had no 2xx, and comes again.
            Err(_) => {
                queue.insert((at + Duration::from_secs(60), number), delivery);
            }
        }
    }
    assert_eq!(
        handled.keys().collect::<Vec<_>>(),
        ids.iter().collect::<Vec<_>>()
    );
    assert!(handled.values().all(|count| *count == 1));
    assert!(tries > sent && sent > ids.len().try_into().unwrap() && disorder > 0);
    assert!(ids.len() as u64 >= lives * 7);
}
