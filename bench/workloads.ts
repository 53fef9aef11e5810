import type { Question } from './questions.ts';

export interface Workload {
  readonly name: string;
  readonly about: string;
  readonly question: Question;
  readonly connections: number;
  /** Of the upstream. */
  readonly latencyMs: number;
}

const rows = (size: number) => ({ size, distinct: size, isHot: false });

const ONE = { size: 1, distinct: 1, isHot: false };
const HUNDRED = { size: 100, distinct: 100, isHot: false };
const HALF_DOUBLE = { size: 100, distinct: 50, isHot: false };

export const WORKLOADS: readonly Workload[] = [
  { name: 'W1', about: 'one look-up', question: ONE, connections: 8, latencyMs: 0 },
  { name: 'W2', about: '100 different references', question: HUNDRED, connections: 4, latencyMs: 0 },
  { name: 'W3', about: '100, half of them twice', question: HALF_DOUBLE, connections: 4, latencyMs: 0 },
  { name: 'W4', about: '1,000 in ten operations', question: HUNDRED, connections: 10, latencyMs: 0 },
  { name: 'W5a', about: 'one hot payment', question: { ...ONE, isHot: true }, connections: 8, latencyMs: 0 },
  { name: 'W5b', about: '100 hot payments', question: { ...HUNDRED, isHot: true }, connections: 4, latencyMs: 0 },
  {
    name: 'W5c',
    about: '100 of 1,000 hot payments, others each time',
    question: { ...HUNDRED, isHot: true, outOf: 1_000 },
    connections: 4,
    latencyMs: 0,
  },
  { name: 'rows-10', about: '10 different references', question: rows(10), connections: 4, latencyMs: 0 },
  { name: 'rows-200', about: '200 different references', question: rows(200), connections: 4, latencyMs: 0 },
  { name: 'W1-20ms', about: 'one look-up', question: ONE, connections: 64, latencyMs: 20 },
  { name: 'W2-20ms', about: '100 different references', question: HUNDRED, connections: 4, latencyMs: 20 },
  { name: 'W3-20ms', about: '100, half of them twice', question: HALF_DOUBLE, connections: 4, latencyMs: 20 },
  {
    name: 'W2-20ms-alone',
    about: '100 different references, one client',
    question: HUNDRED,
    connections: 1,
    latencyMs: 20,
  },
  {
    name: 'W3-20ms-alone',
    about: '100, half of them twice, one client',
    question: HALF_DOUBLE,
    connections: 1,
    latencyMs: 20,
  },
];
