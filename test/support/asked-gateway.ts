import type { Scope } from '../../src/domain/scope.ts';
import { keyHolder } from './api-keys.ts';
import { countExecutions } from './executions.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';
import { type Posted, post } from './post.ts';

type Headers = Readonly<Record<string, string>>;

const READ: readonly Scope[] = ['transactions:read'];
export const dashboard = keyHolder('dashboard', READ);
export const operator = keyHolder('operator', [...READ, 'operations']);
export const everything = keyHolder('everything', [
  ...READ,
  'transactions:pii',
  'transactions:secrets',
  'transactions:raw',
  'reconcile',
  'watch',
  'explore',
]);
export const CALLERS = [dashboard, operator, everything].map(({ caller }) => caller);

export interface Asked extends Posted {
  /** Whether it was made for this request. */
  readonly isMade: boolean;
}

export interface AskedGateway {
  readonly gateway: TestGateway;
  ask(body: unknown, headers?: Headers): Promise<Asked>;
  /** The same question in a text that nobody has sent before. */
  askAnew(body: unknown, headers?: Headers): Promise<Asked>;
  /** Asks twice, so that the second answer rests on what is known; and whether a third one is made all the same. */
  isMadeAgain(body: unknown, headers?: Headers): Promise<boolean>;
}

/** A gateway that is asked over HTTP, and tells of each answer whether it was made. */
export async function startAsked({ config, ...options }: TestGatewayOptions = {}): Promise<AskedGateway> {
  const gateway = await startTestGateway({ config: { callers: CALLERS, ...config }, ...options });
  const executions = countExecutions();
  let blanks = 0;
  async function ask(body: unknown, headers: Headers = dashboard.headers): Promise<Asked> {
    const before = executions();
    const posted = await post(gateway.url, body, headers);
    return { ...posted, isMade: executions() > before };
  }
  async function isMadeAgain(body: unknown, headers?: Headers): Promise<boolean> {
    await ask(body, headers);
    await ask(body, headers);
    return (await ask(body, headers)).isMade;
  }
  function askAnew(body: unknown, headers?: Headers): Promise<Asked> {
    blanks += 1;
    return ask(`${' '.repeat(blanks)}${JSON.stringify(body)}`, headers);
  }
  return { gateway, ask, askAnew, isMadeAgain };
}

/** All of an answer that two answers to one question have in common. */
export function plain({ status, headers, text }: Posted) {
  const id = headers.get('x-request-id') ?? '';
  const own = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { status, headers: Object.fromEntries(own), text: text.replaceAll(id, 'the request') };
}

const ROWS = 'query Rows($references: [TransactionReference!]!) { transactions(references: $references) { outcome } }';

export const payment = (paymentId: string) => ({ genstore: { paymentId } });
export const order = (customId: string) => ({ yedpay: { customId } });
export const rows = (...references: object[]) => ({ query: ROWS, variables: { references } });
/** With a demand of freshness, as it is written. */
export const demanding = (freshness: string, ...references: object[]) => ({
  query: ROWS.replace('references: $references', `references: $references, freshness: { ${freshness} }`),
  variables: { references },
});
