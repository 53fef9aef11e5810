import { expect, onTestFinished, test } from 'vitest';
import { connectAccounts } from '../src/account-connections.ts';
import { loadConfig } from '../src/config.ts';
import { openFleet } from '../src/fleet.ts';
import { simulateProviders } from '../src/simulated-accounts.ts';
import { systemClock } from '../src/system.ts';
import { NO_METRICS } from '../src/telemetry/metrics/recording.ts';
import { lookupContext } from './support/lookup-context.ts';
import { QUIET_LOG } from './support/quiet-log.ts';

test('two requests that ask for the same after-sales record at the same time share a call, and a third one does not', async () => {
  const simulated = await simulateProviders({ seed: 1, latencyMs: 0, now: () => 0 });
  const config = { ...loadConfig({}), accounts: simulated.accounts };
  const connections = connectAccounts({
    config,
    clock: systemClock,
    random: () => 0,
    log: QUIET_LOG,
    metrics: NO_METRICS,
    tracing: undefined,
    fleet: openFleet({ redis: undefined, clock: systemClock, log: QUIET_LOG }),
    onRecord: () => {},
    onChange: () => {},
  });
  onTestFinished(async () => {
    await connections.close();
    await simulated.close();
  });
  const source = connections.find('genstore', 'demo-shop')?.resources.get('genstoreRefund');
  const key = { provider: 'genstore', account: 'demo-shop', kind: 'REFUND_ID', value: 'refund-third-version' };
  const ask = async () => {
    const context = lookupContext({ deadline: systemClock.monotonic() + 60_000 });
    return (await source?.lookup(key, context))?.outcome;
  };
  expect(await Promise.all([ask(), ask()])).toEqual(['FOUND', 'FOUND']);
  const calls = () => simulated.simulators.map((simulator) => simulator.callCount());
  expect(calls()).toEqual([1, 0]);
  expect(await ask()).toBe('FOUND');
  expect(calls()).toEqual([2, 0]);
});
