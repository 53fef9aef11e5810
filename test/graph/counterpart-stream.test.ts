import { expect, test } from 'vitest';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway } from '../support/gateway.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const WATCH = `subscription ($references: [TransactionReference!]!) {
  transactionUpdated(references: $references) {
    kind
    lookup { transaction { status counterpart { outcome transaction { status } } } }
    previous { counterpart { outcome } }
  }
}`;

const start = () => startTestGateway({ config: { links: linkRules(BY_PAYMENT_ID) } });
const watch = (url: string, paymentId: string) =>
  subscribe(url, { query: WATCH, variables: { references: [{ genstore: { paymentId } }] } });

test('each event of a stream shows the counterpart as it is then', async () => {
  const gateway = await start();
  // The first event finds none, because there is no such custom id until the fault is taken off.
  gateway.yedpay.setOutage('s500');
  const stream = await watch(gateway.url, 'PI-progress');
  expect(await stream.event()).toMatchObject({
    kind: 'SNAPSHOT',
    lookup: { transaction: { status: 'PENDING', counterpart: { outcome: 'PROVIDER_UNAVAILABLE' } } },
  });
  gateway.yedpay.setOutage(null);
  const [changed] = await gateway.drive(stream.rest());
  expect(changed).toEqual({
    kind: 'CHANGED',
    lookup: { transaction: { status: 'PAID', counterpart: { outcome: 'NOT_FOUND', transaction: null } } },
    previous: { counterpart: { outcome: 'NOT_FOUND' } },
  });
});

test('an event costs one call more, and is in the audit log', async () => {
  const gateway = await start();
  const stream = await watch(gateway.url, 'PI-linked');
  const [snapshot] = await stream.rest();
  expect(snapshot).toMatchObject({ lookup: { transaction: { counterpart: { outcome: 'FOUND' } } } });
  expect([gateway.genstore.callCount(), gateway.yedpay.callCount()]).toEqual([1, 1]);
  await expect
    .poll(() => gateway.accesses.flatMap(({ lookups }) => Object.keys(lookups)))
    .toEqual(['genstore/demo-shop WATCHED', 'yedpay/demo-store FOUND']);
});
