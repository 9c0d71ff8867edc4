//! Whether the audit finds what it looks for.

use oas_mock::{Change, Commit};
use xtask_soak::{Entry, Kind, Told, audit};

fn entry(kind: Kind, told: Told) -> Entry {
    Entry {
        marker: "m1".to_owned(),
        kind,
        told,
        attempts: 1,
        is_well: true,
    }
}

fn commit(change: Change, id: &str) -> Commit {
    Commit {
        number: 1,
        request: 1,
        marker: Some("m1".to_owned()),
        request_id: "r".to_owned(),
        operation: "createTicket".to_owned(),
        change,
        kind: "ticket".to_owned(),
        id: id.to_owned(),
        at: 0,
    }
}

#[test]
fn logs_that_agree_are_clean() {
    let created = [commit(Change::Created, "7")];
    for (told, ledger) in [
        (Told::Done(Some("7".to_owned())), &created[..]),
        (Told::Done(None), &created[..]),
        (Told::Unknown, &created[..]),
        (Told::Unknown, &[]),
        (Told::Cancelled, &created[..]),
        (Told::NotApplied, &[]),
    ] {
        let findings = audit(&[entry(Kind::Create, told)], ledger);
        assert!(findings.is_clean(), "{findings:?}");
    }
    // What may be done twice may be.
    let twice = [commit(Change::Updated, "7"), commit(Change::Updated, "7")];
    assert!(audit(&[entry(Kind::Update, Told::Done(None))], &twice).is_clean());
}

#[test]
fn each_way_of_disagreeing_is_found() {
    let one = [commit(Change::Created, "7")];
    let two = [commit(Change::Created, "7"), commit(Change::Created, "8")];
    let done = |id: &str| Told::Done(Some(id.to_owned()));
    let find = |told, ledger: &[Commit]| audit(&[entry(Kind::CreateOnce, told)], ledger);
    assert_eq!(find(done("7"), &[]).missing, 1);
    assert_eq!(find(Told::Done(None), &[]).missing, 1);
    assert_eq!(find(Told::NotApplied, &one).hidden, 1);
    for told in [done("7"), Told::Unknown, Told::Cancelled] {
        assert_eq!(find(told, &two).twice, 1);
    }
    assert_eq!(find(done("9"), &one).other, 1);
    assert_eq!(audit(&[entry(Kind::Get, done("7"))], &one).strange, 1);
    assert_eq!(audit(&[], &one).strange, 1);
    let findings = find(done("7"), &two);
    assert!(
        findings.examples[0].starts_with("done twice"),
        "{findings:?}"
    );
}
