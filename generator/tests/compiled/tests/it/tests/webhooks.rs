//! Messages to webhooks.

use crate::webhooks::webhooks::Webhook;
use crate::{webhooks_foreign, webhooks_signed};
use oas_runtime::webhooks::WebhookError;
use oas_runtime::{Secret, UnixTime};

#[test]
fn a_message_of_several_methods_is_known_by_its_own() {
    let read = |name: &str, body: &str| Webhook::decode(name, body.as_bytes()).unwrap();
    let created = read("POST shipment", r#"{"name":"a"}"#);
    assert!(matches!(created, Webhook::ShipmentCreated(pet) if pet.name.as_deref() == Some("a")));
    let corrected = read("PUT shipment", r#"{"reason":"b"}"#);
    assert!(matches!(corrected, Webhook::PutShipment(shipment) if shipment.reason == "b"));
    assert!(matches!(read("shipment", "{}"), Webhook::Unknown(_)));
}

#[test]
fn a_signed_message_is_read_by_its_topic() {
    use webhooks_signed::webhooks::{SIGNATURE_SCHEME, Webhook, receive};
    let secrets = [Secret::from("whsec_bmV3"), Secret::from("whsec_b2xk")];
    let receive = |body: &str, secret: &Secret| {
        let now = UnixTime::now();
        let headers = SIGNATURE_SCHEME.sign(secret, "n-1", now, body.as_bytes());
        receive(&headers.unwrap(), body.as_bytes(), &secrets)
    };
    let body = r#"{"type":"cup.filled","data":{"cup":7}}"#;
    let delivery = receive(body, &secrets[1]).unwrap();
    assert_eq!(delivery.id.as_deref(), Some("n-1"));
    assert!(matches!(delivery.message, Webhook::CupFilled(cup) if cup.data.cup == 7));
    let unknown = receive(r#"{"type":"cup.lost"}"#, &secrets[0]).unwrap();
    assert_eq!(unknown.topic, "cup.lost");
    assert!(matches!(unknown.message, Webhook::Unknown(json) if json["type"] == "cup.lost"));
    let broken = receive(r#"{"type":"cup.filled"}"#, &secrets[0]).unwrap_err();
    assert!(broken.is_genuine(), "{broken}");
    let forged = receive(body, &Secret::from("whsec_aWxs")).unwrap_err();
    assert_eq!(forged, WebhookError::Signature);
}

#[test]
fn the_configuration_says_how_messages_of_a_foreign_document_are_signed() {
    use webhooks_foreign::webhooks::{SIGNATURE_SCHEME, Webhook, receive};
    let secret = Secret::from("s");
    let body = br#"{"kind":"invoice.paid","delivery":{"id":12}}"#;
    let mut headers = SIGNATURE_SCHEME
        .sign(&secret, "", UnixTime::now(), body)
        .unwrap();
    assert!(
        headers["billing-signature"]
            .to_str()
            .unwrap()
            .starts_with("t=")
    );
    let missing = receive(&headers, body, std::slice::from_ref(&secret)).unwrap_err();
    assert_eq!(missing, WebhookError::MissingTopic);
    headers.insert("Billing-Event", "invoice.paid".parse().unwrap());
    let delivery = receive(&headers, body, &[secret]).unwrap();
    assert_eq!(delivery.id.as_deref(), Some("12"));
    assert!(matches!(delivery.message, Webhook::InvoicePaid(_)));
}
