//! The first page of the repository shows the same code as that of the crate,
//! which is compiled.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

/// The first example of a page.
fn example(page: &str) -> &str {
    let (_, rest) = page.split_once("```rust,no_run\n").unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn both_pages_show_the_same_example() {
    let own = include_str!("../README.md");
    let repository = include_str!("../../README.md");
    assert_eq!(example(own), example(repository));
}
