import { onTestFinished } from 'vitest';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import type { Simulator } from '../../src/simulator/server.ts';

export interface SimulatedEnvironment {
  readonly genstore: Simulator;
  readonly yedpay: Simulator;
  /** The PAYLENS_ variables of accounts that reach them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Stands in both credentials, and must come out nowhere. */
export const CREDENTIAL = 'canary-7f3a9c-credential';

/** The variables of accounts at simulators that are there already. */
export function accountVariables(genstore: Simulator, yedpay: Simulator): Readonly<Record<string, string>> {
  return {
    PAYLENS_GENSTORE_SHOP: 'demo-shop',
    PAYLENS_GENSTORE_ACCESS_TOKEN: CREDENTIAL,
    PAYLENS_GENSTORE_BASE_URL: genstore.origin,
    PAYLENS_GENSTORE_PLAN: 'unlimited',
    PAYLENS_YEDPAY_NAME: 'demo-store',
    PAYLENS_YEDPAY_API_KEY: CREDENTIAL,
    PAYLENS_YEDPAY_BASE_URL: `${yedpay.origin}/v1`,
  };
}

/** Simulators of the test's own, as accounts that somebody has configured. */
export async function simulatedEnvironment(now: () => number = Date.now): Promise<SimulatedEnvironment> {
  const { simulators, close } = await simulateProviders({ seed: 1, latencyMs: 0, now });
  onTestFinished(close);
  const [genstore, yedpay] = ['genstore', 'yedpay'].map((name) => simulators.find((each) => each.name === name));
  if (genstore === undefined || yedpay === undefined) throw new Error('a provider has no simulator');
  return { genstore, yedpay, environment: accountVariables(genstore, yedpay) };
}
