import { isZero } from '../domain/decimal.ts';
import { businessDate, instantAt } from '../domain/instant.ts';
import { isProblem, type LookupOutcome } from '../domain/lookup-outcome.ts';
import { type Summand, summandOf } from '../domain/summary.ts';
import type { Transaction } from '../domain/transaction.ts';
import { amountChecks } from './amount-checks.ts';
import { counterpartChecks, NOT_DUE } from './counterpart-checks.ts';
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
  /** The record of its counterpart; null where there is none. */
  readonly counterpartSubject: string | null;
  /** Whether everything that it names was answered and could be compared, whatever came of it. */
  readonly isVerified: boolean;
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
  const isDue = !isNotDue(answers, context.rules, context.now);
  const checks = checksOf(answers, context.rules, isDue);
  const judgement = verdictOf(answers, checks, { rules: context.rules, isDue });
  const compared = context.rules.compare.has('COUNTERPART') ? answers.counterpart : null;
  const other = compared === null ? null : summandOf(compared);
  return {
    entry,
    ...judgement,
    checks,
    summand: summandOf(outcome),
    counterpartSubject: other === null || typeof other === 'string' ? null : other.subject,
    isVerified: judgement.outcome !== 'UNVERIFIABLE' && !isUnanswered(answers, context.rules),
    spellings: spellingsOf(entry, checks, context.rules),
  };
}

function checksOf(
  { entry, outcome, counterpart }: EntryAnswers,
  rules: ReconciliationRules,
  isDue: boolean,
): readonly FieldCheck[] {
  const own = ownChecks(entry, outcome, rules);
  if (counterpart === null || !rules.compare.has('COUNTERPART')) return own;
  const provider = outcome.outcome === 'FOUND' ? outcome.transaction.provider : null;
  return [...own, ...counterpartChecks(entry, { counterpart, provider, isDue }, rules)];
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

function verdictOf(
  { entry, outcome, counterpart }: EntryAnswers,
  checks: readonly FieldCheck[],
  { rules, isDue }: { readonly rules: ReconciliationRules; readonly isDue: boolean },
): Judgement {
  const isAbsent = outcome.outcome === 'NOT_FOUND';
  if (isProblem(outcome)) {
    if (!isAbsent) return { outcome: 'UNVERIFIABLE', explanation: outcome.message };
    if (isDue) return { outcome: 'MISSING', explanation: outcome.message };
  }
  const compared = rules.compare.has('COUNTERPART') ? counterpart : null;
  if ([outcome, compared].some((answer) => answer?.outcome === 'FOUND' && isReused(answer.transaction))) {
    const explanation = 'A reference has named more than one record, so it does not say which one your entry means.';
    return { outcome: 'AMBIGUOUS', explanation };
  }
  const failed = checks.filter(({ verdict }) => verdict === 'FAIL');
  if (failed.length > 0) return { outcome: 'MISMATCHED', explanation: sentences(failed) };
  if (compared !== null && isProblem(compared) && compared.outcome !== 'NOT_FOUND') {
    return { outcome: 'UNVERIFIABLE', explanation: `Its counterpart: ${compared.message}` };
  }
  if (isAbsent) return { outcome: 'EXPECTED', explanation: 'There is no such transaction, and it is not due yet.' };
  const undecided = checks.filter((check) => isOpenStatus(check) || isAwaited(check));
  if (undecided.length > 0) {
    const due = entry.paidOn !== null && isDue ? ` It was due on ${entry.paidOn}.` : '';
    return { outcome: 'EXPECTED', explanation: `${sentences(undecided)}${due}` };
  }
  const open = checks.filter(({ verdict }) => verdict === 'NOT_COMPARABLE' || verdict === 'UNAVAILABLE');
  if (open.length > 0) return { outcome: 'UNVERIFIABLE', explanation: sentences(open) };
  const since = `${refundedSince(outcome, '')}${refundedSince(compared, 'Of its counterpart: ')}`;
  const tolerated = checks.filter(({ verdict }) => verdict === 'TOLERATED');
  return tolerated.length > 0
    ? { outcome: 'MATCHED_WITH_TOLERANCE', explanation: `${sentences(tolerated)}${since}` }
    : { outcome: 'MATCHED', explanation: `Everything that was compared is the same.${since}` };
}

/** Of either side nobody could say anything, so that whatever else was found, the entry is not verified. */
function isUnanswered({ outcome, counterpart }: EntryAnswers, { compare }: ReconciliationRules): boolean {
  return [outcome, compare.has('COUNTERPART') ? counterpart : null].some(
    (answer) => answer !== null && isProblem(answer) && answer.outcome !== 'NOT_FOUND',
  );
}

/** The payment agrees with the books; that the money has gone back since is another line of them. */
function refundedSince(outcome: LookupOutcome | null, of: string): string {
  if (outcome?.outcome !== 'FOUND') return '';
  const { refundState, refund } = outcome.transaction;
  if (refundState === 'PENDING') return ` ${of}A refund is under way.`;
  if (refundState !== 'PARTIAL' && refundState !== 'FULL') return '';
  // A payment that is voided can state a refund of 0.
  if (refund.refunded === null || isZero(refund.refunded.amount)) {
    return ` ${of}Refunded since (${refundState}); by how much is not stated.`;
  }
  return ` ${of}Refunded since (${refundState}): ${refund.refunded.amount} ${refund.refunded.rawCurrency ?? ''}`
    .trimEnd()
    .concat('.');
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

/** Not there, and not due yet. */
function isAwaited({ field, verdict, actual, rule }: FieldCheck): boolean {
  return field === 'COUNTERPART_STATUS' && verdict === 'UNAVAILABLE' && actual === null && rule === NOT_DUE;
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
