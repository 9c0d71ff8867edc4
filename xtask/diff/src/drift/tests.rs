//! Which operations are followed, and what the record of this workspace knows.

use super::*;

const OURS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, parameters: [{ name: limit, in: query, schema: { type: integer } }], responses: { '200': { description: a } } }
";

fn findings(follow: &str) -> (Record, Vec<Finding>) {
    let upstream = OURS.replace("type: integer", "type: string")
        + "  /dogs:\n    get: { operationId: listDogs, tags: [dogs], responses: { '200': { description: a } } }\n";
    let read_document = |text: &str| {
        loaded(&Source::from_text("pets.yaml", text)).map_err(|error| error.to_string())
    };
    let (ours, upstream) = (
        read_document(OURS).unwrap(),
        read_document(&upstream).unwrap(),
    );
    let record = Record::read(follow)
        .map_err(|error| error.to_string())
        .unwrap();
    let names = followed(&record, [&ours, &upstream], &ours);
    let findings = of(&names, wire::compare(&ours, &upstream));
    (record, findings)
}

#[test]
fn operations_that_nobody_follows_are_not_told() {
    let checks = |follow: &str| -> Vec<&str> {
        findings(follow)
            .1
            .iter()
            .map(|finding| finding.check)
            .collect()
    };
    assert_eq!(checks(""), ["type-changed"]);
    assert_eq!(
        checks("follow = [\"tag:dogs\"]"),
        ["type-changed", "operation-added"]
    );
}

#[test]
fn what_is_refused_is_known_until_it_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("upstream.toml");
    let (record, found) = findings("");
    assert_eq!(record.reason(&found[0]), None);
    add(&path, found.iter(), "Theirs is wrong.")
        .map_err(|error| error.to_string())
        .unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let (record, found) = findings(&text);
    assert_eq!(record.reason(&found[0]), Some("Theirs is wrong."));
    assert!(record.stale(&found).is_empty());
    assert_eq!(record.stale(&[]).len(), 1);
}

/// A version that Intercom has published, where there is a copy of it.
fn published(version: &str) -> Option<Document> {
    let path = format!("../../../shared/intercom/official-{version}.yaml");
    let found = std::fs::read_to_string(path).ok();
    if found.is_none() {
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "skipped: no description of Intercom {version}"
        );
    }
    loaded(&Source::from_text("official.yaml", found?)).ok()
}

fn drift(version: &str) -> Option<Drift> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let path = folder.join("intercom-tickets.yaml");
    let record = Record::of(&folder.join("upstream.toml")).ok()?;
    let ours = loaded(&Source::from_file(&path)).ok()?;
    Some(Drift::between(path, ours, published(version)?, record))
}

#[test]
fn the_record_knows_every_difference_and_no_other() {
    let Some(drift) = drift("2.16") else { return };
    let new: Vec<String> = drift.unknown().map(|one| one.message.clone()).collect();
    assert!(new.is_empty(), "{new:?}");
    assert!(drift.stale().is_empty(), "{:?}", drift.stale());
    assert_eq!(drift.known(), drift.version());
}

#[test]
fn what_upstream_changed_is_told_with_what_became_of_it() {
    let (Some(drift), Some(before)) = (drift("preview"), published("2.16")) else {
        return;
    };
    let told = drift.since(&before);
    let translations: Vec<&Status> = told
        .iter()
        .filter(|(_, one)| one.message.contains("`translations`"))
        .map(|(status, _)| status)
        .collect();
    // Of tickets and of replies; conversations have parts that ours leaves out.
    assert_eq!(
        translations
            .iter()
            .filter(|one| ***one == Status::Adopted)
            .count(),
        2
    );
    assert_eq!(
        translations
            .iter()
            .filter(|one| ***one == Status::Lacking)
            .count(),
        1
    );
}
