import { expect, test } from 'vitest';
import documents from '../generated/persisted-documents.json' with { type: 'json' };
import { startNode, untilBanner } from '../support/child-process.ts';
import { post } from '../support/post.ts';

const MANIFEST = 'test/generated/persisted-documents.json';

test('with the mode log, each document that is not in the manifest is a line of the log, with who sent it', async () => {
  const gateway = startNode(['src/main.ts'], {
    env: {
      PAYLENS_PORT: '0',
      PAYLENS_LOG_LEVEL: 'warn',
      PAYLENS_DOCUMENTS_MODE: 'log',
      PAYLENS_DOCUMENTS_MANIFEST: MANIFEST,
    },
  });
  const { endpoint } = await untilBanner(gateway);
  const [documentId, query] = Object.entries(documents)[0] ?? [];
  const variables = { references: [] };
  expect((await post(endpoint, { documentId, variables })).status).toBe(200);
  expect((await post(endpoint, { query, variables })).status).toBe(200);
  expect((await post(endpoint, { query: '{ providers { label } }' })).status).toBe(200);
  gateway.signal('SIGTERM');
  const { stdout } = await gateway.untilEnd();
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const events = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'untrusted_document');
  expect(events).toEqual([
    { level: 'warn', time: expect.any(Number), event: 'untrusted_document', caller: 'anonymous' },
  ]);
});
