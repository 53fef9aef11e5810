import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { openOutput } from '../../src/cli/output.ts';

/** A stream that fails with this code from its second write on. */
function failingAfterOne(code: string) {
  const taken: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (taken.length > 0) return done(Object.assign(new Error(code), { code }));
      taken.push(String(chunk));
      done();
    },
  });
  return { taken, output: openOutput(stream) };
}

test('a reader that leaves is told to whoever writes, and is no failure, however often it is written', async () => {
  const { taken, output } = failingAfterOne('EPIPE');
  await output.write('first');
  expect(output.gone.aborted).toBe(false);
  await output.write('second');
  expect(output.gone.aborted).toBe(true);
  await output.write('third');
  expect(taken).toEqual(['first']);
});

test('any other failure is one', async () => {
  const { output } = failingAfterOne('ENOSPC');
  await output.write('first');
  await expect(output.write('second')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(output.gone.aborted).toBe(false);
});
