/**
 * Puts answers back in the order of the keys, by key. Never by position: one missing answer would shift every later row
 * to another payment.
 */
export function align<Key, Answer>(
  keys: readonly Key[],
  answers: ReadonlyMap<string, Answer>,
  textOf: (key: Key) => string,
  missing: (key: Key) => Answer,
): Answer[] {
  return keys.map((key) => answers.get(textOf(key)) ?? missing(key));
}
