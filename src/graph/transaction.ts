import { GatewayError } from '../domain/errors.ts';
import { isFinal } from '../domain/finality.ts';
import { headlineOf } from '../domain/headline.ts';
import { businessDate, isTimeZone } from '../domain/instant.ts';
import type { AnsweredTransaction, ProviderStatus } from '../domain/transaction.ts';
import type { Reference } from '../domain/transaction-key.ts';
import { HeadlineRef, PaymentStatusRef, RefundStateRef, SettlementStateRef } from './axes.ts';
import { builder } from './builder.ts';
import { DataIssueRef } from './data-issue.ts';
import { FreshnessRef } from './freshness.ts';
import { MoneyRef } from './money.ts';
import { RefundViewRef } from './refund.ts';
import { guardedBy, issuesFor, rawFor } from './withheld.ts';

export const NodeRef = builder.interfaceRef<AnsweredTransaction>('Node').implement({
  description: 'Something with an id that can be asked for again.',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description:
        'Opaque and stable: `node(id:)` and `TransactionReference.id` find the same record again. It names the key and the record, so one record that is found by two keys has two ids. It never holds a payment token in clear.',
      resolve: ({ key, recordId }, _args, { ids }) => ids.make({ key, recordId }),
    }),
  }),
});

export const ProviderStatusRef = builder.objectRef<ProviderStatus>('ProviderStatus').implement({
  description: 'What the provider itself said, before it was mapped to the axes.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'The status code as sent, at most 64 characters. Null where the record has none.',
    }),
    label: t.exposeString('label', { description: "The provider's name for the code. Null where it is not known." }),
    mapped: t.exposeBoolean('mapped', {
      nullable: false,
      description: 'Whether this gateway knows the code. If false, status is UNKNOWN.',
    }),
    documented: t.exposeBoolean('documented', {
      nullable: false,
      description: "Whether the provider's published documentation lists the code.",
    }),
  }),
});

export const ReferenceRef = builder.objectRef<Reference>('Reference').implement({
  description: 'An identifier that the record carries.',
  fields: (t) => ({
    value: t.exposeString('value', { nullable: false, description: 'The identifier, as the provider wrote it.' }),
    queryable: t.exposeBoolean('queryable', {
      nullable: false,
      description: 'Whether a TransactionReference accepts it.',
    }),
  }),
});

export const TransactionRef = builder.interfaceRef<AnsweredTransaction>('Transaction').implement({
  description:
    'One attempt to move money, as one provider records it. Whatever a provider supplies is null where it did not say: never zero, never a guess. All fields come from one look-up; but for counterpart, none costs a further call.',
  interfaces: [NodeRef],
  fields: (t) => ({
    account: t.string({
      nullable: false,
      description: 'The configured name of the Genstore shop or Yedpay key that it was found with.',
      resolve: ({ key }) => key.account,
    }),
    status: t.expose('status', { type: PaymentStatusRef, nullable: false, description: 'The payment axis.' }),
    refundState: t.expose('refundState', { type: RefundStateRef, nullable: false, description: 'The refund axis.' }),
    settlementState: t.expose('settlementState', {
      type: SettlementStateRef,
      nullable: false,
      description: 'The settlement axis.',
    }),
    headline: t.field({
      type: HeadlineRef,
      nullable: false,
      description: 'The three axes in one word, for the status column of a table.',
      resolve: (transaction) => headlineOf(transaction),
    }),
    providerStatus: t.expose('providerStatus', {
      type: ProviderStatusRef,
      nullable: false,
      description: 'What the provider itself said.',
    }),
    isFinal: t.boolean({
      nullable: false,
      description:
        'Whether no axis that this provider reports can change any more. A paid payment is not final while a refund can still be reported.',
      resolve: (transaction) => isFinal(transaction, transaction.refund),
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'Gross: what the payer paid. Null where not stated.' }),
    fee: t.expose('fee', { type: MoneyRef, description: 'What the provider keeps, as stated. Null where not stated.' }),
    net: t.expose('net', {
      type: MoneyRef,
      description: 'What the merchant gets, as stated and never computed. Null where not stated.',
    }),
    refund: t.expose('refund', {
      type: RefundViewRef,
      nullable: false,
      description: 'What the look-up says about refunds.',
    }),
    merchantReference: t.exposeString('merchantReference', {
      description: "The merchant's own reference: Genstore's outOrderNo, Yedpay's custom_id. Null where there is none.",
    }),
    processorReference: t.exposeString('processorReference', {
      description:
        "The external platform's number: Genstore's channelTrxNo, Yedpay's reference_id. Null where there is none.",
    }),
    references: t.expose('references', {
      type: [ReferenceRef],
      nullable: false,
      description: 'Every identifier of the record. Payment tokens are never listed.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the provider created the record. Null where it does not say; Genstore never does.',
    }),
    paidAt: t.expose('paidAt', {
      type: 'DateTime',
      description: 'When the money was taken. Null where it was not, or the provider does not say.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the provider last changed the record. Null where it does not say; Genstore never does.',
    }),
    businessDate: t.field({
      type: 'Date',
      description: 'The calendar day of paidAt, or else of createdAt. Null where neither is known.',
      args: {
        timeZone: t.arg.string({
          description:
            'An IANA time zone such as "Asia/Hong_Kong". Left out: the account\'s own. One that does not exist is an error.',
        }),
      },
      resolve: ({ paidAt, createdAt, timeZone: own }, { timeZone }) => {
        if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
          throw new GatewayError('BAD_USER_INPUT', 'timeZone must be an IANA time zone such as "Asia/Hong_Kong".');
        }
        const instant = paidAt ?? createdAt;
        return instant === null ? null : businessDate(instant, timeZone ?? own);
      },
    }),
    issues: t.field({
      type: [DataIssueRef],
      nullable: { list: false, items: false },
      description: 'What looks wrong in this record, and one WITHHELD issue where your scopes hide filled fields.',
      resolve: (transaction, _args, { caller }) => issuesFor(transaction, caller),
    }),
    freshness: t.expose('freshness', {
      type: FreshnessRef,
      nullable: false,
      description: 'How old this knowledge is, and where it came from.',
    }),
    raw: t.field({
      type: 'JSON',
      description:
        "The documented fields of the provider's record as sent, numbers as strings. Needs the scope transactions:raw, else null; fields that need a further scope are left out without it.",
      ...guardedBy('transactions:raw'),
      resolve: (transaction, _args, { caller }) => rawFor(transaction, caller),
    }),
  }),
});
