import { describe, expect, test } from 'vitest';
import { jsonReply, reply } from '../../support/replies.ts';
import { outcomeOf, PAYMENT_ID, payment, paymentKey } from './genstore-records.ts';

const found = { payment: payment() };

describe('a record', () => {
  test('for the asked payment is found', () => {
    expect(outcomeOf(jsonReply(found))).toMatchObject({
      outcome: 'FOUND',
      transaction: { paymentId: PAYMENT_ID, key: paymentKey() },
    });
  });

  test.each([
    ['another payment', { payment: payment({ paymentId: 'PI0020241010151755225' }) }],
    ['the same id in another case', { payment: payment({ paymentId: PAYMENT_ID.toLowerCase() }) }],
    ['the same id with a blank', { payment: payment({ paymentId: `${PAYMENT_ID} ` }) }],
    ['no id', { payment: payment({ paymentId: undefined }) }],
    ['an empty id', { payment: payment({ paymentId: '' }) }],
    ['the id in a list', { payment: payment({ paymentId: [PAYMENT_ID] }) }],
    ['a list of one', { payment: [payment()] }],
    ['no payment', {}],
    ['null', { payment: null }],
    ['the record without its envelope', payment()],
    ['an error beside the payment', { ...found, error: 'partly failed' }],
  ])('with %s becomes no row', (_, body) => {
    expect(outcomeOf(jsonReply(body)).outcome).toBe('MALFORMED_RESPONSE');
  });

  test.each([
    ['a second id', `{"payment":{"paymentId":"${PAYMENT_ID}","status":"2","paymentId":"PI9"}}`],
    ['a second id before', `{"payment":{"paymentId":"PI9","status":"2","paymentId":"${PAYMENT_ID}"}}`],
    [
      'two payments',
      `{"payment":{"paymentId":"${PAYMENT_ID}","amount":"1"},"payment":{"paymentId":"${PAYMENT_ID}","amount":"2"}}`,
    ],
    ['its id in `__proto__`', `{"payment":{"__proto__":{"paymentId":"${PAYMENT_ID}"},"status":"2"}}`],
    ['its payment in `__proto__`', `{"__proto__":{"payment":{"paymentId":"${PAYMENT_ID}"}}}`],
  ])('with %s becomes no row', (_, text) => {
    expect(outcomeOf(reply(text)).outcome).toBe('MALFORMED_RESPONSE');
  });

  test('under a number that only looks like the id is not believed', () => {
    expect(outcomeOf(reply('{"payment":{"paymentId":1.0,"status":"2"}}'), paymentKey('1')).outcome).toBe(
      'MALFORMED_RESPONSE',
    );
  });

  test.each([201, 202, 203, 205, 206, 304])('with status %i is not believed', (status) => {
    expect(outcomeOf(jsonReply(found, { status })).outcome).toBe('MALFORMED_RESPONSE');
  });
});

describe('a reply without a record', () => {
  test.each([
    ['204', reply('', { status: 204 })],
    ['an empty 200', reply('')],
    ['HTML', reply('<h1>hello</h1>', { contentType: 'text/html' })],
    ['the record as text', reply(JSON.stringify(found), { contentType: 'text/plain' })],
    ['truncated JSON', reply(JSON.stringify(found).slice(0, -2))],
    ['trailing junk', reply(`${JSON.stringify(found)}<!-- -->`)],
    ['NaN', reply(`{"payment":{"paymentId":"${PAYMENT_ID}","amount":NaN}}`)],
    ['null', reply('null')],
    ['a number', reply('42')],
    ['a text', reply('"ok"')],
    ['a list', reply('[]')],
    ['50,000 levels', reply('['.repeat(50_000) + ']'.repeat(50_000))],
    ['an error with 200', jsonReply({ error: 'Payment not found' })],
  ])('is MALFORMED_RESPONSE: %s', (_, empty) => {
    expect(outcomeOf(empty).outcome).toBe('MALFORMED_RESPONSE');
  });
});

describe('"not found"', () => {
  test.each([404, 410])("is believed in Genstore's own envelope, with %i", (status) => {
    expect(outcomeOf(jsonReply({ error: 'no such payment' }, { status })).outcome).toBe('NOT_FOUND');
    expect(outcomeOf(jsonReply({ error: 'x', payment: {} }, { status })).outcome).toBe('NOT_FOUND');
  });

  test.each([
    ['an HTML page', reply('<h1>404</h1>', { status: 404, contentType: 'text/html' })],
    ['the envelope as HTML', reply('{"error":"x"}', { status: 404, contentType: 'text/html' })],
    ['nothing', reply('', { status: 404 })],
    ['the envelope of another program', jsonReply({ message: 'Not Found', status: 404 }, { status: 404 })],
    ['an error that is no text', jsonReply({ error: { code: 404 } }, { status: 404 })],
    ['an error stated twice', reply('{"error":"a","error":"b"}', { status: 404 })],
    ['a payment', jsonReply(found, { status: 404 })],
  ])('is not believed from %s', (_, page) => {
    expect(outcomeOf(page).outcome).toBe('PROVIDER_REJECTED');
  });
});

describe('an HTTP error', () => {
  test.each([
    [400, 'PROVIDER_REJECTED'],
    [401, 'PROVIDER_DENIED'],
    [402, 'PROVIDER_REJECTED'],
    [403, 'PROVIDER_DENIED'],
    [422, 'PROVIDER_REJECTED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
  ])('%i is %s, whatever its body', (status, outcome) => {
    for (const body of [
      jsonReply({ error: 'x' }, { status }),
      jsonReply(found, { status }),
      reply('<p>', { status, contentType: 'text/html' }),
    ]) {
      expect(outcomeOf(body).outcome).toBe(outcome);
    }
  });

  test('429 says when to come back', () => {
    expect(outcomeOf(jsonReply({ error: 'x' }, { status: 429, retryAfter: '9' }))).toMatchObject({
      outcome: 'RATE_LIMITED',
      retryAfterSeconds: 9,
    });
    expect(outcomeOf(jsonReply({ error: 'x' }, { status: 429 }))).toMatchObject({
      outcome: 'RATE_LIMITED',
      retryAfterSeconds: 1,
    });
  });

  test('shows no text of the provider', () => {
    for (const status of [200, 400, 401, 404, 429, 500]) {
      const text = JSON.stringify(outcomeOf(jsonReply({ error: 'token tok_leak is bad' }, { status })));
      expect(text).not.toContain('tok_leak');
    }
  });
});
