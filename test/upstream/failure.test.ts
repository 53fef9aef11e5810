import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { failureOf, UpstreamError } from '../../src/upstream/failure.ts';

function coded(code: string, cause?: unknown): Error {
  return Object.assign(new Error('GET https://shop.example/?token=t0k3n', { cause }), { code });
}

describe('the reason of a failed call', () => {
  test.each([
    ['ECONNREFUSED', 'conn_refused'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
    ['ETIMEDOUT', 'connect_timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'ttfb'],
    ['UND_ERR_BODY_TIMEOUT', 'body_timeout'],
    ['HPE_INVALID_CHUNK_SIZE', 'proto'],
    ['UND_ERR_HEADERS_OVERFLOW', 'proto'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['Z_DATA_ERROR', 'encoding'],
    ['SOMETHING_NEW', 'network'],
  ])('of code %s is %s', (code, reason) => {
    expect(failureOf(coded(code)).reason).toBe(reason);
    expect(failureOf(new TypeError('fetch failed', { cause: coded(code) })).reason).toBe(reason);
  });

  test.each([[undefined], [null], ['text'], [{ code: 'ECONNREFUSED' }], [new Error('plain')]])(
    'of %s, which is no coded error, is network',
    (thrown) => {
      expect(failureOf(thrown).reason).toBe('network');
    },
  );

  test('is found in an error whose causes form a ring', () => {
    const error = new Error('a');
    error.cause = error;
    expect(failureOf(error).reason).toBe('network');
  });

  test('keeps nothing of the error that it was read from', () => {
    const failure = failureOf(coded('ECONNRESET', coded('ECONNRESET')));
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/t0k3n|shop\.example/);
    expect(failure.cause).toBeUndefined();
  });

  test('of one of our own errors is its own', () => {
    const own = new UpstreamError('too_large');
    expect(failureOf(new TypeError('terminated', { cause: own }))).toBe(own);
  });
});
