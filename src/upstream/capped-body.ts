import { UpstreamError } from './failure.ts';

/**
 * Reads a body to its end, or throws `too_large` as soon as more than `maxBytes` came out of the decoder: a declared
 * length is a claim, and a compressed length says nothing about what it unpacks to. Text that is no UTF-8 is refused,
 * because a replaced character could be part of an id.
 */
export async function readCappedText(response: Response, maxBytes: number): Promise<{ text: string; bytes: number }> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw new UpstreamError('too_large');
  if (response.body === null) return { text: '', bytes: 0 };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new UpstreamError('too_large');
    text += decode(decoder, chunk);
  }
  return { text: text + decode(decoder), bytes };
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new UpstreamError('encoding');
  }
}
