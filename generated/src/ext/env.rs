//! A client as the environment says.

use std::env;

use crate::types::{AdminId, AdminReply, AdminReplyMessageType};
use crate::{Client, ClientBuilder};
use oas_runtime::api::UnknownServer;

/// A server of one's own takes any.
const ANY_TOKEN: &str = "dG9rOmRlbW8";

impl ClientBuilder {
    /// A client of the workspace that the environment names: by `INTERCOM_TOKEN`, and
    /// by `INTERCOM_REGION` (`us`, `eu` or `au`; `us` unless set). `INTERCOM_URL` is another
    /// server in its place, such as `cargo xtask mock`, for which a token may be left out.
    ///
    /// # Errors
    ///
    /// If there is no such region. That the token is missing is told by
    /// [`build`](Self::build).
    pub fn from_env() -> Result<Self, UnknownServer> {
        Self::from_variables(|name| env::var(name).ok())
    }

    fn from_variables(read: impl Fn(&str) -> Option<String>) -> Result<Self, UnknownServer> {
        let read = |name| read(name).filter(|value| !value.is_empty());
        let mut builder = Client::builder();
        if let Some(region) = read("INTERCOM_REGION") {
            builder = builder.region(region.parse()?);
        }
        let mut token = read("INTERCOM_TOKEN");
        if let Some(url) = read("INTERCOM_URL") {
            builder = builder.base_url(url);
            token.get_or_insert_with(|| ANY_TOKEN.to_owned());
        }
        Ok(match token {
            Some(token) => builder.token(token),
            None => builder,
        })
    }
}

impl AdminReply {
    /// A note of an admin, which customers don't see.
    pub fn note(admin: impl Into<AdminId>, body: impl Into<String>) -> Self {
        Self::new(AdminReplyMessageType::Note, admin).body(body.into())
    }

    /// A comment of an admin, which the customer sees.
    pub fn comment(admin: impl Into<AdminId>, body: impl Into<String>) -> Self {
        Self::new(AdminReplyMessageType::Comment, admin).body(body.into())
    }
}

#[cfg(test)]
#[cfg(feature = "reqwest")]
mod tests {
    use super::ClientBuilder;
    use crate::BoxError;

    fn base_url(variables: &[(&str, &str)]) -> Result<String, BoxError> {
        let read = |name: &str| {
            let mut known = variables.iter();
            known
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        };
        let client = ClientBuilder::from_variables(read)?.build()?;
        Ok(client.runtime().base_url().to_owned())
    }

    #[test]
    fn the_environment_names_a_region_or_a_server() {
        let token = ("INTERCOM_TOKEN", "dG9rOjE2");
        assert_eq!(base_url(&[token]).unwrap(), "https://api.intercom.io");
        let eu = base_url(&[token, ("INTERCOM_REGION", "eu")]).unwrap();
        assert_eq!(eu, "https://api.eu.intercom.io");
        let url = ("INTERCOM_URL", "http://127.0.0.1:4010");
        assert_eq!(base_url(&[url, ("INTERCOM_TOKEN", "")]).unwrap(), url.1);
        assert!(base_url(&[]).is_err());
        let moon = |_: &str| Some("moon".to_owned());
        assert!(ClientBuilder::from_variables(moon).is_err());
    }
}
