import { expect, test } from 'vitest';
import { createSigningKey, goodToken, issuerOf, publicPem } from '../callers/issuer.ts';
import { startTestGateway } from '../support/gateway.ts';
import { openConnection, post } from './raw-http.ts';

const SIGNING = createSigningKey('known');
const ASKING = JSON.stringify({
  query: '{ transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome } }',
});

/** Sends an operation whose last bytes come after the configuration was taken over. */
async function askAcross(reloaded: { readonly accounts: string[] }): Promise<string> {
  const issuer = issuerOf({ publicKey: publicPem(SIGNING), algorithms: ['ES256'] });
  const gateway = await startTestGateway({ config: { issuers: [issuer] } });
  const authorization = `Bearer ${goodToken(SIGNING, gateway.clock.now(), { scope: 'transactions:read' })}`;
  const bytes = post(ASKING, { authorization, expect: '100-continue' });
  const connection = openConnection(gateway.url);
  connection.write(bytes.subarray(0, -1));
  // The body may be sent: its head has arrived. Whoever asks after it has been recognised after it.
  await connection.answers(1);
  await gateway.query('{ __typename }', {}, { authorization });
  gateway.reload({ issuers: [{ ...issuer, ...reloaded }] });
  connection.write(bytes.subarray(-1));
  return (await connection.answers(2))[1]?.body ?? '';
}

test('who has come with a token is answered after a reload as the new configuration lets him', async () => {
  expect(await askAcross({ accounts: ['*'] })).toContain('"outcome":"FOUND"');
  expect(await askAcross({ accounts: ['yedpay/default'] })).toContain('"outcome":"INVALID_REFERENCE"');
});
