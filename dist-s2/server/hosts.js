import { isLoopbackHost } from '../domain/address.js';
import { headerValues } from './header-values.js';
import { Refusal } from './refusal.js';
const HOST = /^(?:\[(?<address>[0-9a-f:.]+)\]|(?<name>[a-z0-9._-]+))(?::\d{1,5})?$/;
/**
 * Without this check, a page on any site could reach the gateway through a name that it controls. Loopback names are
 * always accepted, with any port; others as they are configured.
 */
export function checkHost(request, hosts) {
    const [given = '', ...others] = headerValues(request, 'host');
    const host = given.toLowerCase();
    const { name, address } = HOST.exec(host)?.groups ?? {};
    const wanted = name ?? address;
    // Two could be read differently by a proxy and by us.
    if (wanted === undefined || others.length > 0)
        throw new Refusal('BAD_REQUEST');
    if (!isLoopbackHost(wanted) && !hosts.has(wanted) && !hosts.has(host))
        throw new Refusal('MISDIRECTED_REQUEST');
}
