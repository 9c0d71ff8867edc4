//! The instructions of one call, counted by callgrind.

use std::env;
use std::process::Command;

use crate::{Failure, Figure};

/// A few calls, and more of them: the difference is free of start and end.
const FEW: u32 = 100;
const MORE: u32 = 400;

/// None, with a word, where there is no valgrind.
pub fn compare(url: &str) -> Result<Option<Figure>, Failure> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("instructions of a call: skipped, valgrind is absent");
        return Ok(None);
    }
    let (ours, plain) = (of_a_call("ours", url)?, of_a_call("plain", url)?);
    println!("instructions of a call: {ours:.0}, plain {plain:.0}");
    Ok(Some(Figure {
        name: "instructions of a call",
        ratio: ours / plain,
        most: 1.10,
    }))
}

fn of_a_call(kind: &str, url: &str) -> Result<f64, Failure> {
    let (few, more) = (count(kind, url, FEW)?, count(kind, url, MORE)?);
    Ok((more - few) / f64::from(MORE - FEW))
}

/// All instructions of a program that makes so many calls.
fn count(kind: &str, url: &str, calls: u32) -> Result<f64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args(["calls", kind, url, &calls.to_string()])
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let total = text.lines().find_map(|line| {
        line.split_once(" refs:")?
            .1
            .trim()
            .replace(',', "")
            .parse()
            .ok()
    });
    total.ok_or_else(|| format!("callgrind has counted nothing:\n{text}").into())
}
