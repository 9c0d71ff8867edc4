//! The command's webhooks, over HTTP.

use std::time::Duration;

use http::Uri;
use oas_mock::Mock;
use oas_runtime::Secret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, sleep, timeout};
use xtask_mock::{WebhookDelivery, webhook_deliveries};

/// How long Intercom waits for a response.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a message is sent that gets no 2xx, and what lies between.
const ATTEMPTS: u32 = 3;
const BETWEEN: Duration = Duration::from_secs(2);

/// Where messages go.
#[derive(Clone)]
pub struct Webhook {
    authority: String,
    path: String,
    secret: Secret,
}

impl Webhook {
    /// Reads a URL, which has to be one of HTTP without TLS.
    pub fn new(url: &str, secret: &str) -> Result<Self, String> {
        let wrong = || format!("--webhooks takes http://HOST:PORT/PATH, and not {url}");
        let parsed: Uri = url.parse().map_err(|_| wrong())?;
        let (Some("http"), Some(authority)) = (parsed.scheme_str(), parsed.authority()) else {
            return Err(wrong());
        };
        if secret.is_empty() {
            return Err("--client-secret is empty".to_owned());
        }
        let port = authority.port_u16().unwrap_or(80);
        let path = parsed.path_and_query().map_or("/", |path| path.as_str());
        Ok(Self {
            authority: format!("{}:{port}", authority.host()),
            path: path.to_owned(),
            secret: secret.into(),
        })
    }

    /// Sends whatever happens, for as long as it is polled.
    pub async fn run(self, mock: Mock) {
        let mut ticks = interval(Duration::from_millis(50));
        loop {
            ticks.tick().await;
            for delivery in webhook_deliveries(&mock, &self.secret).unwrap_or_default() {
                tokio::spawn(self.clone().deliver(delivery));
            }
        }
    }

    async fn deliver(self, delivery: WebhookDelivery) {
        sleep(delivery.after).await;
        for _ in 0..ATTEMPTS {
            let status = timeout(PATIENCE, self.post(&delivery)).await;
            match status {
                Ok(Ok(200..=299)) => return,
                Ok(Ok(status)) => eprintln!("the webhook responded with {status}"),
                Ok(Err(error)) => eprintln!("the webhook can't be reached: {error}"),
                Err(_) => eprintln!("the webhook timed out"),
            }
            sleep(BETWEEN).await;
        }
    }

    /// Sends a message once, and gives the status of the response.
    async fn post(&self, delivery: &WebhookDelivery) -> std::io::Result<u16> {
        let mut connection = TcpStream::connect(&self.authority).await?;
        let (path, host, length) = (&self.path, &self.authority, delivery.body.len());
        let mut head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\nconnection: close\r\n"
        );
        for (name, value) in &delivery.headers {
            head.push_str(&format!(
                "{name}: {}\r\n",
                value.to_str().unwrap_or_default()
            ));
        }
        head.push_str("\r\n");
        connection.write_all(head.as_bytes()).await?;
        connection.write_all(&delivery.body).await?;
        let mut line = [0; 12];
        connection.read_exact(&mut line).await?;
        let status = std::str::from_utf8(&line).ok();
        let status = status.and_then(|line| line.split(' ').nth(1)?.parse().ok());
        Ok(status.unwrap_or_default())
    }
}
