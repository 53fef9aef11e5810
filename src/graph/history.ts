import { GatewayError } from '../domain/errors.ts';
import { instantAt } from '../domain/instant.ts';
import { readMoney } from '../domain/money.ts';
import type {
  LookPurpose,
  ObservationPrecision,
  ObservedMoney,
  ObservedState,
  StatusObservation,
} from '../domain/observation.ts';
import type { ProviderStatus } from '../domain/transaction.ts';
import { PaymentStatusRef, RefundStateRef, SettlementStateRef } from './axes.ts';
import { builder, describedEnum } from './builder.ts';
import { MoneyRef } from './money.ts';
import { ProviderStatusRef, TransactionRef } from './transaction.ts';

const ObservationSourceRef = describedEnum<LookPurpose>('ObservationSource', 'Why the gateway looked.', {
  QUERY: 'Somebody asked.',
  WATCH: 'A live stream looked.',
  NOTIFICATION: 'The provider had said that something changed.',
  RECONCILE: 'A list was compared.',
});

const ObservationPrecisionRef = describedEnum<ObservationPrecision>(
  'ObservationPrecision',
  'How exactly it is known when something happened.',
  {
    PROVIDER_TIME: 'The provider states when: occurredAt.',
    FIRST_SEEN: 'Only that it was so at observedAt. It happened between the observation before and then.',
  },
);

const StatusObservationRef = builder.objectRef<StatusObservation>('StatusObservation').implement({
  description:
    'A state of the record that differs from the one seen before. Neither provider has a history: this is what the gateway happened to see, so states between two looks are missing.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'The same for the same observation.' }),
    status: t.expose('status', { type: PaymentStatusRef, nullable: false, description: 'The payment axis then.' }),
    refundState: t.expose('refundState', {
      type: RefundStateRef,
      nullable: false,
      description: 'The refund axis then.',
    }),
    settlementState: t.expose('settlementState', {
      type: SettlementStateRef,
      nullable: false,
      description: 'The settlement axis then.',
    }),
    providerStatus: t.field({
      type: ProviderStatusRef,
      nullable: false,
      description: 'What the provider itself said then.',
      resolve: providerStatusOf,
    }),
    amountRefunded: t.field({
      type: MoneyRef,
      description: 'All that was refunded until then. Null where the provider does not say.',
      resolve: ({ refunded }) => moneyOf(refunded),
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When it happened, as the provider states it. Null where it does not: see precision.',
      resolve: ({ occurredAt }) => (occurredAt === null ? null : instantAt(occurredAt)),
    }),
    precision: t.expose('precision', {
      type: ObservationPrecisionRef,
      nullable: false,
      description: 'How exactly that is known.',
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the gateway saw it first.',
      resolve: ({ observedAt }) => instantAt(observedAt),
    }),
    source: t.field({
      type: ObservationSourceRef,
      nullable: false,
      description: 'Why it looked.',
      resolve: ({ purpose }) => purpose,
    }),
    changed: t.exposeStringList('changed', {
      nullable: { list: false, items: false },
      description: 'The fields of this type that differ from the observation before. Empty in the first.',
    }),
  }),
});

const MOST_OBSERVATIONS = 100;

builder.interfaceField(TransactionRef, 'history', (t) =>
  t.field({
    type: [StatusObservationRef],
    nullable: { list: true, items: false },
    description:
      'What was observed of the record, this look included, the newest first. It begins with the first look at it, and has gaps. Costs no provider call. Null, with an error, while the store of observations is away: the rest of the row is not its fault.',
    args: { last: t.arg.int({ defaultValue: 20, description: 'How many at most: 1 to 100.' }) },
    resolve: ({ provider, key, recordId }, { last }, { history }) => {
      const most = last ?? 20;
      if (most < 1 || most > MOST_OBSERVATIONS) {
        throw new GatewayError('BAD_USER_INPUT', 'last must be from 1 to 100.');
      }
      return history().of({ provider, account: key.account, recordId }, most);
    },
  }),
);

export function providerStatusOf(state: ObservedState): ProviderStatus {
  return {
    code: state.providerCode,
    label: state.providerLabel,
    mapped: state.isMapped,
    documented: state.isDocumented,
  };
}

export function moneyOf(money: ObservedMoney | null) {
  return money === null ? null : readMoney(money.amount, money.rawCurrency);
}
