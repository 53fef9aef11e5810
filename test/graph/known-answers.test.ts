import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { systemClock } from '../../src/system.ts';
import { createPrometheus } from '../../src/telemetry/metrics/prometheus.ts';
import {
  type Asked,
  CALLERS,
  dashboard,
  everything,
  operator,
  order,
  payment,
  plain,
  rows,
  startAsked,
} from '../support/asked-gateway.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const PAID = rows(payment('PI-success'), order('order-paid'), order('order-not-found'));

test('an answer that shows known records only is given again, to the byte', async () => {
  const { ask } = await startAsked();
  const [cold, made, again] = [await ask(PAID), await ask(PAID), await ask(PAID)];
  expect([cold, made, again].map(({ isMade }) => isMade)).toEqual([true, true, false]);
  expect(plain(again)).toEqual(plain(made));
  expect(plain(again)).toEqual(plain(cold));
  expect(new Set([cold, made, again].map(({ headers }) => headers.get('x-request-id'))).size).toBe(3);
});

test.each([dashboard, operator])('each has its own line in the audit log, and they say the same', async (asker) => {
  const { gateway, ask } = await startAsked();
  const answers = [await ask(PAID, asker.headers), await ask(PAID, asker.headers), await ask(PAID, asker.headers)];
  expect(answers.at(-1)?.isMade).toBe(false);
  expect(gateway.accesses.map(({ requestId }) => requestId)).toEqual(
    answers.map(({ headers }) => headers.get('x-request-id')),
  );
  const [, made, again] = gateway.accesses.map(({ requestId: _own, ...line }) => line);
  expect(again).toEqual(made);
  expect(Object.values(again?.lookups ?? {}).flat()).toHaveLength(3);
});

test.each(['application/json', 'application/graphql-response+json', '*/*', 'application/json;q=0.5, text/html'])(
  'it comes in the media type that was asked for: %s',
  async (accept) => {
    const { ask, askAnew } = await startAsked();
    await ask(PAID);
    await ask(PAID);
    const headers = { ...dashboard.headers, accept };
    await ask(PAID, headers);
    const again = await ask(PAID, headers);
    expect(again.isMade).toBe(false);
    expect(plain(again)).toEqual(plain(await askAnew(PAID, headers)));
  },
);

test('whoever would take a stream is not answered from memory', async () => {
  const { isMadeAgain } = await startAsked();
  expect(await isMadeAgain(PAID, { ...dashboard.headers, accept: 'text/event-stream, application/json' })).toBe(true);
});

test('it is counted as if it were made: an operation, and a hit for each record', async () => {
  const metrics = createPrometheus(systemClock);
  const { ask } = await startAsked({ metrics });
  const counts = async () => {
    const lines = (await metrics.text()).split('\n');
    return lines.filter((line) => /^paylens_(graphql_operations|cache_lookups)_total/.test(line) && !/ 0$/.test(line));
  };
  await ask(PAID);
  await ask(PAID);
  await ask(PAID);
  expect(await counts()).toEqual([
    'paylens_graphql_operations_total{operation="other",outcome="OK"} 3',
    'paylens_cache_lookups_total{result="MISS",state="UNKNOWN"} 3',
    'paylens_cache_lookups_total{result="HIT",state="FINAL"} 2',
    'paylens_cache_lookups_total{result="HIT",state="PAID"} 2',
    'paylens_cache_lookups_total{result="HIT",state="NOT_FOUND"} 2',
  ]);
});

test.each([
  { who: 'without the scope operations', callers: CALLERS, headers: everything.headers, seesBudget: false },
  { who: 'of a loopback start', callers: [], headers: {}, seesBudget: true },
])('the published operations are given again to a caller $who as they would be made', async (caller) => {
  const { headers, callers, seesBudget } = caller;
  const links = linkRules(BY_PAYMENT_ID);
  const options = { config: { callers, links }, isMetered: true, isStanding: true };
  const { gateway, ask, askAnew } = await startAsked(options);
  const again: string[] = [];
  for (const { name, query, variables } of exampleOperations()) {
    const body = { query, variables: variables === null ? undefined : JSON.parse(variables) };
    // What is throttled waits for time to pass.
    const settled = name === 'every-outcome' ? gateway.drive : <Value>(work: Promise<Value>) => work;
    const cold = await settled(ask(body, headers));
    const hot = await settled(ask(body, headers));
    await gateway.clock.pass(999);
    await ask(rows(payment(`PI-before-${name}`)), headers);
    const known = await settled(ask(body, headers));
    const made = await settled(askAnew(body, headers));
    for (const answer of [cold, hot, known]) expect([name, answer.status]).toEqual([name, made.status]);
    // What is refused executes nothing either.
    if (!known.isMade && known.body.errors === undefined) {
      expect([name, plain(known)]).toEqual([name, plain(made)]);
      expect([name, known.body.data]).toEqual([name, hot.body.data]);
      expect(known.body.extensions === undefined).toBe(!seesBudget);
      if (seesBudget) expect(known.body.extensions).not.toEqual(hot.body.extensions);
      again.push(name);
    }
    // Whole seconds, all in all: ages of all records change at once.
    await gateway.clock.pass(20_001);
  }
  // The others show a failure, what was observed, or the state of an account.
  expect(again).toEqual(['one-payment', 'dashboard-table', 'refund-watch', 'totals']);
  expect(gateway.failures).toEqual([]);
});

/** Everything that a type has to tell but for what is of the moment. */
function allOf(type: GraphQLNamedType): string {
  if (isUnionType(type)) return onEach(type.getTypes());
  if (!isObjectType(type)) return isInterfaceType(type) ? onEach(schema.getPossibleTypes(type)) : '';
  const fields = Object.values(type.getFields()).filter(({ name }) => !OF_THE_MOMENT.has(name));
  return `{ ${fields.map((field) => `${field.name} ${allOf(getNamedType(field.type))}`).join(' ')} }`;
}

const onEach = (types: readonly GraphQLObjectType[]) =>
  `{ ${types.map((type) => `... on ${type.name} ${allOf(type)}`).join(' ')} }`;

const OF_THE_MOMENT: ReadonlySet<string> = new Set(['freshness', 'counterpart', 'history', 'link']);

test('whatever a record has to tell is told again as it would be without a memory', async () => {
  const { gateway, ask, askAnew } = await startAsked();
  const row = allOf(schema.getType('TransactionLookup') as GraphQLObjectType);
  const { variables } = rows(
    payment('PI-success'),
    payment('PI-jpy'),
    order('order-paid'),
    order('order-refund-full'),
    order('order-settled'),
    order('order-not-found'),
    order('order-expired'),
  );
  const asked = {
    query: `query ($references: [TransactionReference!]!) { transactions(references: $references) ${row} }`,
    variables,
  };
  for (const { headers } of [dashboard, everything]) {
    const cold = await ask(asked, headers);
    expect(cold.body.errors).toBeUndefined();
    await ask(asked, headers);
    await gateway.clock.pass(2_000);
    const again = await ask(asked, headers);
    expect(again.isMade).toBe(false);
    expect(plain(again)).toEqual(plain(await askAnew(asked, headers)));
    expect(plain(again)).toEqual(plain(cold));
  }
});

const FOUND = 'transaction(reference: { genstore: { paymentId: "PI-success" } })';
const KNOWN: Readonly<Record<string, string>> = {
  'a record whole': `{ ${FOUND} { outcome transaction { id headline status isFinal raw amount { formatted } issues { kind message } } } }`,
  'a query for one': '{ genstorePayment(paymentId: "PI-success") { id businessDate(timeZone: "Asia/Tokyo") } }',
  'a sum': '{ summary(references: [{ genstore: { paymentId: "PI-success" } }]) { complete byCurrency { currency } } }',
  'what is left out': `{ ${FOUND} { outcome transaction { freshness @include(if: false) { ageSeconds } } } }`,
  'another fragment': `{ ${FOUND} { outcome transaction { ... on YedpayTransaction { freshness { ageSeconds } } } } }`,
  'what is not found': '{ transaction(reference: { yedpay: { customId: "order-not-found" } }) { outcome } }',
  'what nobody has paid': '{ transaction(reference: { yedpay: { customId: "order-awaiting" } }) { outcome } }',
  'a demand that holds': `{ transaction(reference: { genstore: { paymentId: "PI-success" } }, freshness: { maxAgeSeconds: 60, allowStale: false }) { outcome } }`,
};

test.each(Object.entries(KNOWN))('%s is given again', async (_name, query) => {
  const { ask, askAnew } = await startAsked();
  await ask({ query });
  await ask({ query });
  const again = await ask({ query });
  expect(again.isMade).toBe(false);
  expect(plain(again)).toEqual(plain(await askAnew({ query })));
});

test('the schema beside a row is, and only for who may see it', async () => {
  const { ask, isMadeAgain } = await startAsked();
  const query = `{ ${FOUND} { outcome } __schema { queryType { name } } }`;
  expect(await isMadeAgain({ query }, everything.headers)).toBe(false);
  expect(await ask({ query })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
});

test('what somebody asked is not given to another, nor to who sees more or less', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  expect(await isMadeAgain(PAID)).toBe(false);
  expect((await ask(PAID, everything.headers)).isMade).toBe(true);
  expect((await ask(` ${JSON.stringify(PAID)}`)).isMade).toBe(true);
  expect((await ask({ ...PAID, operationName: 'Rows' })).isMade).toBe(true);
  expect(gateway.accesses.at(-3)?.caller).toBe('everything');
});

test('who sees what is left of budgets sees it as it is', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked({ isMetered: true, isStanding: true });
  const two = rows(payment('PI-success'), order('order-paid'));
  expect(await isMadeAgain(two, operator.headers)).toBe(false);
  const budgetOf = ({ body }: Asked) => body.extensions.budget[0];
  const before = budgetOf(await ask(two, operator.headers));
  expect(before).toMatchObject({ provider: 'GENSTORE', spent: 0, available: 39 });
  await ask(rows(payment('PI-jpy'), payment('PI-not-found')));
  expect(budgetOf(await ask(two, operator.headers))).toEqual({ ...before, available: 37 });
  await gateway.clock.pass(5_000);
  const again = await ask(two, operator.headers);
  expect([budgetOf(again), again.isMade]).toEqual([{ ...before, available: 40 }, false]);
});

test('who asks for steps is told of them each time, and who may not know them is not', async () => {
  const { isMadeAgain } = await startAsked();
  const steps = { 'x-paylens-debug': 'upstream' };
  expect(await isMadeAgain(PAID, operator.headers)).toBe(false);
  expect(await isMadeAgain(PAID, { ...operator.headers, ...steps })).toBe(true);
  expect(await isMadeAgain(PAID, { ...dashboard.headers, ...steps })).toBe(false);
});
