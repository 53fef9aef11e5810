/** What somebody sees after `npm start`: what runs where, what to try, and what is not real. */
export function banner({ url, privatePort, simulators, accounts, callers, isOpen }) {
    const endpoint = `${url}/graphql`;
    const lines = [
        'Paylens is running: one GraphQL API over Genstore and Yedpay.',
        '',
        `  GraphQL and GraphiQL   ${endpoint}`,
        ...(privatePort === null ? [] : [`  Metrics and readiness  ${privatePort}`]),
        ...simulators.map(({ name, origin }) => `  Simulated ${name.padEnd(12)} ${origin}`),
        ...(simulators.length > 0 ? [] : [`  Accounts               ${accounts.join(', ')}`]),
        `  ${admission(callers, isOpen)}`,
        '',
    ];
    if (simulators.length > 0) {
        lines.push('All data is SIMULATED: no account is configured, and no provider is asked.', 'Try one payment:', '', `  ${exampleCommand(endpoint, callers.length > 0)}`, '', 'To connect real accounts, set PAYLENS_GENSTORE_SHOP and PAYLENS_GENSTORE_ACCESS_TOKEN,', 'or PAYLENS_YEDPAY_API_KEY, or name a file in PAYLENS_CONFIG: see docs/configuration.md.');
    }
    lines.push('Ctrl-C ends everything.', '');
    return lines.join('\n');
}
function admission(callers, isOpen) {
    if (callers.length > 0)
        return `Callers                ${callers.join(', ')}; everybody else is refused.`;
    if (isOpen)
        return 'OPEN: no callers are configured, and server.allowAnonymous lets EVERYBODY in who reaches it.';
    return 'Loopback only: no callers are configured, so nobody else is let in. See SECURITY.md.';
}
function exampleCommand(endpoint, needsKey) {
    const query = '{ genstorePayment(paymentId: "PI-success") { status amount { formatted } } }';
    const key = needsKey ? " -H 'authorization: Bearer YOUR_KEY'" : '';
    return `curl -s ${endpoint}${key} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`;
}
