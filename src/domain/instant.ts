/** A point in time, with the evidence it was read from. */
export interface Instant {
  readonly epochMilliseconds: number;
  /** RFC 3339 in UTC, ending in `Z`. */
  readonly utc: string;
  /** The offset that the text carried (`+01:00`), or the configured zone that was assumed for a text without one. */
  readonly sourceZone: string;
  readonly raw: string;
}

// Seconds end at 59: Temporal would read a 60th as the 59th, and nothing is corrected here.
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:[0-5]\d$/;

/** Reads ISO 8601 text that carries its offset; null where it does not or names no real point in time. */
export function parseOffsetInstant(raw: string): Instant | null {
  const offset = WITH_OFFSET.exec(raw)?.[1];
  if (offset === undefined) return null;
  return attempt(() => instantOf(Temporal.Instant.from(raw), offset, raw));
}

/** Reads `yyyy-MM-dd HH:mm:ss` as local time of `timeZone` (IANA), never of the host; null where it is no real date. */
export function parseLocalInstant(raw: string, timeZone: string): Instant | null {
  if (!WITHOUT_ZONE.test(raw)) return null;
  return attempt(() => {
    const local = Temporal.PlainDateTime.from(raw.replace(' ', 'T'));
    return instantOf(local.toZonedDateTime(timeZone).toInstant(), timeZone, raw);
  });
}

/** The calendar day of an instant in `timeZone` (IANA or an offset), as `yyyy-MM-dd`. @throws RangeError for an unknown zone. */
export function businessDate(instant: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** Reads a calendar day, `yyyy-MM-dd`; null where there is no such day. */
export function parseDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  return attempt(() => Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
}

/** A moment of our own clock. */
export function instantAt(epochMilliseconds: number): Instant {
  const utc = Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMilliseconds)).toString();
  return { epochMilliseconds, utc, sourceZone: 'Z', raw: utc };
}

/** An IANA name or an offset; Temporal would also take the zone out of a whole date. */
export function isTimeZone(text: string): boolean {
  return (
    /^(?:[A-Za-z][\w+/-]*|[+-]\d{2}:\d{2})$/.test(text) &&
    attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)) !== null
  );
}

function instantOf(instant: Temporal.Instant, sourceZone: string, raw: string): Instant | null {
  const utc = instant.toString();
  // A year outside 0 to 9999 is written with a sign, for which RFC 3339 has no form.
  if (!/^\d/.test(utc)) return null;
  return { epochMilliseconds: instant.epochMilliseconds, utc, sourceZone, raw };
}

function attempt<Value>(read: () => Value | null): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
