import { businessDate, instantAt } from '../domain/instant.ts';
import { isProblem, type LookupOutcome } from '../domain/lookup-outcome.ts';
import { type Summand, summandOf } from '../domain/summary.ts';
import type { Transaction } from '../domain/transaction.ts';
import { amountChecks } from './amount-checks.ts';
import { counterpartChecks } from './counterpart-checks.ts';
import type { StatementEntry } from './entry.ts';
import type { EntryOutcome } from './entry-outcome.ts';
import type { CheckedField, FieldCheck } from './field-check.ts';
import { normalizeReference } from './normalize-reference.ts';
import { paidOnCheck } from './paid-on-check.ts';
import { referenceCheck } from './reference-check.ts';
import type { ComparableField, ReconciliationRules } from './rules.ts';
import { isUndecided, statusCheck, UNPAID_STATUS } from './status-check.ts';

/** A reference that an entry states, and the spelling that stands for it under the rules. */
export interface Spelling {
  readonly field: CheckedField;
  readonly written: string;
  readonly normalized: string;
  /** Whether it was only by the rules that the record's reference is the same. */
  readonly isTolerated: boolean;
}

/** What an entry comes to by itself, before it is seen beside the others. Plain data, so that it can be kept. */
export interface JudgedEntry {
  readonly entry: StatementEntry;
  readonly outcome: EntryOutcome;
  readonly explanation: string;
  readonly checks: readonly FieldCheck[];
  readonly summand: Summand;
  readonly spellings: readonly Spelling[];
}

export interface EntryAnswers {
  readonly entry: StatementEntry;
  readonly outcome: LookupOutcome;
  /** What came of looking the entry's counterpart up; null where it names none. */
  readonly counterpart: LookupOutcome | null;
  /** IANA, of the account that was asked; null where it is not known. */
  readonly timeZone: string | null;
}

export interface JudgingContext {
  readonly rules: ReconciliationRules;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Pure: the same answers and rules give the same judgement, whoever else is in the list. */
export function judgeEntry(answers: EntryAnswers, context: JudgingContext): JudgedEntry {
  const { entry, outcome } = answers;
  const checks = checksOf(answers, context.rules);
  return {
    entry,
    ...verdictOf(answers, checks, context),
    checks,
    summand: summandOf(outcome),
    spellings: spellingsOf(entry, checks, context.rules),
  };
}

function checksOf({ entry, outcome, counterpart }: EntryAnswers, rules: ReconciliationRules): readonly FieldCheck[] {
  const own = ownChecks(entry, outcome, rules);
  if (counterpart === null || !rules.compare.has('COUNTERPART')) return own;
  const provider = outcome.outcome === 'FOUND' ? outcome.transaction.provider : null;
  return [...own, ...counterpartChecks(entry, { counterpart, provider }, rules)];
}

function ownChecks(entry: StatementEntry, outcome: LookupOutcome, rules: ReconciliationRules): readonly FieldCheck[] {
  if (isProblem(outcome)) return [];
  if (outcome.outcome === 'FOUND') return recordChecks(entry, outcome.transaction, rules);
  return [statusCheck('STATUS', entry.expectStatus ?? 'PAID', UNPAID_STATUS[outcome.outcome])];
}

function recordChecks(
  entry: StatementEntry,
  transaction: Transaction,
  rules: ReconciliationRules,
): readonly FieldCheck[] {
  const compares = (field: ComparableField) => rules.compare.has(field);
  const { merchantReference, processorReference, paidOn, expectStatus } = entry;
  const checks = [
    statusCheck('STATUS', expectStatus ?? 'PAID', transaction.status),
    ...amountChecks(entry, transaction, rules),
  ];
  if (paidOn !== null && compares('PAID_ON')) checks.push(paidOnCheck('PAID_ON', paidOn, transaction, rules));
  if (merchantReference !== null && compares('MERCHANT_REFERENCE')) {
    checks.push(referenceCheck('MERCHANT_REFERENCE', merchantReference, transaction.merchantReference, rules));
  }
  if (processorReference !== null && compares('PROCESSOR_REFERENCE')) {
    checks.push(referenceCheck('PROCESSOR_REFERENCE', processorReference, transaction.processorReference, rules));
  }
  return checks;
}

type Judgement = Pick<JudgedEntry, 'outcome' | 'explanation'>;

function verdictOf(answers: EntryAnswers, checks: readonly FieldCheck[], { rules, now }: JudgingContext): Judgement {
  const { outcome, counterpart } = answers;
  if (isProblem(outcome)) {
    if (outcome.outcome !== 'NOT_FOUND') return { outcome: 'UNVERIFIABLE', explanation: outcome.message };
    return isNotDue(answers, rules, now)
      ? { outcome: 'EXPECTED', explanation: 'There is no such transaction, and it is not due yet.' }
      : { outcome: 'MISSING', explanation: 'The provider has no such transaction.' };
  }
  if (outcome.outcome === 'FOUND' && isReused(outcome.transaction)) {
    const explanation = 'The reference has named more than one record, so it does not say which one your entry means.';
    return { outcome: 'AMBIGUOUS', explanation };
  }
  const failed = checks.filter(({ verdict }) => verdict === 'FAIL');
  if (failed.length > 0) return { outcome: 'MISMATCHED', explanation: sentences(failed) };
  if (counterpart !== null && isProblem(counterpart) && rules.compare.has('COUNTERPART')) {
    return { outcome: 'UNVERIFIABLE', explanation: `Its counterpart: ${counterpart.message}` };
  }
  const undecided = checks.filter(isOpenStatus);
  if (undecided.length > 0) return { outcome: 'EXPECTED', explanation: sentences(undecided) };
  const open = checks.filter(({ verdict }) => verdict === 'NOT_COMPARABLE' || verdict === 'UNAVAILABLE');
  if (open.length > 0) return { outcome: 'UNVERIFIABLE', explanation: sentences(open) };
  const tolerated = checks.filter(({ verdict }) => verdict === 'TOLERATED');
  return tolerated.length > 0
    ? { outcome: 'MATCHED_WITH_TOLERANCE', explanation: `${sentences(tolerated)}${refundedSince(outcome)}` }
    : { outcome: 'MATCHED', explanation: `Everything that was compared is the same.${refundedSince(outcome)}` };
}

/** The payment agrees with the books; that the money has gone back since is another line of them. */
function refundedSince(outcome: LookupOutcome): string {
  if (outcome.outcome !== 'FOUND') return '';
  const { refundState, refund } = outcome.transaction;
  if (refundState === 'PENDING') return ' A refund of it is under way.';
  if (refundState !== 'PARTIAL' && refundState !== 'FULL') return '';
  if (refund.refunded === null) return ' It has been refunded since.';
  return ` Refunded since: ${refund.refunded.amount} ${refund.refunded.rawCurrency ?? ''}`.trimEnd().concat('.');
}

/** The provider may not know of it yet: its day, and the days that the rules add, are not over. */
function isNotDue(
  { entry: { paidOn }, timeZone: own }: EntryAnswers,
  { timeZone, paidWithinDays }: ReconciliationRules,
  now: number,
): boolean {
  if (paidOn === null) return false;
  const today = businessDate(instantAt(now), timeZone ?? own ?? 'UTC');
  const due = Temporal.PlainDate.from(paidOn).add({ days: paidWithinDays });
  return Temporal.PlainDate.compare(today, due) <= 0;
}

function isReused({ issues }: Transaction): boolean {
  return issues.some(({ kind }) => kind === 'REFERENCE_REUSED');
}

/** Also one that is what the entry expects: while a payment is open there is no money to agree about. */
function isOpenStatus({ field, actual }: FieldCheck): boolean {
  const isStatus = field === 'STATUS' || field === 'COUNTERPART_STATUS';
  return isStatus && actual !== null && isUndecided(actual);
}

function spellingsOf(
  { merchantReference, processorReference }: StatementEntry,
  checks: readonly FieldCheck[],
  { normalization }: ReconciliationRules,
): readonly Spelling[] {
  const stated = [
    ['MERCHANT_REFERENCE', merchantReference],
    ['PROCESSOR_REFERENCE', processorReference],
  ] as const;
  return stated.flatMap(([field, written]) =>
    written === null
      ? []
      : [
          {
            field,
            written,
            normalized: normalizeReference(written, normalization),
            isTolerated: checks.some((check) => check.field === field && check.verdict === 'TOLERATED'),
          },
        ],
  );
}

function sentences(checks: readonly FieldCheck[]): string {
  return checks.map(({ field, explanation }) => `${field}: ${explanation}`).join(' ');
}
