import { onTestFinished } from 'vitest';
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
  const connect = () =>
    provider.connect(account, {
      http,
      clock: systemClock,
      guard: openGuard(systemClock),
      log: (entry) => log.push(entry),
    });
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
    lookup: (keys: readonly TransactionKey[], signal = new AbortController().signal) =>
      connect().lookup(
        keys,
        lookupContext({ requestId: 'contract', signal, deadline: systemClock.monotonic() + 60_000 }),
      ),
  };
}
