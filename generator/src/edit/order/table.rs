//! The order of keys.

use crate::grammar::Kind;

/// The keys of an object in their order; those that `|` joins keep the order in which
/// they stand. Keys that are not listed stay behind the one before them.
fn keys(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenApi => {
            "openapi $self info jsonSchemaDialect externalDocs servers security \
             tags paths webhooks components"
        }
        Kind::Info => "title summary version description termsOfService contact license",
        Kind::Server => "url name description variables",
        Kind::Tag => "name summary description parent kind externalDocs",
        Kind::Components => {
            "securitySchemes parameters headers requestBodies responses examples \
             links callbacks pathItems mediaTypes schemas"
        }
        Kind::PathItem => {
            "$ref summary description servers parameters \
             get|put|post|delete|options|head|patch|trace|query|additionalOperations"
        }
        Kind::Operation => {
            "operationId tags summary description externalDocs deprecated security \
             servers parameters requestBody responses callbacks"
        }
        Kind::Parameter | Kind::Header => {
            "$ref name in required deprecated description style explode \
             allowReserved allowEmptyValue schema content example examples"
        }
        Kind::RequestBody => "$ref required description content",
        Kind::MediaType => {
            "$ref schema itemSchema encoding prefixEncoding itemEncoding example \
             examples"
        }
        Kind::Response => "$ref summary description headers content links",
        Kind::Example => "$ref summary description value dataValue serializedValue externalValue",
        Kind::SecurityScheme => {
            "$ref type scheme bearerFormat name in openIdConnectUrl description \
             flows"
        }
        Kind::Schema => {
            "$schema $id $anchor $dynamicAnchor $ref $dynamicRef $comment title \
             type format multipleOf minimum exclusiveMinimum maximum \
             exclusiveMaximum minLength maxLength pattern contentEncoding \
             contentMediaType contentSchema nullable readOnly writeOnly deprecated \
             description externalDocs default const enum allOf oneOf anyOf not if \
             then else discriminator minProperties maxProperties required \
             properties patternProperties propertyNames additionalProperties \
             unevaluatedProperties dependentRequired dependentSchemas minItems \
             maxItems uniqueItems minContains maxContains contains prefixItems \
             items unevaluatedItems xml $defs example examples"
        }
        _ => "",
    }
}

/// Where the members of an object go: indexes in their new order.
pub(super) fn order<'a>(kind: Kind, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let table = keys(kind);
    let is_one = |entry: &str, name: &str| entry.split('|').any(|key| key == name);
    let mut rank = 0;
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (index, name) in names.enumerate() {
        let listed = table.split(' ').position(|entry| is_one(entry, name));
        rank = listed.map_or(rank, |listed| listed + 1);
        ranked.push((rank, index));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_only_known_keys_and_nearly_all() {
        for kind in [
            Kind::OpenApi,
            Kind::Info,
            Kind::Server,
            Kind::Tag,
            Kind::Components,
            Kind::PathItem,
            Kind::Operation,
            Kind::Parameter,
            Kind::Header,
            Kind::RequestBody,
            Kind::MediaType,
            Kind::Response,
            Kind::Example,
            Kind::SecurityScheme,
            Kind::Schema,
        ] {
            let listed: Vec<&str> = keys(kind).split([' ', '|']).collect();
            for field in kind
                .fields()
                .iter()
                .filter(|field| !field.name.starts_with("x-"))
            {
                let is_rare = matches!(field.name, "oauth2MetadataUrl" | "deprecated")
                    && kind == Kind::SecurityScheme;
                assert!(
                    is_rare || listed.contains(&field.name),
                    "{kind:?} {}",
                    field.name
                );
            }
        }
    }

    #[test]
    fn what_is_not_listed_stays_behind_its_neighbour() {
        let names = ["x-a", "responses", "x-b", "x-c", "operationId", "x-d"];
        let order = order(Kind::Operation, names.into_iter());
        let ordered: Vec<&str> = order.into_iter().map(|index| names[index]).collect();
        assert_eq!(
            ordered,
            ["x-a", "operationId", "x-d", "responses", "x-b", "x-c"]
        );
    }
}
