/** Ready while it takes requests, and there is a provider that could answer one. */
export function readinessOf({ accounts, isDraining }) {
    const providers = {};
    for (const { provider, status } of accounts) {
        const { health } = status();
        const isUp = health === 'UP' || health === 'DEGRADED';
        providers[provider] = isUp || providers[provider] === 'up' ? 'up' : 'down';
    }
    const ready = !isDraining && Object.values(providers).includes('up');
    return { ready, configuration: 'valid', providers, draining: isDraining };
}
