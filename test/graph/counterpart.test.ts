import { describe, expect, test } from 'vitest';
import { FORGETFUL_STORE } from '../../src/history/forgetful-store.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BY_CHANNEL, BY_ORDER, BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const ROWS = `query ($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome transaction { provider counterpart {
    outcome
    reference { provider account kind value }
    problem { message }
    transaction { provider merchantReference amount { amount } }
    link {
      rule kind value counterpartKind counterpartValue source contradicted
      confirmations { check rule verdict expected actual }
    }
  } } }
}`;

const payment = (paymentId: string) => ({ genstore: { paymentId } });
const order = (customId: string) => ({ yedpay: { customId } });
const startLinked = (...links: readonly object[]) => startTestGateway({ config: { links: linkRules(...links) } });
const callsOf = ({ genstore, yedpay }: TestGateway) => ({ genstore: genstore.callCount(), yedpay: yedpay.callCount() });

async function counterpartsOf(gateway: TestGateway, ...references: readonly object[]) {
  const { data, errors } = await gateway.query(ROWS, { references });
  // biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
  const rows: readonly any[] = data.transactions.map((row: any) => row.transaction?.counterpart);
  return { rows, errors };
}

const verdictsOf = ({ link }: { link: { confirmations: readonly { check: string; verdict: string }[] } }) =>
  Object.fromEntries(link.confirmations.map(({ check, verdict }) => [check, verdict]));

test('a Genstore payment and the Yedpay transaction of the same money are in one row, with the evidence', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID, BY_CHANNEL);
  const { rows, errors } = await counterpartsOf(gateway, payment('PI-linked'));
  expect(errors).toBeUndefined();
  expect(rows).toEqual([
    {
      outcome: 'FOUND',
      reference: { provider: 'YEDPAY', account: 'demo-store', kind: 'CUSTOM_ID', value: 'PI-linked' },
      problem: null,
      transaction: { provider: 'YEDPAY', merchantReference: 'PI-linked', amount: { amount: '100.00' } },
      link: {
        rule: 'genstore.PAYMENT_ID = yedpay.CUSTOM_ID',
        kind: 'PAYMENT_ID',
        value: 'PI-linked',
        counterpartKind: 'CUSTOM_ID',
        counterpartValue: 'PI-linked',
        source: 'DERIVED',
        contradicted: false,
        confirmations: [
          { check: 'AMOUNT', rule: null, verdict: 'AGREES', expected: '100.00', actual: '100.00' },
          { check: 'CURRENCY', rule: null, verdict: 'AGREES', expected: 'HKD', actual: 'HKD' },
          {
            check: 'PAID_AT',
            rule: null,
            verdict: 'AGREES',
            expected: '2025-01-15T02:31:20Z',
            actual: '2025-01-15T02:31:15Z',
          },
          {
            check: 'RULE',
            rule: 'genstore.CHANNEL_TRX_NO = yedpay.TRANSACTION_ID',
            verdict: 'AGREES',
            expected: '173690820024133',
            actual: '173690820024133',
          },
        ],
      },
    },
  ]);
  expect(callsOf(gateway)).toEqual({ genstore: 1, yedpay: 1 });
});

test('and the other way round, by the same rule', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  const { rows } = await counterpartsOf(gateway, order('PI-linked'));
  expect(rows).toMatchObject([
    {
      outcome: 'FOUND',
      reference: { provider: 'GENSTORE', kind: 'PAYMENT_ID', value: 'PI-linked' },
      link: { kind: 'CUSTOM_ID', counterpartKind: 'PAYMENT_ID', contradicted: false },
    },
  ]);
});

test('an order number is given the prefix that the plugin gives it, and loses it on the way back', async () => {
  const gateway = await startLinked(BY_ORDER);
  const { rows } = await counterpartsOf(gateway, payment('PI-linked'));
  expect(rows).toMatchObject([
    { outcome: 'FOUND', link: { rule: 'genstore.OUT_ORDER_NO = yedpay.CUSTOM_ID after "WC-"' } },
  ]);
  const { rows: back } = await counterpartsOf(gateway, order('WC-101010101000000000777'));
  expect(back).toMatchObject([
    { outcome: 'FOUND', reference: { kind: 'PAYMENT_ID', value: 'PI-linked' }, link: { source: 'OBSERVED' } },
  ]);
  // Without the prefix, it is none of the plugin's.
  expect((await counterpartsOf(gateway, order('order-paid'))).rows).toEqual([null]);
});

test('what contradicts a link is shown: amount, time of payment, another rule', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID, BY_ORDER);
  const { rows } = await counterpartsOf(gateway, payment('PI-linked-differs'));
  expect(rows).toMatchObject([{ outcome: 'FOUND', link: { contradicted: true } }]);
  expect(verdictsOf(rows[0])).toEqual({
    AMOUNT: 'CONTRADICTS',
    CURRENCY: 'AGREES',
    PAID_AT: 'CONTRADICTS',
    RULE: 'CONTRADICTS',
  });
});

test('a counterpart that does not exist is a row that says so, and no null', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  const { rows } = await counterpartsOf(gateway, payment('PI-linked-missing'), payment('PI-linked'));
  expect(rows.map(({ outcome }) => outcome)).toEqual(['NOT_FOUND', 'FOUND']);
  expect(rows[0].link).toMatchObject({ counterpartValue: 'PI-linked-missing', contradicted: false, confirmations: [] });
});

test('a provider that fails costs the counterparts, and not the rows', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  gateway.yedpay.setOutage('s500');
  const { data, errors } = await gateway.query(ROWS, { references: [payment('PI-linked'), payment('PI-not-found')] });
  expect(errors).toBeUndefined();
  expect(data.transactions).toMatchObject([
    { outcome: 'FOUND', transaction: { counterpart: { outcome: 'PROVIDER_UNAVAILABLE', transaction: null } } },
    { outcome: 'NOT_FOUND', transaction: null },
  ]);
});

test('without a rule there is no counterpart and no call, and 200 references are still taken', async () => {
  const gateway = await startTestGateway();
  const references = Array.from({ length: 200 }, (_, index) => payment(`PI-linked-${index}`));
  const { rows, errors } = await counterpartsOf(gateway, ...references);
  expect(errors).toBeUndefined();
  expect(rows).toEqual(Array(200).fill(null));
  expect(callsOf(gateway)).toEqual({ genstore: 200, yedpay: 0 });
});

test('100 rows with their counterparts are 200 calls, and every row once more is none', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  const references = Array.from({ length: 100 }, (_, index) => payment(`PI-linked-${index}`));
  const { rows } = await counterpartsOf(gateway, ...references, ...references);
  expect(rows.map(({ outcome }) => outcome)).toEqual(Array(200).fill('FOUND'));
  expect(rows.map(({ reference }) => reference.value)).toEqual(
    [...references, ...references].map(({ genstore }) => genstore.paymentId),
  );
  expect(callsOf(gateway)).toEqual({ genstore: 100, yedpay: 100 });
});

test('the way back to the record and forth again costs no call', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  const { data } = await gateway.query(`{ genstorePayment(paymentId: "PI-linked") {
    counterpart { transaction { counterpart { transaction { id counterpart { transaction { merchantReference } } } } } }
  } }`);
  const back = data.genstorePayment.counterpart.transaction.counterpart.transaction;
  expect(back.counterpart.transaction.merchantReference).toBe('PI-linked');
  expect(callsOf(gateway)).toEqual({ genstore: 1, yedpay: 1 });
});

test('a record that is found by its id has its counterpart, too', async () => {
  const gateway = await startLinked(BY_PAYMENT_ID);
  const { data } = await gateway.query('{ genstorePayment(paymentId: "PI-linked") { id } }');
  const { id } = data.genstorePayment;
  const answer = await gateway.query(
    'query ($id: ID!) { node(id: $id) { id ... on Transaction { counterpart { outcome } } } }',
    { id },
  );
  expect(answer.data.node.counterpart).toEqual({ outcome: 'FOUND' });
});

test('an identifier that cannot be asked for at the other provider leads nowhere, and to the next rule', async () => {
  const gateway = await startLinked(
    { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'CUSTOM_ID', prefix: 'P'.repeat(36) } },
    BY_ORDER,
  );
  const { rows } = await counterpartsOf(gateway, payment('PI-linked'));
  expect(rows).toMatchObject([{ outcome: 'FOUND', reference: { value: 'WC-101010101000000000777' } }]);
});

describe('by identifiers that no provider can be asked by', () => {
  test('a counterpart is found once the gateway has seen it, and is none before', async () => {
    const gateway = await startLinked(BY_CHANNEL);
    expect((await counterpartsOf(gateway, payment('PI-linked'))).rows).toEqual([null]);
    expect(callsOf(gateway)).toEqual({ genstore: 1, yedpay: 0 });
    await gateway.query(ROWS, { references: [order('PI-linked')] });
    const { rows } = await counterpartsOf(gateway, payment('PI-linked'));
    expect(rows).toMatchObject([
      {
        outcome: 'FOUND',
        reference: { provider: 'YEDPAY', kind: 'CUSTOM_ID', value: 'PI-linked' },
        link: {
          source: 'OBSERVED',
          kind: 'CHANNEL_TRX_NO',
          counterpartKind: 'TRANSACTION_ID',
          counterpartValue: '173690820024133',
        },
      },
    ]);
  });

  test('which of several records it is, is not guessed', async () => {
    const gateway = await startLinked(BY_ORDER);
    // Both have the same order number.
    const number = '101010101000000000200';
    await gateway.query(ROWS, { references: [payment('PI-success'), payment('PI-jpy')] });
    const before = callsOf(gateway).genstore;
    const { rows } = await counterpartsOf(gateway, order(`WC-${number}`));
    expect(rows).toMatchObject([
      { outcome: 'INVALID_REFERENCE', reference: { kind: 'OUT_ORDER_NO', value: number }, transaction: null },
    ]);
    expect(callsOf(gateway).genstore).toBe(before);
  });

  test('all rows of a request are one question to the store', async () => {
    const asked: number[] = [];
    const store = {
      ...FORGETFUL_STORE,
      carriersOf: async (questions: readonly object[]) => {
        asked.push(questions.length);
        return new Map();
      },
    };
    const gateway = await startTestGateway({ store, config: { links: linkRules(BY_CHANNEL) } });
    const references = gateway.genstore.references.slice(0, 60).map((genstore) => ({ genstore }));
    const { rows } = await counterpartsOf(gateway, ...references, ...references);
    expect(rows).toEqual(Array(120).fill(null));
    expect(asked).toHaveLength(1);
    // Payments that no channel has seen have no number.
    expect(asked[0]).toBeGreaterThan(40);
  });

  test('a store that is away is an error, and not no counterpart; the rest of the row is there', async () => {
    const store = { ...FORGETFUL_STORE, carriersOf: () => Promise.reject(new Error('away')) };
    const gateway = await startTestGateway({ store, config: { links: linkRules(BY_CHANNEL) } });
    const { data, errors } = await gateway.query(ROWS, { references: [payment('PI-linked')] });
    expect(data.transactions).toMatchObject([
      { outcome: 'FOUND', transaction: { provider: 'GENSTORE', counterpart: null } },
    ]);
    expect(errors?.map(({ extensions, path }) => [extensions.code, path?.at(-1)])).toEqual([
      ['HISTORY_UNAVAILABLE', 'counterpart'],
    ]);
  });

  test('a rule that needs no store is not stopped by one that is away', async () => {
    const store = { ...FORGETFUL_STORE, carriersOf: () => Promise.reject(new Error('away')) };
    const gateway = await startTestGateway({ store, config: { links: linkRules(BY_PAYMENT_ID, BY_CHANNEL) } });
    const { rows, errors } = await counterpartsOf(gateway, payment('PI-linked'));
    expect(errors).toBeUndefined();
    expect(rows).toMatchObject([{ outcome: 'FOUND' }]);
  });

  test('a record that no longer carries the identifier is not shown', async () => {
    const store = {
      ...FORGETFUL_STORE,
      carriersOf: async (questions: readonly object[]) =>
        new Map(
          questions.map((question) => {
            const { provider, accounts, kind, value } = question as Record<string, unknown>;
            const reference = { kind: 'CUSTOM_ID', value: 'order-paid' };
            return [
              JSON.stringify([provider, accounts, kind, value]),
              { isUnique: true, account: 'demo-store', reference },
            ] as const;
          }),
        ),
    };
    const gateway = await startTestGateway({ store: store as never, config: { links: linkRules(BY_CHANNEL) } });
    const { rows } = await counterpartsOf(gateway, payment('PI-linked'));
    expect(rows).toMatchObject([{ outcome: 'NOT_FOUND', transaction: null, reference: { value: 'order-paid' } }]);
  });
});
