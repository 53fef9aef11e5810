import type { Logger } from 'pino';
import { PairMap } from '../domain/pair-map.ts';
import type { CallLogEntry } from './call-log.ts';

type WriteCall = (level: 'debug' | 'info' | 'warn' | 'error', entry: CallLogEntry) => void;

/**
 * The most frequent line. pino writes each member of a line by itself, with its name, so what is the same in all lines of an
 * account is written once, by a logger of the account's own.
 */
export function callLogOver(log: Logger): WriteCall {
  const loggers = new PairMap<Logger>();

  function logOf(provider: string, account: string): Logger {
    const known = loggers.get(provider, account);
    if (known !== undefined) return known;
    const own = log.child({ event: 'provider_call', provider, account });
    loggers.set(provider, account, own);
    return own;
  }

  return (level, { provider, account, ...line }) => logOf(provider, account)[level](line);
}
