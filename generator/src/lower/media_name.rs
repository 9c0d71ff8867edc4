//! Names of media types.

/// The media type without its parameters.
pub(super) fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or(media);
    essence.trim().to_ascii_lowercase()
}

/// Whether it is JSON.
pub(super) fn is_json(media: &str) -> bool {
    let essence = essence(media);
    let names = [
        "application/json",
        "application/x-json",
        "text/json",
        "text/x-json",
    ];
    names.contains(&essence.as_str()) || essence.ends_with("+json")
}

/// Whether a header can have it as a media type.
pub(super) fn is_media_type(text: &str) -> bool {
    let printable = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let essence = essence(text);
    let halves = essence.split_once('/');
    printable && halves.is_some_and(|(one, other)| !one.is_empty() && !other.is_empty())
}

/// `application/vnd.shop.v2+json` is known by `shop_v2`.
pub(super) fn json_suffix(media: &str) -> String {
    let subtype = essence(media);
    let subtype = subtype.split('/').next_back().unwrap_or_default();
    let subtype = subtype.strip_suffix("+json").unwrap_or(subtype);
    let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
    subtype.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

/// As `Accept` has it: a charset says nothing that JSON and our texts don't.
pub(super) fn trimmed(media: &str) -> String {
    let parameters = media.split(';').skip(1);
    let only_charset = parameters.map(str::trim).all(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("charset") || parameter.is_empty()
    });
    if only_charset {
        media.split(';').next().unwrap_or(media).trim().to_owned()
    } else {
        media.trim().to_owned()
    }
}

/// As the `Content-Type` of a body has it: as it is written, but for the boundary of a
/// form, which is made up, and a charset that isn't ours. What callers give as it is may be
/// in any.
pub(super) fn sent(media: &str, as_given: bool) -> String {
    let stays = |part: &&str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "" => false,
            "boundary" => as_given,
            "charset" => as_given || value.eq_ignore_ascii_case("utf-8"),
            _ => true,
        }
    };
    let parts: Vec<&str> = media.split(';').filter(stays).collect();
    parts.join(";").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_have_no_odd_letters() {
        assert!(is_media_type("application/json"));
        for other in ["", "json", "/", "a/", "text/ü", "a/b\nc: d"] {
            assert!(!is_media_type(other), "{other}");
        }
    }

    #[test]
    fn a_body_is_sent_as_what_is_documented() {
        for same in [
            "application/json; charset=utf-8",
            "application/json;version=2; Charset=\"UTF-8\"",
        ] {
            assert_eq!(sent(same, false), same);
        }
        let latin = "text/csv; charset=iso-8859-1; header=present";
        assert_eq!(sent(latin, false), "text/csv; header=present");
        assert_eq!(sent(latin, true), latin);
        let form = "multipart/form-data; boundary=x";
        assert_eq!(sent(form, false), "multipart/form-data");
    }

    #[test]
    fn a_charset_goes_and_a_version_stays() {
        assert_eq!(
            trimmed("application/json; charset=utf-8"),
            "application/json"
        );
        assert_eq!(
            trimmed("application/json; version=2"),
            "application/json; version=2"
        );
        assert_eq!(json_suffix("application/vnd.shop.v2+json"), "shop_v2");
    }
}
