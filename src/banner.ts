import type { Simulator } from './simulator/server.ts';

export interface BannerParts {
  readonly url: string;
  readonly simulators: readonly Simulator[];
  /** `provider/account` of every configured account. */
  readonly accounts: readonly string[];
}

/** What somebody sees after `npm start`: what runs where, what to try, and what is not real. */
export function banner({ url, simulators, accounts }: BannerParts): string {
  const endpoint = `${url}/graphql`;
  const lines = [
    'Paylens is running: one GraphQL API over Genstore and Yedpay.',
    '',
    `  GraphQL and GraphiQL   ${endpoint}`,
    ...simulators.map(({ name, origin }) => `  Simulated ${name.padEnd(12)} ${origin}`),
    ...(simulators.length > 0 ? [] : [`  Accounts               ${accounts.join(', ')}`]),
    '  Loopback only: no callers can be configured yet, so nobody else is let in.',
    '',
  ];
  if (simulators.length > 0) {
    lines.push(
      'All data is SIMULATED: no account is configured, and no provider is asked.',
      'Try one payment:',
      '',
      `  ${exampleCommand(endpoint)}`,
      '',
      'To connect real accounts, set PAYLENS_GENSTORE_SHOP and PAYLENS_GENSTORE_ACCESS_TOKEN,',
      'or PAYLENS_YEDPAY_API_KEY, or name a file in PAYLENS_CONFIG: see docs/configuration.md.',
    );
  }
  lines.push('Ctrl-C ends everything.', '');
  return lines.join('\n');
}

function exampleCommand(endpoint: string): string {
  const query = '{ genstorePayment(paymentId: "PI-success") { status amount { formatted } } }';
  return `curl -s ${endpoint} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`;
}
