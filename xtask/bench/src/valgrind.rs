//! What valgrind counts: the instructions of a call, and what is allocated.

use std::env;
use std::process::Command;

use crate::{Failure, Figure};

/// Some rounds, and more of them: the difference is free of start and end.
#[derive(Clone, Copy)]
struct Rounds {
    few: u32,
    more: u32,
}

/// None, with a word, where there is no valgrind.
pub fn of_calls(url: &str) -> Result<Vec<Figure>, Failure> {
    if is_absent("instructions and allocations of a call") {
        return Ok(Vec::new());
    }
    let rounds = Rounds {
        few: 100,
        more: 400,
    };
    let arguments = |kind: &str| vec!["calls".to_owned(), kind.to_owned(), url.to_owned()];
    let each = |of: fn(&[String], u32) -> Result<f64, Failure>| -> Result<(f64, f64), Failure> {
        Ok((
            of_one(of, &arguments("ours"), rounds)?,
            of_one(of, &arguments("plain"), rounds)?,
        ))
    };
    Ok(vec![
        figure("instructions of a call", "", each(instructions)?, 1.10),
        figure("allocations of a call", "", each(allocations)?, 1.10),
    ])
}

/// The same of a page of tickets that is read.
pub fn of_reading() -> Result<Vec<Figure>, Failure> {
    if is_absent("allocations and memory of a page") {
        return Ok(Vec::new());
    }
    let rounds = Rounds { few: 2, more: 12 };
    let arguments = |kind: &str| vec!["read".to_owned(), kind.to_owned()];
    let (ours, plain) = (arguments("ours"), arguments("plain"));
    let count = |of, arguments: &[String]| of_one(of, arguments, rounds);
    let allocated = (count(allocations, &ours)?, count(allocations, &plain)?);
    // What there is at the most, without what there is before anything was read.
    let held = |arguments| -> Result<f64, Failure> {
        Ok((peak(arguments, 1)? - peak(arguments, 0)?) / 1024.0)
    };
    let held = (held(&ours)?, held(&plain)?);
    Ok(vec![
        figure("allocations of a page that is read", "", allocated, 1.10),
        figure("memory of a page that is read", "KB", held, 1.20),
    ])
}

fn is_absent(what: &str) -> bool {
    let is_absent = Command::new("valgrind").arg("--version").output().is_err();
    if is_absent {
        println!("{what}: skipped, valgrind is absent");
    }
    is_absent
}

fn figure(name: &'static str, unit: &'static str, (ours, plain): (f64, f64), most: f64) -> Figure {
    println!("{name}: {ours:.0} {unit}, plain {plain:.0} {unit}");
    Figure {
        name,
        unit,
        ours,
        plain,
        ratio: ours / plain,
        most,
    }
}

fn of_one(
    count: fn(&[String], u32) -> Result<f64, Failure>,
    arguments: &[String],
    Rounds { few, more }: Rounds,
) -> Result<f64, Failure> {
    let difference = count(arguments, more)? - count(arguments, few)?;
    Ok(difference / f64::from(more - few))
}

fn instructions(arguments: &[String], rounds: u32) -> Result<f64, Failure> {
    let tool = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let text = run(&tool, arguments, rounds)?;
    // `I refs: 1,234`
    number(&text, |line| Some(line.split_once(" refs:")?.1))
}

fn allocations(arguments: &[String], rounds: u32) -> Result<f64, Failure> {
    let text = run(
        &["--tool=dhat", "--dhat-out-file=/dev/null"],
        arguments,
        rounds,
    )?;
    // `Total: 1,234 bytes in 5 blocks`
    number(&text, |line| {
        let (_, blocks) = line.split_once("Total:")?.1.split_once(" in ")?;
        blocks.strip_suffix("blocks")
    })
}

/// The most bytes that were there at a time.
fn peak(arguments: &[String], rounds: u32) -> Result<f64, Failure> {
    let text = run(
        &["--tool=dhat", "--dhat-out-file=/dev/null"],
        arguments,
        rounds,
    )?;
    // `At t-gmax: 1,234 bytes in 5 blocks`
    number(&text, |line| {
        let (bytes, _) = line.split_once("At t-gmax:")?.1.split_once("bytes")?;
        Some(bytes)
    })
}

/// What a tool says of this program with these arguments and so many rounds.
fn run(tool: &[&str], arguments: &[String], rounds: u32) -> Result<String, Failure> {
    let output = Command::new("valgrind")
        .args(tool)
        .arg(env::current_exe()?)
        .args(arguments)
        .arg(rounds.to_string())
        .output()?;
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn number(text: &str, find: impl Fn(&str) -> Option<&str>) -> Result<f64, Failure> {
    let found = text.lines().find_map(|line| {
        let digits = find(line)?.trim().replace(',', "");
        digits.parse().ok()
    });
    found.ok_or_else(|| format!("valgrind has counted nothing:\n{text}").into())
}
