import { currencyOf } from '../domain/currency.ts';
import { type DataIssue, dataIssue } from '../domain/data-issue.ts';
import { type Decimal, parseDecimal } from '../domain/decimal.ts';
import { type Instant, parseOffsetInstant } from '../domain/instant.ts';
import type { LocalZone } from '../domain/local-zone.ts';
import { type Money, readMoney } from '../domain/money.ts';
import { ConflictingValues, isJsonObject, JsonNumber, type JsonObject, ownMember } from './exact-json.ts';

/** More unknown fields than this are counted, not named. */
const NAMED_UNKNOWN_FIELDS = 20;

/** Of nearly every record, so that a kept one keeps no list of its own. */
const NO_ISSUES: readonly DataIssue[] = Object.freeze([]);

/**
 * Reads the fields of one provider record, tolerant about form and strict about meaning: a value that cannot be read
 * becomes null with a data issue, and the record lives. `""`, null and a missing key are all absent.
 */
export class RecordReader {
  readonly #record: JsonObject;
  readonly #issues: DataIssue[];
  /** Of the field before: `0.00` comes several times in a row. */
  #money: Money | null = null;

  constructor(record: JsonObject, issues: DataIssue[] = []) {
    this.#record = record;
    this.#issues = issues;
  }

  get issues(): readonly DataIssue[] {
    return this.#issues.length === 0 ? NO_ISSUES : this.#issues;
  }

  report(issue: DataIssue): void {
    this.#issues.push(issue);
  }

  /** Whether the provider filled the field with anything, two conflicting values included: `known` keeps those too. */
  has(field: string): boolean {
    const value = ownMember(this.#record, field);
    return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  }

  /** A text field; a number or a boolean keeps its text, with a TYPE_DEVIATION. */
  text(field: string): string | null {
    const value = this.#scalar(field);
    if (value === null || typeof value === 'string') return value;
    this.#deviates(field, 'string', value);
    return scalarText(value);
  }

  /** A text or number field, for those that the documentation and its own samples disagree about. */
  number(field: string): string | null {
    const value = this.#scalar(field);
    if (typeof value === 'boolean') return this.#unparseable(field, 'a number', String(value));
    return value === null ? null : scalarText(value);
  }

  decimal(field: string): Decimal | null {
    const raw = this.number(field);
    return raw === null ? null : (parseDecimal(raw) ?? this.#unparseable(field, 'a plain decimal', raw));
  }

  integer(field: string): number | null {
    const value = this.#scalar(field);
    if (value === null) return null;
    const text = scalarText(value);
    if (!/^-?\d{1,9}$/.test(text)) return this.#unparseable(field, 'an integer', text);
    if (!(value instanceof JsonNumber)) this.#deviates(field, 'number', value);
    return Number(text);
  }

  boolean(field: string): boolean | null {
    const value = this.#scalar(field);
    if (value === null || typeof value === 'boolean') return value;
    const text = scalarText(value).toLowerCase();
    const known = text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null;
    if (known === null) return this.#unparseable(field, 'true or false', text);
    this.#deviates(field, 'boolean', value);
    return known;
  }

  /** The currency code as sent; one that ISO 4217 does not list is reported. */
  currency(field: string): string | null {
    const code = this.text(field);
    if (code !== null && currencyOf(code) === null) {
      this.report(
        dataIssue('UNKNOWN_CURRENCY', {
          field,
          message: 'The currency is no ISO 4217 code. The amounts are kept as sent, without minor units.',
          actual: code,
        }),
      );
    }
    return code;
  }

  money(field: string, currency: string | null): Money | null {
    const raw = this.number(field);
    if (raw === null) return null;
    const isAsBefore = this.#money !== null && this.#money.raw === raw && this.#money.rawCurrency === currency;
    const money = isAsBefore ? this.#money : readMoney(raw, currency);
    if (money === null) return this.#unparseable(field, 'a plain decimal', raw);
    this.#money = money;
    if (money.exponent !== null && money.minorUnits === null) {
      this.report(
        dataIssue('UNPARSEABLE_VALUE', {
          field,
          message: `The amount has more decimals than ${money.currency} has, so minorUnits is null.`,
          expected: `at most ${money.exponent} decimals`,
          actual: raw,
        }),
      );
    }
    return money;
  }

  /** A time with its offset. */
  offsetInstant(field: string): Instant | null {
    const raw = this.text(field);
    if (raw === null) return null;
    return parseOffsetInstant(raw) ?? this.#unparseable(field, 'ISO 8601 with an offset', raw);
  }

  /** A time without an offset, in the zone of its account. */
  localInstant(field: string, zone: LocalZone): Instant | null {
    const raw = this.text(field);
    if (raw === null) return null;
    return zone.instant(raw) ?? this.#unparseable(field, 'yyyy-MM-dd HH:mm:ss', raw);
  }

  /** A list of objects; a single object counts as a list of one, anything else in it is reported and left out. */
  objects(field: string): readonly RecordReader[] | null {
    const value = this.#value(field);
    if (value === null) return null;
    const items = Array.isArray(value) ? value : [value];
    const readers: RecordReader[] = [];
    for (const item of items) {
      if (isJsonObject(item)) readers.push(new RecordReader(item, this.#issues));
      else this.#unparseable(field, 'a list of objects', null);
    }
    return readers;
  }

  /** Reports the name of every field but the known ones; their values go nowhere. */
  reportUnknown(known: readonly string[]): void {
    const names = unknownNames(this.#record, known);
    for (const name of names.slice(0, NAMED_UNKNOWN_FIELDS)) {
      this.report(
        dataIssue('UNKNOWN_FIELD', {
          field: name.slice(0, 64),
          message: 'The provider sent a field that its documentation does not name.',
        }),
      );
    }
    const more = names.length - NAMED_UNKNOWN_FIELDS;
    if (more <= 0) return;
    const message = `The provider sent ${more} more fields that its documentation does not name.`;
    this.report(dataIssue('UNKNOWN_FIELD', { message }));
  }

  /** Own keys only, so that `__proto__` and `constructor` name nothing. */
  #value(field: string): unknown {
    const value = ownMember(this.#record, field);
    if (value === undefined || value === null || value === '') return null;
    if (value instanceof ConflictingValues) {
      this.#duplicate(field);
      return null;
    }
    return value;
  }

  #scalar(field: string): string | boolean | JsonNumber | null {
    const value = this.#value(field);
    if (typeof value === 'string' || value === null || typeof value === 'boolean' || value instanceof JsonNumber) {
      return value;
    }
    return this.#unparseable(field, 'a single value', Array.isArray(value) ? 'a list' : 'an object');
  }

  #duplicate(field: string): void {
    if (this.#issues.some((issue) => issue.kind === 'DUPLICATE_KEY' && issue.field === field)) return;
    this.report(
      dataIssue('DUPLICATE_KEY', {
        field,
        message: 'The provider stated this field twice with different values, so neither is shown.',
      }),
    );
  }

  #deviates(field: string, expected: string, value: string | boolean | JsonNumber): void {
    const actual = value instanceof JsonNumber ? 'number' : typeof value;
    this.report(
      dataIssue('TYPE_DEVIATION', {
        field,
        message: 'The value is kept, but its JSON type is not the documented one.',
        expected,
        actual,
      }),
    );
  }

  #unparseable(field: string, expected: string, actual: string | null): null {
    this.report(
      dataIssue('UNPARSEABLE_VALUE', {
        field,
        message: `The value is not ${expected}, so it is shown as null.`,
        expected,
        actual,
      }),
    );
    return null;
  }
}

/** Fields come in the documented order nearly always, and so each is found where the next is. */
function unknownNames(record: JsonObject, known: readonly string[]): string[] {
  const names: string[] = [];
  let next = 0;
  for (const name of Object.keys(record)) {
    const at = known[next] === name ? next : known.indexOf(name);
    if (at === -1) names.push(name);
    else next = at + 1;
  }
  return names;
}

function scalarText(value: string | boolean | JsonNumber): string {
  return value instanceof JsonNumber ? value.text : String(value);
}
