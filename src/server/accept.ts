const GRAPHQL_JSON = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';
export const EVENT_STREAM = 'text/event-stream';

/** What most clients send, which leaves nothing to weigh. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  [JSON_TYPE, JSON_TYPE],
  [GRAPHQL_JSON, GRAPHQL_JSON],
]);

/**
 * The media types to answer in, the one for subscriptions first; null where the client accepts none that we have. The
 * specification's own type only for those that name it, because it changes the status of a refused document.
 */
export function acceptedType(accept = ''): string | null {
  return PLAIN.get(accept) ?? weighed(accept);
}

function weighed(accept: string): string | null {
  const ranges = new Map(
    accept
      .toLowerCase()
      .split(',')
      .map((range) => {
        const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
        const weight = parameters.find((parameter) => parameter.startsWith('q='));
        return [type, weight === undefined ? 1 : Number(weight.slice('q='.length)) || 0] as const;
      })
      .filter(([type]) => type !== ''),
  );
  if (ranges.size === 0) return JSON_TYPE;
  const json = jsonAmong(ranges);
  if ((ranges.get(EVENT_STREAM) ?? 0) <= 0) return json;
  return json === null ? EVENT_STREAM : `${EVENT_STREAM}, ${json}`;
}

/** Whether subscriptions are answered, and whether all else is. */
export function answersOf(accept: string): { readonly stream: boolean; readonly single: boolean } {
  return { stream: accept.startsWith(EVENT_STREAM), single: accept !== EVENT_STREAM };
}

/** In which of them a single answer is written. Whoever only takes a stream is told in JSON why there is none. */
export function singleType(accept: string): string {
  return accept.split(', ').find((type) => type !== EVENT_STREAM) ?? JSON_TYPE;
}

function jsonAmong(ranges: ReadonlyMap<string, number>): string | null {
  const json = ranges.get(JSON_TYPE) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? 0;
  const own = ranges.get(GRAPHQL_JSON) ?? 0;
  if (own > 0 && own >= json) return GRAPHQL_JSON;
  return json > 0 ? JSON_TYPE : null;
}
