import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

const { documents } = loadConfig({});

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

/** Each document looks this up once, so that a limit that is noticed too late shows as a call. */
const LOOKUP = 'transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome }';
const LOOKUP_TOKENS = 17;

const ofTypes = (count: number) => `${'ofType {'.repeat(count)} name ${'}'.repeat(count)}`;

interface LimitCase {
  readonly limit: Exclude<keyof typeof documents, 'mode' | 'manifest'>;
  readonly by: string;
  /** The limit at which `document(count)` is just small enough. */
  readonly at: number;
  readonly document: (count: number) => string;
}

const CASES: readonly LimitCase[] = [
  {
    limit: 'maxTokens',
    by: 'fields',
    at: 40,
    document: (count) => `{ ${LOOKUP} ${times(count - LOOKUP_TOKENS - 2, () => '__typename')} }`,
  },
  {
    limit: 'maxDepth',
    by: 'fields',
    at: 8,
    document: (count) => `{ ${LOOKUP} __schema { types { ${ofTypes(count - 3)} } } }`,
  },
  {
    limit: 'maxDepth',
    by: 'fragments',
    at: 8,
    document: (count) =>
      `{ ${LOOKUP} __schema { ... { types { ...T } } } } fragment T on __Type { ${ofTypes(count - 3)} }`,
  },
  {
    limit: 'maxFields',
    by: 'fields',
    at: 20,
    document: (count) => `{ ${LOOKUP} ${times(count - 2, () => '__typename')} }`,
  },
  {
    limit: 'maxFields',
    by: 'fragments',
    at: 25,
    document: (count) =>
      `{ ${LOOKUP} ...A ...A ...A ${times(count - 20, () => '__typename')} } fragment A on Query { ...B ...B } fragment B on Query { __typename providers { label } }`,
  },
  {
    limit: 'maxRootFields',
    by: 'fields',
    at: 10,
    document: (count) => `{ ${LOOKUP} ${times(count - 1, () => '__typename')} }`,
  },
  {
    limit: 'maxRootFields',
    by: 'fragments',
    at: 12,
    document: (count) =>
      `{ ${LOOKUP} ...A ... { ...A } ${times(count - 9, () => '__typename')} } fragment A on Query { a: __typename b: __typename c: __typename d: __typename }`,
  },
  {
    limit: 'maxAliases',
    by: 'root fields',
    at: 10,
    document: (count) => `{ ${LOOKUP} ${times(count, (i) => `a${i}: __typename`)} }`,
  },
  {
    limit: 'maxAliases',
    by: 'fragments',
    at: 10,
    document: (count) =>
      `{ ${LOOKUP} ...A providers { ${times(count - 4, (i) => `a${i}: label`)} } ...A } fragment A on Query { one: __typename providers { two: label } }`,
  },
  {
    limit: 'maxRepeats',
    by: 'fields',
    at: 10,
    document: (count) => `{ ${LOOKUP} ${times(count + 1, () => '__typename')} }`,
  },
  {
    limit: 'maxRepeats',
    by: 'aliases',
    at: 10,
    document: (count) => `{ ${LOOKUP} ${times(count + 1, () => 'same: __typename')} }`,
  },
  {
    limit: 'maxDirectives',
    by: 'fields, fragments and spreads',
    at: 10,
    document: (count) =>
      `{ ${LOOKUP} ...A @include(if: true) ... @skip(if: false) { __typename } ${times(count - 2, (i) => `a${i}: __typename @include(if: true)`)} } fragment A on Query { __typename }`,
  },
  {
    limit: 'maxOperations',
    by: 'operations',
    at: 10,
    document: (count) => `query One { ${LOOKUP} } ${times(count - 1, (i) => `query Q${i} { __typename }`)}`,
  },
];

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();

test.each(CASES)(
  '$limit, reached by $by: $at are taken, and one more costs no call',
  async ({ limit, at, document }) => {
    const gateway = await startTestGateway({ config: { documents: { ...documents, [limit]: at } } });
    const ask = (count: number) =>
      post(gateway.url, { query: document(count), operationName: nameIn(document(count)) });
    const refused = await ask(at + 1);
    expect([refused.status, refused.code, callsOf(gateway)]).toEqual([400, 'OPERATION_TOO_COMPLEX', 0]);
    const taken = await ask(at);
    expect([taken.status, taken.body.errors, callsOf(gateway)]).toEqual([200, undefined, 1]);
  },
);

function nameIn(document: string): string | null {
  return document.startsWith('query One') ? 'One' : null;
}

const CHAIN = 22;
const fan = (last: string) =>
  `${times(CHAIN, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${CHAIN} on Query { ${last} }`;
const nested = (count: number, open: string, close: string) => open.repeat(count) + close.repeat(count);

const ATTACKS: ReadonlyArray<readonly [name: string, document: string]> = [
  ['a fragment that 22 others double', `{ ${LOOKUP} ...F0 } ${fan('__typename')}`],
  ['the same without a spread', `{ ${LOOKUP} } ${fan('__typename')}`],
  ['a fragment that spreads itself', `{ ${LOOKUP} ...A } fragment A on Query { ...A }`],
  [
    'two fragments that spread each other',
    `{ ${LOOKUP} ...A } fragment A on Query { ...B } fragment B on Query { ...A }`,
  ],
  [
    'a circle of fragments that nothing spreads',
    `{ ${LOOKUP} } fragment A on Query { ...B } fragment B on Query { ...A }`,
  ],
  ['a fragment that nothing spreads, and that is too deep', `{ ${LOOKUP} } fragment T on __Type { ${ofTypes(30)} }`],
  ['a list literal 20,000 deep', `{ ${LOOKUP} nodes(ids: ${nested(20_000, '[', ']')}) { id } }`],
  ['an object literal 20,000 deep', `{ ${LOOKUP} node(id: ${'{a:'.repeat(20_000)}1${'}'.repeat(20_000)}) { id } }`],
  ['a list literal within the tokens', `{ ${LOOKUP} nodes(ids: ${nested(2_000, '[', ']')}) { id } }`],
  ['an object literal within the tokens', `{ ${LOOKUP} node(id: ${'{a:'.repeat(1_000)}1${'}'.repeat(1_000)}) { id } }`],
  [
    'a deep default of a variable',
    `query ($ids: [ID!]! = ${nested(100, '[', ']')}) { ${LOOKUP} nodes(ids: $ids) { id } }`,
  ],
  ['a deep argument of a directive', `{ ${LOOKUP} __typename @skip(if: ${nested(100, '[', ']')}) }`],
  ['fields 2,000 deep', `{ ${LOOKUP} ${'a {'.repeat(2_000)} a ${'}'.repeat(2_000)} }`],
  ['1,000 operations', times(1_000, (i) => `query Q${i} { __typename }`)],
  ['500 repeated fields', `{ ${LOOKUP} ${times(500, () => '__typename')} }`],
  ['101 aliases', `{ ${LOOKUP} ${times(101, (i) => `a${i}: __typename`)} }`],
  ['101 root fields', `{ ${LOOKUP} ${times(100, (i) => (i % 2 === 0 ? '__typename' : `a${i}: __typename`))} }`],
  ['60 directives', `{ ${LOOKUP} __typename ${times(60, () => '@include(if: true)')} }`],
  ['60 directives of an operation', `query ${times(60, () => '@aa')} { ${LOOKUP} }`],
  ['60 directives of a fragment', `{ ${LOOKUP} ...A } fragment A on Query ${times(60, () => '@aa')} { __typename }`],
  ['60 directives of a variable', `query ($a: ID ${times(60, () => '@aa')}) { ${LOOKUP} }`],
];

test.each(ATTACKS)('%s is refused by the default limits and costs no call', async (_name, query) => {
  const gateway = await startTestGateway();
  const answer = await post(gateway.url, { query });
  expect([answer.status, answer.code, callsOf(gateway)]).toEqual([400, 'OPERATION_TOO_COMPLEX', 0]);
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  expect(gateway.failures).toEqual([]);
});

test('fragments that each spread the next are refused before they overflow the stack', async () => {
  const gateway = await startTestGateway({ config: { documents: { ...documents, maxTokens: 100_000 } } });
  const count = 12_000;
  const query = `{ ${LOOKUP} ...F0 } ${times(count, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F${count} on Query { __typename }`;
  const answer = await post(gateway.url, { query });
  expect([answer.status, answer.code, callsOf(gateway)]).toEqual([400, 'OPERATION_TOO_COMPLEX', 0]);
  expect(gateway.failures).toEqual([]);
});

test('100 aliases, root fields and repeats are taken', async () => {
  const gateway = await startTestGateway();
  const aliases = await gateway.query(`{ ${times(100, (i) => `a${i}: __typename`)} }`);
  expect(Object.keys(aliases.data)).toHaveLength(100);
  const repeats = await gateway.query(`{ providers { ${times(101, () => 'label')} } }`);
  expect(repeats.errors).toBeUndefined();
});

test('what GraphiQL asks when it opens is within the limits', async () => {
  const gateway = await startTestGateway();
  const query = getIntrospectionQuery({
    schemaDescription: true,
    inputValueDeprecation: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    oneOf: true,
  });
  const { data, errors } = await gateway.query(query);
  expect(errors).toBeUndefined();
  expect(data.__schema.types.length).toBeGreaterThan(40);
});

test.each(exampleOperations())('the published operation $name is within the limits', async ({ query, variables }) => {
  const gateway = await startTestGateway();
  const { errors } = await gateway.query(query, JSON.parse(variables ?? '{}'));
  // A subscription is refused by its transport only, which is looked at after the document.
  const isStream = query.includes('\nsubscription ');
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(isStream ? ['NOT_ACCEPTABLE'] : undefined);
});
