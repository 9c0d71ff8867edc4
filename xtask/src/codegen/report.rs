//! What was generated of a document, what was not, and why.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use oas_codegen::PartialApi;
use oas_codegen::coverage::{Coverage, Tally, TypeCoverage};
use oas_codegen::diagnostics::{Fidelity, Format, Sink};
use oas_codegen::output;
use oas_codegen::tree::printable_json;
use serde_json::{Map, Value, json};

use crate::Failure;

/// Says before the work whether the report can be written afterwards. Only a
/// report is replaced.
pub fn check(path: &Path) -> Result<(), Failure> {
    let name = path.display();
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(Path::new(""));
            return fs::create_dir_all(folder)
                .map_err(|error| format!("`{}`: {error}", folder.display()).into());
        }
        Err(error) => return Err(format!("`{name}`: {error}").into()),
    };
    if !kind.is_file() || !is_report(&fs::read_to_string(path).unwrap_or_default()) {
        return Err(format!("`{name}` is no report, and is not overwritten").into());
    }
    Ok(())
}

fn is_report(text: &str) -> bool {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return false;
    };
    let keys = members.keys().map(String::as_str);
    let keys: Vec<&str> = keys.collect();
    let expected = ["diagnostics", "operations", "schemas"];
    expected.iter().all(|key| keys.contains(key))
}

pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    output::replace(path, text).map_err(|error| error.to_string().into())
}

/// The report as JSON. Of a document that can't be loaded there is nothing to
/// count.
pub fn text(partial: Option<&PartialApi>, sink: &Sink) -> String {
    let nothing = Coverage::default();
    let coverage = partial.map_or(&nothing, |partial| &partial.coverage);
    let diagnostics: Value = serde_json::from_str(&sink.render(Format::Json)).unwrap_or_default();
    let mut report = Map::new();
    for (what, counted) in coverage.tallies() {
        report.insert(what.to_owned(), tally(counted));
    }
    report.insert("types".to_owned(), types(&coverage.types));
    report.insert("names".to_owned(), partial.map(names).unwrap_or_default());
    report.insert("diagnostics".to_owned(), diagnostics);
    printable_json(&Value::Object(report))
}

/// What each operation and each type is called, and why.
fn names(partial: &PartialApi) -> Value {
    let api = &partial.api;
    let methods: HashMap<String, String> = api
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)))
        .map(|(group, one)| {
            let call = format!("{}().{}", group.method_name, one.name);
            (format!("#{}", one.place.pointer), call)
        })
        .collect();
    let types: HashSet<&str> = api
        .types
        .ids()
        .map(|id| api.types[id].name.plain())
        .collect();
    let mut found = Vec::new();
    for (item, name) in partial.names.iter() {
        let (pointer, rust) = match &*item.kind {
            "method" => (&*item.item, methods.get(&*item.item).map(String::as_str)),
            kind if kind.starts_with("type") => {
                (&*item.owner, types.get(name.name.as_str()).copied())
            }
            _ => continue,
        };
        if let Some(rust) = rust {
            found.push(json!({
                "pointer": pointer,
                "kind": &*item.kind,
                "rust": rust,
                "source": name.source.as_str(),
            }));
        }
    }
    Value::Array(found)
}

const FIDELITIES: [Fidelity; 4] = [
    Fidelity::Faithful,
    Fidelity::Wider,
    Fidelity::Narrower,
    Fidelity::Other,
];

fn types(types: &TypeCoverage) -> Value {
    let places = types.approximations.iter().map(|one| {
        json!({
            "pointer": one.pointer,
            "kind": one.code.id(),
            "fidelity": one.fidelity.as_str(),
            "reason": one.reason,
        })
    });
    let places: Vec<Value> = places.collect();
    let counts = FIDELITIES.map(|one| (one.as_str().to_owned(), types.count(one).into()));
    let mut report = Map::from_iter(counts);
    report.insert("values".to_owned(), types.values.into());
    report.insert("places".to_owned(), places.into());
    Value::Object(report)
}

fn tally(tally: &Tally) -> Value {
    let skipped: Vec<Value> = tally
        .skipped
        .iter()
        .map(|one| json!({ "pointer": one.pointer.to_string(), "code": one.code.id(), "reason": one.reason }))
        .collect();
    json!({
        "total": tally.total,
        "generated": tally.generated,
        "excluded": tally.excluded,
        "skipped": skipped,
    })
}

/// The report in a line.
pub fn summary(coverage: &Coverage) -> String {
    let part = |tally: &Tally, what: &str| {
        let mut text = format!("{} of {} {what}", tally.generated, tally.total);
        if tally.excluded > 0 {
            text.push_str(&format!(", {} not chosen", tally.excluded));
        }
        if !tally.skipped.is_empty() {
            text.push_str(&format!(", {} skipped", tally.skipped.len()));
        }
        text
    };
    let counts = coverage.tallies();
    let all: Vec<String> = counts
        .iter()
        .filter(|(_, tally)| tally.total > 0)
        .map(|(what, tally)| part(tally, &what.replace('_', " ")))
        .collect();
    let (all, types) = (all.join("; "), &coverage.types);
    let differing = FIDELITIES.map(|one| match types.count(one) {
        0 => None,
        count => Some(format!("{count} {}", one.as_str())),
    });
    let differing: Vec<String> = differing.into_iter().flatten().collect();
    let (values, differing) = (types.values, differing.join(", "));
    let than = if differing.is_empty() {
        "all typed as their schemas say".to_owned()
    } else {
        format!("not typed as their schemas say: {differing}")
    };
    format!("{all}\n{values} values; {than}")
}
