import { describe, expect, test } from 'vitest';
import { jsonReply, reply } from '../../support/replies.ts';
import { CUSTOM_ID, customIdKey, outcomeOf, tokenKey, transaction, YEDPAY_ID } from './yedpay-records.ts';

const found = { success: true, data: transaction() };
const errorBody = (message: string, status?: unknown) => ({ success: false, message, status });

describe('the messages that decide by themselves', () => {
  const DECISIVE = [
    ['Online payment not found', 'NOT_FOUND'],
    ['Online payment Expired', 'EXPIRED_UNPAID'],
    ['Transaction awaits user payment', 'AWAITING_CUSTOMER'],
    ['Unauthenticated.', 'PROVIDER_DENIED'],
  ] as const;

  describe.each(DECISIVE)('%s', (message, outcome) => {
    test.each([200, 400, 401, 404, 422, 429, 500, 503])(
      `is ${outcome} with HTTP %i, whatever the body's status`,
      (status) => {
        for (const bodyStatus of [undefined, 200, 401, 404, 422, 500, '404', null]) {
          expect(outcomeOf(jsonReply(errorBody(message, bodyStatus), { status })).outcome).toBe(outcome);
        }
      },
    );

    test('may change its case, blanks and full stop', () => {
      const bare = message.replace('.', '');
      for (const text of [
        message.toUpperCase(),
        message.toLowerCase(),
        `  ${bare}. `,
        bare.replace(' ', '  '),
        `${bare}!`,
      ]) {
        expect(outcomeOf(jsonReply(errorBody(text))).outcome).toBe(outcome);
      }
    });

    test('decides only as the whole message', () => {
      for (const text of [`${message} by proxy`, `Error: ${message}`]) {
        expect(outcomeOf(jsonReply(errorBody(text))).outcome).toBe('PROVIDER_REJECTED');
      }
    });

    test('decides only where the body says that it is no success, as JSON', () => {
      expect(outcomeOf(jsonReply({ success: true, message })).outcome).toBe('MALFORMED_RESPONSE');
      expect(outcomeOf(jsonReply({ message })).outcome).toBe('MALFORMED_RESPONSE');
      expect(outcomeOf(jsonReply(errorBody(message), { contentType: 'text/html' })).outcome).toBe('MALFORMED_RESPONSE');
    });
  });
});

describe('any other message', () => {
  test.each([
    [200, 500, 'PROVIDER_UNAVAILABLE'],
    [500, 422, 'PROVIDER_REJECTED'],
    [200, 401, 'PROVIDER_DENIED'],
    [200, 403, 'PROVIDER_DENIED'],
    [200, 429, 'RATE_LIMITED'],
    [200, 404, 'NOT_FOUND'],
    [500, 404, 'NOT_FOUND'],
    [404, 500, 'PROVIDER_UNAVAILABLE'],
    [404, undefined, 'NOT_FOUND'],
    [503, undefined, 'PROVIDER_UNAVAILABLE'],
    [503, 200, 'PROVIDER_UNAVAILABLE'],
    [422, 0, 'PROVIDER_REJECTED'],
    [503, '422', 'PROVIDER_UNAVAILABLE'],
    [200, undefined, 'PROVIDER_REJECTED'],
    [200, 200, 'PROVIDER_REJECTED'],
    [200, 'x', 'PROVIDER_REJECTED'],
    [302, undefined, 'PROVIDER_REJECTED'],
  ])('with HTTP %i and body status %j is %s', (status, bodyStatus, outcome) => {
    expect(outcomeOf(jsonReply(errorBody('Something else', bodyStatus), { status })).outcome).toBe(outcome);
  });

  test('is shown to nobody', () => {
    for (const status of [200, 400, 404, 429, 500]) {
      const text = JSON.stringify(outcomeOf(jsonReply(errorBody('card 4111111111111111 refused', status), { status })));
      expect(text).not.toContain('4111');
    }
  });

  test('429 says when to come back, also where only the body says 429', () => {
    expect(outcomeOf(jsonReply(errorBody('Too Many Attempts.', 429), { status: 200, retryAfter: '30' }))).toMatchObject(
      {
        outcome: 'RATE_LIMITED',
        retryAfterSeconds: 30,
      },
    );
  });
});

describe('`success`', () => {
  test.each([['true'], ['false'], [1], [0], [null], [undefined], [{}], [[]]])(
    '%j is neither success nor error',
    (success) => {
      for (const body of [
        { ...found, success },
        { ...errorBody('Online payment not found'), success },
      ]) {
        expect(outcomeOf(jsonReply(body)).outcome).toBe('MALFORMED_RESPONSE');
      }
    },
  );

  test.each([
    ['stated twice', `{"success":false,"success":true,"data":${JSON.stringify(transaction())}}`],
    ['in `__proto__`', `{"__proto__":{"success":true},"data":${JSON.stringify(transaction())}}`],
  ])('%s is neither', (_, text) => {
    expect(outcomeOf(reply(text)).outcome).toBe('MALFORMED_RESPONSE');
  });

  test('false without a message is judged by its HTTP status', () => {
    expect(outcomeOf(jsonReply({ success: false })).outcome).toBe('MALFORMED_RESPONSE');
    expect(outcomeOf(jsonReply({ success: false }, { status: 500 })).outcome).toBe('PROVIDER_UNAVAILABLE');
    expect(outcomeOf(jsonReply({ success: false, message: {} }, { status: 404 })).outcome).toBe('PROVIDER_REJECTED');
  });

  test('false beside a record is no record', () => {
    expect(outcomeOf(jsonReply({ ...found, success: false })).outcome).toBe('MALFORMED_RESPONSE');
    expect(outcomeOf(jsonReply({ ...found, success: false, message: 'Online payment not found' })).outcome).toBe(
      'NOT_FOUND',
    );
  });
});

describe('the record', () => {
  test('is found by its custom id', () => {
    expect(outcomeOf(jsonReply(found))).toMatchObject({
      outcome: 'FOUND',
      transaction: { recordId: YEDPAY_ID, customId: CUSTOM_ID, key: customIdKey() },
    });
  });

  test('is accepted in a list of one, because the documentation says array', () => {
    expect(outcomeOf(jsonReply({ success: true, data: [transaction()] })).outcome).toBe('FOUND');
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['an empty list', []],
    ['a list of two', [transaction(), transaction()]],
    ['a list in a list', [[transaction()]]],
    ['an empty object', {}],
  ])('that is %s is MALFORMED_RESPONSE', (_, data) => {
    for (const key of [customIdKey(), tokenKey()]) {
      expect(outcomeOf(jsonReply({ success: true, data }), key).outcome).toBe('MALFORMED_RESPONSE');
    }
  });

  test.each([
    ['of another custom id', { custom_id: 'order-1002' }],
    ['of the custom id in another case', { custom_id: CUSTOM_ID.toUpperCase() }],
    ['without a custom id', { custom_id: undefined }],
    ['with an empty custom id', { custom_id: '' }],
    ['with a list of custom ids', { custom_id: [CUSTOM_ID] }],
    ['without an id', { id: undefined }],
    ['with an empty id', { id: '' }],
    ['with a number as its id', { id: 42 }],
  ])('%s never becomes the row of a custom id', (_, changes) => {
    expect(outcomeOf(jsonReply({ success: true, data: transaction(changes) })).outcome).toBe('MALFORMED_RESPONSE');
  });

  test.each([
    ['two custom ids', `{"id":"A","custom_id":"${CUSTOM_ID}","custom_id":"other"}`],
    ['two ids', `{"id":"A","id":"B","custom_id":"${CUSTOM_ID}"}`],
    ['its ids in `__proto__`', `{"__proto__":{"id":"A","custom_id":"${CUSTOM_ID}"}}`],
  ])('with %s never becomes a row', (_, data) => {
    expect(outcomeOf(reply(`{"success":true,"data":${data}}`)).outcome).toBe('MALFORMED_RESPONSE');
  });

  test('with two different `data` never becomes a row', () => {
    const text = `{"success":true,"data":${JSON.stringify(transaction())},"data":${JSON.stringify(transaction({ amount: '1' }))}}`;
    expect(outcomeOf(reply(text)).outcome).toBe('MALFORMED_RESPONSE');
  });

  test('asked by token needs an identity, and no more, because no echo of a token is documented', () => {
    const data = transaction({ custom_id: undefined });
    expect(outcomeOf(jsonReply({ success: true, data }), tokenKey()).outcome).toBe('FOUND');
    expect(outcomeOf(jsonReply({ success: true, data: { ...data, id: '' } }), tokenKey()).outcome).toBe(
      'MALFORMED_RESPONSE',
    );
  });

  test('asked by token never lists the token', () => {
    const outcome = outcomeOf(jsonReply(found), tokenKey('pt_secret'));
    expect(outcome.outcome).toBe('FOUND');
    if (outcome.outcome !== 'FOUND') return;
    const { key, ...shown } = outcome.transaction;
    expect(key.value).toBe('pt_secret');
    expect(JSON.stringify(shown)).not.toContain('pt_secret');
  });

  test.each([201, 202, 206, 304, 404, 500])('with HTTP %i is not believed', (status) => {
    expect(outcomeOf(jsonReply(found, { status })).outcome).not.toBe('FOUND');
    expect(outcomeOf(jsonReply(found, { status })).outcome).not.toBe('NOT_FOUND');
  });
});

describe("a reply that is not Yedpay's", () => {
  test.each([
    ['204', reply('', { status: 204 }), 'MALFORMED_RESPONSE'],
    ['an empty 200', reply(''), 'MALFORMED_RESPONSE'],
    ['HTML with 200', reply('<h1>', { contentType: 'text/html' }), 'MALFORMED_RESPONSE'],
    ['a record as text', reply(JSON.stringify(found), { contentType: 'text/plain' }), 'MALFORMED_RESPONSE'],
    ['HTML with 404', reply('<h1>', { status: 404, contentType: 'text/html' }), 'PROVIDER_REJECTED'],
    ['HTML with 502', reply('<h1>', { status: 502, contentType: 'text/html' }), 'PROVIDER_UNAVAILABLE'],
    ["another program's 404", jsonReply({ error: 'Not Found' }, { status: 404 }), 'PROVIDER_REJECTED'],
    ['truncated JSON', reply(JSON.stringify(found).slice(0, -1)), 'MALFORMED_RESPONSE'],
    ['a list', reply('[]'), 'MALFORMED_RESPONSE'],
    ['null', reply('null'), 'MALFORMED_RESPONSE'],
    ['50,000 levels', reply('{"data":'.repeat(50_000)), 'MALFORMED_RESPONSE'],
  ])('%s', (_, foreign, outcome) => {
    expect(outcomeOf(foreign).outcome).toBe(outcome);
  });
});
