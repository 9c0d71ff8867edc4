//! A server on this machine that keeps requests as they come over the wire.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server on a port of its own. It answers everything with 204, and serves
/// as long as the test runs.
pub struct Wire {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request, byte for byte.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method and the target, as in the first line.
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The one header of this name, which is written in lower case here.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(own, _)| own == name);
        let (_, value) = found.next().unwrap_or_else(|| panic!("{name}: {self:?}"));
        assert!(found.next().is_none(), "{name}: {self:?}");
        value
    }

    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

impl Wire {
    pub fn start() -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(&stream, &seen));
            }
        });
        Wire { url, requests }
    }

    /// The last request that came.
    pub fn last(&self) -> Request {
        self.requests.lock().unwrap().last().unwrap().clone()
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = read(&mut reader) {
        seen.lock().unwrap().push(request);
        let answered = writer.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
        if answered.is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = || {
        let mut line = String::new();
        let read = reader.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches("\r\n").to_owned())
    };
    let first = line()?;
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let header = |name: &str| headers.iter().find(|(own, _)| own == name);
    assert!(header("transfer-encoding").is_none(), "{headers:?}");
    let length = header("content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let line = first.strip_suffix(" HTTP/1.1").unwrap().to_owned();
    Some(Request {
        line,
        headers,
        body,
    })
}

/// A client of a case that sends to such a server, by the default transport.
macro_rules! wired {
    ($case:ident, $wire:expr) => {
        crate::$case::Client::builder()
            .base_url($wire.url.as_str())
            .build()
            .unwrap()
    };
}
pub(crate) use wired;
