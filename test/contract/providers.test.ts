import { describe, expect, test } from 'vitest';
import { PROVIDERS } from '../../src/providers/index.ts';
import { providerContract } from './provider-contract.ts';
import { resourceContract } from './resource-contract.ts';

describe.each(PROVIDERS)('$label', (provider) => {
  providerContract(provider);

  describe.each(provider.resources)('$name', (resource) => {
    resourceContract(provider, resource);
  });
});

test('no two providers or resources are asked for by the same name', () => {
  const names = PROVIDERS.flatMap(({ name, resources }) => [name, ...resources.map((resource) => resource.name)]);
  expect(new Set(names).size).toBe(names.length);
});
