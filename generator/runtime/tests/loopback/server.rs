//! The smallest HTTP server that can also misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A server on a port of its own, which serves as long as the test runs.
pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which connection it came by, from 0.
    pub connection: usize,
    /// The request line and the headers, in lower case.
    pub head: String,
    pub body: Vec<u8>,
}

/// What is done about a request.
#[derive(Clone, Copy)]
pub enum Reaction {
    /// These bytes are sent, and the connection is kept.
    Send(&'static str),
    /// These bytes are sent, and the connection is closed.
    SendAndClose(&'static str),
    /// Nothing, for longer than any test waits.
    Hang,
}

/// A complete answer of JSON.
pub const OK: Reaction = Reaction::Send(
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n42",
);

impl Server {
    /// Starts a server that reacts to every request alike.
    pub fn start(reaction: Reaction) -> Self {
        Self::start_with(move |_| reaction)
    }

    /// Starts a server that looks at the head of each request.
    pub fn start_with(react: impl Fn(&str) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let seen = Arc::clone(&requests);
        let react = Arc::new(react);
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().flatten().enumerate() {
                let (seen, react) = (Arc::clone(&seen), Arc::clone(&react));
                thread::spawn(move || serve(connection, &stream, &seen, &*react));
            }
        });
        Self { url, requests }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    connection: usize,
    stream: &TcpStream,
    seen: &Mutex<Vec<Request>>,
    react: &dyn Fn(&str) -> Reaction,
) {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some((head, body)) = read_request(&mut reader) {
        let reaction = react(&head);
        let request = Request {
            connection,
            head,
            body,
        };
        seen.lock().unwrap().push(request);
        match reaction {
            Reaction::Send(bytes) => writer.write_all(bytes.as_bytes()).unwrap_or_default(),
            Reaction::SendAndClose(bytes) => {
                writer.write_all(bytes.as_bytes()).unwrap_or_default();
                return;
            }
            Reaction::Hang => thread::sleep(Duration::from_secs(60)),
        }
    }
}

fn read_request(reader: &mut BufReader<&TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_lowercase();
    let length = head.split("content-length: ").nth(1);
    let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    if head.contains("transfer-encoding: chunked") {
        body = read_chunks(reader)?;
    }
    Some((head, body))
}

fn read_chunks(reader: &mut BufReader<&TcpStream>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut size = String::new();
        reader.read_line(&mut size).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&chunk[..size]);
    }
}
