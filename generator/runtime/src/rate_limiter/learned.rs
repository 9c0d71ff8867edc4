//! A pace that is guessed from refusals alone.

/// What is left of the pace behind a refusal.
const CUT: f64 = 0.75;

/// How fast a pace leaves the one at which it was refused where nothing speaks
/// for a limit, in requests a second per second to the third power.
const RECOVERY: f64 = 0.05;

/// By how much of itself a pace grows in a second where there is a limit.
const GROWTH: f64 = 0.02;

/// No pace is slower, in requests a second.
const SLOWEST: f64 = 0.05;

/// Behind a refusal that comes out of the blue, no pace is slower than this: too
/// few requests went before to measure one.
const UNMEASURED: f64 = 1.0;

/// How long to wait behind a refusal that doesn't say, in seconds: the first one
/// in a while may be anybody's (a gateway's, a CDN's) and costs no more than a
/// repeat does.
const STRAY: f64 = 0.25;

/// … behind one more.
const PAUSE: f64 = 1.0;

/// … at most, when one follows the other.
const LONGEST_PAUSE: f64 = 30.0;

/// Behind so many seconds without a refusal, there seems to be no limit, and the
/// next one counts as the first.
const WHILE: f64 = 60.0;

/// For how many seconds requests count as recent, on the average.
const MEMORY: f64 = 5.0;

/// Requests a second, for refusals that come without a word about the limit.
///
/// A refusal cuts the pace. Behind the first in a while it is soon back where it
/// was, and grows ever faster when nothing happens there, as TCP's CUBIC does.
/// Behind one that follows another there is a limit: then it grows slowly, until
/// none came for a while.
#[derive(Debug)]
pub(super) struct Learned {
    /// The pace that was refused last, and what it was cut to; none if there was
    /// none, or the server has spoken since.
    cut: Option<(f64, f64)>,
    cut_at: f64,
    /// Whether that refusal followed another one.
    again: bool,
    pause: f64,
    /// Requests of the last seconds.
    recent: f64,
    recent_at: f64,
}

impl Learned {
    pub(super) fn new() -> Self {
        Self {
            cut: None,
            cut_at: f64::NEG_INFINITY,
            again: false,
            pause: 0.0,
            recent: 0.0,
            recent_at: 0.0,
        }
    }

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
        let (refused, rest) = self.cut?;
        let since = (now - self.cut_at).max(0.0);
        Some(if self.again {
            let late = (since - WHILE).max(0.0);
            rest * (1.0 + GROWTH * since) + RECOVERY * late.powi(3)
        } else {
            let back = ((refused - rest) / RECOVERY).cbrt();
            refused + RECOVERY * (since - back).powi(3)
        })
    }

    /// The server has said how much is left, to a request that was sent at that
    /// time: what was guessed before counts no more.
    pub(super) fn told(&mut self, sent: f64) {
        if sent >= self.cut_at {
            self.cut = None;
        }
    }

    /// Takes in a refusal of a request that was sent at that time, and gives
    /// the moment until which nothing should be sent.
    ///
    /// Those that were on their way at the time of a cut are no reason for
    /// another one.
    pub(super) fn refused(&mut self, sent: f64, now: f64) -> f64 {
        if sent < self.cut_at {
            return self.cut_at + self.pause;
        }
        let since = now - self.cut_at;
        let measured = self.fading(now) / MEMORY;
        // By the pace as it was, before `again` says how it grows.
        let paced = self.rate(now).unwrap_or(f64::INFINITY);
        self.again = since <= WHILE;
        let refused = if self.again {
            let soon = since < 2.0 * self.pause + 1.0;
            self.pause = if soon {
                (self.pause * 2.0).min(LONGEST_PAUSE)
            } else {
                PAUSE
            };
            measured.min(paced)
        } else {
            self.pause = STRAY;
            measured.max(UNMEASURED)
        };
        self.cut = Some((refused, (refused * CUT).max(SLOWEST)));
        self.cut_at = now;
        now + self.pause
    }
}

#[cfg(test)]
mod tests {
    use super::Learned;

    /// At 20 requests a second for 20 seconds.
    fn at_work() -> Learned {
        let mut learned = Learned::new();
        for tick in 0..400 {
            learned.sent(f64::from(tick) / 20.0);
        }
        learned
    }

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn without_a_refusal_there_is_no_limit() {
        assert_eq!(at_work().rate(20.0), None);
    }

    #[test]
    fn a_refusal_cuts_once_and_the_pace_is_soon_back() {
        let mut learned = at_work();
        let until = learned.refused(19.9, 20.0);
        assert!(near(until, 20.25), "{until}");
        let cut = learned.rate(20.0).unwrap();
        assert!((13.0..17.0).contains(&cut), "{cut}");
        // On its way when the pace was cut.
        assert!(near(learned.refused(19.95, 20.1), until));
        let later = |seconds| learned.rate(20.0 + seconds).unwrap() / cut;
        assert!(later(3.0) > 1.2, "{}", later(3.0));
        assert!(later(6.0) < 1.5, "{}", later(6.0));
        assert!(later(20.0) > 10.0, "{}", later(20.0));
    }

    #[test]
    fn refused_again_and_again_it_waits_longer_each_time() {
        let mut learned = at_work();
        let mut at = 20.0;
        let pauses: Vec<f64> = (0..9)
            .map(|_| {
                let pause = learned.refused(at, at) - at;
                at += pause;
                pause
            })
            .collect();
        assert_eq!(pauses, [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]);
        // The one behind a quiet time is the first again.
        assert!(near(learned.refused(at + 100.0, at + 100.0), at + 100.25));
    }

    #[test]
    fn what_the_server_says_beats_what_was_guessed() {
        let mut learned = at_work();
        learned.refused(20.0, 20.0);
        learned.told(19.9);
        assert!(learned.rate(20.1).is_some(), "it was sent before");
        learned.told(20.3);
        assert_eq!(learned.rate(20.4), None);
        // A refusal that follows soon is no stray one.
        assert!(near(learned.refused(20.5, 20.5), 21.0));
    }
}
