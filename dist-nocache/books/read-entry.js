import { currencyOf } from '../domain/currency.js';
import { PAYMENT_STATUSES } from '../domain/payment-status.js';
import { readAmount } from './amount-text.js';
import { holds } from './cells.js';
import { dateReader } from './date-text.js';
import { UNDECODABLE } from './encoding.js';
const LONGEST_VALUE = 1_000;
/** Reads one row. Whatever is wrong with it is said at once, because each correction is another run. */
export function readRow(cells, line, { file, columns }) {
    if (file.skip.some((condition) => holds(condition, cells)))
        return { kind: 'SKIPPED' };
    const row = new RowReader(cells);
    const { key: keySource, expectStatus: statusSource } = columns;
    const key = row.text('key', keySource) ?? `line ${line}`;
    const amount = (field) => row.read(field, columns[field], (text) => readAmount(text, file), `is no amount with "${file.decimal}" before its decimals`);
    const readDate = dateReader(file.dates) ?? (() => null);
    const entry = {
        key,
        reference: row.reference(columns.reference) ?? {},
        counterpart: columns.counterpart === undefined ? null : row.counterpart(columns.counterpart),
        amount: amount('amount'),
        fee: amount('fee'),
        net: amount('net'),
        currency: row.read('currency', columns.currency, (text) => currencyOf(text)?.code ?? null, 'is no ISO 4217 code'),
        merchantReference: row.text('merchantReference', columns.merchantReference),
        processorReference: row.text('processorReference', columns.processorReference),
        paidOn: row.read('paidOn', columns.paidOn, readDate, `is no day written ${file.dates}`),
        expectStatus: row.read('expectStatus', statusSource, (text) => statusSource?.values?.[text] ?? PAYMENT_STATUSES.find((status) => status === text) ?? null, 'is no status of a payment'),
    };
    return row.faults.length === 0 ? { kind: 'ENTRY', entry } : { kind: 'UNREADABLE', key, fault: row.faults.join(' ') };
}
class RowReader {
    faults = [];
    #cells;
    constructor(cells) {
        this.#cells = cells;
    }
    text(field, source) {
        return this.read(field, source, (text) => text, '');
    }
    /** Null where the row states nothing, or something that is reported. */
    read(field, source, parse, complaint) {
        const text = this.#stated(source);
        if (text === '')
            return null;
        const place = source?.column === undefined ? field : `${field} ("${source.column}")`;
        if (text.includes(UNDECODABLE))
            return this.#fault(`${place} holds bytes that are none of the file's encoding.`);
        if (text.length > LONGEST_VALUE)
            return this.#fault(`${place} has more than ${LONGEST_VALUE} characters.`);
        const value = parse(text);
        return value ?? this.#fault(`${place}: "${shortened(text)}" ${complaint}.`);
    }
    reference(references) {
        const found = this.#references('reference', references);
        const [only] = found;
        if (only !== undefined && found.length === 1)
            return only;
        return this.#fault(found.length === 0 ? 'The row names no transaction.' : 'The row names several transactions as its reference.');
    }
    /** Null where the row names none, which is allowed. */
    counterpart(references) {
        const found = this.#references('counterpart', references);
        return found.length > 1 ? this.#fault('The row names several counterparts.') : (found[0] ?? null);
    }
    #references(field, { id, ...providers }) {
        const own = Object.entries(providers).flatMap(([provider, given]) => {
            const { member, value, account, when } = given;
            if (when !== undefined && !holds(when, this.#cells))
                return [];
            const named = this.text(`${field}.${member}`, value);
            if (named === null)
                return [];
            const accountName = this.text(`${field}.account`, account);
            return [{ [provider]: { [member]: named, ...(accountName === null ? {} : { account: accountName }) } }];
        });
        const global = this.text(`${field}.id`, id);
        return global === null ? own : [{ id: global }, ...own];
    }
    #stated(source) {
        if (source === undefined)
            return '';
        const cell = source.column === undefined ? '' : this.#cells.of(source.column);
        return cell === '' ? (source.value ?? '') : cell;
    }
    #fault(fault) {
        this.faults.push(fault);
        return null;
    }
}
function shortened(text) {
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
