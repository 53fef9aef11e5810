import type { AccountStatus } from '../domain/account-status.ts';
import { builder, describedEnum } from './builder.ts';

const AccountHealthRef = describedEnum('AccountHealth', 'Whether a provider answers for an account.', {
  UP: 'It answers.',
  DEGRADED: 'It is being probed after a failure, or has told us to wait.',
  DOWN: 'It does not answer; known records are answered as STALE_ON_ERROR meanwhile.',
  DENIED: 'It refuses our credential. Whoever runs the gateway must act.',
});

const BreakerStateRef = describedEnum('BreakerState', 'Whether calls are let through.', {
  CLOSED: 'All are.',
  OPEN: 'None is, because the last ones failed.',
  HALF_OPEN: 'One is, to see whether the provider answers again.',
});

const BreakerRef = builder.objectRef<AccountStatus['breaker']>('Breaker').implement({
  description: 'Keeps calls back from a provider that does not answer.',
  fields: (t) => ({
    state: t.expose('state', {
      type: BreakerStateRef,
      nullable: false,
      description: 'Whether calls are let through.',
    }),
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'When the next call is let through. Null unless it is open.',
    }),
  }),
});

const BudgetRef = builder.objectRef<AccountStatus['budget']>('Budget').implement({
  description:
    'The calls that we may still make to an account. Null numbers mean that the provider publishes no limit.',
  fields: (t) => ({
    capacity: t.exposeInt('capacity', {
      description: 'How many calls can be saved up. Null where there is no limit.',
    }),
    available: t.exposeInt('available', {
      description: 'How many calls could be made now. Null where there is no limit.',
    }),
    refillPerSecond: t.int({
      description:
        'How many calls are added every second, rounded up; of several gateways that share the account, the equal part of the one that answers. Null where there is no limit.',
      resolve: ({ refillPerSecond }) => (refillPerSecond === null ? null : Math.ceil(refillPerSecond)),
    }),
    spent: t.exposeInt('spent', {
      nullable: false,
      description: 'How many calls were made since the gateway started.',
    }),
    waiting: t.exposeInt('waiting', { nullable: false, description: 'How many calls wait for their turn.' }),
    inFlight: t.exposeInt('inFlight', { nullable: false, description: 'How many calls are being answered.' }),
    frozenSeconds: t.exposeInt('frozenSeconds', {
      nullable: false,
      description: 'For how long the provider has told us not to ask. 0 where it has not.',
    }),
  }),
});

export const AccountStatusRef = builder.objectRef<AccountStatus>('AccountStatus').implement({
  description: 'How the traffic with a provider account goes at this moment.',
  fields: (t) => ({
    health: t.expose('health', { type: AccountHealthRef, nullable: false, description: 'In one word.' }),
    breaker: t.expose('breaker', { type: BreakerRef, nullable: false, description: 'Whether calls are let through.' }),
    budget: t.expose('budget', { type: BudgetRef, nullable: false, description: 'How many calls are left.' }),
  }),
});
