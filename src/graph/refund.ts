import type { RefundView } from '../domain/refund-state.ts';
import { RefundMechanismRef, RefundStateRef } from './axes.ts';
import { builder } from './builder.ts';
import { MoneyRef } from './money.ts';

export const RefundViewRef = builder.objectRef<RefundView>('RefundView').implement({
  description:
    'What the look-up says about refunds of this payment, in sum. Neither provider lists single refunds, so none are invented. Costs no further call.',
  fields: (t) => ({
    state: t.expose('state', { type: RefundStateRef, nullable: false, description: 'The refund axis.' }),
    supported: t.exposeBoolean('supported', {
      nullable: false,
      description: 'Whether this provider reports refunds on a payment at all. If false, every amount here is null.',
    }),
    mechanism: t.expose('mechanism', {
      type: RefundMechanismRef,
      nullable: false,
      description: 'How the money went back.',
    }),
    refunded: t.expose('refunded', {
      type: MoneyRef,
      description: 'All that was refunded so far, as stated. Null where it is not reported; never zero by guess.',
    }),
    pending: t.expose('pending', {
      type: MoneyRef,
      description: 'What is being refunded and not decided. Null where the provider states no such amount.',
    }),
    remaining: t.expose('remaining', {
      type: MoneyRef,
      description:
        'What could still be refunded: amount less refunded, exact. Null where either is unknown, where the payment is not paid, after a void, while a refund is pending, and where the amounts contradict one another.',
    }),
    fee: t.expose('fee', {
      type: MoneyRef,
      description: 'What the provider charged for refunding. Null where not reported.',
    }),
    lastRefundedAt: t.expose('lastRefundedAt', {
      type: 'DateTime',
      description: 'When it was last refunded. Null where nothing was, or the provider does not say.',
    }),
    reason: t.exposeString('reason', {
      description: 'The reason that was given with the refund. Null where none is reported, or several are.',
    }),
    requestedBy: t.exposeString('requestedBy', {
      description:
        "The provider's id of the user who asked for the refund. Null where none is reported, or several are.",
    }),
  }),
});
