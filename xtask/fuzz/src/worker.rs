//! The process in which documents are tried, and whoever talks to it.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::finding::{Fault, Kind, Verdict};
use crate::{ALLOCATOR, Failure, bounds, cpu, execute};

/// How many times the bound may go by while a process waits for its turn.
const PATIENCE: u32 = 30;

/// Tries the documents that come by the standard input, until it ends: a line
/// with the size and the name of each, and its bytes.
pub fn serve() {
    execute::watch_panics();
    end_with_parent();
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some((name, bytes)) = next(&mut input) {
        let limit = bounds::memory(bytes.len());
        let _ = ALLOCATOR.set_limit(ALLOCATOR.allocated().saturating_add(limit));
        let verdict = execute::execute(&name, &bytes);
        let _ = ALLOCATOR.set_limit(usize::MAX);
        let told = output.write_all(verdict.to_line().as_bytes());
        if told.and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

/// A document that never ends would keep the process running after whoever gave
/// it the document is gone.
#[cfg(unix)]
fn end_with_parent() {
    use std::os::unix::process::parent_id;

    let parent = parent_id();
    thread::spawn(move || {
        while parent_id() == parent {
            thread::sleep(Duration::from_secs(1));
        }
        std::process::exit(1);
    });
}

#[cfg(not(unix))]
fn end_with_parent() {}

fn next(input: &mut impl BufRead) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    input.read_line(&mut head).ok()?;
    let (size, name) = head.trim_end_matches('\n').split_once(' ')?;
    let mut bytes = vec![0; size.parse().ok()?];
    input.read_exact(&mut bytes).ok()?;
    Some((name.to_owned(), bytes))
}

/// A process that tries documents. One that comes to an end is replaced.
pub struct Worker {
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    errors: JoinHandle<String>,
}

impl Worker {
    pub fn new() -> Worker {
        Worker { running: None }
    }

    /// Tries a document.
    ///
    /// # Errors
    /// If no process can be started.
    pub fn run(&mut self, name: &str, bytes: &[u8]) -> Result<Verdict, Failure> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => Running::start()?,
        };
        let started = Instant::now();
        let sent = running.send(name, bytes);
        let bound = bounds::time(bytes.len());
        let fault = match sent.map(|()| running.response(bound)) {
            Ok(Ok(line)) => {
                if let Some(verdict) = Verdict::from_line(&line) {
                    self.running = Some(running);
                    return Ok(verdict);
                }
                running.end();
                Fault::new("crash", "an invalid response")
            }
            Ok(Err(RecvTimeoutError::Timeout)) => {
                running.end();
                Fault::new("hang", "it took too long")
            }
            Ok(Err(RecvTimeoutError::Disconnected)) | Err(_) => crash(&running.end()),
        };
        Ok(Verdict {
            kind: Kind::Broken(fault),
            time: started.elapsed(),
            memory: 0,
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.end();
        }
    }
}

impl Running {
    fn start() -> Result<Running, Failure> {
        let mut child = Command::new(env::current_exe()?)
            .arg("--worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(errors)) = pipes else {
            return Err("the process has no pipes".into());
        };
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let errors = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = BufReader::new(errors).read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Ok(Running {
            child,
            input,
            lines,
            errors,
        })
    }

    fn send(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let name = name.replace('\n', " ");
        self.input
            .write_all(format!("{} {name}\n", bytes.len()).as_bytes())?;
        self.input.write_all(bytes)?;
        self.input.flush()
    }

    /// Waits for a line until the process has worked for too long.
    fn response(&self, bound: Duration) -> Result<String, RecvTimeoutError> {
        let (started, pid) = (Instant::now(), self.child.id());
        let before = cpu::used(pid);
        loop {
            match self.lines.recv_timeout(Duration::from_millis(500)) {
                Err(RecvTimeoutError::Timeout) => {}
                other => return other,
            }
            let now = cpu::used(pid);
            let worked = now
                .zip(before)
                .map(|(now, before)| now.saturating_sub(before));
            let is_over = worked.is_some_and(|worked| worked > bound);
            // Waiting for ever is a hang too.
            let waited = started.elapsed();
            if is_over || waited > bound * PATIENCE || (worked.is_none() && waited > bound) {
                return Err(RecvTimeoutError::Timeout);
            }
        }
    }

    /// Ends the process; gives what it said on its way.
    fn end(mut self) -> String {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.errors.join().unwrap_or_default()
    }
}

fn crash(said: &str) -> Fault {
    if said.contains("overflowed its stack") {
        Fault::new("stack", "the stack was not enough")
    } else if said.contains("memory allocation") {
        Fault::new("memory", "more memory than allowed")
    } else {
        let said: String = said.trim().chars().take(200).collect();
        Fault::new("crash", said)
    }
}
