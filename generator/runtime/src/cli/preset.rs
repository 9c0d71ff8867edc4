//! Options that stand for a part of a body.

/// An option that puts JSON into the body of one operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Preset {
    pub operation: &'static str,
    pub flag: &'static str,
    pub help: &'static str,
    pub body: &'static str,
}
