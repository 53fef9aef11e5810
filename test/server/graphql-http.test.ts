import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

/** Audits that ask by GET, which has a place for a query in the address, and so in the logs of whoever is between. */
const REFUSED_BY_DESIGN = [
  '5A70 MAY accept application/x-www-form-urlencoded formatted GET requests',
  'D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
];

test('a caller with explore passes the audits of GraphQL over HTTP, but for the queries by GET', async () => {
  const gateway = await startTestGateway({ scopes: ['transactions:read', 'explore'] });
  const audits = serverAudits({ url: gateway.url });
  const results = await Promise.all(audits.map(({ fn }) => fn()));
  const failed = results.filter((result) => result.status !== 'ok');
  expect(failed.map(({ id, name }) => `${id} ${name}`)).toEqual(REFUSED_BY_DESIGN);
  expect(failed.map(({ response }) => [response.status, response.headers.get('allow')])).toEqual(
    REFUSED_BY_DESIGN.map(() => [405, 'POST']),
  );
  const counts = ['MUST', 'SHOULD', 'MAY'].map((word) => results.filter(({ name }) => name.startsWith(word)).length);
  expect(counts).toEqual([13, 23, 25]);
});
