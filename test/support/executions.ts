import { onTestFinished, vi } from 'vitest';
import { schema } from '../../src/schema.ts';

/** How often a field of Query has been executed since: an answer that is given again executes none. */
export function countExecutions(): () => number {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const spies = fields.map((field) => vi.spyOn(field as { resolve: NonNullable<typeof field.resolve> }, 'resolve'));
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
}
