import { describe, expect, test } from 'vitest';
import { type AnyProvider, PROVIDERS } from '../../src/providers/index.ts';
import { HOSTILE_TEXT, PLANTED_CARD_NUMBER } from '../../src/simulator/faults/record.ts';
import { FaultCatalogue, type FaultInfo, type SharedFaultName } from '../../src/simulator/faults.ts';
import { connectToSimulator } from '../support/connection.ts';
import { startServer } from '../support/http-server.ts';

/** Faults that only a deadline ends; all others have so long that a busy machine changes nothing. */
const ENDLESS: readonly string[] = ['hang', 'slow_headers', 'drip', 'hang_body'] satisfies SharedFaultName[];
const SHORT = { attemptTimeoutMs: 300 };
const LONG = { attemptTimeoutMs: 4_000 };

/** What the log says went wrong where there was no whole reply. */
const REASONS: Readonly<Partial<Record<SharedFaultName, string | RegExp>>> = {
  hang: 'ttfb',
  slow_headers: 'ttfb',
  // On a busy machine the deadline may come before the headers.
  drip: /^(body_timeout|ttfb)$/,
  hang_body: /^(body_timeout|ttfb)$/,
  reset_before: 'reset',
  fin_before: 'reset',
  reset_body: 'reset',
  short_cl: 'reset',
  bad_chunk: 'proto',
  bad_status_line: 'proto',
  dup_cl: 'proto',
  big_headers: 'proto',
  r301: 'redirect',
  r302: 'redirect',
  r303: 'redirect',
  r307: 'redirect',
  r308: 'redirect',
  invalid_utf8: 'encoding',
  big: 'too_large',
  big_cl: 'too_large',
  bomb: 'too_large',
  bad_gzip: 'encoding',
  double_gzip: 'encoding',
};

const providers = await Promise.all(
  PROVIDERS.map(async (provider) => {
    const simulate = await provider.simulate();
    const { infos } = new FaultCatalogue(simulate({ seed: 1, now: () => 0, startedAt: 0 }));
    return { provider, infos };
  }),
);

describe.each(providers)('$provider.label', ({ provider, infos }) => {
  test.each(infos)("makes of $name what is promised, through the gateway's own client", async (fault) => {
    const { log, credential, key, outcome } = await meet(provider, fault);
    expect(outcome.outcome).toBe(fault.outcome);
    const reason = REASONS[fault.name as SharedFaultName];
    if (reason !== undefined) expect(log.at(-1)?.reason).toMatch(reason);
    const issues = outcome.outcome === 'FOUND' ? outcome.transaction.issues.map(({ kind }) => kind) : [];
    if (fault.issue !== undefined) expect(issues).toContain(fault.issue);

    const shown = JSON.stringify([outcome, log]);
    expect(shown).not.toContain(credential);
    expect(shown).not.toContain(PLANTED_CARD_NUMBER);
    expect(shown).not.toContain('We will be back soon');
    expect(JSON.stringify(log)).not.toContain(key.value);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('finds no issue in the record that faults are put on', async () => {
    const { simulator, lookup, keyOf } = await connectToSimulator(provider, LONG);
    const key = keyOf(named(infos, 'slow').reference);
    const outcome = await lookup(key);
    expect(outcome).toMatchObject({ outcome: 'FOUND', transaction: { issues: [] } });
    expect(simulator.callCount()).toBe(1);
  });

  test('keeps 20 digits of a JSON number', async () => {
    const { outcome } = await meet(provider, named(infos, 'amount_20_digits'));
    expect(outcome).toMatchObject({ transaction: { amount: { amount: '12345678901234567890' } } });
  });

  test.each(['amount_obj', 'amount_nan', 'amount_huge_exponent', 'amount_grouped', 'dup_keys'])(
    'shows no amount where the provider sent %s',
    async (name) => {
      const { outcome } = await meet(provider, named(infos, name));
      expect(outcome).toMatchObject({ transaction: { amount: null } });
    },
  );

  test.each(['status_unknown', 'status_null'])('guesses no status from %s', async (name) => {
    const { outcome } = await meet(provider, named(infos, name));
    const code = name === 'status_null' ? null : 'simulated_unknown';
    expect(outcome).toMatchObject({ transaction: { status: 'UNKNOWN', providerStatus: { code, mapped: false } } });
  });

  test.each(['date_invalid', 'date_empty'])('shows no payment time where the provider sent %s', async (name) => {
    const { outcome } = await meet(provider, named(infos, name));
    expect(outcome).toMatchObject({ transaction: { paidAt: null } });
  });

  test('returns hostile text as data, unchanged, and logs none of it', async () => {
    const { outcome, log } = await meet(provider, named(infos, 'ctrl_chars'));
    expect(outcome).toMatchObject({ transaction: { processorReference: HOSTILE_TEXT } });
    expect(JSON.stringify(log)).not.toMatch(/script|forged|\\u0000/);
  });

  test('names an unknown field and keeps its value nowhere, raw included', async () => {
    const { outcome } = await meet(provider, named(infos, 'extra'));
    if (outcome.outcome !== 'FOUND') throw new Error(`gave ${outcome.outcome}`);
    expect(outcome.transaction.issues).toContainEqual(
      expect.objectContaining({ field: 'planted_field', actual: null }),
    );
    expect(outcome.transaction.raw).not.toHaveProperty('planted_field');
  });

  test.each([
    ['s429_sec', 2],
    ['s429', 1],
    ['s429_bad', 1],
    ['s429_neg', 1],
    // The simulator's clock stands at the epoch, so that the date is long past.
    ['s429_date', 1],
    ['s429_huge', 60],
    ['s503_retry_after', 2],
  ])('waits after %s for %i s', async (name, retryAfterSeconds) => {
    const { outcome } = await meet(provider, named(infos, name));
    expect(outcome).toMatchObject({ retryAfterSeconds });
  });

  test.each(infos.filter(({ name }) => /^r3(?!04)/.test(name)))('never follows $name', async ({ name }) => {
    await using elsewhere = await startServer((_, response) => response.end('{}'));
    const { simulator, lookup, keyOf } = await connectToSimulator(provider, LONG);
    simulator.redirectTo(`${elsewhere.origin}/there`);
    const key = keyOf(named(infos, name).reference);
    expect((await lookup(key)).outcome).toBe('MALFORMED_RESPONSE');
    expect([elsewhere.requests.length, elsewhere.sockets.length]).toEqual([0, 0]);
    // Nor the simulator's own path.
    simulator.redirectTo(null);
    await lookup(key);
    expect(simulator.calls.map(({ reference }) => reference)).not.toContain(null);
  });

  test.each(['drip', 'hang_body', 'hang', 'slow_headers', 'big_cl', 'big'])(
    'closes the connection of %s when it gives up',
    async (name) => {
      const { simulator } = await meet(provider, named(infos, name));
      // A pool may open its next socket ahead of need; the one that was given up must go.
      await expect.poll(() => simulator.connections.open).toBeLessThan(simulator.connections.total);
    },
  );
});

/** One look-up that meets one fault, on an account that has met nothing else. */
async function meet(provider: AnyProvider, fault: FaultInfo) {
  const connection = await connectToSimulator(provider, ENDLESS.includes(fault.name) ? SHORT : LONG);
  const key = connection.keyOf(fault.reference);
  const outcome = await connection.lookup(key);
  return { ...connection, key, outcome };
}

function named(infos: readonly FaultInfo[], name: string): FaultInfo {
  const info = infos.find((candidate) => candidate.name === name);
  if (info === undefined) throw new Error(`no fault ${name}`);
  return info;
}
