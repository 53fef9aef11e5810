/** What stands for every word beyond the bound. */
const OTHER_WORD = 'other';

const OWN_WORD = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The first so many words are let through, as long as they look like ours: a second wall behind closed lists. */
export function boundedWords(most: number): (word: string) => string {
  const known = new Set<string>();
  return (word) => {
    if (known.has(word)) return word;
    if (known.size >= most || !OWN_WORD.test(word)) return OTHER_WORD;
    known.add(word);
    return word;
  };
}
