import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** What a process has used of the processor, and its main thread alone: the rest is garbage collection and workers. */
export function processorSeconds(pid: number | undefined): { readonly process: number; readonly mainThread: number } {
  return { process: usedIn(`/proc/${pid}/stat`), mainThread: usedIn(`/proc/${pid}/task/${pid}/stat`) };
}

export function residentMegabytes(pid: number | undefined): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function usedIn(file: string): number {
  const [, after = ''] = readFileSync(file, 'utf8').split(') ');
  const fields = after.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
