import { describe } from 'vitest';
import { PROVIDERS } from '../../src/providers/index.ts';
import { providerContract } from './provider-contract.ts';

describe.each(PROVIDERS)('$label', (provider) => {
  providerContract(provider);
});
