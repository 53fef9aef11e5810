import { instantOfSeconds, parseLocalInstant } from './instant.js';
import { readWallClock } from './wall-clock.js';
/**
 * The most by which two offsets differ: Temporal knows none of a day or more. A local time is the one instant that it is
 * with a span's offset where that lies this far within the span: with any other offset it would lie there, too.
 */
const MARGIN_MS = 2 * 86_400_000;
/** Eight years of a zone that changes its clocks twice a year. */
const REMEMBERED_SPANS = 16;
/**
 * One zone (IANA), in which local times are read. Temporal takes 3 us for one; its offsets are remembered, each for as long
 * as the zone's own rules keep it.
 */
export class LocalZone {
    name;
    #spans = [];
    constructor(name) {
        this.name = name;
    }
    /** Reads `yyyy-MM-dd HH:mm:ss` as local time; null where it is no real date. */
    instant(raw) {
        const local = raw.length === 19 ? readWallClock(raw) : Number.NaN;
        const offset = Number.isNaN(local) ? null : this.#offsetAt(local);
        // What is no plain time, and the hours around a change of the clocks.
        if (offset === null)
            return this.#learn(parseLocalInstant(raw, this.name));
        return instantOfSeconds(local - offset, this.name, raw);
    }
    #offsetAt(local) {
        for (const { from, to, offset } of this.#spans) {
            const instant = local - offset;
            if (instant >= from + MARGIN_MS && instant < to - MARGIN_MS)
                return offset;
        }
        return null;
    }
    #learn(instant) {
        if (instant === null)
            return null;
        const span = spanAround(instant.epochMilliseconds, this.name);
        if (this.#spans.some(({ from }) => from === span.from))
            return instant;
        if (this.#spans.length === REMEMBERED_SPANS)
            this.#spans.shift();
        this.#spans.push(span);
        return instant;
    }
}
function spanAround(epochMilliseconds, timeZone) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone);
    // The change before it, which may be at this very moment.
    const before = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const after = zoned.getTimeZoneTransition('next');
    return {
        from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
        to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
        offset: zoned.offsetNanoseconds / 1_000_000,
    };
}
