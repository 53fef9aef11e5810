import { PROVIDERS } from './providers/index.js';
import { startSimulator } from './simulator/server.js';
/** Starts a simulator for every registered provider, and configures an account that reaches it through the real client. */
export async function simulateProviders({ firstPort = 0, isMetered = false, ...options }) {
    const simulators = [];
    const accounts = {};
    const close = async () => {
        await Promise.all(simulators.map((simulator) => simulator.close()));
    };
    try {
        for (const [index, provider] of PROVIDERS.entries()) {
            const port = firstPort === 0 ? 0 : firstPort + index;
            const accountAt = (origin) => provider.accountSchema(noFile).parse(provider.simulatedAccount(origin, isMetered));
            const bucket = bucketOf(provider.bucket(accountAt('http://127.0.0.1')));
            const simulator = await startSimulator({ simulate: await provider.simulate(), port, bucket, ...options });
            simulators.push(simulator);
            accounts[provider.name] = [accountAt(simulator.origin)];
        }
    }
    catch (error) {
        await close();
        throw error;
    }
    return { simulators, accounts, close };
}
function bucketOf({ capacity, refillPerSecond }) {
    return Number.isFinite(capacity) ? { size: capacity, refillPerSecond } : undefined;
}
const noFile = () => {
    throw new Error('a simulated account has no secret file');
};
