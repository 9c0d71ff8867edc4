//! The server's clock, as far as its responses tell.

/// How fast two clocks may drift apart, in seconds a second.
const DRIFT: f64 = 1e-4;

/// Bounds of what has to be added to a moment of ours to get the server's, in
/// seconds.
///
/// A `Date` is cut to a second and was written at some time between the sending
/// of a request and the coming of its response. One such header says little; many
/// narrow it down to about the time of the fastest response.
#[derive(Debug, Default)]
pub(super) struct ServerClock {
    bounds: Option<Bounds>,
}

#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: f64,
    high: f64,
    /// When they were last looked at.
    at: f64,
}

impl ServerClock {
    /// Takes in a `Date`, in Unix seconds.
    pub(super) fn observe(&mut self, date: f64, sent: f64, received: f64) {
        let seen = Bounds {
            low: date - received,
            high: date + 1.0 - sent,
            at: received,
        };
        let narrowed = self.bounds.map(|known| {
            let drift = DRIFT * (received - known.at).max(0.0);
            Bounds {
                low: (known.low - drift).max(seen.low),
                high: (known.high + drift).min(seen.high),
                at: received,
            }
        });
        self.bounds = match narrowed {
            Some(bounds) if bounds.low <= bounds.high => Some(bounds),
            // There is none yet, or one of the clocks was set.
            _ => Some(seen),
        };
    }

    /// Takes this machine's clock for the server's, for want of better.
    pub(super) fn assume(&mut self, now: f64, unix: f64) {
        self.bounds.get_or_insert(Bounds {
            low: unix - now,
            high: unix - now,
            at: now,
        });
    }

    /// The moment of ours at which a moment of the server's has certainly
    /// passed.
    pub(super) fn passed(&self, server: f64) -> Option<f64> {
        Some(server - self.bounds?.low)
    }
}

#[cfg(test)]
mod tests {
    use super::ServerClock;

    #[test]
    fn many_dates_tell_more_than_their_seconds() {
        // The server is 1000.25 s ahead, and responds 40 ms after the sending.
        let mut clock = ServerClock::default();
        for tick in 0..200 {
            let sent = f64::from(tick) * 0.37;
            let date = (sent + 0.02 + 1000.25).floor();
            clock.observe(date, sent, sent + 0.04);
        }
        let passed = clock.passed(2000.0).unwrap();
        assert!((999.75..999.83).contains(&passed), "{passed}");
    }

    #[test]
    fn a_clock_that_was_set_is_learned_anew() {
        let mut clock = ServerClock::default();
        clock.observe(500.0, 0.0, 0.1);
        clock.observe(9_000.0, 1.0, 1.1);
        let passed = clock.passed(9_010.0).unwrap();
        assert!((11.09..11.11).contains(&passed), "{passed}");
    }

    #[test]
    fn a_date_is_better_than_our_own_clock() {
        let mut clock = ServerClock::default();
        assert_eq!(clock.passed(10.0), None);
        clock.assume(0.0, 5.0);
        assert_eq!(clock.passed(10.0), Some(5.0));
        clock.observe(100.0, 1.0, 1.0);
        assert_eq!(clock.passed(110.0), Some(11.0));
    }
}
