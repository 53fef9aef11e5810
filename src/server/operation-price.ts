import type { Plugin } from 'graphql-yoga';
import type { AskedReference } from '../domain/transaction-reference.ts';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** Every reference that an operation names, as often as it names it. */
export type ReferencesOf = (args: {
  readonly document: unknown;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: unknown;
}) => readonly AskedReference[];

export interface PriceParts {
  /** The most look-ups of one operation. */
  readonly limit: number;
  readonly referencesOf: ReferencesOf;
  /** What an operation compares: it has a limit and a time of its own. */
  readonly reconcile: { readonly referencesOf: ReferencesOf; readonly limit: number; readonly timeoutMs: number };
  /** The look-ups that they cost: the most provider calls, were none made twice. */
  readonly countLookups: (references: readonly AskedReference[], context: unknown) => number;
  /** Takes look-ups from the caller's allowance; the seconds to wait where they are not there. */
  readonly take: (context: ServerContext, lookups: number) => number | null;
}

/** A repeated reference costs no call, but its row has to be computed and sent. */
const ROWS_PER_REFERENCE = 5;

/** Prices an operation before the first provider call, and refuses one beyond the limit or the caller's allowance. */
export function useOperationPrice(parts: PriceParts): Plugin<object, ServerContext> {
  const refusal = (args: Parameters<ReferencesOf>[0] & { readonly contextValue?: unknown }) => {
    const context = serverContextOf(args.contextValue);
    const { requestId } = context;
    const references = parts.referencesOf(args);
    const reconciled = parts.reconcile.referencesOf(args);
    const count = (asked: readonly AskedReference[]) => parts.countLookups(asked, args.contextValue);
    const isTooLong = references.length > parts.limit * ROWS_PER_REFERENCE || reconciled.length > parts.reconcile.limit;
    if (isTooLong || count(references) > parts.limit || count(reconciled) > parts.reconcile.limit) {
      return { errors: [requestError('LIMIT_EXCEEDED', requestId)] };
    }
    const price = count([...references, ...reconciled]);
    // The request itself has paid for one.
    const retryAfterSeconds = price > 1 ? parts.take(context, price - 1) : null;
    if (retryAfterSeconds !== null) return { errors: [requestError('RATE_LIMITED', requestId, { retryAfterSeconds })] };
    if (reconciled.length > 0) context.allowMilliseconds(parts.reconcile.timeoutMs);
    return null;
  };
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const refused = refusal(args);
      if (refused !== null) setResultAndStopExecution(refused);
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const refused = refusal(args);
      if (refused !== null) setResultAndStopExecution(refused);
    },
  };
}
