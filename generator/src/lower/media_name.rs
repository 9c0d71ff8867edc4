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
