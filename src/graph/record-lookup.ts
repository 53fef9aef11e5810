import { GatewayError, problemError } from '../domain/errors.ts';
import type { AnsweredRecord } from '../domain/provider-record.ts';
import type { GraphContext } from './context.ts';
import { requireAccount } from './single-lookup.ts';

/** What is asked for, by the resource's name in the provider's definition. */
export interface RecordQuestion {
  readonly provider: string;
  readonly resource: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Said where the account does not offer the resource: what whoever runs the gateway has to configure. */
  readonly howToOffer: string;
}

/** A record that is no transaction; where there is none, there is no row to say so in, so it throws. */
export async function loadRecord(context: GraphContext, question: RecordQuestion): Promise<AnsweredRecord> {
  const { provider, resource, input, howToOffer } = question;
  requireAccount(context, provider);
  const outcome = await context.records().byReference(resource, input);
  if (outcome === null) throw new GatewayError('NOT_CONFIGURED', howToOffer, { provider });
  // The same words for an account that is not the caller's.
  if (outcome.outcome === 'NOT_FOUND') {
    throw new GatewayError('NOT_FOUND', 'There is no such record in an account that you may use.', { provider });
  }
  if (outcome.outcome === 'FOUND') return { ...outcome.record, freshness: outcome.freshness };
  throw problemError(outcome, provider);
}
