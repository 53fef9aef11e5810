import { requestError } from './public-error.js';
import { serverContextOf } from './server-context.js';
/** A repeated reference costs no call, but its row has to be computed and sent. */
const ROWS_PER_REFERENCE = 5;
/** Entries have checks, so one is as much work as some rows. */
const ROWS_PER_ENTRY = 2;
/** Reports end after seconds or after a minute; who asks again this often has not long to wait. */
const RETRY_REPORT_SECONDS = 5;
function busy(requestId) {
    return { errors: [requestError('RATE_LIMITED', requestId, { retryAfterSeconds: RETRY_REPORT_SECONDS })] };
}
/** Prices an operation before the first provider call, and refuses one beyond the limit or the caller's allowance. */
export function useOperationPrice(parts, { measure, prepare }) {
    const refusal = (args) => {
        const context = serverContextOf(args.contextValue);
        const { requestId } = context;
        const prepared = prepare(args);
        // It cannot run, and the executor says why.
        if (prepared.errors !== undefined)
            return null;
        const { references, reconciled } = parts.referencesOf(prepared.plan, prepared.variables);
        const tooLong = () => ({ errors: [requestError('LIMIT_EXCEEDED', requestId)] });
        if (references.length > parts.limit * ROWS_PER_REFERENCE || reconciled.length > parts.reconcile.limit)
            return tooLong();
        const count = (asked) => parts.countLookups(asked, args.contextValue);
        const lookups = count(references);
        const compared = reconciled.length === 0 ? 0 : count(reconciled);
        if (lookups > parts.limit || compared > parts.reconcile.limit)
            return tooLong();
        const rows = references.length + reconciled.length * ROWS_PER_ENTRY;
        if (rows > 0 && rows * measure(args.document).fields > parts.maxRowFields) {
            return { errors: [requestError('OPERATION_TOO_COMPLEX', requestId)] };
        }
        // Counted together only where there is something of both: one reference in both is one look-up.
        const distinct = lookups === 0 || compared === 0 ? lookups + compared : count([...references, ...reconciled]);
        const price = Math.max(distinct, Math.ceil(references.length / ROWS_PER_REFERENCE));
        // The request itself has paid for one.
        const retryAfterSeconds = price > 1 ? parts.take(context, price - 1) : null;
        if (retryAfterSeconds !== null)
            return { errors: [requestError('RATE_LIMITED', requestId, { retryAfterSeconds })] };
        context.report.price = price;
        if (reconciled.length === 0 || !context.caller.scopes.has('reconcile'))
            return null;
        const freePlace = parts.reconcile.takePlace(context);
        if (freePlace === null)
            return busy(requestId);
        context.allowMilliseconds(parts.reconcile.timeoutMs, freePlace);
        return null;
    };
    return {
        onExecute: ({ args, setResultAndStopExecution }) => {
            const refused = refusal(args);
            if (refused !== null)
                setResultAndStopExecution(refused);
        },
        onSubscribe: ({ args, setResultAndStopExecution }) => {
            const refused = refusal(args);
            if (refused !== null)
                setResultAndStopExecution(refused);
        },
    };
}
