import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { EXIT_CODES } from '../exit-codes.js';
import { simulateProviders } from '../simulated-accounts.js';
import { systemClock } from '../system.js';
/** Fixed, so that a configuration can name them. */
const FIRST_PORT = 4010;
const OPTIONS = {
    port: { type: 'string', default: String(FIRST_PORT) },
    seed: { type: 'string', default: '1' },
    latency: { type: 'string', default: '0' },
    metered: { type: 'boolean', default: false },
};
export async function simulate(args) {
    const read = readOptions(args);
    if (read === null) {
        process.stderr.write('Usage: npm run simulate -- [--port N] [--seed N] [--latency MS] [--metered], each N and MS a whole number.\n');
        return EXIT_CODES.usage;
    }
    try {
        const { simulators, close } = await simulateProviders({ ...read, now: systemClock.now });
        const lines = simulators.map(({ name, origin }) => `  ${name.padEnd(10)} ${origin}/   lists its scenarios`);
        process.stdout.write(`Simulated providers; all data is invented:\n${lines.join('\n')}\nCtrl-C ends them.\n`);
        await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
        await close();
        return EXIT_CODES.ok;
    }
    catch (error) {
        if (error.code !== 'EADDRINUSE')
            throw error;
        process.stderr.write(`A port from ${read.firstPort} on is in use by another process. Choose others with --port.\n`);
        return EXIT_CODES.unavailable;
    }
}
function readOptions(args) {
    try {
        const { port, seed, latency, metered } = parseArgs({ args: [...args], options: OPTIONS }).values;
        const isWhole = [port, seed, latency].every((text) => /^\d{1,9}$/.test(text));
        const numbers = { firstPort: Number(port), seed: Number(seed), latencyMs: Number(latency) };
        return isWhole && numbers.firstPort < 65_000 && numbers.latencyMs <= 60_000
            ? { ...numbers, isMetered: metered }
            : null;
    }
    catch {
        return null;
    }
}
