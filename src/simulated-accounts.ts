import type { ReadSecretFile } from './providers/account-config.ts';
import { PROVIDERS } from './providers/index.ts';
import type { BucketLimits, ProviderAccount } from './providers/provider.ts';
import { type Simulator, startSimulator } from './simulator/server.ts';

export interface SimulatedProvidersOptions {
  readonly seed: number;
  readonly latencyMs: number;
  readonly now: () => number;
  /** What their fault `slow` waits. */
  readonly slowMs?: number;
  /** Whether the simulators grant as few calls as the providers document; else there is no limit. */
  readonly isMetered?: boolean;
  /** The port of the first provider's simulator, the next one for the second; 0 or left out, free ports. */
  readonly firstPort?: number;
}

export interface SimulatedProviders {
  readonly simulators: readonly Simulator[];
  /** One account for each provider that reaches its simulator. */
  readonly accounts: Readonly<Record<string, readonly ProviderAccount[]>>;
  close(): Promise<void>;
}

/** Starts a simulator for every registered provider, and configures an account that reaches it through the real client. */
export async function simulateProviders({
  firstPort = 0,
  isMetered = false,
  ...options
}: SimulatedProvidersOptions): Promise<SimulatedProviders> {
  const simulators: Simulator[] = [];
  const accounts: Record<string, readonly ProviderAccount[]> = {};
  const close = async () => {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  };
  try {
    for (const [index, provider] of PROVIDERS.entries()) {
      const port = firstPort === 0 ? 0 : firstPort + index;
      const accountAt = (origin: string) =>
        provider.accountSchema(noFile).parse(provider.simulatedAccount(origin, isMetered));
      const bucket = bucketOf(provider.bucket(accountAt('http://127.0.0.1')));
      const simulator = await startSimulator({ simulate: await provider.simulate(), port, bucket, ...options });
      simulators.push(simulator);
      accounts[provider.name] = [accountAt(simulator.origin)];
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { simulators, accounts, close };
}

function bucketOf({ capacity, refillPerSecond }: BucketLimits) {
  return Number.isFinite(capacity) ? { size: capacity, refillPerSecond } : undefined;
}

const noFile: ReadSecretFile = () => {
  throw new Error('a simulated account has no secret file');
};
