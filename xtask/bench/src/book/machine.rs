//! What everything was measured on.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use super::Study;

/// Each fact and its name.
pub(super) fn facts(study: &Study) -> Vec<(&'static str, String)> {
    let cpu = of_file("/proc/cpuinfo", "model name");
    let memory = of_file("/proc/meminfo", "MemTotal");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let tools = study.rivals.iter().map(|tool| tool.version.clone());
    vec![
        ("Processor", cpu),
        ("Cores", cores.to_string()),
        ("Memory", memory),
        ("System", of_command("uname", &["-sr"], &study.home)),
        ("Compiler", of_command("rustc", &["--version"], &study.home)),
        (
            "Commit",
            of_command(
                "git",
                &["describe", "--always", "--dirty", "--abbrev=12"],
                &study.home,
            ),
        ),
        ("Load when it began to write", load()),
        ("Other generators", tools.collect::<Vec<_>>().join(", ")),
    ]
}

/// A high load says that others worked meanwhile.
fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

fn of_file(path: &str, key: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(name, _)| name.trim() == key);
    found.map_or_else(
        || "unknown".to_owned(),
        |(_, value)| value.trim().to_owned(),
    )
}

fn of_command(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok()
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
