/** Part of a frame's file, be that a URL or a path. */
const OWN_FILES = new URL('../', import.meta.url).pathname;
const NAME = /^[A-Za-z]{1,64}$/;
const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
const MOST_FRAMES = 8;
export function placeOf(error) {
    if (!(error instanceof Error))
        return { error: typeof error, code: null, at: [] };
    const { name, code, message, stack = '' } = error;
    // The message stands before the frames, and may look like some.
    const quoted = stack.indexOf(message);
    const frames = (quoted < 0 ? stack : stack.slice(quoted + message.length)).split('\n');
    return {
        error: NAME.test(name) ? name : 'Error',
        code: typeof code === 'string' && CODE.test(code) ? code : null,
        at: frames.flatMap((frame) => ownPlace(frame) ?? []).slice(0, MOST_FRAMES),
    };
}
function ownPlace(frame) {
    const start = frame.indexOf(OWN_FILES);
    if (!/^\s+at /.test(frame) || start < 0)
        return null;
    return /^[\w./-]{1,200}:\d+:\d+/.exec(frame.slice(start + OWN_FILES.length))?.[0] ?? null;
}
