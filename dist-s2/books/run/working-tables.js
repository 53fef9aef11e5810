/** "Plrc" in the header of the file, so that a database of somebody else is never taken for one of ours. */
export const WORKING_FILE_MARK = 0x50_6c_72_63;
export const WORKING_TABLES = `
  PRAGMA application_id = ${WORKING_FILE_MARK};
  CREATE TABLE run (binding TEXT NOT NULL, skipped INTEGER NOT NULL) STRICT;
  CREATE TABLE rows (
    position INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    key TEXT NOT NULL,
    entry TEXT,
    fault TEXT,
    answer TEXT,
    subject TEXT,
    counterpart TEXT,
    calls INTEGER NOT NULL DEFAULT 0,
    is_open INTEGER NOT NULL DEFAULT 0,
    looked_up_at REAL
  ) STRICT;
  CREATE INDEX rows_by_subject ON rows (subject) WHERE subject IS NOT NULL;
  CREATE INDEX rows_by_counterpart ON rows (counterpart) WHERE counterpart IS NOT NULL;
  CREATE TABLE spellings (
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    normalized TEXT NOT NULL,
    written TEXT NOT NULL,
    is_tolerated INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX spellings_by_position ON spellings (position);
  CREATE INDEX spellings_by_text ON spellings (field, normalized, written);`;
