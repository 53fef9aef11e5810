import { builder } from './builder.js';
import { demandOf, freshnessArgument } from './freshness.js';
import { asksFor } from './reference-cost.js';
import { loadNode } from './single-lookup.js';
import { NodeRef } from './transaction.js';
import { TransactionLookupRef } from './transaction-lookup.js';
import { TransactionReferenceRef } from './transaction-reference.js';
/** Rows that are all known need no promise, and neither does anything that is made of them. */
function knownOrLater(rows) {
    return rows.some((row) => row instanceof Promise) ? Promise.all(rows) : rows;
}
const byId = (id) => ({ id: String(id) });
builder.queryType({
    description: 'Look-ups cost provider calls: neither provider can be asked for several ids at once, so N different references cost at most N calls, and a repeated one costs none; a call that fails in passing is made once more. At most 200 different references fit in one operation, in lists, aliases and nodes together; the counterpart of each counts as one more.',
    fields: (t) => ({
        transaction: t.field({
            type: TransactionLookupRef,
            nullable: false,
            description: 'One row for one reference. Costs at most one provider call.',
            args: {
                reference: t.arg({ type: TransactionReferenceRef, required: true, description: 'What to look up.' }),
                freshness: t.arg(freshnessArgument),
            },
            ...asksFor(({ reference }) => [reference]),
            resolve: (_root, { reference, freshness }, { lookups }) => lookups.byReference(reference, demandOf(freshness)),
        }),
        transactions: t.field({
            type: [TransactionLookupRef],
            nullable: false,
            description: 'One row for each reference, in the same order, duplicates included: whatever happens to one row, its neighbours are answered. Costs at most one provider call for each different reference.',
            args: {
                references: t.arg({
                    type: [TransactionReferenceRef],
                    required: true,
                    description: 'What to look up: at most 200 different references.',
                }),
                freshness: t.arg(freshnessArgument),
            },
            ...asksFor(({ references }) => references),
            resolve: (_root, { references, freshness }, { lookups }) => {
                const demand = demandOf(freshness);
                return knownOrLater(references.map((reference) => lookups.byReference(reference, demand)));
            },
        }),
        node: t.field({
            type: NodeRef,
            description: 'The record with this id. Null where the provider no longer has it; an error where it cannot be said. Costs at most one provider call.',
            args: { id: t.arg.id({ required: true, description: 'An id that this gateway gave.' }) },
            ...asksFor(({ id }) => [byId(id)]),
            resolve: (_root, { id }, context) => loadNode(context, byId(id)),
        }),
        nodes: t.field({
            type: [NodeRef],
            nullable: { list: false, items: true },
            description: 'The records with these ids, in the same order; null where node would be null, and an error for each that cannot be said. Costs at most one provider call for each different id.',
            args: {
                ids: t.arg.idList({ required: true, description: 'Ids that this gateway gave, at most 200 different ones.' }),
            },
            ...asksFor(({ ids }) => ids.map(byId)),
            resolve: (_root, { ids }, context) => ids.map((id) => loadNode(context, byId(id))),
        }),
    }),
});
