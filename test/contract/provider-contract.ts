import { expect, test } from 'vitest';
import { NOBODYS_ID } from '../../src/doctor/check-accounts.ts';
import { CAPABILITIES } from '../../src/domain/capability.ts';
import { PROBLEM_RETRYABLE } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { AnyProvider } from '../../src/providers/index.ts';
import { connectToSimulator } from '../support/connection.ts';

/** What every registered provider promises, asked of its own simulator through its real client. */
export function providerContract(provider: AnyProvider): void {
  const connect = () => connectToSimulator(provider);

  test('declares every capability once, and each status code and reference kind once', () => {
    expect(provider.capabilities.map(({ capability }) => capability).toSorted()).toEqual([...CAPABILITIES].toSorted());
    for (const list of [provider.statuses.map(({ code }) => code), provider.referenceKinds.map(({ kind }) => kind)]) {
      expect(new Set(list).size).toBe(list.length);
    }
    expect(provider.referenceKinds.some(({ queryable }) => queryable)).toBe(true);
    const linkable = provider.referenceKinds.filter(({ secret }) => !secret).map(({ kind }) => kind);
    expect([...linkable, null]).toContain(provider.simulatedLink);
  });

  test('takes the id that npx paylens doctor asks every account for', () => {
    const kind = provider.referenceKinds.find(({ queryable, secret }) => queryable && !secret)?.kind;
    expect(kind && provider.readReference(kind, NOBODYS_ID)).toMatchObject({ valid: true });
  });

  test('offers at least 60 ordinary records and a scenario for every outcome that a provider decides', async () => {
    const { simulator } = await connect();
    expect(simulator.references.length).toBeGreaterThanOrEqual(60);
    const outcomes = new Set(simulator.scenarios.map(({ outcome }) => outcome));
    for (const outcome of [
      'FOUND',
      'NOT_FOUND',
      'PROVIDER_UNAVAILABLE',
      'PROVIDER_REJECTED',
      'MALFORMED_RESPONSE',
      'RATE_LIMITED',
    ]) {
      expect(outcomes).toContain(outcome);
    }
  });

  test('gives each scenario of its own the outcome that it promises', async () => {
    const { simulator, lookup, keyOf } = await connect();
    // Faults are met one by one, each by an account of its own: some stop the whole account. See test/simulator.
    const faulty = new Set(simulator.faults.map(({ reference }) => JSON.stringify(reference)));
    for (const { reference, outcome } of simulator.scenarios) {
      if (faulty.has(JSON.stringify(reference))) continue;
      const found = await lookup(keyOf(reference));
      expect([reference, found.outcome]).toEqual([reference, outcome]);
    }
  });

  test('gives each of several keys that it is asked at once its own record, whichever arrives first', async () => {
    const { simulator, lookupAll, keyOf } = await connect();
    const keys = simulator.references.slice(0, 12).map(keyOf);
    const outcomes = await lookupAll(keys);
    for (const [index, key] of keys.entries()) {
      const outcome = outcomes[index];
      if (outcome?.outcome !== 'FOUND') throw new Error(`${key.value} gave ${outcome?.outcome}`);
      expect(outcome.transaction.key).toEqual(key);
      expect(outcome.transaction.references).toContainEqual({ kind: key.kind, value: key.value, queryable: true });
    }
    expect(simulator.callCount()).toBe(12);
  });

  test.each(['reset-before', 's500', 's429-sec', 'html200', 'truncated', 'id-mismatch', 'big'])(
    'keeps the neighbours of a key that meets the fault %s',
    async (fault) => {
      const { simulator, lookupAll, keyOf } = await connect();
      const faulty = simulator.scenarios.find(({ reference }) => Object.values(reference).includes(`fault-${fault}`));
      if (faulty === undefined) throw new Error(`no scenario for the fault ${fault}`);
      const good = simulator.references.slice(0, 3).map(keyOf);
      const bad = keyOf(faulty.reference);
      const outcomes = await lookupAll([good[0], bad, good[1], good[2]] as TransactionKey[]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['FOUND', faulty.outcome, 'FOUND', 'FOUND']);
    },
  );

  test('maps every code of its own status table, and keeps one that it does not know', async () => {
    const { simulator, lookup, lookupAll, keyOf } = await connect();
    const outcomes = await lookupAll(simulator.references.map(keyOf));
    const records = outcomes.flatMap((outcome) => (outcome.outcome === 'FOUND' ? [outcome.transaction] : []));
    const documented = provider.statuses.filter(({ documented }) => documented).map(({ code }) => code);
    expect(new Set(records.map(({ providerStatus }) => providerStatus.code))).toEqual(
      expect.toSatisfy((seen: Set<string>) => documented.every((code) => seen.has(code))),
    );
    const strange = simulator.scenarios.find(({ reference }) =>
      Object.values(reference).some((value) => /unknown-status/.test(value)),
    );
    const outcome = await lookup(keyOf(strange?.reference ?? {}));
    if (outcome.outcome !== 'FOUND') throw new Error(`gave ${outcome.outcome}`);
    const { status, providerStatus, issues } = outcome.transaction;
    expect([status, providerStatus.mapped]).toEqual(['UNKNOWN', false]);
    expect(providerStatus.code).toEqual(expect.any(String));
    expect(issues.map(({ kind }) => kind)).toContain('UNMAPPED_STATUS');
  });

  test('states money and times exactly: decimal text, UTC with its source zone, null instead of empty text', async () => {
    const { simulator, lookupAll, keyOf } = await connect();
    for (const outcome of await lookupAll(simulator.references.map(keyOf))) {
      if (outcome.outcome !== 'FOUND') continue;
      const { raw, issues, guardedFields, ...record } = outcome.transaction;
      expect(JSON.stringify(record)).not.toMatch(/:""|NaN|Infinity/);
      for (const money of [record.amount, record.fee, record.net, record.refund.refunded]) {
        if (money !== null) expect(money.amount).toBe(money.raw);
      }
      for (const instant of [record.createdAt, record.paidAt, record.updatedAt]) {
        if (instant === null) continue;
        expect(instant.utc).toMatch(/Z$/);
        expect(instant.sourceZone).not.toBe('');
      }
    }
  });

  test('refuses path tricks, control characters and over-long values before any call', async () => {
    for (const { kind } of provider.referenceKinds.filter(({ queryable }) => queryable)) {
      for (const value of ['', ' ', 'a b', 'a\r\nb', 'a\u0000b', 'ünïcode', 'x'.repeat(513)]) {
        expect([kind, value, provider.readReference(kind, value).valid]).toEqual([kind, value, false]);
      }
    }
    expect(provider.readReference('NO_SUCH_KIND', 'x').valid).toBe(false);
  });

  test('ends its call when nobody waits any more, and says DEADLINE_EXCEEDED', async () => {
    const { simulator, lookup, keyOf } = await connect();
    const [reference] = simulator.references;
    const key = keyOf(reference ?? {});
    simulator.setFault(key.value, 'hang');
    const leaving = new AbortController();
    const waiting = lookup(key, leaving.signal);
    await expect.poll(() => simulator.callCount()).toBe(1);
    leaving.abort();
    expect((await waiting).outcome).toBe('DEADLINE_EXCEEDED');
    await expect.poll(() => simulator.connections.open).toBe(0);
  });

  test('answers PROVIDER_UNAVAILABLE while the provider is down', async () => {
    const { simulator, lookup, keyOf } = await connect();
    const key = keyOf(simulator.references[0] ?? {});
    await simulator.close();
    expect((await lookup(key)).outcome).toBe('PROVIDER_UNAVAILABLE');
    expect(PROBLEM_RETRYABLE.PROVIDER_UNAVAILABLE).toBe(true);
  });

  test('answers PROVIDER_DENIED where its credential is refused, with nothing of it in the answer or the log', async () => {
    const { simulator, lookup, keyOf, log, credential } = await connect();
    simulator.revokeCredentials();
    const outcome = await lookup(keyOf(simulator.references[0] ?? {}));
    expect(outcome.outcome).toBe('PROVIDER_DENIED');
    expect(JSON.stringify([outcome, log])).not.toContain(credential);
  });

  test('logs each call once, without the id that was asked', async () => {
    const { simulator, lookupAll, keyOf, log } = await connect();
    const keys = simulator.references.slice(0, 3).map(keyOf);
    await lookupAll(keys);
    expect(log).toHaveLength(3);
    for (const { value } of keys) expect(JSON.stringify(log)).not.toContain(value);
  });
}
