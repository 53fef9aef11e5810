import type { ErrorAnswer } from './gateway.ts';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
  readonly body: { readonly data?: any; readonly errors?: readonly ErrorAnswer[]; readonly extensions?: any };
  /** Of the first error. */
  readonly code: string | undefined;
}

/** Posts a body as a client of GraphQL over HTTP would: an object as JSON, and a text as it is. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed: Posted['body'] = JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: parsed,
    code: parsed.errors?.[0]?.extensions.code,
  };
}
