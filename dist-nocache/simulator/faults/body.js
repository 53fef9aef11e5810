import { send } from '../exchange.js';
import { jsonReply } from '../harness.js';
import { replaceField } from '../record-text.js';
import { htmlPage } from './html-page.js';
const DEPTH = 50_000;
/** A success whose body is not the JSON that it should be. */
export const BODY_FAULTS = {
    html200: malformed('An HTML page with status 200, as a proxy or a maintenance page sends.', () => htmlPage(200)),
    json_as_text: changed('The right answer, declared as plain text.', (reply) => ({
        ...reply,
        headers: { 'Content-Type': 'text/plain' },
    })),
    no_ct: changed('The right answer without a Content-Type.', (reply) => ({ ...reply, headers: {} })),
    empty200: malformed('An empty body with status 200, declared as JSON.', () => jsonReply(200, '')),
    s204: malformed('HTTP 204.', () => ({ status: 204, headers: {}, body: '' })),
    truncated: changed('A whole HTTP reply whose JSON stops half way.', (reply) => ({
        ...reply,
        body: reply.body.slice(0, reply.body.length >> 1),
    })),
    trailing_junk: changed('The right answer, and text behind it.', (reply) => ({
        ...reply,
        body: `${reply.body} junk`,
    })),
    nan_literal: changed('The bare word NaN as the amount.', (reply, { recordFields }) => ({
        ...reply,
        body: replaceField(reply.body, recordFields.amount, 'NaN'),
    })),
    invalid_utf8: changed('A text with bytes that are no UTF-8.', (reply, { recordFields }) => ({
        ...reply,
        body: Buffer.from(replaceField(reply.body, recordFields.text, '"\u00ff\u00fe"'), 'latin1'),
    })),
    json_null: json('null'),
    json_number: json('42'),
    json_text: json('"a text"'),
    json_list: json('[]'),
    deep: malformed('Lists within lists, 50,000 deep, in the place of the record.', ({ replyAround }) => replyAround('['.repeat(DEPTH) + ']'.repeat(DEPTH))),
    bom: {
        outcome: 'FOUND',
        description: 'The right answer behind a byte order mark.',
        apply: (exchange) => {
            const reply = exchange.answer();
            send(exchange, { ...reply, body: `\uFEFF${reply.body}` });
        },
    },
};
function malformed(description, reply) {
    return { outcome: 'MALFORMED_RESPONSE', description, apply: (exchange) => send(exchange, reply(exchange)) };
}
function changed(description, change) {
    return malformed(description, (exchange) => change(exchange.answer(), exchange));
}
function json(text) {
    return malformed(`The whole body is ${text}.`, () => jsonReply(200, text));
}
