//! Values of a seed, for every type of the client, as another's validator sees them.

use std::fmt::Debug;

use intercom_tickets::test_util::Fake;
use intercom_tickets::types::*;
use oas_runtime::schemars::SchemaGenerator;
use serde_json::Value;

const SEEDS: u64 = 20;

/// The values that don't fit the type's schema, or that another call doesn't make again.
fn misfits<T: Fake + serde::Serialize + PartialEq + Debug>() -> Vec<String> {
    let schema = SchemaGenerator::default()
        .into_root_schema_for::<T>()
        .to_value();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut misfits = Vec::new();
    for seed in 0..SEEDS {
        let value = T::fake(seed).unwrap();
        let json: Value = serde_json::to_value(&value).unwrap();
        if T::fake(seed).unwrap() != value || !validator.is_valid(&json) {
            misfits.push(format!(
                "{} of seed {seed}: {json}",
                std::any::type_name::<T>()
            ));
        }
    }
    misfits
}

macro_rules! misfits_of {
    ($($name:ident),* $(,)?) => { [$((stringify!($name), misfits::<$name>())),*] };
}

#[test]
fn every_type_has_values_that_fit_its_schema() {
    let of_types = misfits_of![
        TicketId,
        TicketNumber,
        TicketTypeId,
        TicketTypeAttributeId,
        AttributeListItemId,
        TicketStateId,
        TicketPartId,
        ContactId,
        ExternalContactId,
        CompanyId,
        AdminId,
        TeamId,
        AssigneeId,
        TagId,
        ConversationId,
        JobId,
        WorkspaceId,
        Ticket,
        TicketCategory,
        TicketState,
        TicketStateCategory,
        TicketTypeList,
        TicketType,
        TicketTypeAttributeList,
        TicketTypeAttribute,
        AttributeDataType,
        TicketTypeAttributeInputOptions,
        AttributeListItem,
        TicketStateList,
        ContactList,
        ContactReference,
        LinkedObjectList,
        LinkedObject,
        LinkedObjectType,
        TicketPartList,
        TicketPart,
        TicketPartType,
        Reference,
        Author,
        AuthorType,
        Attachment,
        UpdatedAttribute,
        UpdatedAttributeName,
        UpdatedAttributeValue,
        UpdatedAttributeValueId,
        UpdatedAttributeValueLabel,
        DeletedTicket,
        CreateTicketRequest,
        TicketContact,
        TicketContactId,
        TicketContactExternalId,
        TicketContactEmail,
        TicketAssignment,
        UpdateTicketRequest,
        ChangeTicketTypeRequest,
        ConvertConversationRequest,
        TicketReply,
        AdminReply,
        AdminReplyMessageType,
        QuickReplyOption,
        AttachmentFile,
        ContactReply,
        ExternalContactReply,
        EmailContactReply,
        AttachTagRequest,
        DetachTagRequest,
        LinkConversationRequest,
        SearchTicketsRequest,
        SearchQuery,
        SearchFilter,
        SearchOperator,
        SearchValue,
        SearchListItem,
        SearchGroup,
        SearchGroupOperator,
        SearchPagination,
        TicketList,
        PageInfo,
        NextPage,
        CreateTicketTypeRequest,
        UpdateTicketTypeRequest,
        CreateTicketTypeAttributeRequest,
        UpdateTicketTypeAttributeRequest,
        Tag,
        TagList,
        Conversation,
        ConversationState,
        ConversationPriority,
        ConversationSource,
        TeammateList,
        Job,
        JobStatus,
        Notification,
        NotificationData,
        ErrorList,
        ErrorDetail,
        ErrorCode,
    ];
    let schemas = include_str!("../../../../generated/src/json_schema.rs");
    for (name, misfits) in &of_types {
        assert!(schemas.contains(&format!("    {name} = r#")), "{name}");
        assert_eq!(misfits, &Vec::<String>::new());
    }
    assert_eq!(schemas.matches(" = r#").count(), of_types.len());
}
