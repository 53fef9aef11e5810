import { expect } from 'vitest';
import { type Posted, post } from '../support/post.ts';

/** Every code that an error may have; `docs/errors.md` says what each means. */
const CODE = /^[A-Z]+(_[A-Z]+)*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What every answer to an operation is, however broken the request: GraphQL's JSON, with errors of the contract. */
export function expectTyped(status: number, text: string): Posted['body'] {
  const body: Posted['body'] = JSON.parse(text);
  expect(Object.keys(body).filter((member) => !['data', 'errors', 'extensions'].includes(member))).toEqual([]);
  expect(text).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(|SyntaxError|RangeError|TypeError/);
  for (const { message, extensions } of body.errors ?? []) {
    expect(message).toBeTypeOf('string');
    expect(extensions).toEqual({
      code: expect.stringMatching(CODE),
      provider: extensions.provider === null ? null : expect.stringMatching(/^(GENSTORE|YEDPAY)$/),
      retryable: expect.any(Boolean),
      retryAfterSeconds: extensions.retryAfterSeconds === null ? null : expect.any(Number),
      requestId: expect.stringMatching(UUID),
    });
  }
  // A gateway that is busy may say so; nothing that a client sends may make it fail.
  if (status >= 500) expect([status, body.errors?.[0]?.extensions.code]).toEqual([503, 'OVERLOADED']);
  else if (status >= 300) expect(body.errors?.length).toBeGreaterThan(0);
  return body;
}

export async function postAny(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const answer = await post(url, body, headers);
  expectTyped(answer.status, answer.text);
  return answer;
}
