import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from '../domain/loopback.ts';
import { Refusal } from './refusal.ts';

/**
 * Without this check, a page on any site could reach the gateway through a name that it controls. Loopback names are
 * always accepted, with any port; others as they are configured.
 */
export function checkHost(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const given = request.headersDistinct.host ?? [];
  const [host = ''] = given;
  // Two could be read differently by a proxy and by us.
  if (given.length > 1) throw new Refusal('BAD_REQUEST');
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (!isLoopbackHost(name) && !hosts.has(name) && !hosts.has(host.toLowerCase()))
    throw new Refusal('MISDIRECTED_REQUEST');
}
