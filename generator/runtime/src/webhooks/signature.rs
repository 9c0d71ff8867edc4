//! Making signatures, and holding them against those that came.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha1::Sha1;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};

use super::error::WebhookError;
use super::scheme::{Algorithm, Location, SignatureEncoding, SignatureScheme, TimestampSource};
use crate::base64;
use crate::secret::Secret;
use crate::unix_time::UnixTime;

/// What a signature covers.
struct Signed<'a> {
    id: &'a str,
    timestamp: &'a str,
    body: &'a [u8],
}

impl SignatureScheme {
    /// Whether a message is genuine: signed by one of the secrets, and not longer
    /// ago than the scheme allows.
    ///
    /// Signatures are compared in a time that tells nothing of them. Several
    /// secrets are for the days in which one replaces another.
    ///
    /// # Errors
    ///
    /// What is missing, does not fit or is too old.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &[Secret],
        now: UnixTime,
    ) -> Result<(), WebhookError> {
        if secrets.is_empty() {
            return Err(WebhookError::Secret("no secret is given"));
        }
        let parts = self.parts(headers)?;
        let timestamp = match self.timestamp {
            None => None,
            Some(TimestampSource::Header(name)) => Some(header(headers, name)?),
            Some(TimestampSource::Part(prefix)) => {
                let mut found = parts.iter().filter_map(|part| part.strip_prefix(prefix));
                let found = found.next();
                Some(found.ok_or(WebhookError::MissingHeader(self.header))?)
            }
        };
        let id = match self.id {
            Some(Location::Header(name)) if self.signed.contains("{id}") => header(headers, name)?,
            _ => "",
        };
        let signed = Signed {
            id,
            timestamp: timestamp.unwrap_or_default(),
            body,
        };
        let mut fits = Choice::from(0);
        for secret in secrets {
            let expected = self.signature(secret, &signed)?;
            for part in &parts {
                fits |= part.as_bytes().ct_eq(expected.as_bytes());
            }
        }
        if !bool::from(fits) {
            return Err(WebhookError::Signature);
        }
        match timestamp {
            Some(timestamp) => self.check_age(timestamp, now),
            None => Ok(()),
        }
    }

    /// The headers of a genuine message, for tests and for whoever sends some.
    ///
    /// # Errors
    ///
    /// If the secret, or an id that is sent in a header, is none.
    pub fn sign(
        &self,
        secret: &Secret,
        id: &str,
        now: UnixTime,
        body: &[u8],
    ) -> Result<HeaderMap, WebhookError> {
        let timestamp = now.as_secs().to_string();
        let signed = Signed {
            id,
            timestamp: &timestamp,
            body,
        };
        let mut value = self.signature(secret, &signed)?;
        let mut headers = HeaderMap::new();
        match self.timestamp {
            Some(TimestampSource::Header(name)) => insert(&mut headers, name, &timestamp)?,
            Some(TimestampSource::Part(prefix)) => {
                let separator = self.separator.unwrap_or(',');
                value = format!("{prefix}{timestamp}{separator}{value}");
            }
            None => {}
        }
        if let Some(Location::Header(name)) = self.id {
            insert(&mut headers, name, id)?;
        }
        insert(&mut headers, self.header, &value)?;
        Ok(headers)
    }

    /// What the signature's header holds, part by part.
    fn parts<'a>(&self, headers: &'a HeaderMap) -> Result<Vec<&'a str>, WebhookError> {
        let value = header(headers, self.header)?;
        Ok(match self.separator {
            Some(separator) => value.split(separator).collect(),
            None => vec![value],
        })
    }

    /// The signature as it stands in the header.
    fn signature(&self, secret: &Secret, signed: &Signed<'_>) -> Result<String, WebhookError> {
        let key = match self.base64_secret {
            None => secret.expose().as_bytes().to_vec(),
            Some(prefix) => {
                let text = secret.expose();
                let text = text.strip_prefix(prefix).unwrap_or(text);
                base64::decode(text).ok_or(WebhookError::Secret("a secret is not Base64"))?
            }
        };
        if key.is_empty() {
            return Err(WebhookError::Secret("a secret is empty"));
        }
        let parts = self.signed_parts(signed);
        let digest = match self.algorithm {
            Algorithm::Sha1 => digest::<Hmac<Sha1>>(&key, &parts),
            Algorithm::Sha256 => digest::<Hmac<Sha256>>(&key, &parts),
        };
        let digest = digest.ok_or(WebhookError::Secret("a secret is no key"))?;
        let prefix = self.prefix;
        Ok(match self.encoding {
            SignatureEncoding::Hex => {
                let digits = digest.iter().map(|byte| format!("{byte:02x}"));
                format!("{prefix}{}", digits.collect::<String>())
            }
            SignatureEncoding::Base64 => format!("{prefix}{}", base64::encode(&digest)),
        })
    }

    /// The template's text, with what its names stand for.
    fn signed_parts<'a>(&self, signed: &Signed<'a>) -> Vec<&'a [u8]> {
        let mut parts = Vec::new();
        let mut rest: &'static str = self.signed;
        while let Some((text, (name, after))) = rest
            .split_once('{')
            .and_then(|(text, rest)| Some((text, rest.split_once('}')?)))
        {
            parts.push(text.as_bytes());
            parts.push(match name {
                "body" => signed.body,
                "timestamp" => signed.timestamp.as_bytes(),
                "id" => signed.id.as_bytes(),
                _ => &[],
            });
            rest = after;
        }
        parts.push(rest.as_bytes());
        parts
    }

    fn check_age(&self, timestamp: &str, now: UnixTime) -> Result<(), WebhookError> {
        let Ok(signed_at) = timestamp.parse::<UnixTime>() else {
            return Err(WebhookError::Timestamp(timestamp.to_owned()));
        };
        let off = now.as_secs().abs_diff(signed_at.as_secs());
        if off > u64::from(self.tolerance) {
            return Err(WebhookError::Stale(Duration::from_secs(off)));
        }
        Ok(())
    }
}

fn digest<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Option<Vec<u8>> {
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    for part in parts {
        mac.update(part);
    }
    Some(mac.finalize().into_bytes().to_vec())
}

/// The value of a header that has to be there.
pub(super) fn header<'a>(
    headers: &'a HeaderMap,
    name: &'static str,
) -> Result<&'a str, WebhookError> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.ok_or(WebhookError::MissingHeader(name))
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), WebhookError> {
    let unfit = || WebhookError::MissingHeader(name);
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?;
    headers.insert(key, HeaderValue::from_str(value).map_err(|_| unfit())?);
    Ok(())
}
