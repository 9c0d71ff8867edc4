//! The route that Intercom sends to, and what is made of a message.

use axum::Router;
use intercom_tickets::Secret;
use intercom_tickets::webhooks::{Delivery, Webhook, WebhookService};
use tokio::sync::mpsc::Sender;

/// Puts messages into a queue, since Intercom waits for 5 seconds. If the queue is full,
/// Intercom is told so, and sends the message again.
pub fn router(
    secrets: impl IntoIterator<Item = Secret>,
    queue: Sender<Delivery<Webhook>>,
) -> Router {
    let service = WebhookService::new(secrets, tokio::spawn, move |delivery| {
        let queued = queue.try_send(delivery);
        async { queued }
    })
    .on_error(|error| eprintln!("{error}"));
    Router::new().route_service("/intercom", service)
}

/// A message in a line.
pub fn told(delivery: &Delivery<Webhook>) -> String {
    let topic = &delivery.topic;
    let Some(notification) = delivery.message.notification() else {
        return format!("{topic}: unknown to this version of the crate");
    };
    match notification.ticket() {
        Ok(Some(ticket)) => format!("{topic}: {}", ticket.id),
        Ok(None) => topic.clone(),
        Err(error) => format!("{topic}: {error}"),
    }
}
