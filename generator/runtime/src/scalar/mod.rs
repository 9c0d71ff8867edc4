//! Values with a meaning of their own: three-state fields and Unix times.

mod patch;
mod unix_time;

pub use self::{
    patch::Patch,
    unix_time::{TimeOutOfRangeError, UnixTime},
};
