import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

export default defineConfig({
  // Vite would resolve graphql for our code to another copy than Node resolves for Pothos and Yoga, and
  // `instanceof GraphQLSchema` would be false without a word.
  ssr: { resolve: { conditions: ['module-sync', 'node', 'development|production'] } },
  test: {
    reporters: ['default'],
    // Vitest leaves a core to others, which of two leaves one.
    maxWorkers: 2,
    // A busy machine is slow, not wrong: what is waited for has long, and ends early when it is there.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      project(
        'unit',
        [
          'test/*.test.ts',
          'test/{books,cache,callers,config,doctor,domain,fleet,history,loaders,ops,providers,reconciliation,simulator,telemetry,tracking,upstream}/**/*.test.ts',
        ],
        {
          sequence: { shuffle: true },
        },
      ),
      project('graph', ['test/{cli,execution,fuzz,graph,schema,server}/**/*.test.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
      project('faults', ['test/{faults,leaks,soak}/**/*.test.ts']),
      project('process', ['test/process/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 180_000 }),
    ],
  },
});
