import { expect, test } from 'vitest';
import type { OutcomeCode } from '../../src/domain/lookup-outcome.ts';
import type { AnyProvider } from '../../src/providers/index.ts';
import { PLANTED_CARD_NUMBER } from '../../src/simulator/faults/record.ts';
import { faultId, SHARED_FAULT_NAMES } from '../../src/simulator/faults.ts';
import { connectToSimulator } from '../support/connection.ts';

/** Faults that only a deadline ends. */
const ENDLESS: readonly string[] = ['hang', 'slow_headers', 'drip', 'hang_body'];

/** A resource takes a permission of its own: what is refused there is not the credential. */
const OTHERWISE: Readonly<Record<string, OutcomeCode>> = { s403: 'PROVIDER_REJECTED' };

/** What every endpoint beside that of transactions promises, asked of the provider's simulator through its real client. */
export function resourceContract(provider: AnyProvider, resource: AnyProvider['resources'][number]): void {
  const { name } = resource;

  test('gives each scenario the outcome that it promises, with one call and one line in the log', async () => {
    const { simulator, record, log } = await connectToSimulator(provider);
    const scenarios = simulator.resources[name] ?? [];
    expect(new Set(scenarios.map(({ outcome }) => outcome))).toEqual(
      new Set(['FOUND', 'NOT_FOUND', 'PROVIDER_REJECTED', 'MALFORMED_RESPONSE']),
    );
    for (const { reference, outcome } of scenarios) {
      expect([reference, (await record(name, reference))?.outcome]).toEqual([reference, outcome]);
      const [asked = ''] = Object.values(reference);
      expect([asked, simulator.callCount(asked)]).toEqual([asked, 1]);
      expect(JSON.stringify(log.at(-1))).not.toContain(asked);
    }
    expect(log).toHaveLength(scenarios.length);
  });

  test.each(SHARED_FAULT_NAMES)('makes of the fault %s what a transaction would', async (fault) => {
    const attemptTimeoutMs = ENDLESS.includes(fault) ? 300 : 4_000;
    const { simulator, record, log, credential } = await connectToSimulator(provider, { attemptTimeoutMs });
    const promised = simulator.faults.find((info) => info.name === fault)?.outcome;
    const [member = ''] = Object.keys(simulator.resources[name]?.[0]?.reference ?? {});
    const outcome = await record(name, { [member]: faultId(fault) });
    expect(outcome?.outcome).toBe(OTHERWISE[fault] ?? promised);
    for (const secret of [credential, PLANTED_CARD_NUMBER])
      expect(JSON.stringify([outcome, log])).not.toContain(secret);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('says that its credential is refused, with nothing of it in the answer or the log', async () => {
    const { simulator, record, log, credential } = await connectToSimulator(provider);
    simulator.revokeCredentials();
    const outcome = await record(name, simulator.resources[name]?.[0]?.reference ?? {});
    expect(outcome?.outcome).toBe('PROVIDER_DENIED');
    expect(JSON.stringify([outcome, log])).not.toContain(credential);
  });

  test('refuses path tricks, control characters and over-long values before any call', async () => {
    const { simulator } = await connectToSimulator(provider);
    const [member = ''] = Object.keys(simulator.resources[name]?.[0]?.reference ?? {});
    for (const value of [
      '',
      ' ',
      'a b',
      'a\r\nb',
      'a\u0000b',
      'ünïcode',
      '..',
      'a/b',
      'a,b',
      'a&b',
      'x'.repeat(513),
      7,
    ]) {
      expect([value, resource.parseReference({ [member]: value }).valid]).toEqual([value, false]);
    }
  });
}
