import { type Kind, kindsIn } from './canaries.ts';

/** A canary where it may not be. */
export interface Sighting {
  readonly where: string;
  readonly kinds: readonly string[];
  readonly text: string;
}

/** Looks at everything that comes out, and keeps what should not have. */
export class Sightings {
  readonly found: Sighting[] = [];
  /** How many texts were looked at, by where they were: a place that was never looked at would prove nothing. */
  readonly looked: Record<string, number> = {};

  look(where: string, text: string, allowed: readonly Kind[] = []): void {
    this.looked[where] = (this.looked[where] ?? 0) + 1;
    const kinds = kindsIn(text).filter((kind) => !(allowed as readonly string[]).includes(kind));
    if (kinds.length > 0) this.found.push({ where, kinds, text: text.slice(0, 2_000) });
  }
}

/**
 * The one place where an answer gives a client its own text back: `reference` of a row, which says what was asked, and
 * `account` of its problem, which is the account of that reference. Nothing else is taken out before the text is judged.
 */
export function withoutEcho(json: string): string {
  return JSON.stringify(
    JSON.parse(json, (name, value) => {
      if (typeof value !== 'object' || value === null) return value;
      if (name === 'reference') return { ...value, value: null, account: null, id: null };
      return name === 'problem' ? { ...value, account: null } : value;
    }),
  );
}
