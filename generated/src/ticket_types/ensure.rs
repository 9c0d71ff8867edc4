//! A ticket type as code says it should be, and what has to be done for that.

use std::error::Error as StdError;
use std::fmt;

use super::TicketTypeCatalog;
use super::attributes::{form, items};
use super::error::AttributeError;
use super::resolve::{Miss, pick};
use crate::types::{
    CreateTicketTypeAttributeRequest, CreateTicketTypeRequest, TicketType, TicketTypeAttribute,
    TicketTypeAttributeId, TicketTypeId, UpdateTicketTypeAttributeRequest, UpdateTicketTypeRequest,
};
use crate::{Client, Error};

/// A ticket type and its attributes, as they should be: the requests that would create them.
/// What a request leaves open is left as it is.
///
/// ```no_run
/// use intercom_tickets::ticket_types::{TicketTypeCatalog, TicketTypeSpec};
/// use intercom_tickets::types::{
///     AttributeDataType, CreateTicketTypeAttributeRequest, CreateTicketTypeRequest,
/// };
///
/// # async fn example(client: intercom_tickets::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let severity = CreateTicketTypeAttributeRequest::new(
///     "severity",
///     "How much water is on the floor?",
///     AttributeDataType::List,
/// );
/// let leak = TicketTypeSpec::new(CreateTicketTypeRequest::new("Leak"))
///     .attribute(severity.list_items("Drip,Puddle,Flood").required_to_create(true));
///
/// // What would be done,
/// let plan = TicketTypeCatalog::load(&client).await?.plan(&leak)?;
/// println!("{plan}");
/// // or plan and do it. A second time there is nothing to do.
/// let leak = client.ensure_ticket_type(&leak).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct TicketTypeSpec {
    of: CreateTicketTypeRequest,
    attributes: Vec<CreateTicketTypeAttributeRequest>,
}

impl TicketTypeSpec {
    /// A type of which only the type itself is said.
    pub fn new(of: CreateTicketTypeRequest) -> Self {
        Self {
            of,
            attributes: Vec::new(),
        }
    }

    /// Adds an attribute. The order of attributes isn't brought about.
    pub fn attribute(mut self, attribute: CreateTicketTypeAttributeRequest) -> Self {
        self.attributes.push(attribute);
        self
    }
}

/// What has to be done for a ticket type to be as it should. Nothing of it deletes or
/// archives anything.
///
/// As text it has a line for each step.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketTypePlan {
    /// The type, if it is there.
    id: Option<TicketTypeId>,
    steps: Vec<PlanStep>,
}

/// One request of a plan.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlanStep {
    /// The type isn't there.
    CreateType(CreateTicketTypeRequest),
    /// The type is there, and otherwise.
    UpdateType(UpdateTicketTypeRequest),
    /// The attribute isn't there.
    CreateAttribute(CreateTicketTypeAttributeRequest),
    /// The attribute is there, and otherwise.
    UpdateAttribute {
        /// Its id.
        id: TicketTypeAttributeId,
        /// Its name.
        name: String,
        /// What changes.
        change: UpdateTicketTypeAttributeRequest,
    },
}

impl TicketTypeCatalog {
    /// What has to be done for a type to be as the specification says.
    ///
    /// # Errors
    ///
    /// If it can't be done: several types have the name, the type or an attribute is
    /// archived, or an attribute has another data type.
    pub fn plan(&self, spec: &TicketTypeSpec) -> Result<TicketTypePlan, AttributeError> {
        let found = match pick(&self.0, &spec.of.name) {
            Ok(found) => found,
            Err(Miss::Unknown(_)) => return Ok(TicketTypePlan::from_nothing(spec)),
            Err(miss) => return Err(AttributeError::ticket_type(&spec.of.name, miss)),
        };
        let mut steps = Vec::new();
        let change = change_of_type(found, &spec.of);
        if change != UpdateTicketTypeRequest::new() {
            steps.push(PlanStep::UpdateType(change));
        }
        for wanted in &spec.attributes {
            match pick(form(found), &wanted.name) {
                Ok(attribute) => steps.extend(change_of_attribute(attribute, wanted)?),
                Err(Miss::Unknown(_)) => steps.push(PlanStep::CreateAttribute(wanted.clone())),
                Err(miss) => {
                    return Err(AttributeError::attribute(&wanted.name, &spec.of.name, miss));
                }
            }
        }
        Ok(TicketTypePlan {
            id: Some(found.id.clone()),
            steps,
        })
    }
}

/// The value that is wanted, where the workspace says another.
fn changed<T: Clone + PartialEq>(is: Option<&T>, wanted: Option<&T>) -> Option<T> {
    wanted
        .filter(|wanted| is.is_some_and(|is| is != *wanted))
        .cloned()
}

fn change_of_type(is: &TicketType, wanted: &CreateTicketTypeRequest) -> UpdateTicketTypeRequest {
    UpdateTicketTypeRequest::new()
        .description(changed(
            is.description.as_ref(),
            wanted.description.as_ref(),
        ))
        .category(changed(is.category.as_ref(), wanted.category.as_ref()))
        .icon(changed(is.icon.as_ref(), wanted.icon.as_ref()))
        .is_internal(changed(
            is.is_internal.as_ref(),
            wanted.is_internal.as_ref(),
        ))
}

fn change_of_attribute(
    is: &TicketTypeAttribute,
    wanted: &CreateTicketTypeAttributeRequest,
) -> Result<Option<PlanStep>, AttributeError> {
    if let Some(data_type) = changed(is.data_type.as_ref(), Some(&wanted.data_type)) {
        let has = is.data_type.as_ref().map(ToString::to_string);
        return Err(AttributeError::Unfit {
            what: wanted.name.clone(),
            why: format!(
                "it is a {}, and can't become a {data_type}",
                has.unwrap_or_default()
            ),
        });
    }
    let options = is.input_options.as_ref();
    let multiline = options.and_then(|options| options.multiline.as_ref());
    let several = options.and_then(|options| options.allow_multiple_values.as_ref());
    let change = UpdateTicketTypeAttributeRequest::new()
        .description(changed(is.description.as_ref(), Some(&wanted.description)))
        .required_to_create(changed(
            is.required_to_create.as_ref(),
            wanted.required_to_create.as_ref(),
        ))
        .required_to_create_for_contacts(changed(
            is.required_to_create_for_contacts.as_ref(),
            wanted.required_to_create_for_contacts.as_ref(),
        ))
        .visible_on_create(changed(
            is.visible_on_create.as_ref(),
            wanted.visible_on_create.as_ref(),
        ))
        .visible_to_contacts(changed(
            is.visible_to_contacts.as_ref(),
            wanted.visible_to_contacts.as_ref(),
        ))
        .multiline(changed(multiline, wanted.multiline.as_ref()))
        .allow_multiple_values(changed(several, wanted.allow_multiple_values.as_ref()))
        .list_items(more_items(is, wanted)?);
    let is_change = change != UpdateTicketTypeAttributeRequest::new();
    Ok(is_change.then(|| PlanStep::UpdateAttribute {
        id: is.id.clone(),
        name: wanted.name.clone(),
        change,
    }))
}

/// All items of a list, if some are missing. Those that nobody wants stay.
fn more_items(
    is: &TicketTypeAttribute,
    wanted: &CreateTicketTypeAttributeRequest,
) -> Result<Option<String>, AttributeError> {
    let wanted_items = wanted.list_items.as_deref().unwrap_or_default().split(',');
    let wanted_items = wanted_items.map(str::trim).filter(|item| !item.is_empty());
    let live = items(is).iter().filter(|item| item.archived != Some(true));
    let live: Vec<&str> = live.filter_map(|item| item.name.as_deref()).collect();
    let new: Vec<&str> = wanted_items.filter(|item| !live.contains(item)).collect();
    if new.is_empty() {
        return Ok(None);
    }
    if let Some(label) = live.iter().find(|label| label.contains(',')) {
        return Err(AttributeError::Unfit {
            what: wanted.name.clone(),
            why: format!("with a comma in it, {label:?} can't be in a list of items"),
        });
    }
    Ok(Some([live, new].concat().join(",")))
}

impl TicketTypePlan {
    fn from_nothing(spec: &TicketTypeSpec) -> Self {
        let attributes = spec.attributes.iter().cloned();
        let attributes = attributes.map(PlanStep::CreateAttribute);
        let first = PlanStep::CreateType(spec.of.clone());
        Self {
            id: None,
            steps: std::iter::once(first).chain(attributes).collect(),
        }
    }

    /// Whether all is as it should.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// What is to be done, in order.
    #[must_use]
    pub fn steps(&self) -> &[PlanStep] {
        &self.steps
    }

    /// Does it, and reads the type. If a step fails, those before it are done, and a
    /// plan that is made anew has the rest.
    ///
    /// # Errors
    ///
    /// Those of the requests.
    pub async fn apply(self, client: &Client) -> Result<TicketType, Error> {
        let (types, attributes) = (client.ticket_types(), client.ticket_type_attributes());
        // A plan without an id begins with the creation of the type.
        let mut id = self.id.unwrap_or_else(|| TicketTypeId::new(""));
        for step in self.steps {
            match step {
                PlanStep::CreateType(request) => id = types.create_ticket_type(request).await?.id,
                PlanStep::UpdateType(change) => {
                    types.update_ticket_type(&id, change).await?;
                }
                PlanStep::CreateAttribute(request) => {
                    attributes
                        .create_ticket_type_attribute(&id, request)
                        .await?;
                }
                PlanStep::UpdateAttribute {
                    id: attribute,
                    change,
                    ..
                } => {
                    let call = attributes.update_ticket_type_attribute(&id, attribute, change);
                    call.await?;
                }
            }
        }
        types.get_ticket_type(id).await
    }
}

/// A line for each step, with what is sent.
impl fmt::Display for TicketTypePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return f.write_str("nothing to do");
        }
        for (index, step) in self.steps.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{step}")?;
        }
        Ok(())
    }
}

impl fmt::Display for PlanStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sent = match self {
            Self::CreateType(request) => crate::codec::to_value(request),
            Self::UpdateType(change) => crate::codec::to_value(change),
            Self::CreateAttribute(request) => crate::codec::to_value(request),
            Self::UpdateAttribute { change, .. } => crate::codec::to_value(change),
        };
        let sent = sent.unwrap_or_default();
        match self {
            Self::CreateType(_) => write!(f, "create the ticket type: {sent}"),
            Self::UpdateType(_) => write!(f, "change the ticket type: {sent}"),
            Self::CreateAttribute(_) => write!(f, "create an attribute: {sent}"),
            Self::UpdateAttribute { name, .. } => {
                write!(f, "change the attribute {name:?}: {sent}")
            }
        }
    }
}

impl Client {
    /// Brings a ticket type about: creates, adds and changes what isn't as the
    /// specification says, and deletes nothing. A second time it sends no change.
    ///
    /// # Errors
    ///
    /// If it can't be done, as [`TicketTypeCatalog::plan`] says, or a request fails.
    pub async fn ensure_ticket_type(
        &self,
        spec: &TicketTypeSpec,
    ) -> Result<TicketType, EnsureError> {
        let types = TicketTypeCatalog::load(self).await;
        let types = types.map_err(EnsureError::Request)?;
        let plan = types.plan(spec).map_err(EnsureError::Plan)?;
        plan.apply(self).await.map_err(EnsureError::Request)
    }
}

/// Why a ticket type isn't as it should be.
#[derive(Debug)]
#[non_exhaustive]
pub enum EnsureError {
    /// It can't be, in this workspace.
    Plan(AttributeError),
    /// A request failed.
    Request(Error),
}

impl fmt::Display for EnsureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
        }
    }
}

impl StdError for EnsureError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Plan(error) => error.source(),
            Self::Request(error) => error.source(),
        }
    }
}
