import { expect, test } from 'vitest';
import { problem } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { ReferenceReader, TransactionReferenceInput } from '../../src/domain/transaction-reference.ts';
import { createTransactionLookups } from '../../src/loaders/transaction-lookups.ts';

/** A provider whose references are values as they are, of a caller with one account. */
function lookups() {
  const parsed: string[] = [];
  const [accessed, foreign]: [string[], string[]] = [[], []];
  const read = (kind: string, value: string) => ({ valid: true, kind, value }) as const;
  const reader = {
    name: 'genstore',
    label: 'Genstore',
    read,
    parse: ({ paymentId }) => {
      parsed.push(String(paymentId));
      return read('PAYMENT_ID', String(paymentId));
    },
  } as ReferenceReader;
  const made = createTransactionLookups(async () => problem('NOT_FOUND'), {
    caller: { name: 'c', scopes: new Set(), accounts: new Map([['genstore', ['shop']]]) } as never,
    readers: new Map([['genstore', reader]]),
    recordReaders: new Map(),
    ids: { make: () => '', parse: () => null },
    onAccess: ({ value }: TransactionKey) => accessed.push(value),
    onForeign: ({ account, value }: TransactionKey) => foreign.push(`${account}:${value}`),
    mayHaveCounterpart: () => false,
  });
  return { ...made, parsed, accessed, foreign };
}

const paid = (paymentId: string, account?: string): TransactionReferenceInput => ({
  genstore: account === undefined ? { paymentId } : { paymentId, account },
});
const asked = (references: readonly TransactionReferenceInput[]) =>
  references.map((reference) => ({ reference, counterparts: 0 }));

test('a reference that was priced is not read again to be looked up', async () => {
  const { countLookups, byReference, parsed, accessed } = lookups();
  const references = ['PI1', 'PI2', 'PI1'].map((value) => paid(value));
  expect(countLookups(asked(references))).toBe(2);
  const rows = await Promise.all(references.map((reference) => byReference(reference)));
  expect(rows.map(({ reference }) => reference.value)).toEqual(['PI1', 'PI2', 'PI1']);
  expect(parsed).toEqual(['PI1', 'PI2', 'PI1']);
  expect(accessed).toEqual(['PI1', 'PI2', 'PI1']);
});

test('one that nobody has priced is read when it is looked up, however equal it is', async () => {
  const { countLookups, byReference, parsed } = lookups();
  countLookups(asked([paid('PI1')]));
  await byReference(paid('PI1'));
  await byReference(paid('PI2'));
  expect(parsed).toEqual(['PI1', 'PI1', 'PI2']);
});

test("what was priced of another caller's account is told when it is asked for, and never looked up", async () => {
  const { countLookups, byReference, accessed, foreign } = lookups();
  const reference = paid('PI1', 'other');
  expect(countLookups(asked([reference]))).toBe(1);
  expect(foreign).toEqual([]);
  expect((await byReference(reference)).outcome.outcome).toBe('NOT_FOUND');
  expect([accessed, foreign]).toEqual([[], ['other:PI1']]);
});
