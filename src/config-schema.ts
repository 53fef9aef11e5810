import { z } from 'zod';
import { callerSchema, issuerSchema, refuseSharedKeys } from './callers/caller-config.ts';
import { documentsSchema } from './config-documents.ts';
import { limitsSchema } from './config-limits.ts';
import { linkSchema } from './config-links.ts';
import { hasUser } from './domain/address.ts';
import { secret } from './providers/account-config.ts';
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
          .string()
          .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be an address or a host name')
          .default('127.0.0.1')
          .describe('The address to listen on. Anything but loopback needs callers or issuers.'),
        port: z.int().min(0).max(65_535).default(4000).describe('The port to listen on; 0 takes a free one.'),
        hosts: z
          .array(
            z.string().regex(/^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/, 'must be a host name, with a port if it has one'),
          )
          .default([])
          .describe('The names under which clients reach the gateway (`Host`), beside loopback names.'),
        origins: z
          .array(z.string().refine(isOrigin, 'must be an origin such as "https://dashboard.example"'))
          .default([])
          .describe('The web pages of other origins that may ask (CORS). Cookies are never accepted.'),
        allowAnonymous: z
          .boolean()
          .default(false)
          .describe('Lets anybody who reaches an address beyond loopback ask, without callers or issuers.'),
        lingerMs: z
          .int()
          .min(0)
          .max(60_000)
          .default(300)
          .describe('How long requests are still taken after SIGTERM, for what has not noticed yet.'),
      })
      .prefault({}),
    limits: limitsSchema,
    documents: documentsSchema(readFile),
    callers: z
      .array(callerSchema)
      .superRefine(refuseRepeated('name'))
      .superRefine(refuseSharedKeys)
      .default([])
      .describe('Who may ask with an API key.'),
    issuers: z
      .array(issuerSchema)
      .superRefine(refuseRepeated('name'))
      .superRefine(refuseRepeated('issuer'))
      .default([])
      .describe('Whose JWTs are accepted.'),
    cache: z
      .strictObject({
        maxBytes: z
          .int()
          .min(65_536)
          .max(4_294_967_296)
          .default(33_554_432)
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
    tracking: z
      .strictObject({
        streams: z.int().min(0).max(100_000).default(2_000).describe('Live streams at the same time.'),
        streamsPerCaller: z.int().min(0).max(100_000).default(500).describe('The same, of one caller.'),
        watchedPerCaller: z
          .int()
          .min(0)
          .max(1_000_000)
          .default(2_000)
          .describe('References in all streams of one caller; one in two streams counts twice.'),
        watched: z.int().min(0).max(1_000_000).default(10_000).describe('Different payments in all streams.'),
        maxMinutes: z.int().min(1).max(1_440).default(60).describe('How long one stream may live.'),
      })
      .prefault({}),
    history: z
      .strictObject({
        file: z
          .string()
          .min(1)
          .optional()
          .describe('The SQLite file in which observations are kept. Left out: in memory, until the process ends.'),
        url: secret(
          readFile,
          'The PostgreSQL database in which they are kept instead of a file: postgres://user:password@host/name.',
          POSTGRES_URL,
        ).optional(),
        maxDays: z.int().min(1).max(3_650).default(400).describe('Observations that are older are forgotten.'),
        maxObservations: z
          .int()
          .min(1_000)
          .max(1_000_000_000)
          .default(5_000_000)
          .describe('Beyond this many the oldest are forgotten.'),
        pendingMinutes: z.int().min(1).max(525_600).default(60).describe('Pending for longer needs attention.'),
        refundPendingHours: z.int().min(1).max(8_760).default(72).describe('A refund that is pending for longer does.'),
        authorizedHours: z.int().min(1).max(8_760).default(120).describe('Authorized and not taken for longer does.'),
      })
      .prefault({}),
    redis: z
      .strictObject({
        url: secret(
          readFile,
          'The Redis that several gateways share: redis://host:port/database, or rediss:// with TLS. Left out: this gateway is alone.',
          REDIS_URL,
        ).optional(),
        password: secret(
          readFile,
          'Its password, instead of one in the URL; a file is read at each connection.',
        ).optional(),
        prefix: z
          .string()
          .regex(/^[A-Za-z0-9_.:-]{1,32}$/, 'must be 1 to 32 letters, digits, "_", ".", ":" or "-"')
          .default('paylens')
          .describe('What all keys and channels in it begin with. Gateways share what has the same one.'),
        replicas: z
          .int()
          .min(1)
          .max(256)
          .default(2)
          .describe('How many gateways there are at most. While Redis is away, each lives on its part of the budget.'),
      })
      .prefault({}),
    audit: z
      .strictObject({
        file: z
          .string()
          .min(1)
          .optional()
          .describe(
            'The file to which the audit log is appended. Left out: standard output, and none while the providers are simulated.',
          ),
      })
      .prefault({}),
    observability: z
      .strictObject({
        host: z
          .string()
          .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be an address or a host name')
          .default('127.0.0.1')
          .describe('The address of the private port. Nobody is asked for a key there.'),
        port: z
          .int()
          .min(0)
          .max(65_535)
          .optional()
          .describe(
            'The private port with `/metrics`, `/live` and `/ready`, usually 9464; 0 takes a free one. Left out: none, and nothing is counted.',
          ),
        traces: z
          .string()
          .refine(isCollector, 'must be an absolute http:// or https:// URL without a user name or a password')
          .optional()
          .describe(
            'Where OpenTelemetry traces are posted (OTLP over HTTP), such as http://127.0.0.1:4318/v1/traces. Left out: nothing is traced.',
          ),
        samplePercent: z
          .int()
          .min(0)
          .max(100)
          .default(100)
          .describe('How many of a hundred operations are traced; one of a caller that traces is as the caller says.'),
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
    links: z
      .array(linkSchema)
      .prefault([])
      .describe('Which identifiers of two providers say that their records are of the same money.'),
    accounts: z
      .strictObject(
        Object.fromEntries(
          PROVIDERS.map(({ name, label, accountSchema }) => [
            name,
            z
              .array(accountSchema(readFile))
              .superRefine(refuseRepeated('name'))
              .default([])
              .describe(`The accounts of ${label}.`),
          ]),
        ),
      )
      .prefault({}),
  });
}

const POSTGRES_URL = { pattern: /^postgres(?:ql)?:\/\/\S+$/, message: 'must be a postgres:// or postgresql:// URL' };

/** Narrower than a URL: what the parser would refuse, or take for something else, is a fault here and not at the start. */
const REDIS_URL = {
  pattern:
    /^rediss?:\/\/(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:[A-Za-z0-9.-]+|\[[0-9a-f:]+\])(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?(?:\/\d{0,4})?$/,
  message:
    'must be a redis:// or rediss:// URL: user and password percent-encoded, a host, and nothing behind the number of the database',
};

type Parsed = z.infer<ReturnType<typeof configSchema>>;

export type Config = Readonly<Omit<Parsed, 'accounts'>> & {
  /** By provider name; what is in an account beyond its name and zone is for its provider. */
  readonly accounts: Readonly<Record<string, readonly ProviderAccount[]>>;
};

/** The Redis that is shared; undefined where none is configured. */
export function redisOf({ redis: { url, ...settings } }: Config) {
  return url === undefined ? undefined : { ...settings, url };
}

export function hasAccounts(config: Config): boolean {
  return Object.values(config.accounts).some((accounts) => accounts.length > 0);
}

/** Whether somebody is named who may ask; else whoever reaches the gateway may. */
export function hasCallers({ callers, issuers }: Config): boolean {
  return callers.length + issuers.length > 0;
}

function isCollector(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  return !hasUser(new URL(text));
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function refuseRepeated<Key extends string>(key: Key) {
  return (list: ReadonlyArray<Readonly<Record<Key, string>>>, context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    list.forEach((entry, index) => {
      if (seen.has(entry[key])) {
        context.addIssue({ code: 'custom', path: [index, key], message: `is the ${key} of an entry above, too` });
      }
      seen.add(entry[key]);
    });
  };
}
