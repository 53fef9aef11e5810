import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REFUND_FIELDS, REFUND_LINE_FIELDS } from '../../../src/providers/genstore/refund-wire.ts';
import { jsonReply, reply } from '../../support/replies.ts';
import { REFUND_ID, refundKey, refundOutcome } from './refund-records.ts';

const RECORD = { refundId: REFUND_ID, amount: '10.00' };
const OTHER = { refundId: '1000069823695', amount: '99.00' };

test.each([
  ['one record as `refund`', { refund: RECORD }],
  ['one record as `refunds`', { refunds: RECORD }],
  ['a list of one', { refunds: [RECORD] }],
  ['a list of one as `refund`', { refund: [RECORD] }],
  ['a list with others', { refunds: [OTHER, RECORD] }],
  ['a list with what is no record', { refunds: [null, 'x', RECORD] }],
  ['a record with the id of the first version', { refund: { id: REFUND_ID } }],
  ['a record whose newer id is empty', { refund: { refundId: '', id: REFUND_ID } }],
  ['more than the record', { refund: RECORD, requestId: 'x' }],
])('%s is found', (_, body) => {
  expect(refundOutcome(jsonReply(body))).toMatchObject({
    outcome: 'FOUND',
    record: { refundId: REFUND_ID },
    freshness: { source: 'FETCHED', expiresAt: null },
  });
});

test('an id is compared as text, also one that is a JSON number of more digits than a float holds', () => {
  const digits = '12345678901234567890';
  const body = `{"refund":{"refundId":${digits}}}`;
  expect(refundOutcome(reply(body), refundKey(digits)).outcome).toBe('FOUND');
  expect(refundOutcome(reply(body), refundKey('12345678901234567891')).outcome).toBe('MALFORMED_RESPONSE');
  expect(refundOutcome(reply('{"refund":{"refundId":1e3}}'), refundKey('1000')).outcome).toBe('MALFORMED_RESPONSE');
});

test.each([
  ['a list', { refunds: [] }],
  ['a list as `refund`', { refund: [] }],
])('an empty answer as %s says that there is none', (_, body) => {
  expect(refundOutcome(jsonReply(body)).outcome).toBe('NOT_FOUND');
});

test.each([
  ['another record', '{"refund":{"refundId":"1000069823695"}}'],
  ['others only', JSON.stringify({ refunds: [OTHER, { id: '7' }] })],
  ['two of the same id', JSON.stringify({ refunds: [RECORD, { ...RECORD, amount: '11.00' }] })],
  ['a newer id of another, beside the older one', JSON.stringify({ refund: { refundId: '7', id: REFUND_ID } })],
  ['two different ids under one name', `{"refund":{"refundId":"7","refundId":"${REFUND_ID}"}}`],
  ['a record without an id', '{"refund":{"amount":"10.00"}}'],
  ['an id that is an object', `{"refund":{"refundId":{"value":"${REFUND_ID}"}}}`],
  ['an inherited id', `{"refund":{"__proto__":{"refundId":"${REFUND_ID}"}}}`],
  ['a record that is null', '{"refund":null}'],
  ['a record that is a text', `{"refund":"${REFUND_ID}"}`],
  ['a list without an envelope', JSON.stringify([RECORD])],
  ['an empty list without an envelope', '[]'],
  ['a record without an envelope', JSON.stringify(RECORD)],
  ['a payment', '{"payment":{"paymentId":"1000069823694"}}'],
  ['an error with status 200', '{"error":"Not Found"}'],
  ['nothing', ''],
  ['no JSON', '<html>'],
])('%s is never the answer', (_, body) => {
  expect(refundOutcome(reply(body)).outcome).toBe('MALFORMED_RESPONSE');
});

test('an empty list that is not declared as JSON says nothing', () => {
  expect(refundOutcome(reply('{"refunds":[]}', { contentType: 'text/html' })).outcome).toBe('MALFORMED_RESPONSE');
});

test.each([
  [404, '{"error":"Not Found"}', 'NOT_FOUND'],
  [410, '{"error":"Gone"}', 'NOT_FOUND'],
  [404, '{"refunds":[]}', 'PROVIDER_REJECTED'],
  [404, '<html>', 'PROVIDER_REJECTED'],
  [400, '{"error":"Bad Request"}', 'PROVIDER_REJECTED'],
  [401, '{"error":"Unauthorized"}', 'PROVIDER_DENIED'],
  [403, '{"error":"Forbidden"}', 'PROVIDER_REJECTED'],
  [429, '{"error":"Too Many Requests"}', 'RATE_LIMITED'],
  [500, '{"error":"x"}', 'PROVIDER_UNAVAILABLE'],
  [204, '', 'MALFORMED_RESPONSE'],
])('HTTP %i with %s is %s', (status, body, outcome) => {
  expect(refundOutcome(reply(body, { status })).outcome).toBe(outcome);
});

test("a refused resource says what the operator can do, and repeats nothing of Genstore's text", () => {
  const outcome = refundOutcome(reply('{"error":"scope canary"}', { status: 403 }));
  expect(outcome).toMatchObject({ message: expect.stringContaining('a scope for refunds') });
  expect(JSON.stringify(outcome)).not.toContain('canary');
});

/** Known and unknown members with whatever JSON can hold. */
const members = (fields: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor', 'other'), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 8,
  });
const anyRecord = fc
  .tuple(members(REFUND_FIELDS), fc.array(members(REFUND_LINE_FIELDS), { maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([record, lineItems, hasLines, isAsked]) => ({
    ...record,
    ...(hasLines ? { lineItems } : {}),
    ...(isAsked ? { refundId: REFUND_ID } : {}),
  }));

test('whatever the records are, the answer is the one that was asked, or none; and no customer is in its raw', () => {
  const seen = { found: 0, other: 0 };
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), (refunds) => {
      const outcome = refundOutcome(jsonReply({ refunds }));
      const asked = refunds.filter(({ refundId }) => refundId === REFUND_ID);
      if (outcome.outcome !== 'FOUND') {
        seen.other += 1;
        expect([outcome.outcome, asked.length === 1]).toEqual(['MALFORMED_RESPONSE', false]);
        return;
      }
      seen.found += 1;
      expect(asked).toHaveLength(1);
      expect(outcome.record).toMatchObject({ refundId: REFUND_ID });
      expect(outcome.record.raw).not.toHaveProperty('customer');
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.found, seen.other)).toBeGreaterThan(100);
});
