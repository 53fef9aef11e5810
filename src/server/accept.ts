const GRAPHQL_JSON = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

/**
 * The media type to answer in; null where the client accepts neither form of JSON. The specification's own type only for
 * those that name it, because it changes the status of a refused document.
 */
export function acceptedType(accept: string | undefined): string | null {
  const ranges = (accept ?? '*/*').split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  if (ranges.includes(GRAPHQL_JSON)) return GRAPHQL_JSON;
  return ranges.some((range) => range === JSON_TYPE || range === 'application/*' || range === '*/*') ? JSON_TYPE : null;
}
