//! What a success gives, and what else one may ask for.

use super::media::{Class, Media};
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::{
    Direction, DocumentedResponse, Payload, RustIdent, Status, StatusVariant, Success, TypeRef,
};
use crate::names::Convention;
use crate::tree::{HashSet, Node, Place};

/// One content that a response may have.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// What a method is called after that asks for it.
    suffix: String,
    payload: Payload,
    accept: Vec<String>,
}

/// A documented response and all that it may hold, the plain method's first.
#[derive(Debug, Clone)]
pub(super) struct Offers {
    pub documented: DocumentedResponse,
    offers: Vec<Offer>,
}

/// What a method gives, and what it asks for.
pub(super) struct MethodResult<'o> {
    pub suffix: Option<String>,
    chosen: Vec<(&'o Offers, Option<&'o Offer>)>,
    pub accept: Option<String>,
}

impl OperationLowerer<'_> {
    /// What the response at `target` may hold. Text and bytes that are only
    /// another notation of the first are passed over: to ask for JSON is to get
    /// the same.
    pub(super) fn offers(
        &mut self,
        target: &Place,
        status: Status,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Offer> {
        self.report_media(target);
        let all = self.context.media(target, Direction::Response);
        self.cover_media(&all);
        let is_success = status.is_success() || status == Status::Default;
        let is_error = !is_success && !status.is_redirect();
        let stream = |media: &Media| matches!(media.class, Class::Events | Class::Lines);
        let (streams, mut plain): (Vec<Media>, Vec<Media>) = all.into_iter().partition(stream);
        if is_error {
            // What an error holds besides JSON is in its body, untouched.
            plain.retain(|media| media.class == Class::Json);
            for other in plain.iter().skip(1) {
                self.report_other_error(&other.place);
            }
            plain.truncate(1);
        }
        self.prefer_text(&mut plain);
        if let Some(first) = plain.first().cloned() {
            let repeats = |media: &Media| {
                media.place != first.place
                    && matches!(media.class, Class::Text | Class::Bytes)
                    && self.context.node(&media.schema).is_some()
                    && self.context.same(&media.schema, &first.schema)
            };
            plain.retain(|media| !repeats(media));
        }
        let streams = streams.into_iter().filter(|_| is_success);
        let mut offers: Vec<Offer> = Vec::new();
        let mut suffixes = HashSet::default();
        for media in plain.into_iter().chain(streams) {
            let mut suffix = media.suffix();
            if !suffixes.insert(suffix.clone()) {
                suffix = format!("{suffix}_{}", offers.len() + 1);
                suffixes.insert(suffix.clone());
            }
            let other = (!offers.is_empty()).then_some(suffix.as_str());
            let payload = self.offered(&media, status, other, name, module);
            offers.push(Offer {
                suffix,
                payload,
                accept: media.accepted(),
            });
        }
        offers
    }

    /// Says that an error is read by the first of its schemas alone.
    fn report_other_error(&mut self, place: &Place) {
        let message = "an error is described by several schemas of JSON";
        let diagnostic = Diagnostic::note(Code::Unsupported, message)
            .at_key(place, "the first is its type; read others from the body")
            .makes(Fidelity::Narrower);
        self.names().report(diagnostic);
    }

    /// A text is a text where the API has it as such: as JSON it would be in
    /// quotes, and what sends logs and the like sends no JSON, whatever it is
    /// asked for.
    fn prefer_text(&self, plain: &mut Vec<Media>) {
        let is_text = |media: &Media| {
            let schema = self
                .context
                .resolve(&media.schema)
                .and_then(|place| self.context.node(&place));
            media.is_plain_text()
                && schema.is_some_and(|schema| {
                    schema.get("type").and_then(Node::as_str) == Some("string")
                        && schema.get("enum").is_none()
                })
        };
        let Some(index) = plain.iter().position(is_text) else {
            return;
        };
        let text = plain.remove(index);
        let repeats = |media: &Media| {
            media.class == Class::Json && self.context.same(&media.schema, &text.schema)
        };
        let before = plain.len();
        plain.retain(|media| !repeats(media));
        let at = if plain.len() < before { 0 } else { index };
        plain.insert(at, text);
    }

    fn offered(
        &mut self,
        media: &Media,
        status: Status,
        other: Option<&str>,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Payload {
        // A stream of lines has a type.
        if media.class != Class::Lines {
            self.report_untyped(media);
        }
        let name = name.plain();
        let is_response = status.is_success() || status.is_redirect();
        let what = match (media.class, is_response) {
            (Class::Events, _) => "event",
            (Class::Lines, _) => "item",
            (_, true) => "response",
            (_, false) => "error",
        };
        let other = other.filter(|_| media.class == Class::Json);
        let text = match other {
            Some(suffix) => format!("{name}_{suffix}_{what}"),
            None => format!("{name}_{what}"),
        };
        let naming = Naming {
            candidates: vec![text.clone(), format!("{text}_{status}")],
            module: module.clone(),
        };
        match media.class {
            Class::Json => {
                let schema = &media.schema;
                let lowered = self.context.node(schema);
                let lowered = lowered.map(|_| self.schemas.schema(schema, &naming));
                let codec = lowered.and_then(|lowered| lowered.codec);
                Payload::Json(self.response_type(media, &naming), codec)
            }
            Class::Text => Payload::Text,
            Class::Events => match self.context.event_texts(&media.schema) {
                Some(texts) => Payload::EventObjects(self.response_type(media, &naming), texts),
                None => Payload::Events(self.event_type(media, &naming)),
            },
            Class::Lines => {
                let ty = self.response_type(media, &naming);
                Payload::Lines(item_of(ty))
            }
            Class::Bytes | Class::Form | Class::Multipart => Payload::Bytes,
        }
    }

    fn response_type(&mut self, media: &Media, naming: &Naming) -> TypeRef {
        if self.context.node(&media.schema).is_none() {
            return TypeRef::Any;
        }
        let lowered = self.schemas.schema(&media.schema, naming);
        let ty = super::primitive::without_external(lowered.ty);
        super::lowered::optional(ty, lowered.nullable)
    }

    /// The type of an event's data: text, unless the schema says more.
    fn event_type(&mut self, media: &Media, naming: &Naming) -> Option<TypeRef> {
        let target = self.context.resolve(&media.schema)?;
        let node = self.context.node(&target)?;
        let is_text = node.get("type").and_then(Node::as_str) == Some("string");
        let says_nothing = node.as_map().is_some_and(|map| {
            map.keys()
                .all(|key| matches!(key.as_str(), "description" | "title" | "example"))
        });
        if is_text || says_nothing {
            return None;
        }
        Some(item_of(self.response_type(media, naming)))
    }

    /// What the plain method gives, and then what each other one does.
    pub(super) fn results(responses: &[Offers]) -> Vec<MethodResult<'_>> {
        let is_response = |status: Status| status.is_success() || status.is_redirect();
        let mut successes: Vec<&Offers> = responses
            .iter()
            .filter(|response| is_response(response.documented.status))
            .collect();
        if successes.is_empty() {
            let rest = responses.iter();
            successes.extend(rest.filter(|response| response.documented.status == Status::Default));
        }
        let mut suffixes: Vec<Option<&str>> = vec![None];
        for offers in &successes {
            let others = offers.offers.iter().skip(1);
            suffixes.extend(others.map(|offer| Some(offer.suffix.as_str())));
        }
        let mut results: Vec<MethodResult> = Vec::new();
        for suffix in suffixes {
            if results
                .iter()
                .any(|result| result.suffix.as_deref() == suffix)
            {
                continue;
            }
            let chosen: Vec<(&Offers, Option<&Offer>)> = successes
                .iter()
                .map(|offers| (*offers, offers.choose(suffix)))
                .collect();
            results.push(MethodResult {
                suffix: suffix.map(str::to_owned),
                accept: accept(&chosen),
                chosen,
            });
        }
        results
    }

    /// What a success gives, redirects among it: one type, or one a status.
    pub(super) fn success(
        &mut self,
        result: &MethodResult<'_>,
        name: &RustIdent,
        place: &Place,
    ) -> Success {
        let chosen = &result.chosen;
        let payloads: Vec<Option<Payload>> = chosen
            .iter()
            .map(|(_, offer)| offer.map(|offer| offer.payload.clone()))
            .collect();
        let Some(first) = payloads.first() else {
            return Success::Empty;
        };
        // A redirect beside other responses is told from them by its status, which
        // a type alone doesn't show.
        let mut statuses = chosen.iter().map(|(offers, _)| offers.documented.status);
        let redirects = chosen.len() > 1 && statuses.any(Status::is_redirect);
        if !redirects && payloads.iter().all(|payload| payload == first) {
            return first.clone().map_or(Success::Empty, Success::Of);
        }
        // A status without a body is a stream without items.
        let mut bodies = payloads.iter().flatten();
        if let (Some(stream), None) = (bodies.next(), bodies.next())
            && stream.is_stream()
        {
            return Success::Of(stream.clone());
        }
        let wanted = match &result.suffix {
            Some(suffix) => format!("{}_{suffix}_response", name.plain()),
            None => format!("{}_response", name.plain()),
        };
        // A response's own schema may be called so.
        let several = format!("{wanted}s");
        let mut item = self.context.ledger.pointer(place);
        if let Some(suffix) = &result.suffix {
            item = format!("{item}/{suffix}");
        }
        let claim = self
            .names()
            .types
            .claim_as(&item, &[&wanted, &several], "response", place);
        let context = self.context;
        let owner = context.ledger.owner(claim.name.plain());
        let mut scope = context.scope(Convention::Variant, &[], "status", &owner);
        let variants = chosen
            .iter()
            .zip(payloads)
            .map(|((offers, _), payload)| {
                let documented = &offers.documented;
                let status = super::status::status_name(documented.status);
                StatusVariant {
                    name: scope.claim_as(&status, &[&status], "status", place).name,
                    status: documented.status,
                    payload: payload.map(whole),
                    description: documented.description.clone(),
                }
            })
            .collect();
        Success::ByStatus {
            name: claim.name,
            variants,
        }
    }
}

impl MethodResult<'_> {
    /// What there is if redirects are left to errors: the one thing that all
    /// statuses of 2xx give, if they give one.
    pub fn without_redirects(&self) -> Option<&Payload> {
        let mut payloads = self
            .chosen
            .iter()
            .filter(|(offers, _)| !offers.documented.status.is_redirect())
            .map(|(_, offer)| offer.map(|offer| &offer.payload));
        let first = payloads.next()??;
        payloads
            .all(|payload| payload == Some(first))
            .then_some(first)
    }

    pub fn redirects(&self) -> Vec<Status> {
        let statuses = self
            .chosen
            .iter()
            .map(|(offers, _)| offers.documented.status);
        statuses.filter(|status| status.is_redirect()).collect()
    }
}

impl Offers {
    pub fn new(mut documented: DocumentedResponse, offers: Vec<Offer>) -> Self {
        documented.payload = offers.first().map(|offer| offer.payload.clone());
        Self { documented, offers }
    }

    /// The content that a method asks for, or else the plain one.
    fn choose(&self, suffix: Option<&str>) -> Option<&Offer> {
        let others = self.offers.iter().skip(1);
        let mut named = others.filter(|offer| Some(offer.suffix.as_str()) == suffix);
        named.next().or_else(|| self.offers.first())
    }
}

/// Beside responses of other statuses a stream is read as a whole.
fn whole(payload: Payload) -> Payload {
    match payload {
        Payload::Events(_) | Payload::EventObjects(..) => Payload::Text,
        Payload::Lines(_) => Payload::Bytes,
        other => other,
    }
}

/// A stream of a list is one of its items.
fn item_of(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::List(item) => *item,
        other => other,
    }
}

/// The media types that are asked for; `None` for what is asked for anyway.
fn accept(chosen: &[(&Offers, Option<&Offer>)]) -> Option<String> {
    let mut types: Vec<&str> = Vec::new();
    for media in chosen
        .iter()
        .filter_map(|(_, offer)| *offer)
        .flat_map(|offer| &offer.accept)
    {
        if !types.contains(&media.as_str()) {
            types.push(media);
        }
    }
    (!types.is_empty() && types != ["application/json"]).then(|| types.join(", "))
}
