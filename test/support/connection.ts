import { onTestFinished } from 'vitest';
import type { RecordOutcome } from '../../src/domain/provider-record.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { AnyProvider } from '../../src/providers/index.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { systemClock } from '../../src/system.ts';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { createHttp } from '../../src/upstream/http.ts';
import { DEFAULT_HTTP_LIMITS } from './http-limits.ts';
import { lookupContext } from './lookup-context.ts';
import { openGuard } from './upstream-tools.ts';

/** One provider's source over its own simulator: the real client, real HTTP, and a simulator clock that stands still. */
export async function connectToSimulator(provider: AnyProvider, { attemptTimeoutMs = 1_000 } = {}) {
  const simulator = await startSimulator({ simulate: await provider.simulate(), now: () => 0, seed: 1, slowMs: 10 });
  const http = createHttp({ clock: systemClock, limits: { ...DEFAULT_HTTP_LIMITS, attemptTimeoutMs } });
  const log: CallLogEntry[] = [];
  const account = provider
    .accountSchema(() => {
      throw new Error('no secret file in tests');
    })
    .parse(provider.simulatedAccount(simulator.origin, false));
  // Anew for each look-up: what one fault has taught a guard would decide the outcome of the next.
  const tools = () => ({
    http,
    clock: systemClock,
    guard: openGuard(systemClock),
    log: (entry: CallLogEntry) => log.push(entry),
  });
  const connect = () => provider.connect(account, tools());
  const contextOf = (signal = new AbortController().signal) =>
    lookupContext({ requestId: 'contract', signal, deadline: systemClock.monotonic() + 60_000 });
  onTestFinished(async () => {
    await http.close();
    await simulator.close();
  });

  return {
    simulator,
    log,
    credential: provider.credential(account).reveal(),
    keyOf(reference: Readonly<Record<string, unknown>>): TransactionKey {
      const parsed = provider.parseReference(reference);
      if (!parsed.valid) throw new Error(parsed.message);
      return { provider: provider.name, account: account.name, kind: parsed.kind, value: parsed.value };
    },
    /** Of a record that is no transaction; undefined where a simulated account does not offer the resource. */
    async record(
      name: string,
      reference: Readonly<Record<string, unknown>>,
      signal?: AbortSignal,
    ): Promise<RecordOutcome | undefined> {
      const resource = provider.resources.find((candidate) => candidate.name === name);
      const parsed = resource?.parseReference(reference);
      if (resource === undefined || parsed?.valid !== true)
        throw new Error(`no ${name} of ${JSON.stringify(reference)}`);
      const key = { provider: provider.name, account: account.name, kind: parsed.kind, value: parsed.value };
      return resource.connect(account, tools())?.lookup(key, contextOf(signal));
    },
    lookup: (key: TransactionKey, signal?: AbortSignal) => connect().lookup(key, contextOf(signal)),
    /** At the same time, of one source with one guard: an outcome for each key, in their order. */
    lookupAll(keys: readonly TransactionKey[]) {
      const source = connect();
      return Promise.all(keys.map((key) => source.lookup(key, contextOf())));
    },
  };
}
