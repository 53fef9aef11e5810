import { expect, test } from 'vitest';
import { keyHolder } from '../support/api-keys.ts';
import { startTestGateway } from '../support/gateway.ts';

// The checks of graphql-cop (github.com/dolevf/graphql-cop, commit 2b7e086), in its order and with its queries: what it
// sends, and by what of the answer it flags a server. The thirteenth is in its repository, and switched off there.

const ordinary = keyHolder('dashboard', ['transactions:read']);

/** What a check sees of an answer; null where the body is no JSON. */
interface Seen {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the checks look at whatever a server answers
  readonly json: any;
}

interface Check {
  readonly name: string;
  readonly request: RequestInit & { readonly query?: Readonly<Record<string, string>> };
  readonly isFlagged: (seen: Seen) => boolean;
  /** What the gateway answers instead. */
  readonly answer: readonly [status: number, code: string | null];
}

const asJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const asking = (query: string) => asJson({ query, operationName: 'cop' });
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('');

const CHECKS: readonly Check[] = [
  {
    name: 'field suggestions',
    request: asking('query cop { __schema { directive } }'),
    isFlagged: ({ json }) => String(json?.errors?.[0]?.message).includes('Did you mean'),
    answer: [403, 'FORBIDDEN'],
  },
  {
    name: 'introspection',
    request: asking('query cop { __schema { types { name fields { name } } } }'),
    isFlagged: ({ json }) => Boolean(json?.data?.__schema?.types),
    answer: [403, 'FORBIDDEN'],
  },
  {
    name: 'GraphQL IDE',
    request: { headers: { accept: 'text/html' } },
    isFlagged: ({ text }) => /graphiql\.min\.css|GraphQL Playground|GraphiQL|graphql-playground/.test(text),
    answer: [403, 'FORBIDDEN'],
  },
  {
    name: 'GET method query support',
    request: { query: { query: 'query cop {__typename}' } },
    isFlagged: ({ json }) => Boolean(json?.data?.__typename),
    answer: [405, 'METHOD_NOT_ALLOWED'],
  },
  {
    name: 'alias overloading',
    request: asking(`query cop { ${times(101, (i) => `alias${i}:__typename \n`)} }`),
    isFlagged: ({ json }) => Boolean(json?.data?.alias100),
    answer: [400, 'OPERATION_TOO_COMPLEX'],
  },
  {
    name: 'array-based query batching',
    request: asJson(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }))),
    isFlagged: ({ json }) => json?.length >= 10,
    answer: [400, 'BAD_REQUEST'],
  },
  {
    name: 'trace mode',
    request: asking('query cop { __typename }'),
    isFlagged: ({ text }) => /tracing/i.test(text),
    answer: [200, null],
  },
  {
    name: 'directive overloading',
    request: asking(`query cop { __typename ${'@aa'.repeat(10)} }`),
    isFlagged: ({ json }) => json?.errors?.length === 10,
    answer: [200, 'GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'introspection-based circular query',
    request: asking(
      'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
    ),
    isFlagged: ({ json }) => json?.data?.__schema?.types?.length > 25,
    answer: [403, 'FORBIDDEN'],
  },
  {
    name: 'mutation over GET',
    request: { query: { query: 'mutation cop {__typename}' } },
    isFlagged: ({ json }) => Boolean(json?.data?.__typename),
    answer: [405, 'METHOD_NOT_ALLOWED'],
  },
  {
    name: 'POST-based url-encoded query',
    request: { method: 'POST', body: new URLSearchParams({ query: 'query cop { __typename }' }) },
    isFlagged: ({ json }) => Boolean(json?.data?.__typename),
    answer: [415, 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    name: 'unhandled errors',
    request: asking('qwerty cop { abc }'),
    isFlagged: ({ text }) => /exception|stack/i.test(text),
    answer: [200, 'GRAPHQL_PARSE_FAILED'],
  },
  {
    name: 'field duplication',
    request: asking(`query cop { ${'__typename \n'.repeat(500)} }`),
    isFlagged: ({ json }) => Boolean(json?.data?.__typename),
    answer: [400, 'OPERATION_TOO_COMPLEX'],
  },
];

test.each(CHECKS)('graphql-cop does not flag $name', async ({ request, isFlagged, answer }) => {
  const gateway = await startTestGateway({ config: { callers: [ordinary.caller] } });
  const { query = {}, headers, ...init } = request;
  const url = `${gateway.url}?${new URLSearchParams(query)}`;
  const response = await fetch(url, {
    ...init,
    headers: { ...ordinary.headers, ...(headers as Record<string, string>) },
  });
  const text = await response.text();
  const seen = { text, json: jsonOf(text) };
  expect(isFlagged(seen)).toBe(false);
  expect([response.status, seen.json?.errors?.[0]?.extensions.code ?? null]).toEqual(answer);
});

test('each check flags a server that has what it looks for', () => {
  const open = {
    data: { __typename: 'Query', alias100: 'Query', __schema: { types: Array.from({ length: 26 }, () => ({})) } },
    errors: Array.from({ length: 10 }, () => ({
      message: 'Did you mean "x"?',
      extensions: { tracing: {}, exception: {} },
    })),
  };
  const flags = ({ isFlagged }: Check, json: unknown) => isFlagged({ text: `GraphiQL ${JSON.stringify(json)}`, json });
  const silent = CHECKS.filter((check) => !flags(check, open) && !flags(check, Array.from({ length: 10 })));
  expect(silent).toEqual([]);
});

function jsonOf(text: string): Seen['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
