//! Bodies and responses by what they are made of.

use super::{
    Body, Codec, Operation, Pagination, ParameterStyle, RustIdent, Status, StatusVariant, Success,
    TypeRef, WireName,
};
use crate::tree::IndexMap;

/// How a request's body is written.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyKind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`, with the members that are not
    /// written as they are by default.
    Form(Vec<MemberEncoding>),
    /// `multipart/form-data`, likewise.
    Multipart(Vec<MemberEncoding>),
    /// Text, as the caller has it.
    Text,
    /// Anything else, as the caller has it.
    Bytes,
}

/// How a member of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberEncoding {
    /// The member; `None` for all that are not named.
    pub member: Option<WireName>,
    /// Its style.
    pub style: ParameterStyle,
    /// The media type of its part.
    pub content_type: Option<String>,
    /// The headers of its part that have one value.
    pub headers: Vec<(String, String)>,
}

/// What a response holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// JSON, and how it is read where that isn't the type's own way.
    Json(TypeRef, Option<Codec>),
    /// Text.
    Text,
    /// Bytes of any other type.
    Bytes,
    /// Server-sent events, with JSON of a type or text as their data.
    Events(Option<TypeRef>),
    /// Server-sent events, each an object with its name and data as members, and
    /// the names of those whose data is text.
    EventObjects(TypeRef, Vec<String>),
    /// JSON, line by line.
    Lines(TypeRef),
}

impl Payload {
    /// The type of its JSON, as far as it is one document.
    #[must_use]
    pub fn json(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty, _) => Some(ty),
            Self::Text
            | Self::Bytes
            | Self::Events(_)
            | Self::EventObjects(..)
            | Self::Lines(_) => None,
        }
    }

    /// Every type in it.
    pub(crate) fn ty_mut(&mut self) -> Option<&mut TypeRef> {
        match self {
            Self::Json(ty, _) | Self::Lines(ty) | Self::EventObjects(ty, _) => Some(ty),
            Self::Events(ty) => ty.as_mut(),
            Self::Text | Self::Bytes => None,
        }
    }

    /// Whether it comes item by item.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(
            self,
            Self::Events(_) | Self::EventObjects(..) | Self::Lines(_)
        )
    }
}

/// Another method of an operation: with a body or a response of another kind.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The method's name in Rust.
    pub name: RustIdent,
    /// The request body.
    pub body: Option<Body>,
    /// What a success gives.
    pub success: Success,
    /// The redirects that are responses like any success.
    pub redirects: Vec<Status>,
    /// The media types that are asked for; `None` for plain JSON.
    pub accept: Option<String>,
    /// How to turn pages.
    pub pagination: Option<Pagination>,
}

impl Operation {
    /// Hands out the operation as each of its other methods has it.
    pub fn for_others(&self, mut each: impl FnMut(&Operation)) {
        let mut other = self.clone();
        for alternative in std::mem::take(&mut other.alternatives) {
            other.name = alternative.name;
            other.body = alternative.body;
            other.success = alternative.success;
            other.redirects = alternative.redirects;
            other.accept = alternative.accept;
            other.pagination = alternative.pagination;
            each(&other);
        }
    }

    /// Every body that one of its methods takes.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let others = self.alternatives.iter();
        let others = others.filter_map(|alternative| alternative.body.as_ref());
        self.body.iter().chain(others)
    }

    pub(crate) fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Body> {
        let others = self.alternatives.iter_mut();
        let others = others.filter_map(|alternative| alternative.body.as_mut());
        self.body.iter_mut().chain(others)
    }

    /// What each of its methods gives.
    pub fn results(&self) -> impl Iterator<Item = &Success> {
        let others = self.alternatives.iter();
        std::iter::once(&self.success).chain(others.map(|alternative| &alternative.success))
    }

    /// Whether a response of this status is what the plain method gives.
    #[must_use]
    pub fn gives(&self, status: Status) -> bool {
        let by_status = match &self.success {
            Success::ByStatus { variants, .. } => variants.as_slice(),
            Success::Empty | Success::Of(_) => &[],
        };
        status.is_success()
            || self.redirects.contains(&status)
            || by_status.iter().any(|variant| variant.status == status)
    }

    /// The enums of what its methods give by status: methods may share one.
    #[must_use]
    pub fn by_status(&self) -> Vec<(&RustIdent, &[StatusVariant])> {
        let mut found = IndexMap::default();
        for response in self.results() {
            if let Success::ByStatus { name, variants } = response {
                found.entry(name).or_insert(variants.as_slice());
            }
        }
        found.into_iter().collect()
    }

    pub(crate) fn paginations_mut(&mut self) -> impl Iterator<Item = &mut Pagination> {
        let others = self.alternatives.iter_mut();
        let others = others.filter_map(|alternative| alternative.pagination.as_mut());
        self.pagination.iter_mut().chain(others)
    }

    pub(crate) fn results_mut(&mut self) -> impl Iterator<Item = &mut Success> {
        let others = self.alternatives.iter_mut();
        std::iter::once(&mut self.success).chain(others.map(|alternative| &mut alternative.success))
    }
}

impl Success {
    /// Every type in it.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut TypeRef> {
        match self {
            Self::Of(payload) => payload.ty_mut().into_iter().collect(),
            Self::ByStatus { variants, .. } => {
                let payloads = variants.iter_mut();
                let payloads = payloads.filter_map(|variant| variant.payload.as_mut());
                payloads.filter_map(Payload::ty_mut).collect()
            }
            Self::Empty => Vec::new(),
        }
    }
}
