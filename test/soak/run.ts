import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

const { values } = parseArgs({ options: { requests: { type: 'string', default: '100000' } } });
const report = await soak({ requests: Number(values.requests), concurrency: 32, faultShare: 0.05 });
const { samples, problems, ...figures } = report;
console.table(figures);
console.table(problems);
console.table(samples.map(({ heapBytes, ...rest }) => ({ ...rest, heapMB: (heapBytes / 1e6).toFixed(1) })));
process.exitCode = report.lost + report.wrong === 0 ? 0 : 1;
