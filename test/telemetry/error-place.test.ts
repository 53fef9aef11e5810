import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { placeOf } from '../../src/telemetry/error-place.ts';

const CANARY = 'canary-9d27aa';

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test('an error is its name, its code, and where in our own files it was thrown', () => {
  const error = thrownBy(() => loadConfig({ PAYLENS_PORT: CANARY }));
  expect(placeOf(Object.assign(error, { code: 'ECONNRESET' }))).toEqual({
    error: 'ConfigError',
    code: 'ECONNRESET',
    at: [expect.stringMatching(/^config\.ts:\d+:\d+$/)],
  });
});

test('nothing that a text may hold comes out: of the message, of a name, of a code, or of what looks like a frame', () => {
  const place = new URL('../../src/', import.meta.url).pathname;
  const error = thrownBy(() => loadConfig({ PAYLENS_PORT: CANARY }));
  const message = `first\n    at ${CANARY} (${place}${CANARY}.ts:1:1)\n`;
  const hostile = Object.assign(new Error(message), { name: `x ${CANARY}`, code: `E ${CANARY}` });
  expect(placeOf(hostile)).toEqual({ error: 'Error', code: null, at: [] });
  expect(JSON.stringify(placeOf(error))).not.toContain(CANARY);
  expect(placeOf(CANARY)).toEqual({ error: 'string', code: null, at: [] });
});
