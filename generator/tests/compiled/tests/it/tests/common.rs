//! Headers that every operation takes.

use crate::common_headers::Client;
use crate::common_headers::api::GetAParams;
use crate::common_headers::types::Version;
use crate::tests::script::{Last as _, responding};

#[test]
fn the_clients_header_goes_with_every_call_and_a_calls_own_before_it() {
    let script = responding(&[]);
    let client = Client::builder()
        .base_url("https://api.roastery.example")
        .api_version(Version::N2)
        .transport(script.clone())
        .build()
        .unwrap();
    let params = GetAParams::new().idempotency_key("k1");
    client
        .default()
        .get_a()
        .params(params)
        .send_blocking()
        .unwrap();
    assert_eq!(script.last().headers["api-version"], "2");
    assert_eq!(script.last().headers["idempotency-key"], "k1");

    let call = client.default().get_a();
    call.header("Api-Version", "1").send_blocking().unwrap();
    assert_eq!(script.last().headers["api-version"], "1");
    assert!(script.last().headers.get("idempotency-key").is_none());
}
