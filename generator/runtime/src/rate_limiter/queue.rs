//! Who waits, in which order.

use std::collections::{HashMap, VecDeque};
use std::task::Waker;

use crate::rate_limiter::Priority;

/// Of that many turns, one is for those who aren't in a hurry, so that they
/// come through in the end.
const TURNS: u32 = 8;

/// A place in the queue.
pub(super) type Ticket = u64;

/// Two lines, each first in, first out.
#[derive(Debug, Default)]
pub(super) struct Queue {
    hurried: VecDeque<Ticket>,
    patient: VecDeque<Ticket>,
    waiting: HashMap<Ticket, Waiting>,
    next: Ticket,
    turn: u32,
}

#[derive(Debug)]
struct Waiting {
    waker: Option<Waker>,
    /// The window in which it was let go, as soon as it was.
    granted: Option<u64>,
}

impl Queue {
    pub(super) fn len(&self) -> usize {
        self.hurried.len() + self.patient.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.hurried.is_empty() && self.patient.is_empty()
    }

    /// How many would be before one that comes now.
    pub(super) fn before(&self, priority: Priority) -> usize {
        match priority {
            Priority::Interactive => self.hurried.len(),
            Priority::Normal => self.len(),
        }
    }

    pub(super) fn enter(&mut self, priority: Priority) -> Ticket {
        let ticket = self.next;
        self.next += 1;
        match priority {
            Priority::Interactive => self.hurried.push_back(ticket),
            Priority::Normal => self.patient.push_back(ticket),
        }
        let waiting = Waiting {
            waker: None,
            granted: None,
        };
        self.waiting.insert(ticket, waiting);
        ticket
    }

    /// Lets the next one go, and wakes it.
    pub(super) fn grant(&mut self, epoch: u64) {
        self.turn = (self.turn + 1) % TURNS;
        let patient_first = self.turn == 0;
        let lines = if patient_first {
            [&mut self.patient, &mut self.hurried]
        } else {
            [&mut self.hurried, &mut self.patient]
        };
        let ticket = lines.into_iter().find_map(VecDeque::pop_front);
        let waiting = ticket.and_then(|ticket| self.waiting.get_mut(&ticket));
        if let Some(waiting) = waiting {
            waiting.granted = Some(epoch);
            if let Some(waker) = waiting.waker.take() {
                waker.wake();
            }
        }
    }

    /// Lets the first of the line look at its clock again.
    pub(super) fn nudge(&mut self) {
        let first = self.hurried.front().or_else(|| self.patient.front());
        let waiting = first.and_then(|ticket| self.waiting.get_mut(ticket));
        if let Some(waker) = waiting.and_then(|waiting| waiting.waker.take()) {
            waker.wake();
        }
    }

    /// The window in which one was let go, if it was; it then has left the
    /// queue.
    pub(super) fn granted(&mut self, ticket: Ticket) -> Option<u64> {
        let epoch = self.waiting.get(&ticket)?.granted?;
        self.waiting.remove(&ticket);
        Some(epoch)
    }

    /// How many are before one that waits.
    pub(super) fn ahead(&self, ticket: Ticket) -> usize {
        let place = |line: &VecDeque<Ticket>| line.binary_search(&ticket).ok();
        match place(&self.hurried) {
            Some(place) => place,
            None => self.hurried.len() + place(&self.patient).unwrap_or(0),
        }
    }

    pub(super) fn wake_later(&mut self, ticket: Ticket, waker: &Waker) {
        if let Some(waiting) = self.waiting.get_mut(&ticket) {
            waiting.waker = Some(waker.clone());
        }
    }

    /// Somebody goes away. Tells whether it had been let go already.
    pub(super) fn leave(&mut self, ticket: Ticket) -> bool {
        let granted = self
            .waiting
            .remove(&ticket)
            .is_some_and(|waiting| waiting.granted.is_some());
        if !granted {
            for line in [&mut self.hurried, &mut self.patient] {
                if let Ok(place) = line.binary_search(&ticket) {
                    line.remove(place);
                }
            }
        }
        granted
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;
    use crate::rate_limiter::Priority;

    #[test]
    fn first_in_first_out_and_the_hurried_before() {
        let mut queue = Queue::default();
        let patient: Vec<u64> = (0..4).map(|_| queue.enter(Priority::Normal)).collect();
        let hurried: Vec<u64> = (0..2).map(|_| queue.enter(Priority::Interactive)).collect();
        assert_eq!(queue.ahead(patient[1]), 3);
        assert_eq!(queue.ahead(hurried[1]), 1);
        let order = [hurried[0], hurried[1], patient[0], patient[1]];
        for expected in order {
            queue.grant(7);
            assert_eq!(queue.granted(expected), Some(7));
        }
        assert_eq!(queue.len(), 2);
    }

    #[test]
    fn the_patient_come_through() {
        let mut queue = Queue::default();
        let patient = queue.enter(Priority::Normal);
        for _ in 0..8 {
            queue.enter(Priority::Interactive);
            queue.grant(0);
        }
        assert_eq!(queue.granted(patient), Some(0));
    }

    #[test]
    fn who_leaves_leaves_nothing_behind() {
        let mut queue = Queue::default();
        let (first, second) = (queue.enter(Priority::Normal), queue.enter(Priority::Normal));
        assert!(!queue.leave(first));
        queue.grant(1);
        assert!(queue.leave(second));
        assert!(queue.is_empty() && queue.waiting.is_empty());
    }
}
