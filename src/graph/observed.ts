import { ATTENTION_KINDS, type AttentionKind } from '../domain/attention.ts';
import { headlineOf } from '../domain/headline.ts';
import { instantAt } from '../domain/instant.ts';
import type { ObservedTransaction } from '../domain/observation.ts';
import type { AttentionItem } from '../history/attention.ts';
import type { History } from '../history/reader.ts';
import type { Coverage, ObservedQuery } from '../history/store.ts';
import { HeadlineRef, PaymentStatusRef, RefundStateRef, SettlementStateRef } from './axes.ts';
import { builder, describedEnum } from './builder.ts';
import { moneyOf, providerStatusOf } from './history.ts';
import { MoneyRef } from './money.ts';
import { type Page, PageInfoRef, pageInfoOf, pageOf, readPageArguments } from './pages.ts';
import { ProviderStatusRef } from './transaction.ts';

export const ObservedTransactionRef = builder.objectRef<ObservedTransaction>('ObservedTransaction').implement({
  description:
    'A record as it was when the gateway last looked. It may have changed since: `node(id:)` looks again, and costs a provider call.',
  fields: (t) => ({
    id: t.id({
      description: 'For `node(id:)`. Null where it was found by a payment token only, which is not stored.',
      resolve: ({ provider, account, recordId, reference }, _args, { ids }) =>
        reference === null ? null : ids.make({ key: { provider, account, ...reference }, recordId }),
    }),
    account: t.exposeString('account', { nullable: false, description: 'The account that it was found with.' }),
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
      description: 'The three axes in one word.',
      resolve: (transaction) => headlineOf(transaction),
    }),
    providerStatus: t.field({
      type: ProviderStatusRef,
      nullable: false,
      description: 'What the provider itself said.',
      resolve: providerStatusOf,
    }),
    amount: t.field({
      type: MoneyRef,
      description: 'Gross: what the payer paid. Null where not stated.',
      resolve: ({ amount }) => moneyOf(amount),
    }),
    amountRefunded: t.field({
      type: MoneyRef,
      description: 'All that was refunded. Null where the provider does not say.',
      resolve: ({ refunded }) => moneyOf(refunded),
    }),
    merchantReference: t.exposeString('merchantReference', {
      description: "The merchant's own reference. Null where there is none.",
    }),
    processorReference: t.exposeString('processorReference', {
      description: "The external platform's number. Null where there is none.",
    }),
    issueKinds: t.stringList({
      nullable: { list: false, items: false },
      description: 'The kinds of its data issues; look it up to read them.',
      resolve: ({ issues }) => [...new Set(issues.map(({ kind }) => kind))],
    }),
    firstObservedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the gateway saw it first.',
      resolve: ({ firstObservedAt }) => instantAt(firstObservedAt),
    }),
    lastObservedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it last looked, to the minute.',
      resolve: ({ lastObservedAt }) => instantAt(lastObservedAt),
    }),
    lastChangedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it first saw the present state.',
      resolve: ({ lastChangedAt }) => instantAt(lastChangedAt),
    }),
  }),
});

const CoverageRef = builder.objectRef<Coverage>('ObservedCoverage').implement({
  description:
    'What the gateway has seen at all, in your accounts or in those that the filter names. Neither provider lists payments: one that nobody has looked up is not here, so an empty page never means that there was no business.',
  fields: (t) => ({
    since: t.field({
      type: 'DateTime',
      description: 'When the first of these records was seen first. Null where there is none.',
      resolve: ({ since }) => (since === null ? null : instantAt(since)),
    }),
    count: t.exposeInt('count', {
      nullable: false,
      description: 'How many records were observed, whatever they are now.',
    }),
  }),
});

interface ObservedPage extends Page<ObservedTransaction> {
  /** What the page is of, whichever records were asked for. */
  readonly scope: Parameters<History['coverage']>[0];
}

const ObservedEdgeRef = builder.objectRef<ObservedPage['edges'][number]>('ObservedEdge').implement({
  description: 'A record, and where it is in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { nullable: false, description: 'For `after`.' }),
    node: t.expose('node', { type: ObservedTransactionRef, nullable: false, description: 'The record.' }),
  }),
});

const ObservedConnectionRef = builder.objectRef<ObservedPage>('ObservedConnection').implement({
  description: 'A page of what was observed.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [ObservedEdgeRef], nullable: false, description: 'The records.' }),
    pageInfo: t.field({
      type: PageInfoRef,
      nullable: false,
      description: 'Whether there is more.',
      resolve: (page) => pageInfoOf(page),
    }),
    coverage: t.field({
      type: CoverageRef,
      nullable: false,
      description: 'What was observed at all.',
      resolve: ({ scope }, _args, { history }) => history().coverage(scope),
    }),
  }),
});

/** Implemented in `schema.ts`, because one of its members is a provider. */
export const ObservedFilterRef = builder.inputRef<Partial<ObservedFilter>>('ObservedFilter');

export interface ObservedFilter {
  readonly provider: string | null;
  readonly account: string | null;
  readonly status: ObservedQuery['status'];
  readonly refundState: ObservedQuery['refundState'];
  readonly settlementState: ObservedQuery['settlementState'];
  readonly updatedSince: { readonly epochMilliseconds: number } | null;
  readonly reference: string | null;
}

const pageArguments = {
  first: 'How many at most: 1 to 200; 50 if left out.',
  after: 'The endCursor of the page before.',
} as const;

/** Reads what was observed, and asks no provider. */
const READS = { authScopes: { scopes: ['transactions:read'] } } as const;

builder.queryField('observedTransactions', (t) =>
  t.field({
    type: ObservedConnectionRef,
    nullable: false,
    description:
      'The records that the gateway has seen in your accounts, the last changed first. It asks no provider: what changed since the last look is not seen, and what nobody looked up is not there (coverage).',
    args: {
      filter: t.arg({ type: ObservedFilterRef, description: 'Which ones. Left out: all.' }),
      first: t.arg.int({ description: pageArguments.first }),
      after: t.arg.string({ description: pageArguments.after }),
    },
    ...READS,
    resolve: async (_root, { filter, ...page }, { history }) => {
      const { size, after } = readPageArguments(page);
      const query = {
        provider: filter?.provider ?? null,
        account: filter?.account ?? null,
        status: filter?.status ?? null,
        refundState: filter?.refundState ?? null,
        settlementState: filter?.settlementState ?? null,
        changedSince: filter?.updatedSince?.epochMilliseconds ?? null,
        reference: filter?.reference ?? null,
        first: size + 1,
        after,
      };
      const rows = await history().observed(query);
      return { ...pageOf(rows, size, (row) => row), scope: { provider: query.provider, account: query.account } };
    },
  }),
);

const AttentionKindRef = describedEnum<AttentionKind>('AttentionKind', 'Why a record needs somebody.', {
  STUCK_PENDING: 'PENDING or AWAITING_CUSTOMER for longer than history.pendingMinutes.',
  REFUND_PENDING_TOO_LONG: 'A refund is PENDING for longer than history.refundPendingHours.',
  AUTHORIZATION_AGEING: 'AUTHORIZED and not taken for longer than history.authorizedHours.',
  DATA_ISSUE:
    'The record has a data issue of severity WARNING or ERROR, other than UNMAPPED_STATUS, which is a kind of its own.',
  UNMAPPED_STATUS: 'The provider sent a status that this gateway does not know.',
});

const AttentionItemRef = builder.objectRef<AttentionItem>('AttentionItem').implement({
  description: 'A record that needs somebody, as it was when the gateway last looked.',
  fields: (t) => ({
    kinds: t.expose('kinds', {
      type: [AttentionKindRef],
      nullable: false,
      description: 'Why; of the kinds asked for.',
    }),
    transaction: t.expose('transaction', {
      type: ObservedTransactionRef,
      nullable: false,
      description: 'The record.',
    }),
    ageSeconds: t.exposeInt('ageSeconds', {
      nullable: false,
      description: 'For how long at least, counted from the look that saw it first.',
    }),
    lastCheckAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the gateway last looked, to the minute.',
      resolve: ({ transaction }) => instantAt(transaction.lastObservedAt),
    }),
    nextCheckAt: t.field({
      type: 'DateTime',
      description: 'When it looks next. Null where nobody watches the record: then it looks when somebody asks.',
      resolve: ({ nextCheckAt }) => (nextCheckAt === null ? null : instantAt(nextCheckAt)),
    }),
  }),
});

const AttentionEdgeRef = builder.objectRef<Page<AttentionItem>['edges'][number]>('AttentionEdge').implement({
  description: 'A record that needs somebody, and where it is in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { nullable: false, description: 'For `after`.' }),
    node: t.expose('node', { type: AttentionItemRef, nullable: false, description: 'The record, and why.' }),
  }),
});

const AttentionConnectionRef = builder.objectRef<Page<AttentionItem>>('AttentionConnection').implement({
  description: 'A page of what needs somebody.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [AttentionEdgeRef], nullable: false, description: 'The records, and why.' }),
    pageInfo: t.field({
      type: PageInfoRef,
      nullable: false,
      description: 'Whether there is more.',
      resolve: (page) => pageInfoOf(page),
    }),
  }),
});

builder.queryField('attention', (t) =>
  t.field({
    type: AttentionConnectionRef,
    nullable: false,
    description:
      'The records of your accounts that need somebody, the longest unchanged first, among those that the gateway has seen. It asks no provider: look at what it names before you act.',
    args: {
      kinds: t.arg({ type: [AttentionKindRef], description: 'Which ones. Left out: all.' }),
      first: t.arg.int({ description: pageArguments.first }),
      after: t.arg.string({ description: pageArguments.after }),
    },
    ...READS,
    resolve: async (_root, { kinds, ...page }, { history }) => {
      const { size, after } = readPageArguments(page);
      const rows = await history().attention({ kinds: kinds ?? ATTENTION_KINDS, first: size + 1, after });
      return pageOf(rows, size, ({ transaction }) => transaction);
    },
  }),
);
