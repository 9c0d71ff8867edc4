//! What a program costs, by GNU time.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Failure;
use crate::codec::median;

/// What a program needed.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// Seconds of CPU, of all cores.
    pub cpu: f64,
    /// Seconds that went by.
    pub wall: f64,
    /// The most memory, in bytes.
    pub memory: f64,
}

/// Whether there is a program that measures others.
pub(super) fn is_there() -> bool {
    let version = Command::new("time").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// The medians of so many runs; none, if one of them fails. `before` each run something
/// may be made ready.
pub(super) fn cost(
    runs: usize,
    work: &Path,
    before: &dyn Fn() -> Result<(), Failure>,
    command: &dyn Fn() -> Command,
) -> Result<Option<Cost>, Failure> {
    let (mut cpu, mut wall, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        before()?;
        let Some(cost) = once(work, &command())? else {
            return Ok(None);
        };
        cpu.push(cost.cpu);
        wall.push(cost.wall);
        memory.push(cost.memory);
    }
    Ok(Some(Cost {
        cpu: median(&mut cpu),
        wall: median(&mut wall),
        memory: median(&mut memory),
    }))
}

fn once(work: &Path, command: &Command) -> Result<Option<Cost>, Failure> {
    fs::create_dir_all(work)?;
    let report = work.join("time");
    let mut timed = Command::new("time");
    timed
        .args(["--format", "%U %S %e %M", "--output"])
        .arg(&report);
    timed.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        timed.env(name, value.unwrap_or_default());
    }
    timed
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if !timed.status()?.success() {
        return Ok(None);
    }
    let text = fs::read_to_string(&report)?;
    let figures: Vec<f64> = text
        .split_whitespace()
        .filter_map(|it| it.parse().ok())
        .collect();
    match figures.as_slice() {
        [user, system, wall, kilobytes] => Ok(Some(Cost {
            cpu: user + system,
            wall: *wall,
            memory: kilobytes * 1024.0,
        })),
        _ => Err(format!("`time` said {text:?}").into()),
    }
}
