//! A crate that generates its client while it is built: see `build.rs`.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that can't go on may panic")
)]

/// The client of `openapi.yaml`.
pub mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets/lib.rs"));
}

#[cfg(test)]
mod tests {
    use super::pets::Client;
    use oas_runtime::json;
    use oas_runtime::test_util::{TestResponse, TestTransport};

    #[test]
    fn its_calls_are_sent() {
        let server = TestTransport::sequence([TestResponse::json(200, &json!({"id": "p1"}))]);
        let client = Client::builder().transport(server.clone()).build().unwrap();
        let pet = client.pets().get_pet("p1").send_blocking().unwrap();
        assert_eq!(pet.id, "p1");
        assert_eq!(server.sent().first().unwrap().target(), "/pets/p1");
    }
}
