import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A place for a report. Nobody finds half a report under its name: it gets the name when it is whole. */
export interface ReportPlace {
  write(text: Iterable<string>, signal: AbortSignal): Promise<void>;
  /** Gives up what was begun. */
  abandon(): Promise<void>;
}

/** Opened before the work begins, because a run of hours should not end with a folder in which nobody may write. */
export async function openReportPlace(path: string): Promise<ReportPlace> {
  const unfinished = `${path}.writing`;
  const file = await open(unfinished, 'w');
  return {
    async write(text, signal) {
      const stream = file.createWriteStream({ autoClose: false });
      await pipeline(Readable.from(text), stream, { signal });
      await file.sync();
      await file.close();
      await rename(unfinished, path);
    },
    async abandon() {
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
    },
  };
}
