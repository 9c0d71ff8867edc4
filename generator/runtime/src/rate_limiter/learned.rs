//! A pace that is learned from refusals alone.

/// What is left of the pace behind a refusal.
const CUT: f64 = 0.75;

/// By how much of itself a pace grows in a second.
const GROWTH: f64 = 0.01;

/// No pace is slower, in requests a second.
const SLOWEST: f64 = 0.05;

/// How long to wait behind a refusal that doesn't say: at first, and at most
/// when one follows the other. In seconds.
const PAUSE: (f64, f64) = (1.0, 30.0);

/// Requests a second, for servers that say 429 and nothing else: cut by a
/// refusal, and growing slowly without one.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Requests a second, right behind the last cut; none before the first.
    rate: Option<f64>,
    cut_at: f64,
    pause: f64,
    /// Requests of the last seconds, for the first cut.
    recent: f64,
    recent_at: f64,
}

/// For how many seconds requests count as recent, on the average.
const MEMORY: f64 = 5.0;

impl Learned {
    /// Notes that a request went out.
    pub(super) fn sent(&mut self, now: f64) {
        self.recent = self.fading(now) + 1.0;
        self.recent_at = now;
    }

    fn fading(&self, now: f64) -> f64 {
        self.recent * (-(now - self.recent_at).max(0.0) / MEMORY).exp()
    }

    /// Requests a second at this time; none where there is no limit known.
    pub(super) fn rate(&self, now: f64) -> Option<f64> {
        let grown = 1.0 + GROWTH * (now - self.cut_at).max(0.0);
        self.rate.map(|rate| rate * grown)
    }

    /// Takes in a refusal of a request that was sent at that time, and gives
    /// the moment until which nothing should be sent.
    ///
    /// Those that were on their way at the time of a cut are no reason for
    /// another one.
    pub(super) fn refused(&mut self, sent: f64, now: f64) -> f64 {
        if self.rate.is_some() && sent < self.cut_at {
            return self.cut_at + self.pause;
        }
        let measured = self.fading(now) / MEMORY;
        let rate = self.rate(now).map_or(measured, |rate| rate.min(measured));
        let soon = self.rate.is_some() && now - self.cut_at < 2.0 * self.pause + 1.0;
        self.pause = if soon {
            (self.pause * 2.0).min(PAUSE.1)
        } else {
            PAUSE.0
        };
        self.rate = Some((rate * CUT).max(SLOWEST));
        self.cut_at = now;
        now + self.pause
    }
}

#[cfg(test)]
mod tests {
    use super::Learned;

    #[test]
    fn without_a_refusal_there_is_no_limit() {
        let mut learned = Learned::default();
        for tick in 0..100 {
            learned.sent(f64::from(tick) / 100.0);
        }
        assert_eq!(learned.rate(1.0), None);
    }

    #[test]
    fn a_refusal_cuts_once_and_the_pace_grows_again() {
        let mut learned = Learned::default();
        for tick in 0..400 {
            learned.sent(f64::from(tick) / 20.0);
        }
        let until = learned.refused(19.9, 20.0);
        assert!((until - 21.0).abs() < 1e-9);
        let cut = learned.rate(20.0).unwrap();
        assert!((13.0..17.0).contains(&cut), "{cut}");
        // On its way when the pace was cut.
        assert!((learned.refused(19.95, 20.1) - until).abs() < 1e-9);
        let later = learned.rate(30.0).unwrap();
        assert!(later > cut * 1.09 && later < cut * 1.11, "{later}");
        // Refused again and again, it waits longer each time.
        let again = learned.refused(21.1, 21.2);
        assert!((again - 23.2).abs() < 1e-9, "{again}");
    }
}
