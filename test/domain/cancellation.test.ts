import { describe, expect, test } from 'vitest';
import { type CancelListener, Cancellation, type CancelSignal, SharedSignal } from '../../src/domain/cancellation.ts';

interface Way {
  readonly signal: CancelSignal;
  abort(): void;
}

const WAYS: ReadonlyArray<readonly [name: string, make: () => Way]> = [
  [
    'a cancellation',
    () => {
      const cancellation = new Cancellation();
      return { signal: cancellation, abort: () => cancellation.abort() };
    },
  ],
  [
    'a shared signal',
    () => {
      const controller = new AbortController();
      return { signal: new SharedSignal(controller.signal), abort: () => controller.abort() };
    },
  ],
  // What both stand for.
  [
    'an AbortSignal',
    () => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: () => controller.abort() };
    },
  ],
];

describe.each(WAYS)('%s', (_name, make) => {
  test('tells everybody who listens, once, and in their order', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    signal.addEventListener('abort', () => told.push('first'));
    signal.addEventListener('abort', { handleEvent: () => told.push('second') }, { once: true });
    signal.addEventListener('abort', () => told.push('third'));
    expect(signal.aborted).toBe(false);
    abort();
    abort();
    expect(signal.aborted).toBe(true);
    expect(told).toEqual(['first', 'second', 'third']);
  });

  test('tells nobody who has stopped listening', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const listeners = ['first', 'second', 'third'].map((name) => ({ handleEvent: () => told.push(name) }));
    for (const listener of listeners) signal.addEventListener('abort', listener as CancelListener);
    for (const listener of listeners.slice(0, 2)) signal.removeEventListener('abort', listener as CancelListener);
    signal.removeEventListener('abort', () => {});
    abort();
    expect(told).toEqual(['third']);
  });

  test('listens to one who comes twice as to one', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const [other, twice] = [() => void told.push('other'), () => void told.push('twice')];
    for (const listener of [twice, twice, other, other]) signal.addEventListener('abort', listener);
    abort();
    expect(told).toEqual(['twice', 'other']);
  });

  test('does not tell whoever another one took away first', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const [second, third] = [() => void told.push('second'), () => void told.push('third')];
    signal.addEventListener('abort', () => {
      told.push('first');
      signal.removeEventListener('abort', third);
    });
    signal.addEventListener('abort', second);
    signal.addEventListener('abort', third);
    abort();
    expect(told).toEqual(['first', 'second']);
  });

  test('tells a newcomer, who may have taken the place of one who left', () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const [first, second] = [() => void told.push('first'), () => void told.push('second')];
    signal.addEventListener('abort', first);
    signal.removeEventListener('abort', first);
    signal.addEventListener('abort', second);
    abort();
    expect(told).toEqual(['second']);
  });
});

test('a shared signal listens once for all of its listeners, and not at all without any', () => {
  const { signal } = new AbortController();
  const calls: string[] = [];
  const watched = Object.assign(Object.create(null), {
    get aborted() {
      return signal.aborted;
    },
    addEventListener: () => calls.push('add'),
    removeEventListener: () => calls.push('remove'),
  }) as AbortSignal;
  const shared = new SharedSignal(watched);
  const listeners = [() => {}, () => {}];
  for (const listener of listeners) shared.addEventListener('abort', listener);
  expect(calls).toEqual(['add']);
  for (const listener of listeners) shared.removeEventListener('abort', listener);
  shared.removeEventListener('abort', () => {});
  expect(calls).toEqual(['add', 'remove']);
});

test('a shared signal of one that is aborted is aborted', () => {
  expect(new SharedSignal(AbortSignal.abort()).aborted).toBe(true);
});
