//! mock
fn main(){}
