import { GatewayError } from '../domain/errors.js';
import { answered } from './answered.js';
import { builder, describedEnum } from './builder.js';
import { asksFor } from './reference-cost.js';
import { TransactionRef } from './transaction.js';
import { TransactionLookupRef } from './transaction-lookup.js';
import { TransactionReferenceRef } from './transaction-reference.js';
const WatchUntilRef = describedEnum('WatchUntil', 'What you wait for. An axis that the provider does not report, or that cannot change any more, counts as reached.', {
    PAYMENT_DECIDED: 'The payment is paid, or it is over unpaid. AUTHORIZED and UNKNOWN are not decided.',
    REFUND_DECIDED: 'Something was refunded, or nothing can be. A paid payment without a refund is not decided.',
    SETTLED: 'The merchant was credited, or never will be.',
    FINAL: 'No axis can change any more: isFinal.',
});
const EventKindRef = describedEnum('TransactionEventKind', 'What an event says.', {
    SNAPSHOT: 'What is known now: the first event of each reference, and the first after PROVIDER_DEGRADED.',
    CHANGED: 'Something differs from what this stream showed last: previous and changed say what.',
    PROVIDER_DEGRADED: 'The provider does not answer; the outcome says why. What you know still stands, and looks are less frequent until the next SNAPSHOT.',
    COMPLETED: 'The last event of the stream: reason says why.',
});
const CompletionReasonRef = describedEnum('CompletionReason', 'Why a stream ended.', {
    ALL_REACHED: 'Every reference has reached what you wait for, or can never: nothing is left to watch.',
    TIME_LIMIT: 'No stream lives longer. Subscribe again to go on; it begins with snapshots, so nothing is missed.',
    ACCESS_ENDED: 'Your token has ended, or what is watched is not yours any more. Subscribe again, with a new token where you have one.',
    DRAINING: 'This gateway is about to stop. Subscribe again.',
});
const TransactionEventRef = builder.objectRef('TransactionEvent').implement({
    description: 'Something about a watched transaction. Changes between two looks are seen as one; what you read too late is merged into one event for each reference, so no reference and no last state is ever missing.',
    fields: (t) => ({
        kind: t.expose('kind', { type: EventKindRef, nullable: false, description: 'What it says.' }),
        lookup: t.field({
            type: TransactionLookupRef,
            description: 'The row, as `transaction` would give it. Null on COMPLETED.',
            resolve: ({ reference, outcome }) => (reference === null || outcome === null ? null : { reference, outcome }),
        }),
        previous: t.field({
            type: TransactionRef,
            description: 'The record as this stream showed it last. Null unless the kind is CHANGED, and where there was no record.',
            resolve: ({ previous }) => (previous?.outcome === 'FOUND' ? answered(previous) : null),
        }),
        changed: t.exposeStringList('changed', {
            nullable: { list: false, items: false },
            description: 'The fields that differ from previous, by their names in this schema; "outcome" where that is what changed. Fields that take a scope are not listed. Empty unless the kind is CHANGED.',
        }),
        sequence: t.exposeInt('sequence', {
            nullable: false,
            description: '1 for the first event of the stream, and one more for each.',
        }),
        intervalSeconds: t.exposeInt('intervalSeconds', {
            description: 'As of this event, within how many seconds the next change is seen: 10 at first and after each change, up to 300 as the transaction stays the same, longer where the budget of the account forces it. Null where it is watched no more.',
        }),
        reason: t.expose('reason', { type: CompletionReasonRef, description: 'Why it ended. Null unless COMPLETED.' }),
    }),
});
const LONGEST_INTERVAL_SECONDS = 3_600;
builder.subscriptionType({
    description: "Server-sent events over POST: send `Accept: text/event-stream`. Needs the scopes watch and transactions:read. A browser's EventSource cannot be used, since it sends neither POST nor headers.",
    fields: (t) => ({
        transactionUpdated: t.field({
            type: TransactionEventRef,
            nullable: false,
            description: 'Watches until every reference has reached `until`: first a SNAPSHOT of each, then what changes, then COMPLETED. Neither provider pushes, so each payment is looked at again and again, once for all who watch it: every 10 seconds at first, less often as it stays the same. Each look costs one provider call, in the share of the budget that streams have.',
            args: {
                references: t.arg({
                    type: [TransactionReferenceRef],
                    required: true,
                    description: 'What to watch: at most 200 different references. One that is given twice has one event.',
                }),
                until: t.arg({
                    type: WatchUntilRef,
                    required: true,
                    defaultValue: 'PAYMENT_DECIDED',
                    description: 'What you wait for.',
                }),
                minIntervalSeconds: t.arg.int({
                    description: 'No more looks than one in so many seconds, where you need no more: 1 to 3600.',
                }),
            },
            ...asksFor(({ references }) => references, 'watch'),
            subscribe: (_root, { references, until, minIntervalSeconds }, { lookups, watch }) => {
                const seconds = minIntervalSeconds ?? 1;
                if (seconds < 1 || seconds > LONGEST_INTERVAL_SECONDS) {
                    throw new GatewayError('BAD_USER_INPUT', 'minIntervalSeconds must be from 1 to 3600.');
                }
                return watch({
                    references: references.map((reference) => lookups.resolve(reference)),
                    goal: until,
                    minIntervalMs: seconds * 1000,
                });
            },
            resolve: (event) => event,
        }),
    }),
});
