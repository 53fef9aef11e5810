import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { type Environment, readEnvironment } from './config-environment.ts';
import { ConfigError, configFaults } from './config-faults.ts';
import { PROVIDERS } from './providers/index.ts';
import type { ProviderAccount } from './providers/provider.ts';

export type ReadFile = (path: string) => string;

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;

/** Everything that can be configured. The source of `docs/configuration.md` and of the environment variables. */
export function configSchema(readFile: ReadFile) {
  return z.strictObject({
    server: z
      .strictObject({
        host: z
          .enum(['127.0.0.1', '::1', 'localhost'])
          .default('127.0.0.1')
          .describe('The address to listen on. Loopback only, because no callers can be configured yet.'),
        port: z.int().min(0).max(65_535).default(4000).describe('The port to listen on; 0 takes a free one.'),
      })
      .prefault({}),
    limits: z
      .strictObject({
        references: z
          .int()
          .min(1)
          .max(200)
          .default(200)
          .describe('How many different references one operation may look up.'),
        operationTimeoutMs: z
          .int()
          .min(100)
          .max(60_000)
          .default(8_000)
          .describe('From the arrival of an operation to its answer; rows without an answer by then say so.'),
        attemptTimeoutMs: z
          .int()
          .min(50)
          .max(30_000)
          .default(2_000)
          .describe('One provider call, from its start to the last byte.'),
        providerTimeoutMs: z
          .int()
          .min(50)
          .max(60_000)
          .default(4_000)
          .describe('All attempts of one look-up, from the start of the first.'),
        connectTimeoutMs: z.int().min(50).max(10_000).default(1_000).describe('Connecting to a provider.'),
        maxReplyBytes: z
          .int()
          .min(1_024)
          .max(16_777_216)
          .default(262_144)
          .describe('The largest reply of a provider that is read, in decoded bytes.'),
        callsInFlight: z.int().min(1).max(256).default(64).describe('Calls at the same time, for each account.'),
        callsWaiting: z
          .int()
          .min(0)
          .max(100_000)
          .default(2_000)
          .describe('Calls that may wait for a place, for each account; rows beyond that are RATE_LIMITED.'),
      })
      .prefault({})
      .superRefine(refuseLongerInnerTimes),
    cache: z
      .strictObject({
        maxBytes: z
          .int()
          .min(65_536)
          .max(4_294_967_296)
          .default(67_108_864)
          .describe('How much memory known records may take, by estimate.'),
      })
      .prefault({}),
    log: z
      .strictObject({
        level: z
          .enum(LOG_LEVELS)
          .optional()
          .describe('How much is logged. Left out: info, and fatal while the providers are simulated.'),
      })
      .prefault({}),
    simulator: z
      .strictObject({
        seed: z.int().min(0).max(4_294_967_295).default(1).describe('The same number gives the same simulated data.'),
        metering: z
          .enum(['off', 'documented'])
          .default('off')
          .describe('Whether the simulated providers grant as few calls as the real ones document.'),
        latencyMs: z.int().min(0).max(60_000).default(0).describe('How long the simulated providers take to answer.'),
      })
      .prefault({})
      .describe('Used only where no account is configured.'),
    accounts: z
      .strictObject(
        Object.fromEntries(
          PROVIDERS.map(({ name, label, accountSchema }) => [
            name,
            z
              .array(accountSchema(readFile))
              .superRefine(refuseDuplicates)
              .default([])
              .describe(`The accounts of ${label}.`),
          ]),
        ),
      )
      .prefault({}),
  });
}

type Parsed = z.infer<ReturnType<typeof configSchema>>;

export type Config = Readonly<Omit<Parsed, 'accounts'>> & {
  /** By provider name; what is in an account beyond its name and zone is for its provider. */
  readonly accounts: Readonly<Record<string, readonly ProviderAccount[]>>;
};

/**
 * Reads and checks the configuration once: the file that PAYLENS_CONFIG names, if any, and the PAYLENS_ variables over
 * it. This is the only reader of the process's environment.
 *
 * @throws ConfigError with one line for each fault, which names the key and never the value.
 */
export function loadConfig(
  environment: Environment = process.env,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Config {
  const schema = configSchema(readFile);
  const file = readConfigFile(environment.PAYLENS_CONFIG, readFile);
  const { value, nameOf, faults } = readEnvironment(environment, schema, file);
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED: must not be 0: the providers would no longer be verified');
  }
  const result = schema.safeParse(value);
  if (!result.success) faults.push(...configFaults(result.error, nameOf));
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(result.data as unknown as Config);
}

export function hasAccounts(config: Config): boolean {
  return Object.values(config.accounts).some((accounts) => accounts.length > 0);
}

function readConfigFile(path: string | undefined, readFile: ReadFile): Record<string, unknown> {
  if (path === undefined || path === '') return {};
  let text: string;
  try {
    text = readFile(path);
  } catch {
    throw new ConfigError(['PAYLENS_CONFIG: the file cannot be read']);
  }
  try {
    // JSON is YAML, so one parser reads both.
    const value: unknown = parseYaml(text) ?? {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The parser's message quotes the line, and the line may hold a credential.
  }
  throw new ConfigError(['PAYLENS_CONFIG: the file is no YAML or JSON object']);
}

/** From the widest to the narrowest: each must fit into the one before it. */
const NESTED_TIMES = ['operationTimeoutMs', 'providerTimeoutMs', 'attemptTimeoutMs', 'connectTimeoutMs'] as const;

function refuseLongerInnerTimes(limits: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  NESTED_TIMES.slice(1).forEach((inner, index) => {
    const outer = NESTED_TIMES[index] ?? inner;
    if ((limits[inner] ?? 0) > (limits[outer] ?? 0)) {
      context.addIssue({ code: 'custom', path: [inner], message: `must not be longer than ${outer}` });
    }
  });
}

function refuseDuplicates(accounts: readonly ProviderAccount[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  accounts.forEach(({ name }, index) => {
    if (seen.has(name)) {
      context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is the name of an account above, too' });
    }
    seen.add(name);
  });
}
