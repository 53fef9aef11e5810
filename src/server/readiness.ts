import type { AccountStatus } from '../domain/account-status.ts';

/** What `/ready` says: enough to see why not, and no name of an account. */
export interface Readiness {
  readonly ready: boolean;
  /** An invalid configuration does not start, and does not replace a valid one. */
  readonly configuration: 'valid';
  /** By provider: whether at least one of its accounts can be asked. */
  readonly providers: Readonly<Record<string, 'up' | 'down'>>;
  readonly draining: boolean;
}

export interface ReadinessParts {
  readonly accounts: ReadonlyArray<{ readonly provider: string; readonly status: () => AccountStatus }>;
  readonly isDraining: boolean;
}

/** Ready while it takes requests, and there is a provider that could answer one. */
export function readinessOf({ accounts, isDraining }: ReadinessParts): Readiness {
  const providers: Record<string, 'up' | 'down'> = {};
  for (const { provider, status } of accounts) {
    const { health } = status();
    const isUp = health === 'UP' || health === 'DEGRADED';
    providers[provider] = isUp || providers[provider] === 'up' ? 'up' : 'down';
  }
  const ready = !isDraining && Object.values(providers).includes('up');
  return { ready, configuration: 'valid', providers, draining: isDraining };
}
