/** Standard output of a command. */
export interface Output {
  /** Resolves once the text is on its way, or nobody is left to read it. */
  write(text: string): Promise<void>;
  /** Aborts when the reader has left, as `| head` does: the command has done what was wanted of it. */
  readonly gone: AbortSignal;
}

/** What a stream says once its reader has left, the first time and from then on. */
const READER_GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** An output that takes the end of its reader for an end, and any other failure, such as a full disk, for a failure. */
export function openOutput(stream: NodeJS.WritableStream): Output {
  const leaving = new AbortController();
  // Each write has its own answer; without a listener the process would end with a stack.
  stream.on('error', () => {});
  const write = (text: string) =>
    new Promise<void>((resolve, reject) => {
      stream.write(text, (error?: NodeJS.ErrnoException | null) => {
        if (!error) return resolve();
        if (!READER_GONE.has(error.code)) return reject(error);
        leaving.abort();
        resolve();
      });
    });
  return { write, gone: leaving.signal };
}
