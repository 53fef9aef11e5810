import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/history/sqlite.ts';
import { startTestGateway } from '../support/gateway.ts';
import { temporaryFolder } from './stores.ts';

const EVERYTHING = ['transactions:read', 'transactions:pii', 'transactions:secrets', 'transactions:raw'] as const;

const ASK = `query ($references: [TransactionReference!]!) {
  transactions(references: $references) {
    outcome
    transaction {
      raw
      history { id }
      ... on YedpayTransaction { payer buyerId extraParameters pinKey links { href } refundDetails { requestedBy } }
    }
  }
}`;

/** Every byte of a database: the file, its log and its index. */
function bytesOf(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

test('neither a payment token nor personal data, a PIN key, a link or a raw record reaches the file', async () => {
  const folder = temporaryFolder();
  const store = await openSqlite(join(folder, 'history.db'));
  const gateway = await startTestGateway({ store, scopes: EVERYTHING });
  const scenarios = gateway.yedpay.scenarios.map(({ reference }) => ({ yedpay: reference }));
  const payments = gateway.genstore.scenarios.map(({ reference }) => ({ genstore: reference }));
  const references = [...scenarios, ...payments].slice(0, 200);
  const { data } = await gateway.query(ASK, { references });
  const shown = JSON.stringify(data);
  const stored = bytesOf(folder);

  // What is looked for is there to be found: the gateway has had it in its hands.
  const secrets = [
    'sam.payer@example.com',
    '2088000000000000',
    'Sam Example',
    '+852 0000 0000',
    'simulated-pin-key',
    'pay.example.com',
    'Robin',
    'Goods returned',
    'Refused by the issuer',
  ];
  for (const secret of secrets)
    expect([secret, shown.includes(secret), stored.includes(secret)]).toEqual([secret, true, false]);
  const tokens = gateway.yedpay.scenarios.flatMap(({ reference: { paymentToken } }) => paymentToken ?? []);
  expect(tokens.length).toBeGreaterThan(3);
  for (const token of tokens) expect([token, stored.includes(token)]).toEqual([token, false]);
  // And it is the right file.
  expect(stored).toContain('order-personal-data');
  expect(stored).toContain('PI-success');
});
