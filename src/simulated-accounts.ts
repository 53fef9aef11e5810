import type { ReadSecretFile } from './providers/account-config.ts';
import { PROVIDERS } from './providers/index.ts';
import type { ProviderAccount } from './providers/provider.ts';
import { type Simulator, startSimulator } from './simulator/server.ts';

export interface SimulatedProvidersOptions {
  readonly seed: number;
  readonly latencyMs: number;
  readonly now: () => number;
  /** The port of the first provider's simulator, the next one for the second; left out, free ports. */
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
  firstPort,
  ...options
}: SimulatedProvidersOptions): Promise<SimulatedProviders> {
  const simulators: Simulator[] = [];
  const accounts: Record<string, readonly ProviderAccount[]> = {};
  const close = async () => {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  };
  try {
    for (const [index, provider] of PROVIDERS.entries()) {
      const port = firstPort === undefined ? 0 : firstPort + index;
      const simulator = await startSimulator({ simulate: await provider.simulate(), port, ...options });
      simulators.push(simulator);
      accounts[provider.name] = [provider.accountSchema(noFile).parse(provider.simulatedAccount(simulator.origin))];
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { simulators, accounts, close };
}

const noFile: ReadSecretFile = () => {
  throw new Error('a simulated account has no secret file');
};
