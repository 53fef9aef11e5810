import { open, rename, rm } from 'node:fs/promises';
const WRITTEN_AT_ONCE = 64 * 1024;
/** Opened before the work begins, because a run of hours should not end with a folder in which nobody may write. */
export async function openReportPlace(path) {
    const unfinished = `${path}.writing`;
    const file = await open(unfinished, 'w');
    let isWritten = false;
    return {
        async write(text, signal) {
            let waiting = '';
            for (const piece of text) {
                signal.throwIfAborted();
                waiting += piece;
                if (waiting.length < WRITTEN_AT_ONCE)
                    continue;
                await file.appendFile(waiting);
                waiting = '';
            }
            await file.appendFile(waiting);
            await file.sync();
            await file.close();
            await rename(unfinished, path);
            isWritten = true;
        },
        async abandon() {
            if (isWritten)
                return;
            await file.close();
            await rm(unfinished, { force: true });
        },
    };
}
