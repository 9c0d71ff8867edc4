//! What messages of webhooks are about, whatever their topic and version.

use crate::codec::{CodecError, decode_value};
use crate::types::{Notification, Ticket};
use crate::webhooks::Webhook;

impl Notification {
    /// The ticket that the message is about, whether it is the item itself or, as
    /// with `ticket.closed` since version 2.15, its `ticket`. None for a message
    /// without a ticket, such as a ping.
    ///
    /// # Errors
    ///
    /// If what is there as a ticket is none.
    pub fn ticket(&self) -> Result<Option<Ticket>, CodecError> {
        let item = self.data.as_ref().and_then(|data| data.item.as_ref());
        let Some(item) = item else {
            return Ok(None);
        };
        let is_ticket = item.get("type").is_some_and(|name| name == "ticket");
        let ticket = match item.get("ticket") {
            Some(inner) if inner.is_object() => inner,
            _ if is_ticket => item,
            _ => return Ok(None),
        };
        decode_value(ticket.clone()).map(Some)
    }
}

impl Webhook {
    /// The message, whatever its topic; none if this version of the crate doesn't
    /// know the topic.
    #[must_use]
    pub fn notification(&self) -> Option<&Notification> {
        match self {
            Self::TicketCreated(message)
            | Self::TicketStateUpdated(message)
            | Self::TicketNoteCreated(message)
            | Self::TicketAdminAssigned(message)
            | Self::TicketTeamAssigned(message)
            | Self::TicketContactAttached(message)
            | Self::TicketContactDetached(message)
            | Self::TicketAttributeUpdated(message)
            | Self::TicketAdminReplied(message)
            | Self::TicketAdminRepliedTranslated(message)
            | Self::TicketContactReplied(message)
            | Self::TicketClosed(message)
            | Self::TicketResolved(message)
            | Self::TicketRatingProvided(message)
            | Self::TicketAdminSnoozed(message)
            | Self::TicketAdminUnsnoozed(message)
            | Self::Ping(message) => Some(message),
            Self::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::http::HeaderMap;
    use crate::webhooks::{Webhook, receive};
    use crate::{Secret, Value, json};

    const SECRET: &str = "a5d1f0c8-client-secret";

    fn message(topic: &str, item: &Value) -> String {
        json!({
            "type": "notification_event", "id": "notif_1", "topic": topic, "app_id": "k2rqx8pz",
            "data": {"type": "notification_event_data", "item": item},
        })
        .to_string()
    }

    fn read(topic: &str, item: &Value) -> Webhook {
        let body = message(topic, item);
        Webhook::decode(topic, body.as_bytes()).unwrap()
    }

    fn ticket_of(message: &Webhook) -> Option<String> {
        let ticket = message.notification()?.ticket().unwrap();
        ticket.map(|ticket| ticket.id.to_string())
    }

    #[test]
    fn a_ticket_is_found_in_both_shapes() {
        let ticket = json!({"type": "ticket", "id": "90210"});
        let resolved = read("ticket.resolved", &ticket);
        assert!(matches!(resolved, Webhook::TicketResolved(_)));
        assert_eq!(ticket_of(&resolved).as_deref(), Some("90210"));
        let conversation = json!({"type": "conversation", "id": "55093", "ticket": ticket});
        for item in [&ticket, &conversation] {
            let closed = read("ticket.closed", item);
            assert_eq!(ticket_of(&closed).as_deref(), Some("90210"));
        }
        for item in [
            json!(null),
            json!({"type": "ping"}),
            json!({"ticket": null}),
        ] {
            assert_eq!(ticket_of(&read("ping", &item)), None);
        }
        let broken = read("ticket.closed", &json!({"ticket": {"id": null}}));
        assert!(broken.notification().unwrap().ticket().is_err());
    }

    /// Signed by OpenSSL: `openssl dgst -sha1 -hmac SECRET`.
    #[test]
    fn what_intercom_signs_is_received() {
        let body = br#"{"topic":"ping","id":"notif_2"}"#;
        let signature = "sha1=cade7dec38ae7605aede48b58a52a263d78ba0a1";
        let receive = |signature: &str, body: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert("x-hub-signature", signature.parse().unwrap());
            receive(&headers, body, &[Secret::from("the next"), SECRET.into()])
        };
        let delivery = receive(signature, body).unwrap();
        assert_eq!(delivery.id.as_deref(), Some("notif_2"));
        assert!(matches!(delivery.message, Webhook::Ping(_)));
        assert!(receive(signature, b"{}").is_err());
        assert!(receive(&signature.to_uppercase(), body).is_err());
    }

    #[test]
    fn a_topic_that_nobody_knew_is_kept() {
        let message = read("ticket.polished", &json!({"id": "1"}));
        assert!(message.notification().is_none());
        assert!(matches!(message, Webhook::Unknown(json) if json["data"]["item"]["id"] == "1"));
    }
}
