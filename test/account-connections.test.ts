import { expect, onTestFinished, test } from 'vitest';
import { type AccountConnections, connectAccounts } from '../src/account-connections.ts';
import { type Config, loadConfig } from '../src/config.ts';
import { type Fleet, openFleet } from '../src/fleet.ts';
import type { ProviderAccount } from '../src/providers/provider.ts';
import { simulateProviders } from '../src/simulated-accounts.ts';
import { systemClock } from '../src/system.ts';
import { NO_METRICS } from '../src/telemetry/metrics/recording.ts';
import { lookupContext } from './support/lookup-context.ts';
import { QUIET_LOG } from './support/quiet-log.ts';

const ALONE = openFleet({ redis: undefined, clock: systemClock, log: QUIET_LOG });

/** The simulated accounts, and what connects them. */
async function connected({
  fleet = ALONE,
  latencyMs = 0,
}: {
  readonly fleet?: Fleet;
  readonly latencyMs?: number;
} = {}) {
  const simulated = await simulateProviders({ seed: 1, latencyMs, now: () => 0 });
  const connections = connectAccounts({
    config: { ...loadConfig({}), accounts: simulated.accounts },
    clock: systemClock,
    random: () => 0,
    log: QUIET_LOG,
    metrics: NO_METRICS,
    tracing: undefined,
    fleet,
    onRecord: () => {},
    onChange: () => {},
  });
  onTestFinished(async () => {
    await connections.close();
    await simulated.close();
  });
  return { simulated, connections };
}

const context = () => lookupContext({ deadline: systemClock.monotonic() + 60_000 });

test('two requests that ask for the same after-sales record at the same time share a call, and a third one does not', async () => {
  const { simulated, connections } = await connected();
  const source = connections.find('genstore', 'demo-shop')?.resources.get('genstoreRefund');
  const key = { provider: 'genstore', account: 'demo-shop', kind: 'REFUND_ID', value: 'refund-third-version' };
  const ask = async () => (await source?.lookup(key, context()))?.outcome;
  expect(await Promise.all([ask(), ask()])).toEqual(['FOUND', 'FOUND']);
  const calls = () => simulated.simulators.map((simulator) => simulator.callCount());
  expect(calls()).toEqual([1, 0]);
  expect(await ask()).toBe('FOUND');
  expect(calls()).toEqual([2, 0]);
});

/** Each account that is shared or left, in the order in which that happens. */
function watchedFleet() {
  const happened: string[] = [];
  const fleet: Fleet = {
    ...ALONE,
    account: (account) => {
      happened.push(`shares ${account.name}`);
      return { ...ALONE.account(account), leave: () => happened.push(`leaves ${account.name}`) };
    },
  };
  return { fleet, happened: () => happened.splice(0) };
}

/** The first account of a provider with other settings. */
function withChanged(accounts: Config['accounts'], provider: string, changes: object): Config['accounts'] {
  const [first, ...others] = accounts[provider] ?? [];
  return { ...accounts, [provider]: [{ ...first, ...changes } as ProviderAccount, ...others] };
}

test('what an account shares with other gateways is left where it is replaced or removed, and nowhere else', async () => {
  const { fleet, happened } = watchedFleet();
  const { simulated, connections } = await connected({ fleet });
  expect(happened()).toEqual(['shares demo-shop', 'shares demo-store']);
  connections.reload(simulated.accounts);
  expect(happened()).toEqual([]);
  const moved = withChanged(simulated.accounts, 'genstore', { timeZone: 'Asia/Tokyo' });
  expect(connections.reload(moved).replaced).toEqual(['genstore/demo-shop']);
  expect(happened()).toEqual(['shares demo-shop', 'leaves demo-shop']);
  connections.reload({ ...moved, yedpay: [] });
  expect(happened()).toEqual(['leaves demo-store']);
  connections.reload(moved);
  expect(happened()).toEqual(['shares demo-store']);
});

test('a look-up that is under way when its account is replaced ends as it would have', async () => {
  const { fleet } = watchedFleet();
  const { simulated, connections } = await connected({ fleet, latencyMs: 100 });
  const lookup = (asked: AccountConnections) => {
    const key = { provider: 'genstore', account: 'demo-shop', kind: 'PAYMENT_ID', value: 'PI-success' };
    return asked.find('genstore', 'demo-shop')?.source.lookup(key, context());
  };
  const underWay = lookup(connections);
  connections.reload(withChanged(simulated.accounts, 'genstore', { timeZone: 'Asia/Tokyo' }));
  expect(await underWay).toMatchObject({ outcome: 'FOUND' });
});
