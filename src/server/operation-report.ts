import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { NameOperation } from './operation-names.ts';
import { type ServerContext, serverContextOf } from './server-context.ts';

/** What became of one operation, as far as it is counted and traced. Written while it is answered. */
export interface OperationReport {
  /** A known name, or `other`. */
  operation: string;
  /** OK, or the code of its first error. */
  outcome: string;
  isStream: boolean;
  /** What it has taken from its caller's allowance, in references. */
  price: number;
}

/** Before anything is known: an operation that throws on its way stays so. */
export function newOperationReport(): OperationReport {
  return { operation: 'other', outcome: 'INTERNAL', isStream: false, price: 1 };
}

/** Writes the report of each operation. It comes behind the error contract, whose codes it counts. */
export function useOperationReport(nameOf: NameOperation): Plugin<object, ServerContext> {
  const name = ({ document, operationName, contextValue }: OperationArgs) => {
    serverContextOf(contextValue).report.operation = nameOf(document, operationName ?? null);
  };
  return {
    onExecute: ({ args }) => name(args),
    onSubscribe: ({ args }) => name(args),
    onResultProcess: ({ result, serverContext: { report } }) => {
      report.isStream = Symbol.asyncIterator in result;
      const [error] = Array.isArray(result) || !('errors' in result) ? [] : (result.errors ?? []);
      report.outcome = error === undefined ? 'OK' : String(error.extensions?.code ?? 'INTERNAL');
    },
  };
}

interface OperationArgs {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly contextValue?: unknown;
}
