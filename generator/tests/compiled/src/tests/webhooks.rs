//! Messages to webhooks.

use crate::webhooks::webhooks::Webhook;

#[test]
fn a_message_of_several_methods_is_known_by_its_own() {
    let read = |name: &str, body: &str| Webhook::decode(name, body.as_bytes()).unwrap();
    let created = read("POST shipment", r#"{"name":"a"}"#);
    assert!(matches!(created, Webhook::ShipmentCreated(pet) if pet.name.as_deref() == Some("a")));
    let corrected = read("PUT shipment", r#"{"reason":"b"}"#);
    assert!(matches!(corrected, Webhook::PutShipment(shipment) if shipment.reason == "b"));
    assert!(matches!(read("shipment", "{}"), Webhook::Unknown(_)));
}
