import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { AskedReference } from '../domain/transaction-reference.ts';
import { measureDocument } from './document-measure.ts';
import { requestError } from './public-error.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** Every reference that an operation names, as often as it names it. */
export type ReferencesOf = (args: {
  readonly document: unknown;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: unknown;
}) => readonly AskedReference[];

export interface ReconcilePrice {
  readonly referencesOf: ReferencesOf;
  readonly limit: number;
  readonly timeoutMs: number;
  /** A place for one operation; null where none is free. */
  readonly takePlace: (context: ServerContext) => (() => void) | null;
}

export interface PriceParts {
  /** The most look-ups of one operation. */
  readonly limit: number;
  readonly referencesOf: ReferencesOf;
  /** What an operation compares: it has a limit and a time of its own. */
  readonly reconcile: ReconcilePrice;
  /** The look-ups that they cost: the most provider calls, were none made twice. */
  readonly countLookups: (references: readonly AskedReference[], context: unknown) => number;
  /** Takes look-ups from the caller's allowance; the seconds to wait where they are not there. */
  readonly take: (context: ServerContext, lookups: number) => number | null;
  /** The most rows times fields: what an answer costs beside its calls. */
  readonly maxRowFields: number;
}

/** A repeated reference costs no call, but its row has to be computed and sent. */
const ROWS_PER_REFERENCE = 5;

/** Entries have checks, so one is as much work as some rows. */
const ROWS_PER_ENTRY = 2;

/** Reports end after seconds or after a minute; who asks again this often has not long to wait. */
const RETRY_REPORT_SECONDS = 5;

function busy(requestId: string) {
  return { errors: [requestError('RATE_LIMITED', requestId, { retryAfterSeconds: RETRY_REPORT_SECONDS })] };
}

/** Prices an operation before the first provider call, and refuses one beyond the limit or the caller's allowance. */
export function useOperationPrice(parts: PriceParts): Plugin<object, ServerContext> {
  const measured = new WeakMap<DocumentNode, number>();
  const fieldsOf = (document: DocumentNode) =>
    measured.getOrInsertComputed(document, () => measureDocument(document).fields);
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
    const rows = references.length + reconciled.length * ROWS_PER_ENTRY;
    if (rows > 0 && rows * fieldsOf(args.document as DocumentNode) > parts.maxRowFields) {
      return { errors: [requestError('OPERATION_TOO_COMPLEX', requestId)] };
    }
    const price = Math.max(count([...references, ...reconciled]), Math.ceil(references.length / ROWS_PER_REFERENCE));
    // The request itself has paid for one.
    const retryAfterSeconds = price > 1 ? parts.take(context, price - 1) : null;
    if (retryAfterSeconds !== null) return { errors: [requestError('RATE_LIMITED', requestId, { retryAfterSeconds })] };
    if (reconciled.length === 0 || !context.caller.scopes.has('reconcile')) return null;
    const freePlace = parts.reconcile.takePlace(context);
    if (freePlace === null) return busy(requestId);
    context.allowMilliseconds(parts.reconcile.timeoutMs, freePlace);
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
