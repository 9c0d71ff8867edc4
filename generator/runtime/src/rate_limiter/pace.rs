//! When the next request may go: what is known about the limit, and what was
//! sent so far. Pure arithmetic on moments, in seconds.

use crate::rate_limiter::clock::ServerClock;
use crate::rate_limiter::learned::Learned;
use crate::rate_limiter::window::{NOISE, Window, share};

/// What part of its share a process may send at once.
const BURST: f64 = 0.1;

/// With what part of a limit a process begins that finds others there.
const NEWCOMER: f64 = 0.25;

/// The longest that is waited behind a reset that turned out to be too early,
/// in seconds.
const MAX_SLACK: f64 = 1.5;

/// How much longer is waited after each time.
const SLACK_STEP: f64 = 0.25;

/// Over how long calls are spread at most, in seconds. Nobody wants the calls of
/// an hour or a day to be so: there, as much as is left goes in a minute, and
/// less and less.
const HORIZON: f64 = 60.0;

/// How long requests that don't wait hold up those that do, at most, where only
/// a pace is known. In seconds.
const DEBT: f64 = 10.0;

/// No window is longer, in seconds: what says so means something else.
const LONGEST: f64 = 40.0 * 86_400.0;

/// When a request may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Now,
    /// Not before that moment, as things stand.
    At(f64),
}

/// What a response tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) refused: bool,
    pub(super) limit: Option<f64>,
    pub(super) remaining: Option<f64>,
    /// In Unix seconds of the server's clock.
    pub(super) reset: Option<f64>,
    /// How far two responses of one window may be apart in what they say of it.
    pub(super) rough: f64,
    /// In Unix seconds.
    pub(super) date: Option<f64>,
    /// In seconds from now.
    pub(super) retry_after: Option<f64>,
    pub(super) sent: f64,
    pub(super) received: f64,
    /// This machine's clock, in Unix seconds.
    pub(super) unix: f64,
}

#[derive(Debug)]
pub(super) struct Pace {
    clock: ServerClock,
    window: Option<Window>,
    /// How long a window is, as far as known.
    length: Option<f64>,
    /// The latest reset that the server named.
    named: Option<f64>,
    learned: Learned,
    /// Requests that are on their way.
    open: f64,
    /// How much of the next request is paid for, and when that was counted.
    credit: f64,
    credit_at: f64,
    /// The part of the limit that is for this process.
    share: f64,
    paused_until: f64,
    /// How long to wait behind a reset.
    slack: f64,
    /// Counts windows, so that a request knows in which it was let go.
    epoch: u64,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            clock: ServerClock::default(),
            window: None,
            length: None,
            named: None,
            learned: Learned::new(),
            open: 0.0,
            credit: 1.0,
            credit_at: 0.0,
            share: 1.0,
            paused_until: 0.0,
            slack: 0.0,
            epoch: 0,
        }
    }

    /// Takes a limit for granted until the server says another one.
    pub(super) fn assume(&mut self, limit: f64, length: f64) {
        self.length = Some(length);
        self.window = Some(Window::new(limit, None, length, 0.0));
    }

    /// When the next request may go.
    pub(super) fn when(&mut self, now: f64) -> When {
        self.advance(now);
        if now < self.paused_until {
            return When::At(self.paused_until);
        }
        let Some(rate) = self.rate(now) else {
            return When::Now;
        };
        if self.credit >= 1.0 - 1e-9 && self.left(now) >= 1.0 {
            return When::Now;
        }
        if let Some(window) = &mut self.window {
            window.pressed = true;
        }
        When::At(self.at(1.0, rate, now))
    }

    /// When the one behind that many may go, roughly.
    pub(super) fn foresee(&mut self, ahead: f64, now: f64) -> f64 {
        self.advance(now);
        let start = now.max(self.paused_until);
        match self.rate(start) {
            Some(rate) => self.at(ahead + 1.0, rate, start),
            None => start,
        }
    }

    /// When that many are paid for. What doesn't fit into this window has to
    /// wait for its end, and then goes at the pace of a whole one.
    fn at(&self, wanted: f64, rate: f64, now: f64) -> f64 {
        let missing = (wanted - self.credit).max(0.0);
        let Some(window) = &self.window else {
            return now + missing / rate;
        };
        let here = self.share * self.left(now);
        if wanted <= here.max(1.0) && self.left(now) >= 1.0 {
            return (now + missing / rate).min(window.end.max(now + 1e-3));
        }
        let length = self.length.unwrap_or(window.end - now).max(0.1);
        let beyond = (wanted - here - 1.0).max(0.0);
        let pace = (self.share * window.limit / length).max(1e-3);
        window.end.max(now + 1e-3) + beyond / pace
    }

    /// Requests a second; none where there is no limit.
    fn rate(&self, now: f64) -> Option<f64> {
        let learned = self.learned.rate(now);
        let Some(window) = &self.window else {
            return learned;
        };
        let time = (window.end - now).clamp(0.02, HORIZON);
        let rate = self.share * self.left(now) / time;
        Some(learned.map_or(rate, |learned| learned.min(rate)).max(1e-3))
    }

    /// How many requests of this window are left, all things considered.
    fn left(&self, now: f64) -> f64 {
        let Some(window) = &self.window else {
            return f64::INFINITY;
        };
        if window.spent {
            return 0.0;
        }
        // Others went on since they were last heard of.
        let length = self.length.unwrap_or(window.end - now).max(0.1);
        let unheard = (now - window.heard).max(0.0) * (1.0 - self.share) * window.limit / length;
        window.limit - window.mine - window.others - unheard
    }

    /// Lets a request go, and gives the number of its window.
    pub(super) fn take(&mut self, now: f64) -> u64 {
        self.open += 1.0;
        self.credit = (self.credit - 1.0).max(0.0);
        self.learned.sent(now);
        if let Some(window) = &mut self.window {
            window.mine += 1.0;
        }
        self.epoch
    }

    /// Lets a request go that doesn't wait for its turn, and gives the number of
    /// its window and what it took of the credit.
    ///
    /// What is left of a window is less for it, and that is enough. Where only a
    /// pace is known, those who keep to it wait the longer.
    pub(super) fn take_ahead(&mut self, now: f64) -> (u64, f64) {
        self.advance(now);
        let before = self.credit;
        let epoch = self.take(now);
        if let (None, Some(rate)) = (&self.window, self.rate(now)) {
            self.credit = (before - 1.0).max((-DEBT * rate).min(before));
        }
        (epoch, before - self.credit)
    }

    /// A request that was let go has not been sent after all. What it took of
    /// the credit comes back.
    pub(super) fn give_back(&mut self, paid: f64) {
        self.open -= 1.0;
        self.credit += paid;
        // One of the window before was carried over into this one.
        if let Some(window) = &mut self.window {
            window.mine = (window.mine - 1.0).max(0.0);
        }
    }

    /// Nobody waits any more for a request that was sent. The server has
    /// counted it, or will.
    pub(super) fn lost(&mut self) {
        self.open -= 1.0;
    }

    /// A response has come to a request of that window.
    pub(super) fn responded(&mut self, told: &Told, epoch: u64) {
        let now = told.received;
        self.advance(now);
        self.open -= 1.0;
        match told.date {
            Some(date) => self.clock.observe(date, told.sent, told.received),
            None => self.clock.assume(now, told.unix),
        }
        let placed = self.place(told, epoch);
        if placed && !told.refused {
            self.learned.told(told.sent);
        }
        if told.refused {
            self.yields(told, placed);
        }
    }

    /// Finds the window that a response belongs to, and counts it there. Tells
    /// whether the response said enough for that.
    fn place(&mut self, told: &Told, epoch: u64) -> bool {
        let now = told.received;
        let (Some(limit), Some(reset)) = (told.limit, told.reset) else {
            // It says nothing of a window; what is assumed of one still holds.
            return false;
        };
        let Some(end) = self.clock.passed(reset).map(|end| end + self.slack) else {
            return false;
        };
        if end > now + LONGEST {
            return false;
        }
        let known = self.window.as_ref().and_then(|window| window.reset);
        match known {
            Some(known) if reset < known - told.rough => {
                self.was_before(told, epoch);
                return true;
            }
            Some(known) if reset <= known + told.rough => {}
            _ => {
                if let Some(named) = self.named.filter(|named| reset > named + told.rough) {
                    let length = reset - named;
                    let length = self.length.map_or(length, |old| old.min(length));
                    self.length = Some(length);
                }
                self.turn(Window::new(limit, Some(reset), end, now));
                // This one isn't on its way any more, and counts here.
                if let Some(window) = &mut self.window {
                    window.mine += 1.0;
                }
            }
        }
        let is_first = self.named.is_none();
        self.named = Some(reset);
        let Some(window) = &mut self.window else {
            return false;
        };
        window.limit = limit;
        window.end = end;
        if told.refused {
            // It wasn't counted.
            window.mine = (window.mine - 1.0).max(0.0);
        }
        if let Some(remaining) = told.remaining {
            let others = limit - remaining - window.mine;
            window.others = window.others.max(others);
            if is_first && window.others > NOISE * limit {
                self.share = NEWCOMER;
                self.credit = self.credit.min(BURST * NEWCOMER * limit);
            }
            window.heard = now;
            window.spent |= told.refused && remaining < 1.0;
        }
        true
    }

    /// A response of a window before this one.
    fn was_before(&mut self, told: &Told, epoch: u64) {
        if let Some(window) = &mut self.window {
            // It was carried over, in case that it would count here.
            window.mine = (window.mine - 1.0).max(0.0);
        }
        if epoch == self.epoch && told.refused {
            // It was sent in the belief that the old window was over.
            self.slack = (self.slack + SLACK_STEP).min(MAX_SLACK);
            self.paused_until = self.paused_until.max(told.received + SLACK_STEP);
        }
    }

    /// What a refusal does to the pace.
    fn yields(&mut self, told: &Told, placed: bool) {
        let now = told.received;
        let (until, credit) = match told.retry_after {
            Some(wait) => (now + wait, 0.0),
            None if placed && told.remaining.is_some_and(|left| left < 1.0) => return,
            // One goes at once behind the pause, to see how things are.
            None => (self.learned.refused(told.sent, now), 1.0),
        };
        self.paused_until = self.paused_until.max(until);
        self.credit = self.credit.min(credit);
    }

    /// Lets time pass: windows end, and credit grows.
    fn advance(&mut self, now: f64) {
        let rate = self.rate(now);
        let burst = match &self.window {
            Some(_) => (BURST * self.share * self.left(now)).max(1.0),
            None => rate.map_or(1.0, |rate| (BURST * rate).max(1.0)),
        };
        let time = (now - self.credit_at).max(0.0);
        self.credit_at = self.credit_at.max(now);
        self.credit = match rate {
            Some(_) if now < self.paused_until => self.credit.min(burst),
            Some(rate) => (self.credit + rate * time).min(burst),
            None => burst,
        };
        let over = self.window.as_ref().is_some_and(|window| window.end <= now);
        if over {
            self.roll(now);
        }
    }

    /// Starts a window of which the server has not spoken yet.
    fn roll(&mut self, now: f64) {
        let Some(old) = &self.window else {
            return;
        };
        let length = self.length.unwrap_or(1.0).max(0.1);
        let passed = ((now - old.end) / length).floor() + 1.0;
        let known = self.length.is_some();
        let reset = old
            .reset
            .filter(|_| known)
            .map(|reset| reset + passed * length);
        let end = old.end + passed * length;
        let limit = old.limit;
        // Without a length, there is nothing to pace by before a response tells.
        self.turn(Window::new(limit, reset, end, now));
    }

    /// Replaces the window, and learns from the one that is over.
    fn turn(&mut self, mut next: Window) {
        if let Some(old) = &self.window {
            self.share = share(old, self.share);
        }
        self.slack = (self.slack - SLACK_STEP / 20.0).max(0.0);
        // What is on its way may count in either.
        next.mine = self.open;
        // A part of a window may go at once, at its beginning too.
        self.credit = self.credit.max(BURST * self.share * next.limit);
        self.window = Some(next);
        self.epoch += 1;
    }
}
