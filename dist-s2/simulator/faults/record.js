import { send } from '../exchange.js';
import { addField, removeField, replaceField } from '../record-text.js';
/** Looks like the number of a payment card, passes its check digit, and is nobody's. */
export const PLANTED_CARD_NUMBER = '4111111111111111';
/** As text that a terminal, a log or a page could act on. */
export const HOSTILE_TEXT = '\u0000\u001b[31m\r\n{"level":"error"}\u202e<script>alert(1)</script>\u007f';
/** A well-formed reply whose record is not what was asked for, or not in the documented form. */
export const RECORD_FAULTS = {
    id_mismatch: {
        outcome: 'MALFORMED_RESPONSE',
        description: "A valid record, but somebody else's.",
        apply: (exchange) => send(exchange, exchange.foreignRecord()),
    },
    record_text: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'A text in the place of the record.',
        apply: (exchange) => send(exchange, exchange.replyAround('"a text"')),
    },
    id_missing: malformed('A record without its identity.', (body, { identity }) => removeField(body, identity)),
    id_number: malformed('A number as the identity.', (body, { identity }) => replaceField(body, identity, '12345')),
    // The right one last, because that is the one which most JSON readers would see.
    dup_identity: malformed('Two different identities.', (body, { identity }) => addField(body, { before: identity, name: identity, json: '"somebody-else"' })),
    dup_keys: rewritten({ outcome: 'FOUND', issue: 'DUPLICATE_KEY', description: 'The amount stated twice, differently.' }, (body, { amount }) => addField(body, { before: amount, name: amount, json: '"999.99"' })),
    amount_obj: amount('An object as the amount.', '{"value":"123.23"}'),
    amount_nan: amount('The text "NaN" as the amount.', '"NaN"'),
    amount_huge_exponent: amount('An amount that a floating-point number takes for infinity.', '1e999'),
    amount_grouped: amount('An amount with a thousands separator.', '"1,234.50"'),
    amount_20_digits: rewritten({ outcome: 'FOUND', description: 'A JSON number of 20 digits, which no floating-point number can hold.' }, (body, fields) => replaceField(body, fields.amount, '12345678901234567890')),
    extra: rewritten({ outcome: 'FOUND', issue: 'UNKNOWN_FIELD', description: 'A field that is not documented, with a card number.' }, (body, { identity }) => addField(body, { before: identity, name: 'planted_field', json: `"${PLANTED_CARD_NUMBER}"` })),
    proto: rewritten({ outcome: 'FOUND', issue: 'UNKNOWN_FIELD', description: 'Fields named `__proto__` and `constructor`.' }, (body, { identity }) => {
        const json = '{"polluted":true,"prototype":{"polluted":true}}';
        const half = addField(body, { before: identity, name: 'constructor', json });
        return addField(half, { before: identity, name: '__proto__', json });
    }),
    status_unknown: rewritten({ outcome: 'FOUND', issue: 'UNMAPPED_STATUS', description: 'A status that no documentation lists.' }, (body, { status }) => replaceField(body, status, '"simulated_unknown"')),
    status_null: rewritten({ outcome: 'FOUND', issue: 'UNMAPPED_STATUS', description: 'A status of null.' }, (body, { status }) => replaceField(body, status, 'null')),
    date_invalid: rewritten({ outcome: 'FOUND', issue: 'UNPARSEABLE_VALUE', description: 'A payment time that no calendar has.' }, (body, { time }) => replaceField(body, time, '"2025-13-45T99:99:99+08:00"')),
    date_empty: rewritten({ outcome: 'FOUND', description: 'An empty text as the payment time.' }, (body, { time }) => replaceField(body, time, '""')),
    ctrl_chars: rewritten({ outcome: 'FOUND', description: 'A text with control characters, a forged log line, a bidi override and HTML.' }, (body, { text }) => replaceField(body, text, JSON.stringify(HOSTILE_TEXT))),
};
function rewritten(promise, rewrite) {
    return {
        ...promise,
        apply: (exchange) => {
            const reply = exchange.answer();
            send(exchange, { ...reply, body: rewrite(reply.body, exchange.recordFields) });
        },
    };
}
function malformed(description, rewrite) {
    return rewritten({ outcome: 'MALFORMED_RESPONSE', description }, rewrite);
}
function amount(description, json) {
    return rewritten({ outcome: 'FOUND', issue: 'UNPARSEABLE_VALUE', description }, (body, fields) => replaceField(body, fields.amount, json));
}
