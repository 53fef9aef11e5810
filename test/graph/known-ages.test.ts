import { expect, test } from 'vitest';
import { type Asked, demanding, order, payment, plain, rows, startAsked } from '../support/asked-gateway.ts';

const FRESHNESS = 'freshness { fetchedAt ageSeconds source expiresAt refreshDenied }';
const withFreshness = (body: ReturnType<typeof rows>, shown = FRESHNESS) => ({
  ...body,
  query: body.query.replace('{ outcome }', `{ outcome transaction { ${shown} } }`),
});

const freshnessOf = ({ body }: Asked) =>
  body.data.transactions.map(({ transaction }: { transaction: { freshness: object } }) => transaction.freshness);

test('an answer of a call says so, and only the next one is given again', async () => {
  const { ask } = await startAsked({ isStanding: true });
  await ask(rows(payment('PI-success')));
  const asked = withFreshness(rows(payment('PI-success'), order('order-paid')), 'freshness { source }');
  const answers = [await ask(asked), await ask(asked), await ask(asked)];
  expect(answers.map(({ isMade }) => isMade)).toEqual([true, true, false]);
  expect(answers.map((answer) => freshnessOf(answer)[1])).toEqual([
    { source: 'FETCHED' },
    { source: 'CACHED' },
    { source: 'CACHED' },
  ]);
});

test('an age is shown until the record is a second older, to the millisecond', async () => {
  const { gateway, ask, askAnew } = await startAsked({ isStanding: true });
  const asked = withFreshness(rows(payment('PI-success')));
  await ask(asked);
  await gateway.clock.pass(400);
  for (const age of [0, 1, 2]) {
    const made = await ask(asked);
    expect([made.isMade, freshnessOf(made)[0].ageSeconds]).toEqual([true, age]);
    await gateway.clock.pass(age === 0 ? 599 : 999);
    const again = await ask(asked);
    expect(again.isMade).toBe(false);
    expect(plain(again)).toEqual(plain(made));
    expect(plain(again)).toEqual(plain(await askAnew(asked)));
    await gateway.clock.pass(1);
  }
  expect(freshnessOf(await ask(asked))[0].ageSeconds).toBe(3);
});

test('of several ages, the first that changes ends it', async () => {
  const { gateway, ask, askAnew } = await startAsked({ isStanding: true });
  await ask(rows(payment('PI-success')));
  await gateway.clock.pass(300);
  await ask(rows(order('order-paid')));
  await gateway.clock.pass(100);
  const both = withFreshness(rows(order('order-paid'), payment('PI-success')));
  await ask(both);
  await gateway.clock.pass(599);
  expect((await ask(both)).isMade).toBe(false);
  await gateway.clock.pass(1);
  const older = await ask(both);
  expect([older.isMade, freshnessOf(older).map(({ ageSeconds }: { ageSeconds: number }) => ageSeconds)]).toEqual([
    true,
    [0, 1],
  ]);
  await gateway.clock.pass(299);
  const again = await ask(both);
  expect(again.isMade).toBe(false);
  expect(plain(again)).toEqual(plain(await askAnew(both)));
  await gateway.clock.pass(1);
  expect((await ask(both)).isMade).toBe(true);
});

test('what of freshness is not an age stands as long as the record', async () => {
  const { gateway, ask, askAnew, isMadeAgain } = await startAsked({ isStanding: true });
  const shown = 'freshness { fetchedAt source expiresAt refreshDenied }';
  const asked = withFreshness(rows(payment('PI-success'), order('order-paid')), shown);
  expect(await isMadeAgain(asked)).toBe(false);
  await gateway.clock.pass(9_999);
  const again = await ask(asked);
  expect(again.isMade).toBe(false);
  expect(plain(again)).toEqual(plain(await askAnew(asked)));
});

test('what is stale says so each time, and what came of its renewal does not', async () => {
  const { gateway, ask } = await startAsked({ isStanding: true });
  const asked = withFreshness(rows(order('order-paid')), 'freshness { source }');
  await ask(asked);
  await gateway.clock.pass(239_999);
  expect(freshnessOf(await ask(asked))).toEqual([{ source: 'CACHED' }]);
  await gateway.clock.pass(1);
  const stale = await ask(asked);
  expect([stale.isMade, freshnessOf(stale)]).toEqual([true, [{ source: 'STALE' }]]);
  await expect.poll(async () => freshnessOf(await ask(asked))).toEqual([{ source: 'CACHED' }]);
});

const FOUND = 'transaction(reference: { genstore: { paymentId: "PI-success" } })';
const AGES: Readonly<Record<string, string>> = {
  'under another name': `{ ${FOUND} { transaction { old: freshness { a: ageSeconds } } } }`,
  'in a fragment': `{ ${FOUND} { transaction { ...T } } } fragment T on Transaction { freshness { ageSeconds } }`,
  'of one type': `{ ${FOUND} { transaction { ... on GenstorePayment { freshness { ageSeconds } } } } }`,
  'of a node in the row': `{ a: ${FOUND} { outcome } ${FOUND} { transaction { ... on Node { ... on Transaction { freshness { ageSeconds } } } } } }`,
  'of one record': '{ genstorePayment(paymentId: "PI-success") { freshness { ageSeconds } } }',
};

test.each(Object.entries(AGES))('an age %s is an age', async (_name, query) => {
  const { gateway, ask, isMadeAgain } = await startAsked({ isStanding: true });
  expect(await isMadeAgain({ query })).toBe(false);
  await gateway.clock.pass(999);
  expect((await ask({ query })).isMade).toBe(false);
  await gateway.clock.pass(1);
  expect((await ask({ query })).isMade).toBe(true);
});

test('a demand of a highest age ends it before the age does', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked({ isStanding: true });
  const asked = withFreshness(demanding('maxAgeSeconds: 1', payment('PI-success')));
  expect(await isMadeAgain(asked)).toBe(false);
  await gateway.clock.pass(1_001);
  const fetched = await ask(asked);
  expect([fetched.isMade, freshnessOf(fetched)[0]]).toMatchObject([true, { source: 'FETCHED', ageSeconds: 0 }]);
});
