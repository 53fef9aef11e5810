const LABEL_WIDTH = 12;
const MARGIN = '  ';
const INDENT = MARGIN.length + LABEL_WIDTH + 1;
/** Narrower than this, broken lines are worse than long ones. */
const NARROWEST = 24;
/** Two aligned columns. Long lines are broken between words; a word is never broken, because it may be an id. */
export function labelledLines(rows, { width, paintLabel }) {
    const room = Math.max(width - INDENT, NARROWEST);
    return rows
        .filter(([, lines]) => lines.length > 0)
        .map(([label, lines]) => {
        const head = `${MARGIN}${paintLabel(label.padEnd(LABEL_WIDTH))} `;
        return `${head}${lines.flatMap((line) => brokenAt(line, room)).join(`\n${' '.repeat(INDENT)}`)}\n`;
    })
        .join('');
}
function brokenAt(line, room) {
    if (columnsOf(line) <= room)
        return [line];
    const broken = [];
    for (const word of line.split(' ')) {
        const last = broken.at(-1);
        if (last === undefined || columnsOf(last) + 1 + columnsOf(word) > room)
            broken.push(word);
        else
            broken[broken.length - 1] = `${last} ${word}`;
    }
    return broken;
}
/** A terminal gives these two columns each. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/gu;
function columnsOf(text) {
    return [...text].length + (text.match(WIDE)?.length ?? 0);
}
