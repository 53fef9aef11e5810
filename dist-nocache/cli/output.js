/** What a stream says once its reader has left, the first time and from then on. */
const READER_GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);
/** An output that takes the end of its reader for an end, and any other failure, such as a full disk, for a failure. */
export function openOutput(stream) {
    const leaving = new AbortController();
    // Each write has its own answer; without a listener the process would end with a stack.
    stream.on('error', () => { });
    const write = (text) => new Promise((resolve, reject) => {
        stream.write(text, (error) => {
            if (!error)
                return resolve();
            if (!READER_GONE.has(error.code))
                return reject(error);
            leaving.abort();
            resolve();
        });
    });
    return { write, gone: leaving.signal };
}
