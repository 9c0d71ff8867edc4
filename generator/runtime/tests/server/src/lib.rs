//! A server on this machine that keeps requests as they come over the wire, and
//! responds with whatever bytes a test wants. It reads no more of HTTP than that
//! takes, so that it can also break the protocol.

mod reaction;
mod read;

pub use reaction::Reaction;
use reaction::Then;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A connection on which nothing happens for so long is given up, so that no
/// thread outlives a test that went wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a port of its own, which serves as long as the test runs.
pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    /// Reactions that were told beforehand.
    sequence: Arc<Mutex<VecDeque<Reaction>>>,
}

/// A request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Which connection it came by, from 0.
    pub connection: usize,
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl Request {
    /// The one value of a header, whose name is written in lower case here.
    ///
    /// # Panics
    ///
    /// It was sent twice.
    #[must_use]
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(own, _)| own == name);
        let value = values.next();
        assert!(values.next().is_none(), "{name} is sent twice: {self:?}");
        value.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The method and the target, as the first line has them.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

impl Server {
    /// Starts a server that looks at each request before it reacts.
    ///
    /// # Errors
    ///
    /// The machine has no port left.
    pub fn start(react: impl Fn(&Request) -> Reaction + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Self {
            url: format!("http://{}", listener.local_addr()?),
            requests: Arc::default(),
            sequence: Arc::default(),
        };
        let (seen, react) = (Arc::clone(&server.requests), Arc::new(react));
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().flatten().enumerate() {
                let (seen, react) = (Arc::clone(&seen), Arc::clone(&react));
                thread::spawn(move || serve(connection, &stream, &seen, &*react));
            }
        });
        Ok(server)
    }

    /// Starts a server that reacts in this order, and says 500 at its end.
    ///
    /// # Errors
    ///
    /// The machine has no port left.
    pub fn sequence(reactions: impl IntoIterator<Item = Reaction>) -> io::Result<Self> {
        let sequence = Arc::new(Mutex::new(reactions.into_iter().collect()));
        let left: Arc<Mutex<VecDeque<_>>> = Arc::clone(&sequence);
        let server = Self::start(move |_| {
            let over = || Reaction::text(500, "text/plain", "the sequence of the test has ended");
            lock(&left).pop_front().unwrap_or_else(over)
        })?;
        Ok(Self { sequence, ..server })
    }

    /// Adds to the sequence.
    pub fn then(&self, reactions: impl IntoIterator<Item = Reaction>) {
        lock(&self.sequence).extend(reactions);
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What has come in.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    /// Takes what has come in since the last time.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut *lock(&self.requests))
    }
}

/// A test that fails while it holds the lock has said so already.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(
    connection: usize,
    stream: &TcpStream,
    seen: &Mutex<Vec<Request>>,
    react: &dyn Fn(&Request) -> Reaction,
) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = read::request(connection, &mut reader)? {
        let reaction = react(&request);
        lock(seen).push(request);
        writer.write_all(&reaction.bytes())?;
        match reaction.then {
            Then::Keep => {}
            Then::Close => return Ok(()),
            Then::Hang => return reader.read_exact(&mut [0]),
        }
    }
    Ok(())
}
