//! One document once more, and made smaller.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::finding::{Fault, Kind};
use crate::{Failure, Input, Worker};

/// More tries than these are not worth the wait.
const MOST_TRIES: usize = 20_000;

/// Tries a document, and finds a smaller one with the same fault if asked to.
/// Gives whether it has none.
pub fn repeat(path: &Path, shrink: bool) -> Result<bool, Failure> {
    let told = |error| format!("`{}`: {error}", path.display());
    let bytes = fs::read(path).map_err(told)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut worker = Worker::new();
    let verdict = worker.run(&name, &bytes)?;
    println!("{verdict:?}");
    let Kind::Broken(fault) = verdict.kind else {
        return Ok(true);
    };
    if shrink {
        let input = Input::new(name, bytes);
        let small = smaller(&mut worker, input.tree().clone(), &fault)?;
        let path = path.with_extension("small.json");
        fs::write(&path, format!("{small:#}\n")).map_err(told)?;
        println!("{}\n{small:#}", path.display());
    }
    Ok(false)
}

/// The tree without all that the fault does not need: members are taken out
/// from the top down, as long as the fault stays.
fn smaller(worker: &mut Worker, mut tree: Value, fault: &Fault) -> Result<Value, Failure> {
    let mut tries = 0;
    loop {
        let mut changed = false;
        let mut open = vec![String::new()];
        while let Some(at) = open.pop() {
            for key in keys(&tree, &at).into_iter().rev() {
                let mut less = tree.clone();
                take(&mut less, &at, &key);
                tries += 1;
                let verdict = worker.run("small.json", less.to_string().as_bytes())?;
                if verdict.kind == Kind::Broken(fault.clone()) {
                    tree = less;
                    changed = true;
                } else {
                    open.push(format!(
                        "{at}/{}",
                        key.replace('~', "~0").replace('/', "~1")
                    ));
                }
                if tries > MOST_TRIES {
                    return Ok(tree);
                }
            }
        }
        if !changed {
            return Ok(tree);
        }
    }
}

fn keys(tree: &Value, at: &str) -> Vec<String> {
    match tree.pointer(at) {
        Some(Value::Object(map)) => map.keys().cloned().collect(),
        Some(Value::Array(list)) => (0..list.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    }
}

fn take(tree: &mut Value, at: &str, key: &str) {
    match tree.pointer_mut(at) {
        Some(Value::Object(map)) => {
            map.remove(key);
        }
        Some(Value::Array(list)) => {
            if let Ok(index) = key.parse::<usize>()
                && index < list.len()
            {
                list.remove(index);
            }
        }
        _ => {}
    }
}
