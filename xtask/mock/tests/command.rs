//! The command: what it prints, and how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-mock"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command(arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// A server that is running, and is ended with the test.
struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
    address: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).unwrap();
        let end = address.find(|one: char| one != '.' && one != ':' && !one.is_ascii_digit());
        let address = address.get(..end.unwrap()).unwrap().to_owned();
        Self {
            child,
            lines,
            address,
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line
    }

    /// Sends a request and gives the whole response.
    fn ask(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer dG9rOmNsaQ\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_prints_its_port_and_tells_of_requests() {
    let mut server = Running::start(&["--port", "0"]);
    assert!(server.address.starts_with("127.0.0.1:"));
    assert!(server.line().contains("dG9rO"));
    assert_eq!(server.line(), "Ctrl-C stops it.\n");
    assert!(server.ask("/tickets/90210").starts_with("HTTP/1.1 200 OK"));
    let line = server.line();
    assert!(
        line.contains(" 200 GET    /tickets/90210 getTicket "),
        "{line}"
    );
    assert!(server.ask("/").contains("<title>Intercom tickets"));
}

#[test]
fn it_tells_programs_of_requests_in_json() {
    let mut server = Running::start(&["--port", "0", "--log", "json"]);
    server.ask("/tickets/1");
    let line: serde_json::Value = serde_json::from_str(&server.line()).unwrap();
    assert_eq!(
        (&line["status"], &line["operation"]),
        (&404.into(), &"getTicket".into())
    );
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    let mut server = Running::start(&["--port", "0", "--log", "off"]);
    let id = server.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    server.lines.read_to_string(&mut rest).unwrap();
    assert!(rest.ends_with("stopped\n"), "{rest}");
}

#[test]
fn a_port_in_use_is_a_clear_error() {
    let server = Running::start(&["--port", "0", "--log", "off"]);
    let port = server.address.rsplit(':').next().unwrap();
    let expected =
        format!("error: port {port} is in use: choose another, or 0 for any that is free\n");
    assert_eq!(run(&["--port", port]), (Some(1), expected));
}

#[test]
fn broken_files_are_clear_errors() {
    let folder = std::env::temp_dir().join(format!("xtask-mock-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("faults.toml");
    let name = path.to_str().unwrap();
    std::fs::write(
        &path,
        "[[fault]]\noperation = \"createTicket\"\nkind = \"resets\"\n",
    )
    .unwrap();
    let (code, text) = run(&["--faults", name]);
    assert_eq!(code, Some(1));
    assert!(text.contains("there is no kind `resets`"), "{text}");
    assert!(text.contains("faults.toml:3:8"), "{text}");
    std::fs::write(
        &path,
        "[[fault]]\noperation = \"createTickets\"\nkind = \"hang\"\n",
    )
    .unwrap();
    let (code, text) = run(&["--port", "0", "--faults", name]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("no operation is meant by hang of createTickets"),
        "{text}"
    );
    let (code, text) = run(&["--spec", "nowhere.yaml"]);
    assert_eq!(
        (code, text.as_str()),
        (Some(1), "error: there is no file nowhere.yaml\n")
    );
    assert_eq!(run(&["--prot", "1"]).0, Some(2));
    // A page is written whole or not at all.
    let page = folder.join("page.html");
    std::fs::write(&page, "mine").unwrap();
    let (code, text) = run(&["docs", "--spec", name, "--out", page.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "mine");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn ids_of_the_workspace_are_listed() {
    let output = command(&["--ids"]).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("admins\n  3301  Ines Okafor\n"), "{text}");
}
