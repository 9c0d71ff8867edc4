//! The smallest server: the same answer to every request, on this machine.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

pub struct Server {
    url: String,
}

impl Server {
    /// Serves a body of JSON until the program ends.
    pub fn start(body: String) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
             x-ratelimit-limit: 100000000\r\nx-ratelimit-remaining: 99999999\r\n\
             x-ratelimit-reset: 4000000000\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        let answer: Arc<[u8]> = (head + &body).into_bytes().into();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = Arc::clone(&answer);
                thread::spawn(move || serve(stream, &answer));
            }
        });
        Ok(Self { url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Answers requests without bodies until the connection is closed.
fn serve(stream: TcpStream, answer: &[u8]) -> io::Result<()> {
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
            writer.write_all(answer)?;
        }
    }
}
