import { LRUCache } from 'lru-cache';
import { dataIssue } from '../../domain/data-issue.js';
/** Enough for the open orders of a busy day; what falls out is only a warning that is not given. */
const REMEMBERED_CUSTOM_IDS = 10_000;
/** In place of a record's id, none of which is empty. */
const SEVERAL = '';
/**
 * Remembers which records a custom id has named. Merchants reuse one custom id for several attempts, and which attempt
 * Yedpay answers then is undocumented: so a second record under a custom id carries REFERENCE_REUSED.
 */
export function createCustomIdMemory() {
    const seen = new LRUCache({ max: REMEMBERED_CUSTOM_IDS });
    return function mark(transaction) {
        const { customId, yedpayId } = transaction;
        if (customId === null)
            return transaction;
        const known = seen.get(customId);
        if (known === undefined)
            seen.set(customId, yedpayId);
        if (known === undefined || known === yedpayId)
            return transaction;
        if (known !== SEVERAL)
            seen.set(customId, SEVERAL);
        const issue = dataIssue('REFERENCE_REUSED', {
            field: 'custom_id',
            message: 'This custom id has named more than one Yedpay record. Which one Yedpay answers by it is not documented.',
        });
        return { ...transaction, issues: [...transaction.issues, issue] };
    };
}
