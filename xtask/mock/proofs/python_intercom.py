"""Intercom's own client for Python against the mock: each call succeeds, or
fails as documented. MOCK_URL says where the mock is."""

import os

from intercom import (
    CreateTicketRequestContactsItemEmail,
    CreateTicketTypeRequest,
    Intercom,
    SingleFilterSearchRequest,
    StartingAfterPaging,
)
from intercom.core.api_error import ApiError
from intercom.types import AdminReplyTicketRequest

client = Intercom(base_url=os.environ["MOCK_URL"], token="dG9rOnB5dGhvbg")
calls = 0


def call(make):
    global calls
    calls += 1
    return make()


def refused(make, status, code):
    """The call fails with this status, and this code in its body."""
    global calls
    calls += 1
    try:
        make()
    except ApiError as error:
        assert error.status_code == status, error
        body = error.body if isinstance(error.body, dict) else error.body.dict()
        assert body["errors"][0]["code"] == code, error
        return
    raise AssertionError(f"expected {status}")


# Types, their attributes, and states.
types = client.ticket_types
made = call(lambda: types.create(request=CreateTicketTypeRequest(name="Descaling", category="Customer")))
assert made.type == "ticket_type"
renamed = call(lambda: types.update(made.id, name="Cleaning"))
assert renamed.name == "Cleaning"
attribute = call(
    lambda: types.attributes.create(
        made.id, name="hardness", description="Of the water", data_type="list", list_items="Soft,Hard"
    )
)
assert attribute.data_type == "list"
call(lambda: types.attributes.update(made.id, attribute.id, description="Of the tank"))
assert call(lambda: types.get(made.id)).id == made.id
assert len(call(lambda: types.list()).data) >= 5
assert len(call(lambda: client.ticket_states.list_ticket_states()).data) >= 5
refused(lambda: types.get("1"), 404, "not_found")
refused(lambda: types.attributes.update(made.id, "1", description="x"), 404, "not_found")

# Tickets.
tickets = client.tickets
mara = [CreateTicketRequestContactsItemEmail(email="mara@example.com")]
ticket = call(lambda: tickets.create(ticket_type_id=made.id, contacts=mara))
assert ticket.admin_assignee_id == 0
assert call(lambda: tickets.get(ticket.id)).id == ticket.id
changed = call(
    lambda: tickets.update(
        ticket.id,
        ticket_attributes={"_default_title_": "Chalk"},
        ticket_state_id="613",
        assignee_id="3302",
        admin_id=3301,
    )
)
assert changed.admin_assignee_id == 3302
assert changed.ticket_state.category == "in_progress"
reply = AdminReplyTicketRequest(message_type="comment", type="admin", admin_id="3301", body="On its way.")
assert call(lambda: tickets.reply(ticket.id, request=reply)).part_type == "comment"
refused(lambda: tickets.get("1"), 404, "ticket_not_found")
refused(lambda: tickets.update(ticket.id, ticket_state_id="1"), 400, "ticket_state_id_invalid")
refused(lambda: tickets.create(ticket_type_id="1", contacts=mara), 404, "not_found")
nobody = AdminReplyTicketRequest(message_type="note", type="admin", admin_id="1", body="x")
refused(lambda: tickets.reply(ticket.id, request=nobody), 404, "not_found")

# Search, through all pages. Its pager of version 5.0.1 asks for the first page
# for ever, for it sends the same request again; so the cursor is handed on here.
query = SingleFilterSearchRequest(field="created_at", operator=">", value="1306054154")
ids, cursor, pages = set(), None, 0
while pages < 10:
    paging = StartingAfterPaging(per_page=40, starting_after=cursor) if cursor else StartingAfterPaging(per_page=40)
    page = call(lambda: tickets.search(query=query, pagination=paging))
    ids.update(found.id for found in page.items)
    pages += 1
    following = page.response.pages.next
    if following is None:
        break
    cursor = following.starting_after
assert (len(ids), pages) == (page.response.total_count, 3), (len(ids), pages)
bad = SingleFilterSearchRequest(field="colour", operator="=", value="red")
refused(lambda: tickets.search(query=bad), 400, "parameter_invalid")

# Jobs.
job = call(lambda: tickets.enqueue_create_ticket(ticket_type_id="4101", contacts=mara))
assert call(lambda: client.jobs.status(job.id)).status == "pending"
refused(lambda: client.jobs.status("1"), 404, "job_not_found")
assert call(lambda: tickets.delete_ticket(ticket.id)).deleted is True

stranger = Intercom(base_url=os.environ["MOCK_URL"], token="mock-revoked")
refused(lambda: stranger.ticket_states.list_ticket_states(), 401, "token_revoked")
print(f"python-intercom: {calls} calls as documented, {len(ids)} tickets found on {pages} pages")
