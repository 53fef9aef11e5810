import { isProblem, type LookupProblem, PROBLEM_RETRYABLE } from '../domain/lookup-outcome.ts';
import type { LookupReference } from '../domain/transaction-reference.ts';
import type { TransactionLookup } from '../loaders/transaction-lookups.ts';
import { answered } from './answered.ts';
import { builder, describedEnum } from './builder.ts';
import { TransactionRef } from './transaction.ts';

const LookupOutcomeRef = describedEnum('LookupOutcome', 'What came of looking one reference up.', {
  FOUND: 'transaction has the record.',
  AWAITING_CUSTOMER: 'The payment link exists and the payer has not acted: ask again later. There is no record yet.',
  EXPIRED_UNPAID: 'The payment link ran out unpaid. There is no record.',
  NOT_FOUND: 'No such transaction in an account of yours.',
  INVALID_REFERENCE: 'The reference cannot name a transaction; problem says why. No provider was asked.',
  RATE_LIMITED: 'No call to the account can be made in time. Ask again after retryAfterSeconds.',
  PROVIDER_UNAVAILABLE: 'The provider could not be reached or failed. Ask again later.',
  PROVIDER_DENIED: "The provider refused the account's credential. Whoever runs the gateway must act.",
  PROVIDER_REJECTED: 'The provider refused the request.',
  MALFORMED_RESPONSE: 'The provider answered something that is not the record that was asked for.',
  DEADLINE_EXCEEDED: 'There was no time left to ask.',
  INTERNAL: 'The gateway itself failed on this row.',
});

export const LookupReferenceRef = builder.objectRef<LookupReference>('LookupReference').implement({
  description: 'What was asked, echoed: rows can be matched to requests by it, not only by position.',
  fields: (t) => ({
    account: t.exposeString('account', {
      description:
        'The account that was asked; where you named none, the one that was chosen. Null where none could be.',
    }),
    value: t.exposeString('value', { description: 'The value as asked. Null where an id was asked for.' }),
    id: t.exposeID('id', { description: 'The id as asked. Null where a provider reference was asked for.' }),
  }),
});

/** A problem with the reference that it belongs to, which names the provider and account. */
export interface ReferencedProblem {
  readonly problem: LookupProblem;
  readonly reference: LookupReference;
}

export const LookupProblemRef = builder.objectRef<ReferencedProblem>('LookupProblem').implement({
  description: 'Why a row has no answer.',
  fields: (t) => ({
    code: t.field({
      type: LookupOutcomeRef,
      nullable: false,
      description: 'The outcome of the row.',
      resolve: ({ problem }) => problem.outcome,
    }),
    message: t.string({
      nullable: false,
      description: "The gateway's words for a person; never a provider's text.",
      resolve: ({ problem }) => problem.message,
    }),
    retryable: t.boolean({
      nullable: false,
      description: 'Whether asking the same again may help.',
      resolve: ({ problem }) => PROBLEM_RETRYABLE[problem.outcome],
    }),
    retryAfterSeconds: t.int({
      description: 'How long to wait before asking again. Null where nothing is known.',
      resolve: ({ problem }) => problem.retryAfterSeconds,
    }),
    account: t.string({
      description:
        'The account that was asked; where the reference named none, the one that was chosen. Null where none could be.',
      resolve: ({ reference }) => reference.account,
    }),
  }),
});

export const TransactionLookupRef = builder.objectRef<TransactionLookup>('TransactionLookup').implement({
  description: 'One row: what was asked, what came of it, and the record or the problem.',
  fields: (t) => ({
    reference: t.expose('reference', {
      type: LookupReferenceRef,
      nullable: false,
      description: 'What was asked.',
    }),
    outcome: t.field({
      type: LookupOutcomeRef,
      nullable: false,
      description: 'What came of it.',
      resolve: ({ outcome }) => outcome.outcome,
    }),
    transaction: t.field({
      type: TransactionRef,
      description: 'The record. Null unless the outcome is FOUND.',
      resolve: ({ outcome }) => (outcome.outcome === 'FOUND' ? answered(outcome) : null),
    }),
    problem: t.field({
      type: LookupProblemRef,
      description: 'Null exactly when the outcome is FOUND, AWAITING_CUSTOMER or EXPIRED_UNPAID.',
      resolve: ({ outcome, reference }) => (isProblem(outcome) ? { problem: outcome, reference } : null),
    }),
  }),
});
