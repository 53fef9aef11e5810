const GRAPHQL_JSON = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

/**
 * The media type to answer in; null where the client accepts neither form of JSON. The specification's own type only for
 * those that name it, because it changes the status of a refused document.
 */
export function acceptedType(accept = ''): string | null {
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
  const json = ranges.get(JSON_TYPE) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? 0;
  const own = ranges.get(GRAPHQL_JSON) ?? 0;
  if (own > 0 && own >= json) return GRAPHQL_JSON;
  return json > 0 ? JSON_TYPE : null;
}
