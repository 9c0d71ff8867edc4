//! The types that `cargo xtask ticket-types` emits for the mock's workspace: nothing is
//! lost on the way to a ticket and back.

use std::collections::BTreeMap;
use std::fmt::Debug;

use intercom_tickets::ticket_types::TypedTicket;
use intercom_tickets::types::{Ticket, TicketContact};
use intercom_tickets::{UnixTime, Value, json};

use crate::workspace_types::{KnownFault, Leak, LeakSeverity, Repair, SparePart};
use crate::{client, mock};

/// As many values of each type.
const VALUES: u64 = 10_000;

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| make(self))
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 6] = ["", "Drip", "4101", "null", "Grüße \u{1f4a7}\n\"", "a/b~c"];
        TEXTS[usize::try_from(self.below(6)).unwrap()].to_owned()
    }

    fn others(&mut self) -> BTreeMap<String, Value> {
        let name = self.some(|chance| format!("archived {}", chance.below(9)));
        let value = json!([null, {"deep": self.text()}, 1.5]);
        name.map(|name| (name, value)).into_iter().collect()
    }

    fn leak(&mut self) -> Leak {
        Leak {
            title: self.some(Self::text),
            description: self.some(Self::text),
            machine: self.some(Self::text),
            severity: self.some(|chance| match chance.below(4) {
                0 => LeakSeverity::Drip,
                1 => LeakSeverity::Puddle,
                2 => LeakSeverity::Flood,
                _ => LeakSeverity::Unknown(format!("id {}", chance.below(9))),
            }),
            photos: self.some(|chance| vec![json!({"name": chance.text()}), Value::Null]),
            cups_a_day: self
                .some(|chance| i64::try_from(chance.below(1 << 31)).unwrap() - (1 << 30)),
            under_warranty: self.some(|chance| chance.below(2) == 0),
            others: self.others(),
        }
    }

    fn repair(&mut self) -> Repair {
        Repair {
            title: self.some(Self::text),
            description: self.some(Self::text),
            machine: self.some(Self::text),
            pick_up: self
                .some(|chance| UnixTime::from_secs(i64::try_from(chance.below(1 << 31)).unwrap())),
            others: self.others(),
        }
    }
}

fn survives<T: TypedTicket + PartialEq + Debug>(made: &T) {
    let mut ticket = Ticket::new("1");
    ticket.ticket_attributes = made.create(TicketContact::id("1")).ticket_attributes;
    assert_eq!(T::from_ticket(&ticket).as_ref(), Some(made));
    // The same of what somebody else has written.
    let mut attributes = made.attributes();
    attributes.insert("machine".to_owned(), json!({"of": "another type"}));
    attributes.insert("title".to_owned(), Value::Null);
    assert_eq!(
        T::from_attributes(attributes.clone()).attributes(),
        attributes
    );
}

#[test]
fn no_value_is_lost_on_the_way() {
    let mut chance = Chance(7);
    for _ in 0..VALUES {
        survives(&chance.leak());
        survives(&chance.repair());
        let mut part = SparePart::new(chance.text());
        part.others = chance.others();
        survives(&part);
        let title = chance.some(Chance::text);
        survives(&KnownFault {
            title,
            ..KnownFault::default()
        });
    }
}

#[tokio::test]
async fn tickets_are_created_found_and_read_by_their_types() {
    let mock = mock();
    let tickets = client(&mock).tickets();
    let leak = Leak {
        title: Some("Steam wand drips".to_owned()),
        severity: Some("Flood".into()),
        cups_a_day: Some(12_345),
        under_warranty: Some(true),
        ..Leak::default()
    };
    let contact = TicketContact::email("mara@roastery.example");
    let made = tickets.create_ticket(leak.create(contact)).await.unwrap();
    let read = Leak::from_ticket(&made).unwrap();
    assert_eq!(read.severity, Some(LeakSeverity::Flood));
    assert_eq!(read.severity.unwrap().label(), "Flood");
    assert!(Repair::from_ticket(&made).is_none());

    let query =
        Leak::severity_field().eq(LeakSeverity::Flood) & Leak::cups_a_day_field().eq(12_345);
    let found = tickets.search(query).items().try_next().await.unwrap();
    assert_eq!(found.unwrap().id, made.id);

    let dry = Leak {
        severity: Some(LeakSeverity::Drip),
        ..Leak::default()
    };
    let changed = tickets.update_ticket(made.id, dry.update()).await.unwrap();
    let changed = Leak::from_ticket(&changed).unwrap();
    assert_eq!(changed.severity, Some(LeakSeverity::Drip));
    assert_eq!(changed.cups_a_day, Some(12_345));

    let part = SparePart::new("g-58").create(TicketContact::email("mara@roastery.example"));
    tickets.create_ticket(part).await.unwrap();
}
