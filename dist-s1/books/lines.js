import { encodingOf } from './encoding.js';
/** Of what is longer, the beginning is kept: no line of books is so long, and a file without line ends must not fill the memory. */
const LONGEST_LINE = 64 * 1024;
const ENDS = /\r\n|\n|\r/;
/** The lines of a file as it comes, several at a time. They may end as on Windows, as elsewhere, or as on an old Mac. */
export async function* readLines(chunks, declared) {
    let decoder;
    let rest = '';
    let number = 0;
    const numbered = (text) => {
        number += 1;
        return { number, text: text.slice(0, LONGEST_LINE) };
    };
    for await (const chunk of chunks) {
        decoder ??= new TextDecoder(encodingOf(chunk, declared));
        const text = rest + decoder.decode(chunk, { stream: true });
        // A \r at the end may be half of \r\n.
        const isSplitEnd = text.endsWith('\r');
        const texts = (isSplitEnd ? text.slice(0, -1) : text).split(ENDS);
        const last = texts.pop() ?? '';
        rest = last.slice(0, LONGEST_LINE) + (isSplitEnd ? '\r' : '');
        if (texts.length > 0)
            yield texts.map(numbered);
    }
    const last = (rest + (decoder?.decode() ?? '')).replace(/\r$/, '');
    if (last !== '')
        yield [numbered(last)];
}
