//! The program that puts samples through the types of an emitted crate.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::subject::Subject;

/// Where the program of a crate stands in it. Cargo finds it there, and puts
/// those of all crates into one folder.
pub fn file(name: &str) -> String {
    format!("examples/{name}-samples.rs")
}

const HEAD: &str = "//! Reads samples, a line each, and writes what became of each.

#![allow(dead_code, reason = \"a document may have no types\")]

use std::fmt::{Debug, Write as _};
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};

use oas_runtime::codec::{CodecError, Decode, FieldCodec, Lenient};
use oas_runtime::codec::{decode_slice, decode_slice_as, decode_value, to_vec};
use oas_runtime::serde::Serialize;
use oas_runtime::{Value, json};
#[allow(unused_imports)]
use CRATE::types;

/// The first name that a value shows.
struct First(String);

impl std::fmt::Write for First {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for letter in text.chars() {
            if !(letter.is_alphanumeric() || letter == '_') {
                return Err(std::fmt::Error);
            }
            self.0.push(letter);
        }
        Ok(())
    }
}

fn written<T: Serialize>(value: &T) -> Result<Value, String> {
    let bytes = to_vec(value).map_err(|error| format!(\"can't be written: {error}\"))?;
    decode_slice(&bytes).map_err(|error| format!(\"what is written can't be read: {error}\"))
}

fn back<T: Decode + Serialize + Debug>(value: Value) -> Result<Value, String> {
    shown(decode_slice::<T>(value.to_string().as_bytes()))
}

#[allow(dead_code)]
fn lenient<T: Serialize + Debug>(value: Value) -> Result<Value, String>
where
    Lenient: FieldCodec<T>,
{
    shown(decode_slice_as::<Lenient, T>(value.to_string().as_bytes()))
}

fn shown<T: Serialize + Debug>(value: Result<T, CodecError>) -> Result<Value, String> {
    let value = value.map_err(|error| error.to_string())?;
    let mut first = First(String::new());
    let _ = write!(first, \"{value:?}\");
    Ok(json!({\"value\": written(&value)?, \"variant\": first.0}))
}

fn given(given: &mut Value, name: &str) -> Result<Value, String> {
    let value = given.get_mut(name).map(Value::take);
    value.ok_or_else(|| format!(\"asks for `{name}`, which is not required\"))
}

#[allow(dead_code)]
fn argument<T: Decode>(members: &mut Value, name: &str) -> Result<T, String> {
    let value = given(members, name)?;
    decode_value(value).map_err(|error| format!(\"`{name}`: {error}\"))
}

#[allow(dead_code)]
fn lenient_argument<T>(members: &mut Value, name: &str) -> Result<T, String>
where
    Lenient: FieldCodec<T>,
{
    let text = given(members, name)?.to_string();
    decode_slice_as::<Lenient, T>(text.as_bytes()).map_err(|error| format!(\"`{name}`: {error}\"))
}

type Step = fn(Value) -> Result<Value, String>;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let Ok(mut line) = line.parse::<Value>() else { return };
        let which = line[\"which\"].as_u64().unwrap_or(u64::MAX) as usize;
        let steps = if line[\"new\"] == true { NEW } else { BACK };
        let value = line[\"value\"].take();
        let step = catch_unwind(AssertUnwindSafe(|| steps[which](value)));
        let outcome = match step {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => json!({\"error\": error}),
            Err(_) => json!({\"error\": \"panicked\"}),
        };
        println!(\"{outcome}\");
    }
}
";

/// The text of the program.
pub fn text(name: &str, subjects: &[Subject], header: &str) -> String {
    let head = HEAD.replace("CRATE", &name.replace('-', "_"));
    let mut text = format!("{header}\n\n{head}");
    text.push_str("\nconst BACK: &[Step] = &[\n");
    for subject in subjects {
        let reader = if subject.lenient { "lenient" } else { "back" };
        let _ = writeln!(text, "    {reader}::<{}>,", subject.rust);
    }
    text.push_str("];\n\nconst NEW: &[Step] = &[\n");
    for subject in subjects {
        let _ = writeln!(text, "    {},", new(subject));
    }
    text.push_str("];\n");
    text
}

/// A function that calls the constructor.
fn new(subject: &Subject) -> String {
    let Some(constructor) = &subject.constructor else {
        return "|_| Err(String::new())".to_owned();
    };
    let mut arguments = constructor
        .arguments
        .iter()
        .map(|(name, wire, rust, read)| {
            let name = match constructor.required {
                Some(_) => format!("{name}: "),
                None => String::new(),
            };
            format!("{name}{read}::<{rust}>(&mut given, {wire:?})?, ")
        });
    let arguments: String = arguments.by_ref().collect();
    let arguments = match &constructor.required {
        Some(required) => format!("{required} {{ {arguments} }}"),
        None => arguments,
    };
    format!(
        "|mut given| {{ let _ = &mut given; Ok(json!({{\"value\": written(&{}::new({arguments}))?}})) }}",
        subject.rust
    )
}

/// The program while it runs.
pub struct Driver {
    program: PathBuf,
    running: Option<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Driver {
    pub fn new(program: &Path) -> Driver {
        Driver {
            program: program.to_path_buf(),
            running: None,
        }
    }

    /// What becomes of a value of a subject; what `new` makes of its members, if
    /// `new` is asked for.
    pub fn put(&mut self, which: usize, value: &Value, new: bool) -> Result<Value, String> {
        let line = serde_json::json!({"which": which, "value": value, "new": new});
        let reply = self.exchange(&line.to_string());
        if reply.is_none() {
            self.stop();
        }
        let mut reply = reply.ok_or("the program ended")?;
        match reply.get_mut("error").map(Value::take) {
            Some(Value::String(error)) => Err(error),
            _ => Ok(reply),
        }
    }

    fn exchange(&mut self, line: &str) -> Option<Value> {
        if self.running.is_none() {
            let mut command = Command::new(&self.program);
            command.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut child = command.stderr(Stdio::null()).spawn().ok()?;
            let (stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
            self.running = Some((child, stdin, BufReader::new(stdout)));
        }
        let (_, stdin, stdout) = self.running.as_mut()?;
        stdin.write_all(line.as_bytes()).ok()?;
        stdin.write_all(b"\n").ok()?;
        let mut reply = String::new();
        stdout.read_line(&mut reply).ok()?;
        serde_json::from_str(&reply).ok()
    }

    fn stop(&mut self) {
        if let Some((mut child, stdin, _)) = self.running.take() {
            drop(stdin);
            // It ends with its input, or has ended.
            let _ = child.wait();
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.stop();
    }
}
