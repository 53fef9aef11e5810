import { type Config, hasAccounts, hasCallers } from './config-schema.ts';
import { isLoopbackHost } from './domain/address.ts';

/** What no single setting shows. */
export function configContradictions(config: Config, nameOf: (path: string) => string): string[] {
  const faults: string[] = [];
  const { server, documents, history } = config;
  if (!isLoopbackHost(server.host) && !hasCallers(config) && !server.allowAnonymous) {
    faults.push(
      `${nameOf('server.host')}: is open to other machines, and no callers or issuers say who may ask; configure them, or listen on 127.0.0.1 (server.allowAnonymous lets everybody in)`,
    );
  }
  if (documents.mode !== 'off' && documents.manifest === undefined) {
    faults.push(`${nameOf('documents.manifest')}: is required with documents.mode ${documents.mode}`);
  }
  if (history.file !== undefined && history.url !== undefined) {
    faults.push(`${nameOf('history.file')}: observations are kept in history.url; leave one of the two out`);
  }
  const known = Object.entries(config.accounts).flatMap(([provider, list]) => [
    `${provider}/*`,
    ...list.map(({ name }) => `${provider}/${name}`),
  ]);
  // Simulated accounts are made after the configuration is read.
  if (!hasAccounts(config)) return faults;
  for (const section of ['callers', 'issuers'] as const) {
    config[section].forEach(({ accounts }, index) => {
      accounts.forEach((account, at) => {
        if (account === '*' || known.includes(account)) return;
        faults.push(`${section}.${index}.accounts.${at}: names no configured account`);
      });
    });
  }
  config.links.forEach(({ ends }, index) => {
    for (const { provider, account } of ends) {
      if (account === null || known.includes(`${provider}/${account}`)) continue;
      faults.push(`links.${index}.${provider}.account: names no configured account`);
    }
  });
  return faults;
}
