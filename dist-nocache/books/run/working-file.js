import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { settleEntry } from '../../reconciliation/match.js';
import { WORKING_FILE_MARK, WORKING_TABLES } from './working-tables.js';
/** Somebody else's file has the name, or another run is at work on it. */
export class WorkingFileError extends Error {
    constructor(message) {
        super(message);
        this.name = 'WorkingFileError';
    }
}
const PAGE = 500;
/**
 * The rows of one run, and what is known of each, in a file: what was answered is in it before the next row is asked for,
 * so that a run that is killed goes on where it was, and memory does not grow with the books.
 */
export class WorkingFile {
    #path;
    #database;
    #note;
    #noteSpelling;
    #forgetSpellings;
    constructor(path, database) {
        this.#path = path;
        this.#database = database;
        this.#note = database.prepare('UPDATE rows SET answer = ?, subject = ?, counterpart = ?, calls = calls + ?, is_open = ?, looked_up_at = ? WHERE position = ?');
        this.#noteSpelling = database.prepare('INSERT INTO spellings VALUES (?, ?, ?, ?, ?)');
        this.#forgetSpellings = database.prepare('DELETE FROM spellings WHERE position = ?');
    }
    /** @throws WorkingFileError where the file is none of ours, or another run is at work on it. */
    static open(path) {
        // By hand, because SQLite would let everybody read it.
        if (!existsSync(path))
            closeSync(openSync(path, 'a', 0o600));
        const database = new DatabaseSync(path);
        try {
            // Locked until it is closed or its process is gone.
            database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
            const { application_id: mark } = database.prepare('PRAGMA application_id').get();
            const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
            if (tables > 0 && mark !== WORKING_FILE_MARK)
                throw new WorkingFileError('is a database of somebody else');
            database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
            if (tables === 0)
                database.exec(WORKING_TABLES);
            return new WorkingFile(path, database);
        }
        catch (error) {
            database.close();
            throw refusalOf(error);
        }
    }
    /** What the rows in it are of; null where they were not all read. */
    get binding() {
        const row = this.#database.prepare('SELECT binding FROM run').get();
        return row?.binding ?? null;
    }
    /** Forgets what is in it, and takes new rows: all of them, or none if reading them fails. */
    async load(rows, binding) {
        this.#database.exec('BEGIN; DELETE FROM run; DELETE FROM rows; DELETE FROM spellings');
        try {
            const insert = this.#database.prepare('INSERT INTO rows (line, key, entry, fault) VALUES (?, ?, ?, ?)');
            let skipped = 0;
            for await (const batch of rows) {
                for (const row of batch) {
                    if (row.kind === 'SKIPPED')
                        skipped += 1;
                    else if (row.kind === 'ENTRY')
                        insert.run(row.line, row.entry.key, JSON.stringify(row.entry), null);
                    else
                        insert.run(row.line, row.key, null, row.fault);
                }
            }
            this.#database.prepare('INSERT INTO run VALUES (?, ?)').run(binding(), skipped);
            this.#database.exec('COMMIT');
        }
        catch (error) {
            this.#database.exec('ROLLBACK');
            throw error;
        }
    }
    /** Lets what nobody could say be asked for again. */
    reopen() {
        this.#database.exec('UPDATE rows SET answer = NULL, subject = NULL, counterpart = NULL, is_open = 0 WHERE is_open = 1');
    }
    /** Entries that are not answered, in the order of the books; those that are answered meanwhile are not given again. */
    *waiting() {
        const page = this.#database.prepare(`SELECT position, entry FROM rows WHERE answer IS NULL AND entry IS NOT NULL AND position > ?
       ORDER BY position LIMIT ${PAGE}`);
        for (let last = 0;;) {
            const rows = page.all(last);
            for (const { position, entry } of rows) {
                last = position;
                yield { position, entry: JSON.parse(entry) };
            }
            if (rows.length < PAGE)
                return;
        }
    }
    note(position, { answer, calls, isOpen, at }) {
        const { summand, counterpartSubject, spellings } = answer.judged;
        const subject = typeof summand === 'string' ? null : summand.subject;
        this.#database.exec('BEGIN');
        this.#note.run(JSON.stringify(answer), subject, counterpartSubject, calls, isOpen ? 1 : 0, at, position);
        this.#forgetSpellings.run(position);
        for (const { field, normalized, written, isTolerated } of spellings) {
            this.#noteSpelling.run(position, field, normalized, written, isTolerated ? 1 : 0);
        }
        this.#database.exec('COMMIT');
    }
    counts() {
        return this.#database
            .prepare(`SELECT count(entry) AS entries, count(fault) AS unreadable, (SELECT skipped FROM run) AS skipped,
          coalesce(sum(entry IS NOT NULL AND answer IS NULL), 0) AS waiting, coalesce(sum(is_open), 0) AS open,
          coalesce(sum(calls), 0) AS calls, min(looked_up_at) AS "from", max(looked_up_at) AS "to" FROM rows`)
            .get();
    }
    /** Every row as it stands beside the others, in the order of the books. For when none is waiting. */
    *settled() {
        this.#database.exec(NEIGHBOURS);
        for (const row of this.#database.prepare(SETTLED).iterate()) {
            const { line, key, fault, answer, sharing, sharing_counterpart, repeated, confusable } = row;
            if (answer === null) {
                yield { kind: 'UNREADABLE', line, key, fault: fault ?? '' };
                continue;
            }
            const { judged, ...references } = JSON.parse(answer);
            const settled = settleEntry(judged, {
                sharingRecord: sharing,
                sharingCounterpart: sharing_counterpart,
                isConfusable: confusable === 1,
            });
            yield { kind: 'ENTRY', line, isRepeated: repeated === 1, judged: settled, ...references };
        }
    }
    /** Leaves what is known for another run; where nothing is, nothing is left. */
    leave() {
        if (!this.#database.isOpen)
            return;
        if (this.binding === null)
            this.remove();
        else
            this.#database.close();
    }
    /** Ends it, with all that SQLite has beside it. */
    remove() {
        this.#database.close();
        for (const ending of ['', '-wal', '-shm', '-journal'])
            rmSync(`${this.#path}${ending}`, { force: true });
    }
}
/** Counted once, and in a file: for each row by itself, a reference that all rows share would cost its square. */
const NEIGHBOURS = `
  DROP TABLE IF EXISTS temp.shared; DROP TABLE IF EXISTS temp.shared_counterparts; DROP TABLE IF EXISTS temp.confusable;
  CREATE TEMP TABLE shared (subject TEXT PRIMARY KEY, sharing INTEGER, first INTEGER) WITHOUT ROWID;
  INSERT INTO shared SELECT subject, count(*), min(position) FROM rows WHERE subject IS NOT NULL
    GROUP BY subject HAVING count(*) > 1;
  CREATE TEMP TABLE shared_counterparts (counterpart TEXT PRIMARY KEY, sharing_counterpart INTEGER) WITHOUT ROWID;
  INSERT INTO shared_counterparts SELECT counterpart, count(*) FROM rows WHERE counterpart IS NOT NULL
    GROUP BY counterpart HAVING count(*) > 1;
  CREATE TEMP TABLE confusable (field TEXT, normalized TEXT, PRIMARY KEY (field, normalized)) WITHOUT ROWID;
  INSERT INTO confusable SELECT field, normalized FROM spellings GROUP BY field, normalized
    HAVING min(written) <> max(written);`;
const SETTLED = `
  SELECT line, key, fault, answer, coalesce(sharing, 1) AS sharing,
    coalesce(sharing_counterpart, 1) AS sharing_counterpart, coalesce(first < position, 0) AS repeated,
    EXISTS (SELECT 1 FROM spellings AS own JOIN confusable USING (field, normalized)
      WHERE own.position = rows.position AND own.is_tolerated = 1) AS confusable
  FROM rows LEFT JOIN shared USING (subject) LEFT JOIN shared_counterparts USING (counterpart) ORDER BY position`;
function refusalOf(error) {
    const { errcode } = error;
    if (errcode === 5)
        return new WorkingFileError('is in use by another run');
    if (errcode === 26)
        return new WorkingFileError('is a file of somebody else');
    return error;
}
