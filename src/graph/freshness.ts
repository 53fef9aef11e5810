import { GatewayError } from '../domain/errors.ts';
import { DEFAULT_FRESHNESS, type Freshness, type FreshnessDemand } from '../domain/freshness.ts';
import { instantAt } from '../domain/instant.ts';
import { builder, describedEnum } from './builder.ts';

const FreshnessSourceRef = describedEnum('FreshnessSource', 'Where a record in an answer came from.', {
  FETCHED: 'The provider was asked for this answer.',
  CACHED: 'Known, and within the time in which its state is trusted.',
  STALE: 'Known, a little past that time; it is being renewed behind this answer.',
  STALE_ON_ERROR: 'Known, and past its time, because the provider cannot answer now.',
});

export const FreshnessRef = builder.objectRef<Freshness>('Freshness').implement({
  description:
    'How old the knowledge is. How long a record is trusted depends on its state: hours where nothing can change, minutes where a refund could come, seconds while it is open.',
  fields: (t) => ({
    fetchedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the provider gave the record.',
      resolve: ({ fetchedAt }) => instantAt(fetchedAt),
    }),
    ageSeconds: t.int({
      nullable: false,
      description: 'How long ago that is, in whole seconds.',
      resolve: ({ ageSeconds, agesAt }, _args, { basis }) => {
        basis.holdUntil(agesAt);
        return ageSeconds;
      },
    }),
    source: t.expose('source', { type: FreshnessSourceRef, nullable: false, description: 'Where it came from.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'Until when it is answered without asking the provider. Null where it is not kept.',
      resolve: ({ expiresAt }) => (expiresAt === null ? null : instantAt(expiresAt)),
    }),
    refreshDenied: t.exposeBoolean('refreshDenied', {
      nullable: false,
      description: 'forceRefresh was asked for and denied, because the record was fetched less than 5 seconds ago.',
    }),
  }),
});

const FreshnessInputRef = builder.inputType('FreshnessInput', {
  description: 'What you demand of freshness. Left out, the state of each payment decides.',
  fields: (t) => ({
    maxAgeSeconds: t.int({
      description: 'Nothing older than this is answered, unless the provider cannot answer and allowStale is true.',
    }),
    allowStale: t.boolean({
      defaultValue: true,
      description:
        'Whether a record a little past its time may be answered while it is renewed, and an older one while the provider cannot answer. Each says so in its freshness.',
    }),
    forceRefresh: t.boolean({
      defaultValue: false,
      description: 'Asks the provider in any case; denied for records that are younger than 5 seconds. Costs a call.',
    }),
  }),
});

/** The argument of every field that looks up by reference. */
export const freshnessArgument = { type: FreshnessInputRef, description: 'What you demand of freshness.' } as const;

export function demandOf(input: Partial<Record<keyof FreshnessDemand, unknown>> | null | undefined): FreshnessDemand {
  if (input === null || input === undefined) return DEFAULT_FRESHNESS;
  const maxAge = input.maxAgeSeconds ?? null;
  if (typeof maxAge === 'number' && maxAge < 0) {
    throw new GatewayError('BAD_USER_INPUT', 'maxAgeSeconds must be 0 or more.');
  }
  return {
    maxAgeSeconds: typeof maxAge === 'number' ? maxAge : null,
    allowStale: input.allowStale !== false,
    forceRefresh: input.forceRefresh === true,
  };
}
