import type { AccountStatus } from './account-status.ts';
import type { CapabilityInfo } from './capability.ts';
import type { StatusRow } from './status-table.ts';
import type { ReferenceKindInfo } from './transaction-reference.ts';

/** What callers are told about a provider. */
export interface ProviderFacts {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly capabilities: readonly CapabilityInfo[];
  readonly statuses: readonly StatusRow[];
  readonly referenceKinds: readonly ReferenceKindInfo[];
  readonly accounts: readonly AccountFacts[];
}

export interface AccountFacts {
  readonly name: string;
  readonly timeZone: string;
  /** Of this moment. */
  readonly status: () => AccountStatus;
}
