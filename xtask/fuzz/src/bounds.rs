//! What a document may cost.

use std::time::Duration;

/// The stack of an execution: what the main thread has on Windows, which is the
/// least that any platform gives one.
pub const STACK: usize = 1 << 20;

const MEMORY: usize = 64 << 20;
const MEMORY_A_BYTE: usize = 500;
const SECONDS: u64 = 20;

/// How many bytes may be allocated at a time for a document of this size.
pub fn memory(bytes: usize) -> usize {
    MEMORY.saturating_add(bytes.saturating_mul(MEMORY_A_BYTE))
}

/// How much CPU time a document of this size may take, everything done twice.
pub fn time(bytes: usize) -> Duration {
    let megabytes = u64::try_from(bytes / 1_000_000).unwrap_or(u64::MAX);
    Duration::from_secs(SECONDS.saturating_mul(megabytes.saturating_add(1)))
}

/// The bounds as a sentence.
pub fn told() -> String {
    format!(
        "at most {} KiB of stack, {} MiB of memory and {MEMORY_A_BYTE} times the document, {SECONDS} s of CPU time and as many a megabyte",
        STACK >> 10,
        MEMORY >> 20,
    )
}
