import { SingleBar } from 'cli-progress';
import type { AccountConnections } from '../account-connections.ts';
import { shownCount } from '../books/report/amounts-shown.ts';
import type { WorkingCounts } from '../books/run/working-file.ts';
import type { Clock } from '../domain/clock.ts';
import type { CommandHost } from './command-host.ts';

export interface ProgressParts {
  readonly stderr: CommandHost['stderr'];
  readonly clock: Clock;
  readonly counts: WorkingCounts;
  readonly connections: AccountConnections;
}

export interface Progress {
  readonly row: () => void;
  readonly call: () => void;
  stop(): void;
}

const BAR_MS = 500;
const LINES_MS = 10_000;
/** Of how many looks back the pace is taken: the first calls are free, and what follows waits for the budget. */
const PACE_LOOKS = 30;

/** How far a run is: a bar on a terminal, a line now and then elsewhere. Neither has colours. */
export function showProgress({ stderr, clock, counts, connections }: ProgressParts): Progress {
  const total = counts.entries;
  const pace: { readonly at: number; readonly rows: number }[] = [];
  let rows = total - counts.waiting;
  let calls = counts.calls;
  let isOver = counts.waiting === 0;
  let cancelTimer = () => {};
  const bar = stderr.isTTY ? terminalBar(stderr as NodeJS.WritableStream, total) : null;

  const look = () => {
    pace.push({ at: clock.monotonic(), rows });
    if (pace.length > PACE_LOOKS) pace.shift();
    const state = { calls: shownCount(calls), budget: budgetText(connections), left: timeLeft(pace, total - rows) };
    if (bar !== null) bar.update(rows, state);
    else if (pace.length > 1) {
      const line = [
        `${shownCount(rows)} of ${shownCount(total)} entries`,
        `${state.calls} calls`,
        state.budget,
        state.left,
      ];
      stderr.write(`${line.join(', ')}\n`);
    }
    cancelTimer = clock.after(bar === null ? LINES_MS : BAR_MS, look);
  };
  if (!isOver) look();

  return {
    row: () => {
      rows += 1;
    },
    call: () => {
      calls += 1;
    },
    stop: () => {
      if (isOver) return;
      isOver = true;
      cancelTimer();
      bar?.update(rows, { calls: shownCount(calls), budget: budgetText(connections), left: '' });
      bar?.stop();
    },
  };
}

function terminalBar(stream: NodeJS.WritableStream, total: number): SingleBar {
  const bar = new SingleBar({
    stream,
    format: '[{bar}] {value}/{total} entries  {calls} calls  {budget}  {left}',
    barsize: 24,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    // Ctrl-C is ours: what is known has to be told.
    gracefulExit: false,
  });
  bar.start(total, 0, { calls: '0', budget: '', left: '' });
  return bar;
}

/** What the run waits for. */
function budgetText({ all }: AccountConnections): string {
  const budgets = all.map(({ status }) => status().budget);
  const waiting = budgets.reduce((sum, budget) => sum + budget.waiting, 0);
  const frozen = Math.max(0, ...budgets.map(({ frozenSeconds }) => frozenSeconds));
  const stopped = frozen === 0 ? '' : `, told to wait ${frozen} s`;
  return `${shownCount(waiting)} waiting for the budget${stopped}`;
}

function timeLeft(pace: ReadonlyArray<{ readonly at: number; readonly rows: number }>, left: number): string {
  const [first, last] = [pace.at(0), pace.at(-1)];
  if (first === undefined || last === undefined || last.rows === first.rows) return 'time left unknown';
  const seconds = (left * (last.at - first.at)) / (last.rows - first.rows) / 1_000;
  return `about ${durationText(seconds)} left`;
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
