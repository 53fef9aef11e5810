import fc from 'fast-check';
import { buildSchema, execute, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { Execution } from '../../src/execution/execution.ts';
import { operationPreparation } from '../../src/execution/prepared-operation.ts';

/**
 * Queries are executed by plans of ours. graphql's own executor is the measure: every query here is executed both ways, on
 * data that is absent, of another type, late, or an error, wherever chance puts it.
 */
const SDL = `
  interface Node { id: ID! next: Node }
  type Leaf implements Node { id: ID! next: Node text: String must: String! count(from: Int = 1, of: [Point!]): Int state: State }
  type Tree implements Node { id: ID! next: Node leaf: Leaf must: Leaf! leaves: [Leaf] all: [Leaf!]! any: [Node!] grid: [[Int!]] }
  union Either = Leaf | Tree
  enum State { OPEN DONE }
  input Point @oneOf { x: Int y: Float at: Place }
  input Place { name: String! near: Point tags: [String!] = ["a"] }
  type Query { tree: Tree node: Node! either(point: Point, places: [Place!], flag: Boolean!): Either echo(places: [Place], n: Int! = 3): String }
`;

const LEAF = 'id text must count a: count(from: 2) state next { __typename id }';
const QUERIES = [
  `{ tree { leaf { ${LEAF} } must { ${LEAF} } leaves { ${LEAF} } all { id must } any { __typename id ... on Leaf { text must } ...T } grid } }
   fragment T on Tree { leaves { must } next { id } }`,
  'query ($yes: Boolean!, $no: Boolean = false) { node @skip(if: $no) { id ... @include(if: $yes) { next { id next { id } } } ... on Tree @skip(if: $yes) { leaf { id } } } tree { leaf @include(if: $no) { id } } }',
  'query ($flag: Boolean!, $point: Point, $places: [Place!]) { either(flag: $flag, point: $point, places: $places) { ... on Node { id } ... on Leaf { count(of: [{ x: 1 }]) must } } }',
  'query ($places: [Place]) { echo(places: $places) b: echo(n: 5, places: { name: "one" }) tree { __proto__: id constructor: id } }',
  '{ tree { leaf { id } leaf { text } ...A ...A } ...B } fragment A on Tree { leaf { must } } fragment B on Query { tree { leaf { state } } node { id } }',
  '{ __schema { queryType { name fields(includeDeprecated: true) { name args { name defaultValue type { ...Type } } } } } __type(name: "Tree") { interfaces { name } } __typename } fragment Type on __Type { kind name ofType { name ofType { name } } }',
];

const wrapped = (inner: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 6, arbitrary: inner },
    { weight: 2, arbitrary: inner.map((settled) => ({ late: settled })) },
    fc.constantFrom({ fails: 'now' }, { fails: 'late' }, { fails: 'given' }, null),
  );
const listOf = (inner: fc.Arbitrary<unknown>) => wrapped(fc.array(wrapped(inner), { maxLength: 3 }));

/** What resolvers give, by the field that asks: any of it may be a fault. */
const strange = fc.constantFrom(null, undefined, 'text', 7, 'OPEN', [1, 2], [[1, null], [3]]);
const value = fc.memo((n): fc.Arbitrary<unknown> => (n <= 1 ? strange : fc.oneof(leaf(n - 1), tree(n - 1), strange)));
const leaf = fc.memo(
  (n): fc.Arbitrary<unknown> =>
    fc.record({
      is: fc.constant('Leaf'),
      id: wrapped(fc.string()),
      text: wrapped(fc.string()),
      must: wrapped(fc.string()),
      count: wrapped(fc.nat()),
      state: wrapped(fc.constantFrom('OPEN', 'GONE')),
      next: wrapped(value(n)),
    }),
);
const tree = fc.memo(
  (n): fc.Arbitrary<unknown> =>
    fc.record({
      is: fc.constant('Tree'),
      id: wrapped(fc.string()),
      leaf: wrapped(leaf(n)),
      must: wrapped(fc.oneof({ weight: 9, arbitrary: leaf(n) }, value(n))),
      leaves: listOf(leaf(n)),
      all: listOf(leaf(n)),
      any: listOf(fc.oneof({ weight: 9, arbitrary: leaf(n) }, value(n))),
      grid: fc.constantFrom([[1]], [[1, null]], 'none', null),
      next: wrapped(value(n)),
    }),
);

function given(described: unknown, quiet = false): unknown {
  if (typeof described !== 'object' || described === null) return described;
  if (Array.isArray(described)) return described.map((item) => itemOf(item, quiet));
  const { late, fails } = described as { readonly late?: unknown; readonly fails?: string };
  if (fails === 'given') return new Error('given');
  if (fails === 'late') {
    const rejected = Promise.reject(new Error('late'));
    if (quiet) rejected.catch(() => {});
    return rejected;
  }
  if (fails === 'now') throw new Error('now');
  if ('late' in described) return Promise.resolve().then(() => given(late, quiet));
  return described;
}

/** `quiet` for graphql, which leaves some of what fails after its answer to nobody; a process would end of that. */
function schemaOf(data: Readonly<Record<string, unknown>>, { quiet = false } = {}): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const name of ['Query', 'Leaf', 'Tree']) {
    const type = schema.getType(name) as NonNullable<ReturnType<GraphQLSchema['getQueryType']>>;
    for (const [field, definition] of Object.entries(type.getFields())) {
      // Some are left to whatever graphql does where there is no resolver.
      definition.resolve = (source, args, _context, info) => {
        if (field === 'echo') return JSON.stringify(args);
        if (info.path.key === 'a') return (args as { readonly from: number }).from;
        const own = (name === 'Query' ? data : (source as Readonly<Record<string, unknown>>))[field];
        return given(own, quiet);
      };
    }
    if (name !== 'Query') type.isTypeOf = (value) => (value as { readonly is?: string }).is === name;
  }
  return schema;
}

/** A list itself cannot throw. */
function itemOf(item: unknown, quiet: boolean): unknown {
  try {
    return given(item, quiet);
  } catch (error) {
    return error;
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
}

/** Where something is null because of an error: executors may differ in how many errors inside of it they tell. */
function holes({ data, errors = [] }: Answer): readonly string[] {
  const paths = errors.map(({ path = [] }) => {
    let value = data as Readonly<Record<string | number, unknown>> | null | undefined;
    const walked: (string | number)[] = [];
    for (const key of path) {
      if (value === null || value === undefined) break;
      walked.push(key);
      value = value[key] as typeof value;
    }
    return walked.join('.');
  });
  return [...new Set(paths)].toSorted();
}

const variables = fc.record(
  {
    yes: fc.constantFrom(true, false, null, 'no'),
    no: fc.constantFrom(true, false, null, undefined),
    flag: fc.constantFrom(true, 1, undefined),
    point: fc.constantFrom(
      { x: 1 },
      { x: 1, y: 2 },
      { x: null },
      {},
      { z: 1 },
      { at: { name: 'n', near: { y: 1 } } },
      [],
    ),
    places: fc.constantFrom(
      [{ name: 'n' }],
      { name: 'alone', tags: [] },
      [{ name: 'n', tags: 'one', near: null }],
      [{ tags: ['b'] }],
      [null],
      null,
      [{ name: 1 }],
      [JSON.parse('{ "name": "n", "__proto__": { "tags": ["c"] } }')],
    ),
  },
  { requiredKeys: [] },
);

test('whatever is asked of whatever data, a plan answers what graphql does', async () => {
  for (const query of QUERIES) expect(validate(schemaOf({}), parse(query))).toEqual([]);
  const root = fc.record({ tree: tree(2), node: wrapped(value(3)), either: wrapped(value(3)) });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...QUERIES), root, variables, async (query, data, variableValues) => {
      const document = parse(query);
      const args = { document, variableValues };
      const prepared = operationPreparation(schemaOf(data))(args);
      const own: Answer = prepared.errors
        ? { errors: prepared.errors }
        : await new Execution(prepared.plan, prepared.variables, {}).run();
      const theirs: Answer = await execute({ ...args, schema: schemaOf(data, { quiet: true }), contextValue: {} });
      expect(JSON.stringify(own.data ?? null)).toBe(JSON.stringify(theirs.data ?? null));
      expect(holes(own)).toEqual(holes(theirs));
    }),
    { numRuns: 2_000 },
  );
});

test('a plan serves other variables than those it was made with', async () => {
  const document = parse(
    'query ($a: Boolean!, $b: Boolean) { x: __typename @include(if: $a) y: __typename @skip(if: $b) }',
  );
  const prepare = operationPreparation(schemaOf({}));
  const answers = [];
  for (const [a, b] of [
    [true, true],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    const prepared = prepare({ document, variableValues: { a, b } });
    if (prepared.errors) throw prepared.errors[0];
    answers.push(await new Execution(prepared.plan, prepared.variables, {}).run());
  }
  expect(answers.map(({ data }) => Object.keys(data ?? {}).join(''))).toEqual(['x', '', 'xy', 'x']);
});
