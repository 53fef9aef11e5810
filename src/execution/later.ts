import type { NamedValues } from './named-values.ts';

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function';
}

export function putLater(results: NamedValues, name: string, value: Promise<unknown>): Promise<void> {
  return value.then((settled) => {
    results[name] = settled;
  });
}

export function whenAllAreThere(results: NamedValues, pending: readonly Promise<void>[]): Promise<NamedValues> {
  return Promise.all(pending).then(() => results);
}
