//! The keys of all objects but the schema.

use super::{Kind, KnownField, Need, Shape, newer, newest, optional, required};

const TEXTS: Shape = Shape::List(&Shape::Text);
const SCHEMA: Shape = Shape::Object(Kind::Schema);
const DOCS: KnownField = optional("externalDocs", Shape::Object(Kind::ExternalDocs));
const SUMMARY: KnownField = optional("summary", Shape::Text);
const DESCRIPTION: KnownField = optional("description", Shape::Text);
const REFERENCE: KnownField = optional("$ref", Shape::Text);
const SERVERS: KnownField = optional("servers", Shape::List(&Shape::Object(Kind::Server)));
const SECURITY: KnownField = optional("security", Shape::List(&Shape::Map(&TEXTS)));
const PARAMETERS: KnownField = optional("parameters", Shape::List(&Shape::Object(Kind::Parameter)));
const EXAMPLE: KnownField = optional("example", Shape::Any);
const EXAMPLES: KnownField = optional("examples", Shape::Map(&Shape::Object(Kind::Example)));
const CONTENT: Shape = Shape::Map(&Shape::Object(Kind::MediaType));
const HEADERS: KnownField = optional("headers", Shape::Map(&Shape::Object(Kind::Header)));
const CALLBACKS: KnownField = optional("callbacks", Shape::Map(&Shape::Object(Kind::Callback)));
const OPERATION: Shape = Shape::Object(Kind::Operation);
const DEPRECATED: KnownField = optional("deprecated", Shape::Bool);

const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];

pub(super) const RESPONSES: &[KnownField] = &[optional("default", Shape::Object(Kind::Response))];

/// A key that 3.0 requires and 3.1 does not.
const fn required_by_30(name: &'static str, shape: Shape) -> KnownField {
    KnownField {
        need: Need::RequiredBy30,
        ..optional(name, shape)
    }
}

pub(super) fn fields(kind: Kind) -> &'static [KnownField] {
    match kind {
        Kind::OpenApi => OPEN_API,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Components => COMPONENTS,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATIONS,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE_OBJECT,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => FLOWS,
        Kind::OAuthFlow => FLOW,
        Kind::Schema | Kind::Paths | Kind::Responses | Kind::Callback => &[],
    }
}

const OPEN_API: &[KnownField] = &[
    required("openapi", Shape::Any),
    required("info", Shape::Object(Kind::Info)),
    required_by_30("paths", Shape::Object(Kind::Paths)),
    SERVERS,
    optional("components", Shape::Object(Kind::Components)),
    SECURITY,
    optional("tags", Shape::List(&Shape::Object(Kind::Tag))),
    DOCS,
    newer("webhooks", Shape::Map(&Shape::Object(Kind::PathItem))),
    // What documents of 3.0 call them.
    optional("x-webhooks", Shape::Map(&Shape::Object(Kind::PathItem))),
    newer("jsonSchemaDialect", Shape::Text),
    newest("$self", Shape::Text),
];

const INFO: &[KnownField] = &[
    required("title", Shape::Text),
    required("version", Shape::Text),
    newer("summary", Shape::Text),
    DESCRIPTION,
    optional("termsOfService", Shape::Text),
    optional("contact", Shape::Object(Kind::Contact)),
    optional("license", Shape::Object(Kind::License)),
];

const CONTACT: &[KnownField] = &[
    optional("name", Shape::Text),
    optional("url", Shape::Text),
    optional("email", Shape::Text),
];

const LICENSE: &[KnownField] = &[
    required("name", Shape::Text),
    optional("url", Shape::Text),
    newer("identifier", Shape::Text),
];

const SERVER: &[KnownField] = &[
    required("url", Shape::Text),
    DESCRIPTION,
    optional(
        "variables",
        Shape::Map(&Shape::Object(Kind::ServerVariable)),
    ),
    newest("name", Shape::Text),
];

const SERVER_VARIABLE: &[KnownField] = &[
    required("default", Shape::Text),
    optional("enum", TEXTS),
    DESCRIPTION,
];

const COMPONENTS: &[KnownField] = &[
    optional("schemas", Shape::Map(&SCHEMA)),
    optional("responses", Shape::Map(&Shape::Object(Kind::Response))),
    optional("parameters", Shape::Map(&Shape::Object(Kind::Parameter))),
    EXAMPLES,
    optional(
        "requestBodies",
        Shape::Map(&Shape::Object(Kind::RequestBody)),
    ),
    HEADERS,
    optional(
        "securitySchemes",
        Shape::Map(&Shape::Object(Kind::SecurityScheme)),
    ),
    optional("links", Shape::Map(&Shape::Object(Kind::Link))),
    CALLBACKS,
    newer("pathItems", Shape::Map(&Shape::Object(Kind::PathItem))),
    newest("mediaTypes", CONTENT),
];

const PATH_ITEM: &[KnownField] = &[
    REFERENCE,
    SUMMARY,
    DESCRIPTION,
    optional("get", OPERATION),
    optional("put", OPERATION),
    optional("post", OPERATION),
    optional("delete", OPERATION),
    optional("options", OPERATION),
    optional("head", OPERATION),
    optional("patch", OPERATION),
    optional("trace", OPERATION),
    newest("query", OPERATION),
    newest("additionalOperations", Shape::Map(&OPERATION)),
    SERVERS,
    PARAMETERS,
];

const OPERATIONS: &[KnownField] = &[
    required_by_30("responses", Shape::Object(Kind::Responses)),
    optional("operationId", Shape::Text),
    optional("tags", TEXTS),
    SUMMARY,
    DESCRIPTION,
    DOCS,
    PARAMETERS,
    optional("requestBody", Shape::Object(Kind::RequestBody)),
    CALLBACKS,
    DEPRECATED,
    SECURITY,
    SERVERS,
];

const EXTERNAL_DOCS: &[KnownField] = &[required("url", Shape::Text), DESCRIPTION];

const PARAMETER: &[KnownField] = &[
    required("name", Shape::Text),
    required(
        "in",
        Shape::Word(&["path", "query", "header", "cookie", "querystring"]),
    ),
    REFERENCE,
    DESCRIPTION,
    optional("required", Shape::Bool),
    DEPRECATED,
    optional("allowEmptyValue", Shape::Bool),
    optional("style", Shape::Word(STYLES)),
    optional("explode", Shape::Bool),
    optional("allowReserved", Shape::Bool),
    optional("schema", SCHEMA),
    EXAMPLE,
    EXAMPLES,
    optional("content", CONTENT),
];

const REQUEST_BODY: &[KnownField] = &[
    required("content", CONTENT),
    REFERENCE,
    DESCRIPTION,
    optional("required", Shape::Bool),
];

const MEDIA_TYPE: &[KnownField] = &[
    optional("schema", SCHEMA),
    EXAMPLE,
    EXAMPLES,
    optional("encoding", Shape::Map(&Shape::Object(Kind::Encoding))),
    newest("itemSchema", SCHEMA),
    newest("itemEncoding", Shape::Object(Kind::Encoding)),
    newest(
        "prefixEncoding",
        Shape::List(&Shape::Object(Kind::Encoding)),
    ),
];

const ENCODING: &[KnownField] = &[
    optional("contentType", Shape::Text),
    HEADERS,
    optional("style", Shape::Word(STYLES)),
    optional("explode", Shape::Bool),
    optional("allowReserved", Shape::Bool),
];

const RESPONSE: &[KnownField] = &[
    KnownField {
        need: Need::RequiredBy31,
        ..optional("description", Shape::Text)
    },
    REFERENCE,
    newest("summary", Shape::Text),
    HEADERS,
    optional("content", CONTENT),
    optional("links", Shape::Map(&Shape::Object(Kind::Link))),
];

const EXAMPLE_OBJECT: &[KnownField] = &[
    REFERENCE,
    SUMMARY,
    DESCRIPTION,
    optional("value", Shape::Any),
    optional("externalValue", Shape::Text),
    newest("dataValue", Shape::Any),
    newest("serializedValue", Shape::Text),
];

const LINK: &[KnownField] = &[
    REFERENCE,
    optional("operationRef", Shape::Text),
    optional("operationId", Shape::Text),
    optional("parameters", Shape::Map(&Shape::Any)),
    optional("requestBody", Shape::Any),
    DESCRIPTION,
    optional("server", Shape::Object(Kind::Server)),
];

const HEADER: &[KnownField] = &[
    REFERENCE,
    DESCRIPTION,
    optional("required", Shape::Bool),
    DEPRECATED,
    optional("allowEmptyValue", Shape::Bool),
    optional("style", Shape::Word(STYLES)),
    optional("explode", Shape::Bool),
    optional("allowReserved", Shape::Bool),
    optional("schema", SCHEMA),
    EXAMPLE,
    EXAMPLES,
    optional("content", CONTENT),
];

const TAG: &[KnownField] = &[
    required("name", Shape::Text),
    DESCRIPTION,
    DOCS,
    newest("summary", Shape::Text),
    newest("parent", Shape::Text),
    newest("kind", Shape::Text),
];

const DISCRIMINATOR: &[KnownField] = &[
    required("propertyName", Shape::Text),
    optional("mapping", Shape::Map(&Shape::Text)),
    newest("defaultMapping", Shape::Text),
];

const XML: &[KnownField] = &[
    optional("name", Shape::Text),
    optional("namespace", Shape::Text),
    optional("prefix", Shape::Text),
    optional("attribute", Shape::Bool),
    optional("wrapped", Shape::Bool),
    newest("nodeType", Shape::Text),
];

const SECURITY_SCHEME: &[KnownField] = &[
    required(
        "type",
        Shape::Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
    ),
    REFERENCE,
    DESCRIPTION,
    optional("name", Shape::Text),
    optional("in", Shape::Word(&["query", "header", "cookie"])),
    optional("scheme", Shape::Text),
    optional("bearerFormat", Shape::Text),
    optional("flows", Shape::Object(Kind::OAuthFlows)),
    optional("openIdConnectUrl", Shape::Text),
    newest("oauth2MetadataUrl", Shape::Text),
    newest("deprecated", Shape::Bool),
];

const FLOWS: &[KnownField] = &[
    optional("implicit", Shape::Object(Kind::OAuthFlow)),
    optional("password", Shape::Object(Kind::OAuthFlow)),
    optional("clientCredentials", Shape::Object(Kind::OAuthFlow)),
    optional("authorizationCode", Shape::Object(Kind::OAuthFlow)),
    newest("deviceAuthorization", Shape::Object(Kind::OAuthFlow)),
];

const FLOW: &[KnownField] = &[
    required("scopes", Shape::Map(&Shape::Text)),
    optional("authorizationUrl", Shape::Text),
    optional("tokenUrl", Shape::Text),
    optional("refreshUrl", Shape::Text),
    newest("deviceAuthorizationUrl", Shape::Text),
];
