//! A small HTTP server that plays a script and remembers what it was sent.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use intercom_tickets::codec::from_slice;
use intercom_tickets::{Client, Value};

use crate::TOKEN;

/// More than this is not a request of a test.
const LARGEST_HEAD: u64 = 64 << 10;
const LARGEST_BODY: u64 = 1 << 20;

/// A connection on which nothing happens for so long is given up, so that no
/// thread outlives a test that went wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that lives as long as this value.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Request>>,
    over: AtomicBool,
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names are in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What a request is responded to with.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    silent: bool,
}

impl Answer {
    /// A response of JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json; charset=utf-8", &body.to_string())
    }

    /// A response of any text.
    pub fn text(status: u16, media_type: &str, body: &str) -> Self {
        Self {
            body: body.as_bytes().to_vec(),
            ..Self::empty(status).header("content-type", media_type)
        }
    }

    /// A response without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            silent: false,
        }
    }

    /// No response at all: the connection stays open and still.
    pub fn silence() -> Self {
        Self {
            silent: true,
            ..Self::empty(200)
        }
    }

    /// The same with a header more.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Request {
    /// The one value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next();
        assert!(values.next().is_none(), "{name} is sent twice");
        value.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        from_slice(&self.body).unwrap()
    }
}

impl Server {
    /// Starts a server that gives these responses in their order, and no other.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let accepting = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, &state));
            }
        });
        let server = Self {
            address,
            state,
            accepting: Some(accepting),
        };
        server.then(answers);
        server
    }

    /// Adds answers.
    pub fn then(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state.answers.lock().unwrap().extend(answers);
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client of this server, which sends each request once.
    pub fn client(&self) -> Client {
        let builder = Client::builder().base_url(self.url()).token(TOKEN);
        builder.no_retries().build().unwrap()
    }

    /// Takes what has come in since the last time.
    pub fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut *self.state.requests.lock().unwrap())
    }

    /// Takes the one request that has come in.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

/// Wakes the accepting thread up, so that it sees that it is over.
impl Drop for Server {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

fn serve(stream: &TcpStream, state: &State) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        state.requests.lock().unwrap().push(request);
        let answer = state.answers.lock().unwrap().pop_front();
        let answer = answer
            .unwrap_or_else(|| Answer::text(500, "text/plain", "the script of the test has ended"));
        if answer.silent {
            // Ends when the client hangs up.
            reader.read_exact(&mut [0]).ok();
            return;
        }
        if write(stream, &answer).is_err() {
            return;
        }
    }
}

/// Reads a request; none at the end of the connection, or if it is no request.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut head = reader.by_ref().take(LARGEST_HEAD);
    let mut line = String::new();
    head.read_line(&mut line).ok()?;
    let mut words = line.split_ascii_whitespace().map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        head.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(Some(0), |(_, value)| value.parse().ok())?;
    let mut body = Vec::new();
    let mut limited = reader.take(length.min(LARGEST_BODY));
    limited.read_to_end(&mut body).ok()?;
    Some(Request {
        method,
        target,
        headers,
        body,
    })
}

fn write(mut stream: &TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {} Scripted\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", answer.body.len()).as_bytes());
    bytes.extend_from_slice(&answer.body);
    stream.write_all(&bytes)
}
