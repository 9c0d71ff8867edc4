//! A window of the limit, and how processes share it.

/// By how many requests a window each process presses beyond the share that it
/// had. It is what lets shares become equal in time.
const PRESS: f64 = 2.0;

/// What part of a window the uses of others may be before they count.
pub(super) const NOISE: f64 = 0.03;

/// A stretch of time for which the server counts.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) limit: f64,
    /// When it ends, by the server's clock; none if it is assumed.
    pub(super) reset: Option<f64>,
    /// When it ends, by ours.
    pub(super) end: f64,
    /// What this process has used of it, with what is on its way.
    pub(super) mine: f64,
    /// What others are known to have used, and when that was heard.
    pub(super) others: f64,
    pub(super) heard: f64,
    /// Whether the server said that nothing is left.
    pub(super) spent: bool,
    /// Whether anyone had to wait for want of pace.
    pub(super) pressed: bool,
}

impl Window {
    pub(super) fn new(limit: f64, reset: Option<f64>, end: f64, now: f64) -> Self {
        Self {
            limit,
            reset,
            end,
            mine: 0.0,
            others: 0.0,
            heard: now,
            spent: false,
            pressed: false,
        }
    }
}

/// What part of the next window to take, after this one.
///
/// Each process takes of it what it took of the last: then the parts add up to
/// one without a word between them. One that was not held back may take all
/// that the others left.
pub(super) fn share(old: &Window, before: f64) -> f64 {
    if old.mine < 1.0 && old.others < 1.0 {
        return before;
    }
    if old.others <= NOISE * old.limit {
        return 1.0;
    }
    let used = old.mine / (old.mine + old.others) + PRESS / old.limit;
    let free = 1.0 - old.others / old.limit;
    let share = if old.pressed { used } else { used.max(free) };
    share.clamp(0.01, 1.0)
}
