import { LRUCache } from 'lru-cache';
import { dataIssue } from '../../domain/data-issue.ts';
import type { YedpayTransaction } from './transaction.ts';

/** Enough for the open orders of a busy day; what falls out is only a warning that is not given. */
const REMEMBERED_CUSTOM_IDS = 10_000;

/** Two are enough to warn about; more only cost memory. */
const REMEMBERED_RECORDS = 2;

/**
 * Remembers which records a custom id has named. Merchants reuse one custom id for several attempts, and which attempt
 * Yedpay answers then is undocumented: so a second record under a custom id carries REFERENCE_REUSED.
 */
export function createCustomIdMemory() {
  const seen = new LRUCache<string, ReadonlySet<string>>({ max: REMEMBERED_CUSTOM_IDS });

  return function mark(transaction: YedpayTransaction): YedpayTransaction {
    const { customId, yedpayId } = transaction;
    if (customId === null) return transaction;
    const records = new Set(seen.get(customId)).add(yedpayId);
    if (records.size <= REMEMBERED_RECORDS) seen.set(customId, records);
    if (records.size === 1) return transaction;
    const issue = dataIssue('REFERENCE_REUSED', {
      field: 'custom_id',
      message:
        'This custom id has named more than one Yedpay record. Which one Yedpay answers by it is not documented.',
    });
    return { ...transaction, issues: [...transaction.issues, issue] };
  };
}
