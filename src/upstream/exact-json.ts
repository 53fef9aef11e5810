import { parse } from 'lossless-json';

/** A JSON number as its text: `1.20` stays `1.20`, and 20 digits survive. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** Two different values that one object gave under the same key: which is meant, nobody can tell. */
export class ConflictingValues {
  readonly first: unknown;
  readonly second: unknown;

  constructor(first: unknown, second: unknown) {
    this.first = first;
    this.second = second;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses JSON without losing a digit or a contradiction; undefined where the text is no JSON. The parser's own error is
 * not passed on, because it quotes the body.
 */
export function parseExactJson(text: string): unknown {
  try {
    return parse(text, null, {
      parseNumber: (number) => new JsonNumber(number),
      onDuplicateKey: ({ oldValue, newValue }) => new ConflictingValues(oldValue, newValue),
    });
  } catch {
    // SyntaxError, or RangeError for a nesting deeper than the stack.
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber) &&
    !(value instanceof ConflictingValues)
  );
}
