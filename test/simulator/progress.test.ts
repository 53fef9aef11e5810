import { expect, test } from 'vitest';
import { type Asked, GENSTORE, lookUp, type Reference, START, withSimulator, YEDPAY } from './asking.ts';

test('PI-progress is in process, then succeeds at the time that it states', async () => {
  const seen = await watch(GENSTORE, { paymentId: 'PI-progress' }, [0, 14_999, 15_000, 90_000]);
  expect(seen).toEqual(['PENDING', 'PENDING', 'PAID at 15 s', 'PAID at 15 s']);
});

test('PI-progress with a number succeeds after so many seconds', async () => {
  const seen = await watch(GENSTORE, { paymentId: 'PI-progress-40' }, [39_999, 40_000]);
  expect(seen).toEqual(['PENDING', 'PAID at 40 s']);
});

test('order-progress awaits the payer, is pending, paid and at last settled', async () => {
  const seen = await watch(YEDPAY, { customId: 'order-progress' }, [0, 15_000, 30_000, 59_999, 60_000]);
  expect(seen).toEqual(['AWAITING_CUSTOMER', 'PENDING', 'PAID at 30 s', 'PAID at 30 s', 'PAID at 30 s, SETTLED']);
});

test('order-refund-progress is refunding, then refunded', async () => {
  const reference = { customId: 'order-refund-progress' };
  const states = await withClock(YEDPAY, async (lookUpAfter) => [
    await lookUpAfter(reference, 0),
    await lookUpAfter(reference, 15_000),
  ]);
  expect(states).toMatchObject([
    { transaction: { refundState: 'PENDING', issues: [] } },
    { transaction: { refundState: 'FULL', issues: [], updatedAt: { epochMilliseconds: START + 15_000 } } },
  ]);
});

test('a reset begins all progress again', async () => {
  let now = START;
  await withSimulator(
    YEDPAY,
    async (simulator) => {
      now += 60_000;
      expect(await lookUp(YEDPAY, simulator, { customId: 'order-progress' })).toMatchObject({ outcome: 'FOUND' });
      simulator.reset();
      expect(await lookUp(YEDPAY, simulator, { customId: 'order-progress' })).toEqual({ outcome: 'AWAITING_CUSTOMER' });
    },
    { now: () => now },
  );
});

type LookUpAfter = (reference: Reference, elapsed: number) => ReturnType<typeof lookUp>;

async function withClock<Value>(asked: Asked, use: (lookUpAfter: LookUpAfter) => Promise<Value>): Promise<Value> {
  let now = START;
  return withSimulator(
    asked,
    (simulator) =>
      use((reference, elapsed) => {
        now = START + elapsed;
        return lookUp(asked, simulator, reference);
      }),
    { now: () => now },
  );
}

async function watch(asked: Asked, reference: Reference, moments: readonly number[]): Promise<readonly string[]> {
  return withClock(asked, async (lookUpAfter) => {
    const seen: string[] = [];
    for (const moment of moments) {
      const found = await lookUpAfter(reference, moment);
      seen.push(describe(found));
    }
    return seen;
  });
}

function describe(found: Awaited<ReturnType<typeof lookUp>>): string {
  if (found.outcome !== 'FOUND') return found.outcome;
  const { status, paidAt, settlementState, issues } = found.transaction;
  const paid = paidAt === null ? '' : ` at ${(paidAt.epochMilliseconds - START) / 1000} s`;
  const settled = settlementState === 'SETTLED' ? ', SETTLED' : '';
  return [`${status}${paid}${settled}`, ...issues.map(({ kind }) => kind)].join(' ');
}
