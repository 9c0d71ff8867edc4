//! The smallest server: the same response to every request, on this machine.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;

pub struct Server {
    url: String,
}

impl Server {
    /// Serves a body of JSON until the program ends.
    pub fn start(body: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let response: Arc<str> = format!(
            "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let response = Arc::clone(&response);
                thread::spawn(move || serve(stream, &response));
            }
        });
        Ok(Self { url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Responds to requests without bodies until the connection is closed.
fn serve(stream: TcpStream, response: &str) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            writer.write_all((head() + response).as_bytes())?;
        }
    }
}

/// The part of a response that says how many requests are left, in windows of ten
/// seconds: so many that no call has to wait, and yet it has to be read.
fn head() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = now.unwrap_or_default().as_secs();
    let reset = (now / 10 + 1) * 10;
    format!(
        "HTTP/1.1 200 OK\r\nx-ratelimit-limit: 100000000\r\n\
         x-ratelimit-remaining: 99000000\r\nx-ratelimit-reset: {reset}\r\n"
    )
}
