// Intercom's own client for Node.js against the mock: each call succeeds, or
// fails as documented. MOCK_URL says where the mock is.
import assert from 'node:assert/strict';
import { IntercomClient, IntercomError } from 'intercom-client';

const url = process.env.MOCK_URL;
const client = new IntercomClient({ baseUrl: url, token: 'dG9rOm5vZGU', maxRetries: 0 });
let calls = 0;

const call = async (promise) => {
  calls += 1;
  return await promise;
};

/** The error of a call, as the client has it. */
const refused = async (promise, status, code) => {
  calls += 1;
  const error = await promise.then(() => assert.fail(`expected ${status}`), (error) => error);
  assert.ok(error instanceof IntercomError, String(error));
  assert.equal(error.statusCode, status, String(error));
  assert.equal(error.body.errors[0].code, code, String(error));
  assert.equal(error.body.type, 'error.list');
};

// Types, their attributes, and states.
const made = await call(client.ticketTypes.create({ name: 'Descaling', category: 'Customer' }));
assert.equal(made.type, 'ticket_type');
const renamed = await call(client.ticketTypes.update({ ticket_type_id: made.id, name: 'Cleaning' }));
assert.equal(renamed.name, 'Cleaning');
const attribute = await call(client.ticketTypes.attributes.create({
  ticket_type_id: made.id, name: 'hardness', description: 'Of the water', data_type: 'list', list_items: 'Soft,Hard',
}));
assert.equal(attribute.data_type, 'list');
const item = attribute.input_options.list_items[1];
await call(client.ticketTypes.attributes.update({
  ticket_type_id: made.id, attribute_id: attribute.id, description: 'Of the water in the tank',
}));
const read = await call(client.ticketTypes.get({ ticket_type_id: made.id }));
assert.equal(read.ticket_type_attributes.data?.length ?? read.ticket_type_attributes.ticket_type_attributes?.length, 3);
assert.equal((await call(client.ticketTypes.list())).data.length, 5);
assert.ok((await call(client.ticketStates.listTicketStates())).data.length >= 5);
await refused(client.ticketTypes.get({ ticket_type_id: '1' }), 404, 'not_found');
await refused(client.ticketTypes.attributes.update({ ticket_type_id: made.id, attribute_id: '1' }), 404, 'not_found');

// Tickets.
const ticket = await call(client.tickets.create({
  ticket_type_id: made.id,
  contacts: [{ email: 'mara@example.com' }],
  ticket_attributes: { _default_title_: 'Chalk', hardness: item.id },
}));
assert.equal(ticket.ticket_attributes.hardness, item.id);
assert.equal(ticket.admin_assignee_id, 0);
const again = await call(client.tickets.get({ ticket_id: ticket.id }));
assert.equal(again.id, ticket.id);
assert.equal(again.ticket_state.category, 'submitted');
const changed = await call(client.tickets.update({
  ticket_id: ticket.id, ticket_state_id: '613', assignee_id: '3302', admin_id: 3301, open: true,
}));
assert.equal(changed.admin_assignee_id, 3302);
const reply = await call(client.tickets.reply({
  ticket_id: ticket.id, body: { message_type: 'comment', type: 'admin', admin_id: '3301', body: 'On its way.' },
}));
assert.equal(reply.part_type, 'comment');
await call(client.tickets.reply({
  ticket_id: ticket.id,
  body: { message_type: 'comment', type: 'user', intercom_user_id: '68b1c0ffee5eed0012345678', body: 'Thanks' },
}));
await refused(client.tickets.get({ ticket_id: '1' }), 404, 'ticket_not_found');
await refused(client.tickets.update({ ticket_id: ticket.id, ticket_state_id: '1' }), 400, 'ticket_state_id_invalid');
await refused(client.tickets.create({ ticket_type_id: '1', contacts: [{ email: 'mara@example.com' }] }), 404, 'not_found');
await refused(client.tickets.reply({
  ticket_id: ticket.id, body: { message_type: 'note', type: 'admin', admin_id: '1', body: 'x' },
}), 404, 'not_found');

// Search, through all pages.
const query = { field: 'created_at', operator: '>', value: '1306054154' };
const page = await call(client.tickets.search({ query, pagination: { per_page: 40 } }));
const ids = new Set();
for await (const found of page) ids.add(found.id);
assert.equal(ids.size, 101);
await refused(client.tickets.search({ query: { field: 'colour', operator: '=', value: 'red' } }), 400, 'parameter_invalid');

// Jobs.
const job = await call(client.tickets.enqueueCreateTicket({ ticket_type_id: '4101', contacts: [{ email: 'a@example.com' }] }));
assert.equal((await call(client.jobs.status({ job_id: job.id }))).status, 'pending');
await refused(client.jobs.status({ job_id: '1' }), 404, 'job_not_found');
const gone = await call(client.tickets.deleteTicket({ ticket_id: ticket.id }));
assert.equal(gone.deleted, true);

// A bad token.
const stranger = new IntercomClient({ baseUrl: url, token: 'mock-revoked', maxRetries: 0 });
await refused(stranger.ticketStates.listTicketStates(), 401, 'token_revoked');
console.log(`intercom-client: ${calls} calls as documented, ${ids.size} tickets found on three pages`);
