import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startNode, untilBanner } from '../support/child-process.ts';
import { subscribe } from '../support/event-stream.ts';
import { startLoad } from '../support/steady-load.ts';

const WATCH = `subscription {
  transactionUpdated(references: [{ yedpay: { customId: "order-pending" } }]) { kind reason }
}`;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-drain-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** More of them: `DRAIN_ROUNDS=20 npx vitest run test/process/drain-under-load.test.ts`. */
const ROUNDS = Array.from({ length: Number(process.env.DRAIN_ROUNDS ?? 1) }, (_, index) => index + 1);

/** Every fourth is of a payment that nobody has asked for, so it takes a provider call. */
function bodyOf(nth: number): string {
  const paymentId = nth % 4 === 0 ? `PI-unknown-${nth}` : 'PI-success';
  return JSON.stringify({
    query:
      'query ($paymentId: String!) { transaction(reference: { genstore: { paymentId: $paymentId } }) { outcome } }',
    variables: { paymentId },
  });
}

test.each(ROUNDS)(
  'under load, every request that was sent before SIGTERM is answered and in the audit log, and every stream says why it ends (%i)',
  async (round) => {
    const auditFile = join(temporaryFolder(), 'audit.log');
    // Whoever waits for a provider waits longer than the gateway lingers.
    const gateway = startNode(['src/main.ts'], {
      env: { PAYLENS_PORT: '0', PAYLENS_SIMULATOR_LATENCY_MS: '900', PAYLENS_AUDIT_FILE: auditFile },
    });
    const { endpoint } = await untilBanner(gateway);
    const streams = await Promise.all(Array.from({ length: 10 }, () => subscribe(endpoint, { query: WATCH })));
    for (const stream of streams) expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT' });

    const load = startLoad(endpoint, { keeping: 24, connecting: 8, bodyOf });
    // All clients are at it by then, some of them waiting for a provider.
    await expect.poll(() => readFileSync(auditFile, 'utf8').split('\n').length).toBeGreaterThan(500);
    load.mark();
    gateway.signal('SIGTERM');

    const endings = await Promise.all(streams.map((stream) => stream.rest()));
    expect(new Set(endings.map((events) => JSON.stringify(events)))).toEqual(
      new Set([JSON.stringify([{ kind: 'COMPLETED', reason: 'DRAINING' }])]),
    );
    const requests = await load.untilTurnedAway();
    expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });

    const before = requests.filter(({ sentBeforeMark }) => sentBeforeMark);
    // A machine that is slow sheds load, and OVERLOADED is an answer, too.
    expect(before.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    // Else it would say nothing.
    expect(before.filter(({ answeredBeforeMark }) => !answeredBeforeMark).length).toBeGreaterThan(0);

    const lines = readFileSync(auditFile, 'utf8').trimEnd().split('\n');
    const audited = new Set(lines.map((line) => (JSON.parse(line) as { readonly requestId: string }).requestId));
    const answered = requests.flatMap(({ status, requestId }) => (status === 200 ? [requestId] : []));
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.filter((requestId) => !audited.has(requestId ?? ''))).toEqual([]);
    if (ROUNDS.length > 1) {
      const lost = before.filter(({ status }) => status === null).length;
      const inFlight = before.filter(({ answeredBeforeMark }) => !answeredBeforeMark).length;
      process.stdout.write(
        `round ${round}: ${before.length} sent before SIGTERM, ${inFlight} of them under way, ${lost} lost; ${requests.length - before.length} sent later; ${answered.length} answered with 200 and audited\n`,
      );
    }
  },
);
