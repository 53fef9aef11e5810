import { existsSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { watch } from '../../src/cli/watch.ts';
import { WATCH_DOCUMENT } from '../../src/cli/whole-transaction.ts';
import { schema } from '../../src/schema.ts';
import { untilCallsAreOver } from '../support/calls-under-way.ts';
import { type CommandOptions, runCommand } from '../support/command.ts';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway } from '../support/gateway.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';
import { accountVariables, simulatedEnvironment } from '../support/simulated-environment.ts';

/** Accounts whose simulators live on a clock that is moved ahead from the first call on, while none is under way. */
async function openScene() {
  const clock = new ShiftedClock();
  const isIdle = untilCallsAreOver();
  const { environment, genstore, yedpay } = await simulatedEnvironment(() => clock.now());
  const run = (args: readonly string[], options: CommandOptions = {}) =>
    clock.drive(
      runCommand(watch, args, { ...options, environment: { ...environment, ...options.environment }, clock }),
      isIdle,
    );
  return { run, clock, genstore, yedpay };
}

/** Without the time at the beginning of a line. */
function told(stdout: string): readonly string[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}/, ''));
}

test('payments are followed to the end: what is known, each change, and how it came out', async () => {
  const { run } = await openScene();
  const { code, stdout, stderr } = await run(['genstore:PI-progress', 'yedpay:order-progress', 'yedpay:order-expired']);
  const lines = told(stdout);
  expect(lines.slice(0, 3).toSorted()).toEqual([
    'genstore/demo-shop PI-progress  PENDING',
    'yedpay/demo-store order-expired  EXPIRED_UNPAID',
    'yedpay/demo-store order-progress  AWAITING_CUSTOMER',
  ]);
  expect(lines.slice(3, -1).toSorted()).toEqual([
    expect.stringMatching(/^genstore\/demo-shop PI-progress {2}PENDING -> PAID {2}changed: .*paidAt.*, status,/),
    'yedpay/demo-store order-progress  PENDING  changed: outcome',
    expect.stringMatching(/^yedpay\/demo-store order-progress {2}PENDING -> PAID {2}changed: .*status/),
  ]);
  expect(lines.at(-1)).toBe('Nothing is left to wait for: 1 EXPIRED_UNPAID, 2 PAID.');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('--until says what is waited for', async () => {
  const { run } = await openScene();
  const { code, stdout } = await run(['yedpay:order-progress', '--until', 'SETTLED']);
  expect(told(stdout).at(-2)).toMatch(/PAID -> SETTLED {2}changed: /);
  expect(told(stdout).at(-1)).toBe('Nothing is left to wait for: 1 SETTLED.');
  expect(code).toBe(0);
});

test('--interval makes looks fewer', async () => {
  const callsWith = async (args: readonly string[]) => {
    const { run, genstore } = await openScene();
    await run(['genstore:PI-progress-200', ...args]);
    return genstore.callCount();
  };
  const [few, many] = [await callsWith(['--interval', '100']), await callsWith([])];
  expect(few).toBeLessThan(5);
  expect(many).toBeGreaterThan(10);
});

test('the time limit ends it with 75, and says in which state it leaves', async () => {
  const { run } = await openScene();
  const { code, stdout } = await run(['genstore:PI-process'], { environment: { PAYLENS_TRACKING_MAX_MINUTES: '1' } });
  expect(told(stdout)).toEqual([
    'genstore/demo-shop PI-process  PENDING',
    'The time limit has ended it (tracking.maxMinutes): 1 PENDING.',
  ]);
  expect(code).toBe(75);
});

test('what stays unknown ends it with 66, and what cannot be a reference with 64', async () => {
  const { run } = await openScene();
  const { code, stdout } = await run(['genstore:PI-not-found']);
  expect(told(stdout)).toEqual([
    'genstore/demo-shop PI-not-found  NOT_FOUND  There is no such transaction in an account that you may use.',
    'Nothing is left to wait for: 1 NOT_FOUND.',
  ]);
  expect(code).toBe(66);
  expect((await run(['genstore:../admin'])).code).toBe(64);
});

test('a provider that does not answer is told of once, and is followed all the same', async () => {
  const { run } = await openScene();
  const { stdout } = await run(['genstore:fault-s500'], { environment: { PAYLENS_TRACKING_MAX_MINUTES: '5' } });
  expect(told(stdout)).toEqual([
    expect.stringMatching(
      /^genstore\/demo-shop fault-s500 {2}PROVIDER_UNAVAILABLE .*What was known before, if anything, still stands/,
    ),
    'The time limit has ended it (tracking.maxMinutes): 1 PROVIDER_UNAVAILABLE.',
  ]);
});

test('whoever interrupts it is told how far it got, and 130', async () => {
  const { run } = await openScene();
  const ending = new AbortController();
  const { code, stdout } = await run(['genstore:PI-process'], {
    signal: ending.signal,
    onOutput: () => ending.abort(),
  });
  expect(told(stdout)).toEqual(['genstore/demo-shop PI-process  PENDING', 'Interrupted: 1 PENDING.']);
  expect(code).toBe(130);
});

test('a reader that has left ends it quietly', async () => {
  const { run } = await openScene();
  let lines = 0;
  const { code, stdout, stderr } = await run(['genstore:PI-progress', 'yedpay:order-progress'], {
    onOutput: () => {
      lines += 1;
      if (lines > 1) throw Object.assign(new Error('canary'), { code: 'EPIPE' });
    },
  });
  expect(told(stdout)).toHaveLength(1);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('--json has a line for each event, as the gateway sends it to the same document', async () => {
  const gateway = await startTestGateway();
  const variables = { references: [{ yedpay: { customId: 'order-paid' } }], until: 'PAYMENT_DECIDED' };
  const stream = await subscribe(gateway.url, { query: WATCH_DOCUMENT, variables });
  const sent = await stream.rest();
  const { code, stdout } = await runCommand(watch, ['yedpay:order-paid', '--json'], {
    environment: accountVariables(gateway.genstore, gateway.yedpay),
    clock: gateway.clock,
  });
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ data, ...more }) => {
      expect(more).toEqual({});
      return data.transactionUpdated;
    });
  for (const { lookup } of [...sent, ...events]) {
    if (lookup === null) continue;
    for (const name of ['fetchedAt', 'expiresAt', 'ageSeconds']) lookup.transaction.freshness[name] = name;
  }
  expect(events).toEqual(sent);
  expect(events.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['SNAPSHOT', null],
    ['COMPLETED', 'ALL_REACHED'],
  ]);
  expect(code).toBe(0);
});

test('a stream that is refused fails the command, and says why', async () => {
  const { run } = await openScene();
  const { code, stdout, stderr } = await run(['genstore:PI-process', '--json'], {
    environment: { PAYLENS_TRACKING_STREAMS: '0' },
  });
  expect(code).toBe(1);
  const { data, errors } = JSON.parse(stdout);
  expect({ data, errors }).toMatchObject({ data: null, errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  expect(stderr).toBe(`${errors[0].message}\n`);
});

const FULL = '/dev/full';

test.skipIf(!existsSync(FULL))('what cannot be audited is not shown, and ends (takes /dev/full)', async () => {
  const { run } = await openScene();
  const result = await run(['genstore:PI-process'], {
    environment: { PAYLENS_AUDIT_FILE: FULL, PAYLENS_LOG_LEVEL: 'error' },
  });
  expect(result).toEqual({ code: 1, stdout: '', stderr: 'Paylens failed: Error ENOSPC\n' });
});

test.each([
  [['--until', 'PAID', 'genstore:x'], '--until must be one of PAYMENT_DECIDED, REFUND_DECIDED, SETTLED, FINAL'],
  [['--interval', '0', 'genstore:x'], '--interval must be a whole number from 1 to 3600'],
  [['--interval', '1.5', 'genstore:x'], '--interval must be a whole number from 1 to 3600'],
  [[], 'name at least one reference'],
])('%j is refused with 64', async (args, message) => {
  expect(await runCommand(watch, args)).toEqual({
    code: 64,
    stdout: '',
    stderr: `paylens watch: ${message}\nTry: npx paylens watch --help\n`,
  });
});

test('--document prints the document, which fits the schema', async () => {
  const { stdout } = await runCommand(watch, ['--document']);
  expect(stdout).toBe(WATCH_DOCUMENT);
  expect(validate(schema, parse(stdout))).toEqual([]);
});
