//! Statuses: the keys of `responses`, and what each is called.

use crate::model::Status;
use std::borrow::Cow;

/// A key of `responses`.
pub(super) fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let digit = key
        .chars()
        .next()?
        .to_digit(10)
        .filter(|digit| (1..=5).contains(digit))?;
    if key.len() == 3 && key.to_ascii_uppercase().ends_with("XX") {
        return u8::try_from(digit).ok().map(Status::Range);
    }
    key.parse()
        .ok()
        .filter(|code| (100..600).contains(code))
        .map(Status::Code)
}

/// HTTP's word for a status, for the variants of a response.
pub(super) fn status_name(status: Status) -> Cow<'static, str> {
    Cow::Borrowed(match status {
        Status::Code(200) => "Ok",
        Status::Code(201) => "Created",
        Status::Code(202) => "Accepted",
        Status::Code(203) => "NonAuthoritative",
        Status::Code(204) => "NoContent",
        Status::Code(205) => "ResetContent",
        Status::Code(206) => "PartialContent",
        Status::Code(207) => "MultiStatus",
        Status::Code(208) => "AlreadyReported",
        Status::Code(300) => "MultipleChoices",
        Status::Code(301) => "MovedPermanently",
        Status::Code(302) => "Found",
        Status::Code(303) => "SeeOther",
        Status::Code(304) => "NotModified",
        Status::Code(307) => "TemporaryRedirect",
        Status::Code(308) => "PermanentRedirect",
        Status::Code(code) => return Cow::Owned(format!("Status{code}")),
        Status::Range(3) => "Redirect",
        Status::Range(_) => "Success",
        Status::Default => "Other",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_responses_are_statuses() {
        assert_eq!(status("200"), Some(Status::Code(200)));
        assert_eq!(status("4XX"), Some(Status::Range(4)));
        assert_eq!(status("4xx"), Some(Status::Range(4)));
        assert_eq!(status("default"), Some(Status::Default));
        for other in ["", "x-note", "99", "600", "2", "20X", "é00"] {
            assert_eq!(status(other), None, "{other}");
        }
    }
}
