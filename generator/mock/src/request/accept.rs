//! Which of several media types a client wants.

use http::HeaderMap;

use crate::api::Media;

/// The media type to respond with: the one that `Accept` likes best, JSON among
/// equals. `None` if it likes none.
pub(crate) fn choose<'a>(media: &'a [Media], headers: &HeaderMap) -> Option<&'a Media> {
    let ranges: Vec<(mime::Mime, f32)> = headers
        .get_all(http::header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .filter_map(range)
        .collect();
    let weigh = |media: &Media| {
        if ranges.is_empty() {
            return 1.0;
        }
        let fitting = ranges
            .iter()
            .filter_map(|(range, weight)| Some((fits(range, media)?, weight)));
        // The most precise range counts.
        fitting
            .max_by_key(|(precision, _)| *precision)
            .map_or(0.0, |(_, weight)| *weight)
    };
    let mut best: Option<(&Media, f32)> = None;
    let json_first = media.iter().filter(|media| media.is_json());
    let json_first = json_first.chain(media.iter().filter(|media| !media.is_json()));
    for media in json_first {
        let weight = weigh(media);
        if weight > best.map_or(0.0, |(_, weight)| weight) {
            best = Some((media, weight));
        }
    }
    best.map(|(media, _)| media)
}

fn range(text: &str) -> Option<(mime::Mime, f32)> {
    let range: mime::Mime = text.trim().parse().ok()?;
    let weight = range
        .get_param("q")
        .and_then(|weight| weight.as_str().parse().ok());
    Some((range, weight.unwrap_or(1.0)))
}

/// How precisely a range means a media type, if it does.
fn fits(range: &mime::Mime, media: &Media) -> Option<u8> {
    let essence = media.essence();
    let (kind, sub) = essence.split_once('/').unwrap_or((&essence, "*"));
    if range.essence_str() == essence {
        media.has_parameters_of(range.as_ref()).then_some(2)
    } else if range.type_() == kind && (range.subtype() == "*" || sub == "*") {
        Some(1)
    } else if range.type_() == "*" || kind == "*" {
        Some(0)
    } else {
        None
    }
}
