//! How many requests a second the mock server responds to.

use std::env;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Study;
use super::page::Section;
use super::plot::{self, Series, count};
use crate::Failure;
use crate::calls::{TOKEN, plain_client, runtime};

const SECONDS: u64 = 5;
/// So many connections ask at a time.
const CONNECTIONS: usize = 8;
/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
const TITLE: &str = "Mock servers";

/// A server that is ended with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn section(study: &Study) -> Result<Section, Failure> {
    let (mut names, mut rates, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    for (name, mut program, shown) in [ours(study)?, prism(study)].into_iter().flatten() {
        let port = free_port()?;
        program.args(["--port", &port.to_string()]);
        program
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let server = Running(program.spawn()?);
        match rate(port) {
            Ok(rate) => {
                names.push(name.to_owned());
                rates.push(rate);
                commands.push(shown);
            }
            Err(failure) => println!("{name}: skipped, {failure}"),
        }
        drop(server);
    }
    let points = rates
        .iter()
        .enumerate()
        .map(|(at, rate)| (count(at), *rate))
        .collect();
    let series = [Series {
        name: "requests a second".to_owned(),
        points,
    }];
    let rows = names
        .iter()
        .zip(&rates)
        .map(|(name, rate)| vec![name.clone(), format!("{rate:.0}")]);
    Ok(Section {
        title: TITLE.to_owned(),
        said: format!(
            "The list of ticket types of `spec/intercom-tickets.yaml`, over {CONNECTIONS} connections \
             for {SECONDS} seconds. Both validate what they get; whoever asks takes a part of the \
             machine too."
        ),
        commands,
        head: ["server", "requests a second"].map(str::to_owned).to_vec(),
        plots: vec![plot::bars(TITLE, "requests a second", &names, &series)?],
        rows: rows.collect(),
    })
}

type Candidate = (&'static str, Command, String);

fn ours(study: &Study) -> Result<Option<Candidate>, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args([
        "build",
        "--release",
        "--package=xtask-mock",
        "--bin=xtask-mock",
    ]);
    if !build.current_dir(&study.home).status()?.success() {
        return Err("the mock server could not be built".into());
    }
    let program = study.ours.beside("xtask-mock");
    let mut command = Command::new(program);
    command
        .args(["--rules", "none", "--rate-limit", "0"])
        .current_dir(&study.home);
    command.args(["--spec", "spec/intercom-tickets.yaml"]);
    let shown = "cargo xtask mock --rules none --spec spec/intercom-tickets.yaml".to_owned();
    Ok(Some(("oas-mock", command, shown)))
}

/// Where `.ci/run` installs it, or in the `PATH`.
fn prism(study: &Study) -> Option<Candidate> {
    let installed = study.home.join("target/prism/node_modules/.bin/prism");
    let program = if installed.exists() {
        installed
    } else {
        PathBuf::from("prism")
    };
    let version = Command::new(&program).arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("Prism: skipped, it is absent (npm install @stoplight/prism-cli)");
        return None;
    }
    let mut command = Command::new(program);
    command
        .args(["mock", "--errors", "spec/intercom-tickets.yaml"])
        .current_dir(&study.home);
    Some((
        "Prism",
        command,
        "prism mock --errors spec/intercom-tickets.yaml".to_owned(),
    ))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Requests a second, once the server is there.
fn rate(port: u16) -> Result<f64, Failure> {
    let start = Instant::now();
    while let Err(failure) = ask(port, Duration::ZERO) {
        if start.elapsed() > PATIENCE {
            return Err(failure.into());
        }
        thread::sleep(Duration::from_millis(100));
    }
    let (start, mut all) = (Instant::now(), 0);
    thread::scope(|scope| {
        let length = Duration::from_secs(SECONDS);
        let each: Vec<_> = (0..CONNECTIONS)
            .map(|_| scope.spawn(move || ask(port, length)))
            .collect();
        for connection in each {
            all += connection.join().map_err(|_| "a thread has failed")??;
        }
        Ok::<_, Failure>(())
    })?;
    Ok(f64::from(all) / start.elapsed().as_secs_f64())
}

/// Asks over one connection as long as that, at least once; gives how often.
fn ask(port: u16, length: Duration) -> Result<u32, String> {
    let asked = || -> Result<u32, Failure> {
        let (client, start, mut done) = (plain_client()?, Instant::now(), 0);
        let url = format!("http://127.0.0.1:{port}/ticket_types");
        runtime()?.block_on(async {
            while done == 0 || start.elapsed() < length {
                let request = client.get(&url).bearer_auth(TOKEN);
                let response = request.header("intercom-version", "2.16").send().await?;
                response.error_for_status()?.bytes().await?;
                done += 1;
            }
            Ok(done)
        })
    };
    // What crosses threads is text.
    asked().map_err(|failure| failure.to_string())
}
