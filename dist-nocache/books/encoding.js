/** How text is written as bytes. A byte order mark says it better than any setting. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030', 'big5', 'shift_jis'];
const MARKS = [
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
];
/** By the first bytes of a file; else as declared; else UTF-8. */
export function encodingOf(start, declared) {
    const marked = MARKS.find(([, mark]) => mark.every((byte, index) => start[index] === byte));
    return marked?.[0] ?? declared ?? 'utf-8';
}
/** What a decoder writes for bytes that are none of its encoding. */
export const UNDECODABLE = '\ufffd';
