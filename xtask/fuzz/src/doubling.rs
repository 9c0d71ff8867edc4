//! Documents that are long in one way each, and what their length costs.
//!
//! Each is generated at one, two and four times its size. Where the work is in
//! proportion, the second step costs twice what the first does; where every
//! entry is compared with every other, four times. What a document costs that
//! has next to nothing in it falls out.

mod beside;
mod operations;
mod parts;
mod schemas;
mod shape;

use std::num::NonZero;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

use oas_codegen::config::Checks;
use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{
    Config, PackageOptions, Sink, Source, Strictness, analyse, analyse_partial, generate_crate,
    generate_partial,
};

use crate::{ALLOCATOR, Failure};
use shape::{Beside, Shape};

/// What the second step may cost at most, in costs of the first.
const MOST: f64 = 2.2;

fn shapes() -> impl Iterator<Item = &'static Shape> {
    let all = [
        schemas::SHAPES,
        operations::SHAPES,
        parts::SHAPES,
        beside::SHAPES,
    ];
    all.into_iter().flatten()
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Cost {
    /// Instructions, by callgrind, which has to be there
    Instructions,
    /// Bytes of memory that are asked for
    Memory,
}

/// Counts what each shape's steps cost, and tells each as soon as it is known. Gives
/// whether all are in proportion.
pub fn compare(cost: Cost) -> Result<bool, Failure> {
    let next = AtomicUsize::new(0);
    let shapes: Vec<&Shape> = shapes().collect();
    let count = || {
        let mut holds = true;
        while let Some(shape) = shapes.get(next.fetch_add(1, Ordering::Relaxed)) {
            let step = cost.step(shape).map_err(|error| error.to_string())?;
            let word = if step <= MOST { "within" } else { "BEYOND" };
            println!("{}: {step:.2} ({word} {MOST})", shape.name);
            holds &= step <= MOST;
        }
        Ok::<bool, String>(holds)
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let others: Vec<_> = (1..processors).map(|_| scope.spawn(count)).collect();
        let mut holds = count()?;
        for other in others {
            holds &= other.join().map_err(|_| "a count panicked")??;
        }
        Ok(holds)
    })
}

impl Cost {
    /// What the second step costs, in costs of the first.
    fn step(self, shape: &Shape) -> Result<f64, Failure> {
        let once = self.of(shape, shape.size)?;
        let twice = self.of(shape, shape.size * 2)?;
        let more = self.of(shape, shape.size * 4)?;
        Ok((more - twice) / (twice - once))
    }

    /// In a process of its own, in which nothing else costs anything.
    fn of(self, shape: &Shape, size: usize) -> Result<f64, Failure> {
        let program = env::current_exe()?;
        let mut command = match self {
            Cost::Memory => Command::new(program),
            Cost::Instructions => {
                let mut command = Command::new("valgrind");
                command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
                command.arg(program);
                command
            }
        };
        command.args(["--doubled", shape.name, "--size", &size.to_string()]);
        let output = command.output()?;
        let (text, mark) = match self {
            Cost::Memory => (output.stdout, "bytes:"),
            Cost::Instructions => (output.stderr, "refs:"),
        };
        let text = String::from_utf8_lossy(&text);
        let total = text.lines().find_map(|line| {
            let (_, count) = line.split_once(mark)?;
            count.trim().replace(',', "").parse().ok()
        });
        total.ok_or_else(|| format!("nothing was counted:\n{text}").into())
    }
}

/// Generates a document of one shape and size, for whoever counts.
pub fn one(name: &str, size: usize) -> Result<(), Failure> {
    let shape = shapes().find(|shape| shape.name == name);
    let shape = shape.ok_or_else(|| format!("no shape `{name}`"))?;
    let text = shape.document(size)?;
    let beside = shape.beside.at(size)?;
    let before = ALLOCATOR.total_allocated();
    generate(&text, &shape.beside, &beside)?;
    println!("bytes: {}", ALLOCATOR.total_allocated() - before);
    Ok(())
}

/// Everything that is made of a document, as somebody else's and as one's own.
fn generate(text: &str, kind: &Beside, beside: &str) -> Result<(), Failure> {
    let mut source = Source::from_text("long.json", text);
    let mut sink = Sink::new();
    let mut config = Config::default();
    match kind {
        Beside::Nothing => {}
        Beside::Overlay(_) => {
            let overlay = Source::from_text("overlay.json", beside);
            source = source.with_overlay(overlay);
        }
        Beside::Configuration(_) => {
            let parsed = Config::parse("codegen.toml", beside, &mut sink);
            config = parsed.ok_or_else(|| sink.render(Format::Human(Color::Never)))?;
        }
        Beside::NameLock => {
            let partial = analyse_partial(&source, &config, Strictness::Lenient, &mut sink);
            config.locked = partial.ok_or("no names")?.names;
        }
    }
    // Whatever can be asked for.
    config.json_schema = true;
    config.cli = true;
    config.checks = Checks::OnSend;
    if let Some(partial) = generate_partial(&source, &config, &mut sink) {
        let package = PackageOptions::with_runtime_at("../runtime");
        let _ = generate_crate(&partial.api, &config, &package);
    }
    let _ = sink.render(Format::Human(Color::Never));
    let _ = sink.render(Format::Json);
    let mut sink = Sink::new();
    analyse(&source, &config, Strictness::Strict, &mut sink);
    let _ = sink.render(Format::Human(Color::Never));
    Ok(())
}
