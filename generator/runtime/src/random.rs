//! Random numbers, as far as a client needs them.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a client gets its random numbers from: for the length of a wait, and
/// for keys that tell repeats from new requests.
///
/// They needn't be secret. A test that has to come out the same each time gives
/// [`SeededRng`].
pub trait Rng: Send + Sync + 'static {
    /// A number, any of them as likely as any other.
    fn next(&self) -> u64;
}

impl<R: Rng + ?Sized> Rng for Arc<R> {
    fn next(&self) -> u64 {
        (**self).next()
    }
}

/// Numbers that follow from a seed (`SplitMix64`).
///
/// ```
/// # use oas_runtime::random::{Rng, SeededRng};
/// assert_eq!(SeededRng::new(7).next(), SeededRng::new(7).next());
/// assert_ne!(SeededRng::new(7).next(), SeededRng::new(8).next());
/// ```
pub struct SeededRng {
    state: AtomicU64,
}

impl SeededRng {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed),
        }
    }

    /// The numbers of a seed that differs from process to process, and from
    /// call to call. The standard library takes it from the system.
    #[must_use]
    pub fn from_system() -> Self {
        Self::new(RandomState::new().hash_one(0_u8))
    }
}

impl Rng for SeededRng {
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut bits = self
            .state
            .fetch_add(STEP, Ordering::Relaxed)
            .wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

impl fmt::Debug for SeededRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeededRng").finish_non_exhaustive()
    }
}

/// A number from 0 up to 1, and never 1.
pub(crate) fn fraction(random: &dyn Rng) -> f64 {
    // 53 bits are what an `f64` holds, so neither conversion rounds.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let number = (random.next() >> 11) as f64;
    number / 9_007_199_254_740_992.0
}

/// A UUID of version 4, as APIs like their keys.
pub(crate) fn uuid(random: &dyn Rng) -> String {
    let (high, low) = (random.next(), random.next());
    let high = (high & !0xf000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::{Rng, SeededRng, fraction, uuid};

    /// The first numbers of the published algorithm for the seed 1234567.
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let random = SeededRng::new(1_234_567);
        let numbers = [random.next(), random.next(), random.next()];
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn fractions_fill_the_range_evenly() {
        let random = SeededRng::new(3);
        let mut tenths = [0_u32; 10];
        for _ in 0..10_000 {
            let number = fraction(&random);
            assert!((0.0..1.0).contains(&number));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is below 10"
            )]
            let tenth = (number * 10.0) as usize;
            tenths[tenth] += 1;
        }
        assert!(
            tenths.iter().all(|count| (900..1100).contains(count)),
            "{tenths:?}"
        );
    }

    #[test]
    fn keys_are_uuids_of_version_4() {
        let random = SeededRng::new(5);
        for _ in 0..100 {
            let key = uuid(&random);
            let shape: Vec<usize> = key.split('-').map(str::len).collect();
            assert_eq!(shape, [8, 4, 4, 4, 12]);
            assert_eq!(key.get(14..15), Some("4"), "{key}");
            assert!("89ab".contains(key.get(19..20).unwrap()), "{key}");
        }
    }
}
