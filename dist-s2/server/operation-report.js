import { serverContextOf } from './server-context.js';
/** Before anything is known: an operation that throws on its way stays so. */
export function newOperationReport() {
    return { operation: 'other', outcome: 'INTERNAL', isStream: false, price: 1 };
}
/** Writes the report of each operation. It comes behind the error contract, whose codes it counts. */
export function useOperationReport(nameOf) {
    const name = ({ document, operationName, contextValue }) => {
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
