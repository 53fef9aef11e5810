import { z } from 'zod';
import { callerSchema, issuerSchema, refuseSharedKeys } from './callers/caller-config.ts';
import { linkSchema } from './config-links.ts';
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
    limits: z
      .strictObject({
        references: z
          .int()
          .min(1)
          .max(200)
          .default(200)
          .describe('How many different references one operation may look up, counterparts included.'),
        operationTimeoutMs: z
          .int()
          .min(100)
          .max(60_000)
          .default(8_000)
          .describe('From the arrival of an operation to its answer; rows without an answer by then say so.'),
        reconcileEntries: z
          .int()
          .min(1)
          .max(500)
          .default(500)
          .describe('How many entries one `reconcile` may compare.'),
        reportsPerCaller: z
          .int()
          .min(1)
          .max(10_000)
          .default(4)
          .describe(
            'Operations with `reconcile` of one caller at the same time; in all, a quarter of requestsInFlight.',
          ),
        reconcileTimeoutMs: z
          .int()
          .min(100)
          .max(600_000)
          .default(60_000)
          .describe('How long an operation with `reconcile` may take; what was not asked by then is UNVERIFIABLE.'),
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
        referencesPerMinute: z
          .int()
          .min(200)
          .max(10_000_000)
          .default(30_000)
          .describe('How many references each caller may look up in a minute, known ones included.'),
        requestsInFlight: z
          .int()
          .min(1)
          .max(100_000)
          .default(1_000)
          .describe('Operations at the same time; beyond that, and earlier where the process is slow, OVERLOADED.'),
        connections: z
          .int()
          .min(1)
          .max(100_000)
          .default(2_500)
          .describe('Connections of clients at the same time; more are closed at once.'),
        headersTimeoutMs: z
          .int()
          .min(100)
          .max(60_000)
          .default(3_000)
          .describe("From the connection to the last byte of a request's headers."),
        requestTimeoutMs: z
          .int()
          .min(100)
          .max(60_000)
          .default(5_000)
          .describe("From the connection to the last byte of a request's body."),
        idleTimeoutMs: z
          .int()
          .min(100)
          .max(600_000)
          .default(65_000)
          .describe('How long a connection is kept between two requests; longer than the proxy in front keeps it.'),
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
    documents: z
      .strictObject({
        mode: z
          .enum(['off', 'log', 'enforce'])
          .default('off')
          .describe(
            'Whether documents that are not in the manifest are taken, taken and logged, or taken with the scope explore only.',
          ),
        manifest: z
          .string()
          .transform(trustedDocuments(readFile))
          .optional()
          .describe('A JSON file with the trusted documents by their hash, as GraphQL Code Generator writes it.'),
        maxTokens: z.int().min(100).max(100_000).default(5_000).describe('Tokens of a document.'),
        maxDepth: z.int().min(5).max(100).default(20).describe('How deeply fields may be nested.'),
        maxFields: z.int().min(10).max(100_000).default(1_000).describe('Fields, where fragments are spread.'),
        maxRootFields: z.int().min(1).max(1_000).default(100).describe('Fields of the operation itself.'),
        maxAliases: z.int().min(0).max(10_000).default(100).describe('Aliases, where fragments are spread.'),
        maxRepeats: z
          .int()
          .min(0)
          .max(10_000)
          .default(100)
          .describe('Fields that are asked for again in the same selection.'),
        maxDirectives: z.int().min(0).max(1_000).default(50).describe('Directives of a document.'),
        maxOperations: z.int().min(1).max(1_000).default(50).describe('Operations of a document.'),
        maxRowFields: z
          .int()
          .min(1_000)
          .max(10_000_000)
          .default(60_000)
          .describe('Rows times fields of an operation: what its answer costs to compute, calls apart.'),
      })
      .prefault({}),
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
          'The PostgreSQL database in which they are kept instead: postgres://user:password@host/name.',
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

type Parsed = z.infer<ReturnType<typeof configSchema>>;

export type Config = Readonly<Omit<Parsed, 'accounts'>> & {
  /** By provider name; what is in an account beyond its name and zone is for its provider. */
  readonly accounts: Readonly<Record<string, readonly ProviderAccount[]>>;
};

export function hasAccounts(config: Config): boolean {
  return Object.values(config.accounts).some((accounts) => accounts.length > 0);
}

/** Whether somebody is named who may ask; else whoever reaches the gateway may. */
export function hasCallers({ callers, issuers }: Config): boolean {
  return callers.length + issuers.length > 0;
}

const MANIFEST = z.record(z.string().min(1).max(128), z.string().min(1));

/** The documents by their hash. The hashes are names here: what is in the file is trusted, whoever hashed it. */
function trustedDocuments(readFile: ReadFile) {
  return (path: string, context: z.RefinementCtx): ReadonlyMap<string, string> => {
    try {
      return new Map(Object.entries(MANIFEST.parse(JSON.parse(readFile(path)))));
    } catch {
      const message = 'must be a file with a JSON object of documents by their hash';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  };
}

function isCollector(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** From the widest to the narrowest: each must fit into the one before it. */
const NESTED_TIMES = [
  ['operationTimeoutMs', 'providerTimeoutMs', 'attemptTimeoutMs', 'connectTimeoutMs'],
  ['requestTimeoutMs', 'headersTimeoutMs'],
] as const;

function refuseLongerInnerTimes(limits: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  for (const times of NESTED_TIMES) {
    times.slice(1).forEach((inner, index) => {
      const outer = times[index] ?? inner;
      if ((limits[inner] ?? 0) > (limits[outer] ?? 0)) {
        context.addIssue({ code: 'custom', path: [inner], message: `must not be longer than ${outer}` });
      }
    });
  }
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
