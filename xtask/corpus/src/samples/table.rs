//! What became of samples, for people and for programs.

use serde_json::{Value, json};

use super::{FaultKind, Samples};
use crate::outcome::Outcome;

/// How many faults of a kind are shown.
const SHOWN: usize = 12;

/// A row for each document, sums, and faults by kind.
pub fn text(outcomes: &[Outcome], seed: u64) -> String {
    let all = outcomes.iter();
    let all = all.filter_map(|outcome| Some((outcome.name.as_str(), outcome.samples.as_ref()?)));
    let all: Vec<(&str, &Samples)> = all.collect();
    let mut text = format!(
        "\nSamples from the seed {seed}:\n{:<28}{:>9}{:>9}{:>9}{:>9}{:>16}{:>14}{:>8}{:>9}\n",
        "samples", "schemas", "made", "fitting", "whole", "variants", "new", "unmade", "unjudged"
    );
    let mut sum = Samples::default();
    for (name, samples) in &all {
        text.push_str(&row(name, samples));
        sum.subjects += samples.subjects;
        sum.made += samples.made;
        sum.fitting += samples.fitting;
        sum.whole += samples.whole;
        sum.single += samples.single;
        sum.right += samples.right;
        sum.constructors += samples.constructors;
        sum.valid += samples.valid;
        sum.unmade.extend(samples.unmade.iter().cloned());
        sum.unjudged.extend(samples.unjudged.iter().cloned());
    }
    text.push_str(&row("all", &sum));
    for kind in FaultKind::ALL {
        text.push_str(&faults(&all, kind));
    }
    text
}

fn row(name: &str, samples: &Samples) -> String {
    format!(
        "{name:<28}{:>9}{:>9}{:>9}{:>9}{:>16}{:>14}{:>8}{:>9}\n",
        samples.subjects,
        samples.made,
        samples.fitting,
        samples.whole,
        format!("{}/{}", samples.right, samples.single),
        format!("{}/{}", samples.valid, samples.constructors),
        samples.unmade.len(),
        samples.unjudged.len(),
    )
}

fn faults(all: &[(&str, &Samples)], kind: FaultKind) -> String {
    let mut found: Vec<_> = all
        .iter()
        .flat_map(|(name, samples)| {
            samples
                .failures
                .iter()
                .map(move |(fault, times)| (name, fault, times))
        })
        .filter(|(_, fault, _)| fault.kind == kind)
        .collect();
    if found.is_empty() {
        return String::new();
    }
    found.sort_by_key(|(_, _, times)| std::cmp::Reverse(times.count));
    let sum: usize = found.iter().map(|(_, _, times)| times.count).sum();
    let mut text = format!("\n{}: {sum} at {} places\n", kind.name(), found.len());
    for (name, fault, times) in found.iter().take(SHOWN) {
        text.push_str(&format!(
            "  {} {}#{} ({}) at `{}`\n      {}\n",
            times.count, name, fault.pointer, fault.rust, fault.place, times.first
        ));
    }
    text
}

/// All of it, for one document.
pub fn json(samples: &Samples) -> Value {
    let faults = samples.failures.iter();
    let faults: Vec<Value> = faults
        .map(|(fault, times)| {
            json!({
                "kind": fault.kind.name(),
                "type": fault.rust,
                "pointer": fault.pointer,
                "place": fault.place,
                "count": times.count,
                "first": times.first,
            })
        })
        .collect();
    json!({
        "subjects": samples.subjects,
        "made": samples.made,
        "fitting": samples.fitting,
        "whole": samples.whole,
        "single_branch": samples.single,
        "right_variant": samples.right,
        "constructors": samples.constructors,
        "valid_constructors": samples.valid,
        "unmade": samples.unmade,
        "unjudged": samples.unjudged,
        "faults": faults,
    })
}
