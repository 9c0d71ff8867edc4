//! A crate that generates its client while it is built: see `build.rs`.

/// The client of `openapi.yaml`.
pub mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets/lib.rs"));
}

#[cfg(test)]
mod tests {
    use super::pets::types::Pet;

    #[test]
    fn the_types_are_there() {
        let pet: Pet = oas_runtime::codec::from_str(r#"{"id": "p1"}"#).unwrap();
        assert_eq!(pet.id, "p1");
    }
}
