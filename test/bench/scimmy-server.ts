// SCIMMY with its own express routers, for comparison: what one gets from npm with an indexed SQLite store behind it.
// What the store answers in SQL and what SCIMMY does in memory is said in scimmy-store.ts.
//
// node test/bench/scimmy-server.ts <folder> [users] [members of each group, with commas] [tag]
// Prints {"base": …, "token": …} as one line once it listens on a free port of loopback; ends on SIGTERM.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { Resources, Schemas } from 'scimmy';
import { SCIMMYRouters } from 'scimmy-routers';
import { openStore, type Query, type TypeName } from './scimmy-store.ts';

const [folder = '.', users = '0', groups = '', tag = 'filled'] = process.argv.slice(2);
const store = openStore(join(folder, 'scimmy.db'));
const sizes = groups.split(',').filter((size) => size !== '');
store.load({ tag, users: Number(users), groups: sizes.map(Number) });

const handlers = (type: TypeName) => ({
  ingress: (resource: Query, instance: object) => store.write(type, resource.id, instance),
  egress: (resource: Query) => store.read(type, resource),
  degress: ({ id = '' }: Query) => store.remove(type, id),
});
Resources.declare(Resources.User, {
  ...handlers('User'),
  extensions: [{ schema: Schemas.EnterpriseUser, required: false }],
});
Resources.declare(Resources.Group, handlers('Group'));

const token = randomBytes(32).toString('base64url');
const routers = new SCIMMYRouters({
  type: 'bearer',
  handler: (request) => {
    if (request.get('authorization') !== `Bearer ${token}`) throw new Error('Authorization not presented or wrong');
    return '';
  },
  baseUri: (request) => `http://${request.get('host')}`,
});

const app = express();
app.disable('x-powered-by');
app.disable('etag'); // express would hash every answer
app.use((request, _response, next) => {
  // Quirk(scimmy-routers): it turns startIndex and count into numbers in place, and express 5 parses `query` anew at
  // every access, so paging would be ignored.
  Object.defineProperty(request, 'query', { value: request.query });
  next();
});
app.use('/scim/v2', routers);
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ base: `http://127.0.0.1:${port}/scim/v2`, token })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
