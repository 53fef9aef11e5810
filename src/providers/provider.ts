import type { InputRef } from '@pothos/core';
import type { z } from 'zod';
import type { CapabilityInfo } from '../domain/capability.ts';
import type { SignedNotification } from '../domain/notification.ts';
import type { RecordSource } from '../domain/provider-record.ts';
import type { Secret } from '../domain/secret.ts';
import type { StatusRow } from '../domain/status-table.ts';
import type { ReferenceKind } from '../domain/transaction-key.ts';
import type { ParsedReference, ReferenceKindInfo } from '../domain/transaction-reference.ts';
import type { TransactionSource } from '../domain/transaction-source.ts';
import type { SimulateProvider } from '../simulator/harness.ts';
import type { UpstreamTools } from '../upstream/call-plan.ts';
import type { TokenBucketLimits } from '../upstream/token-bucket.ts';
import type { ReadSecretFile } from './account-config.ts';

/** What every provider's account configuration has; the rest is its own. */
export interface ProviderAccount {
  readonly name: string;
  readonly timeZone: string;
}

export type BucketLimits = TokenBucketLimits;

export const UNLIMITED: BucketLimits = Object.freeze({
  capacity: Number.POSITIVE_INFINITY,
  refillPerSecond: Number.POSITIVE_INFINITY,
});

/** What a provider sends by itself when a payment has changed. */
export interface NotificationContract<Account> {
  /** What the account's notifications are signed with; undefined where it is not configured. */
  readonly signKey: (account: Account) => Secret | undefined;
  readonly contentType: string;
  /** The body of the answer that ends the provider's retries. */
  readonly acknowledgement: string;
  /** Null where the body cannot be a notification, whoever has sent it. */
  readonly parse: (body: string) => SignedNotification | null;
}

/** An endpoint beside that of transactions, whose records are something else, such as after-sales records. */
export interface ProviderResource<Account> {
  /** How the provider's `graphql.ts` asks for it; no other provider or resource has the same. */
  readonly name: string;
  readonly parseReference: (input: Readonly<Record<string, unknown>>) => ParsedReference;
  /** Null where the account's configuration does not offer it: then nothing is ever asked. */
  readonly connect: (account: Account, tools: UpstreamTools) => RecordSource | null;
}

/** Everything that a provider is to the rest of the program: one exported value, no registration by side effect. */
export interface ProviderDefinition<Name extends string = string, Account extends ProviderAccount = ProviderAccount> {
  /** Lower case; the value of the `Provider` enum is the same in upper case. */
  readonly name: Name;
  readonly label: string;
  readonly description: string;
  readonly capabilities: readonly CapabilityInfo[];
  readonly statuses: readonly StatusRow[];
  readonly referenceKinds: readonly ReferenceKindInfo[];
  readonly accountSchema: (read: ReadSecretFile) => z.ZodType<Account>;
  /** The credential of an account: what seals its ids and tells its keys apart. */
  readonly credential: (account: Account) => Secret;
  /** The calls that the provider grants the account; unlimited where it publishes no limit. */
  readonly bucket: (account: Account) => BucketLimits;
  /** The account configuration that reaches a simulator at `origin`. */
  readonly simulatedAccount: (origin: string, isMetered: boolean) => Readonly<Record<string, unknown>>;
  /** The identifier that its simulated records have in common with those of other providers; null where none is. */
  readonly simulatedLink: ReferenceKind | null;
  readonly parseReference: (input: Readonly<Record<string, unknown>>) => ParsedReference;
  /** The same check for a kind and value that come from a global id. */
  readonly readReference: (kind: ReferenceKind, value: string) => ParsedReference;
  readonly connect: (account: Account, tools: UpstreamTools) => TransactionSource;
  readonly resources: readonly ProviderResource<Account>[];
  /** Null where it sends none, or none that says which payment has changed. */
  readonly notification: NotificationContract<Account> | null;
  /** Loaded only where a simulator is started, so production never holds one. */
  readonly simulate: () => Promise<SimulateProvider>;
  readonly graphql: {
    /** This provider's member of `TransactionReference`. */
    readonly reference: InputRef<unknown>;
    readonly referenceDescription: string;
  };
}

/** Keeps the name a literal and checks the contract, without widening the account's type. */
export function defineProvider<const Name extends string, Account extends ProviderAccount>(
  definition: ProviderDefinition<Name, Account>,
): ProviderDefinition<Name, Account> {
  return definition;
}
