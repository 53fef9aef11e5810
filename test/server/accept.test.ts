import { expect, test } from 'vitest';
import { acceptedType } from '../../src/server/accept.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, post, QUERY, sendRaw } from './raw-http.ts';

const JSON_TYPE = 'application/json';
const GRAPHQL_JSON = 'application/graphql-response+json';

test.each([
  [undefined, JSON_TYPE],
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/*', JSON_TYPE],
  ['APPLICATION/JSON; charset=utf-8', JSON_TYPE],
  ['text/html, application/json;q=0.1', JSON_TYPE],
  [GRAPHQL_JSON, GRAPHQL_JSON],
  [`${JSON_TYPE}, ${GRAPHQL_JSON}`, GRAPHQL_JSON],
  [`${GRAPHQL_JSON}, */*;q=0.1`, GRAPHQL_JSON],
  [`${GRAPHQL_JSON};q=0.5, ${JSON_TYPE}`, JSON_TYPE],
  [`${GRAPHQL_JSON};q=0, */*`, JSON_TYPE],
  [`${GRAPHQL_JSON};q=0`, null],
  ['application/json;q=0', null],
  ['application/json; Q=0.000', null],
  ['application/json;q=0, */*', null],
  ['application/*;q=0, */*', null],
  ['*/*;q=0', null],
  ['*/*;q=nonsense', null],
  ['text/*', null],
  ['text/html', null],
  ['text/event-stream', 'text/event-stream'],
  ['text/event-stream;q=0', null],
  [`text/event-stream, ${JSON_TYPE}`, `text/event-stream, ${JSON_TYPE}`],
  ['multipart/mixed', null],
  ['application/jsonx', null],
  ['nonsense', null],
])('with Accept %j the answer is %j', (accept, type) => {
  expect(acceptedType(accept)).toBe(type);
});

test.each(['text/*', 'text/event-stream;q=0', 'multipart/mixed', 'application/json;q=0'])(
  'a request that accepts %s only is refused, and nothing is executed',
  async (accept) => {
    const gateway = await startTestGateway();
    const [answer] = await sendRaw(gateway.url, post(QUERY, { accept }));
    expectRefused(answer, 406, 'NOT_ACCEPTABLE');
    expect(gateway.accesses).toEqual([]);
  },
);
