import { builder, describedEnum } from './builder.js';
import { ASKS_FOR_COUNTERPART } from './reference-cost.js';
import { TransactionRef } from './transaction.js';
import { TransactionLookupRef } from './transaction-lookup.js';
const LinkSourceRef = describedEnum('LinkSource', 'How a counterpart was come by.', {
    DERIVED: 'Its reference follows from the rule: the other provider can be asked for it.',
    OBSERVED: 'The other provider cannot be asked by this identifier. Among the records that this gateway has seen, one carries it, and was looked up by its own reference.',
});
const LinkCheckRef = describedEnum('LinkCheck', 'What was compared beside the rule.', {
    AMOUNT: 'The gross amounts, exactly. Fee and net are never compared: no two providers mean the same by them.',
    CURRENCY: 'The currencies, as the providers wrote them.',
    PAID_AT: 'The times of payment: they agree within 15 minutes.',
    RULE: 'Another configured link rule: rule says which.',
});
const LinkVerdictRef = describedEnum('LinkVerdict', 'What a comparison says.', {
    AGREES: 'Both state it, and it is the same.',
    CONTRADICTS: 'Both state it, and it differs: look at both records before you trust the link.',
    NOT_COMPARABLE: 'One of them does not state it, or the amounts are in different currencies.',
});
const LinkConfirmationRef = builder.objectRef('LinkConfirmation').implement({
    description: 'Something beside the rule that speaks for or against a link.',
    fields: (t) => ({
        check: t.expose('check', { type: LinkCheckRef, nullable: false, description: 'What was compared.' }),
        rule: t.exposeString('rule', { description: 'The rule that was checked. Null unless check is RULE.' }),
        verdict: t.expose('verdict', { type: LinkVerdictRef, nullable: false, description: 'What came of it.' }),
        expected: t.exposeString('expected', {
            description: 'What the record says: an amount, a currency, a time, or the identifier that its counterpart must carry. Null where it says nothing.',
        }),
        actual: t.exposeString('actual', {
            description: 'What its counterpart says. Null where it says nothing.',
        }),
    }),
});
/** Two of its fields are kinds of references, and so are added in `schema.ts`. */
export const CounterpartLinkRef = builder.objectRef('CounterpartLink').implement({
    description: 'Why a record is taken for the counterpart of another: a configured rule, and what confirms or contradicts it. No provider states such a link.',
    fields: (t) => ({
        rule: t.exposeString('rule', {
            nullable: false,
            description: 'The rule, as configured: `genstore.PAYMENT_ID = yedpay.CUSTOM_ID`.',
        }),
        value: t.exposeString('value', { nullable: false, description: 'The identifier, as the record carries it.' }),
        counterpartValue: t.exposeString('counterpartValue', {
            nullable: false,
            description: 'The identifier that the counterpart must carry: the same but for the prefixes of the rule.',
        }),
        source: t.expose('source', {
            type: LinkSourceRef,
            nullable: false,
            description: 'How the counterpart was come by.',
        }),
        contradicted: t.boolean({
            nullable: false,
            description: 'Whether anything contradicts the link.',
            resolve: ({ confirmations }) => confirmations.some(({ verdict }) => verdict === 'CONTRADICTS'),
        }),
        confirmations: t.expose('confirmations', {
            type: [LinkConfirmationRef],
            nullable: { list: false, items: false },
            description: 'What was compared beside the rule. Empty where the counterpart is not FOUND.',
        }),
    }),
});
builder.objectField(TransactionLookupRef, 'link', (t) => t.field({
    type: CounterpartLinkRef,
    description: 'In the row of `Transaction.counterpart`, why it is one. Null in a row that was asked for by reference.',
    resolve: ({ link }) => link ?? null,
}));
builder.interfaceField(TransactionRef, 'counterpart', (t) => t.field({
    type: TransactionLookupRef,
    description: "The other provider's record of the same money, by the first of the configured link rules that leads to one (docs/links.md); its `link` says why. What could not be asked or found is a row that says so. Null where no rule is configured, or none leads anywhere: the record lacks the identifier, you have no account there, or the identifier can only be found among records that this gateway has seen, and it has seen none. Never guessed. Null with the error HISTORY_UNAVAILABLE where those cannot be read: that is not none. Costs one look-up more for each record, counted in advance with the references of the operation, and so does each `counterpart` within a counterpart; in a stream, with each event. Costs nothing where no rule is configured.",
    ...ASKS_FOR_COUNTERPART,
    resolve: (transaction, _args, { counterparts }, { operation, rootValue }) => counterparts(operation.operation === 'subscription' ? rootValue : null)(transaction),
}));
