import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Http } from '../upstream/http.ts';

/** `failed` is what keeps something from working; `warning` is what will some day. */
export type FindingState = 'ok' | 'warning' | 'failed';

/** One line of `npx paylens doctor`. It holds names and numbers, and no URL, no value of a setting and no answer. */
export interface Finding {
  readonly state: FindingState;
  /** What was looked at: an account, an issuer, a part of this machine. */
  readonly subject: string;
  /** What is so, and where that is no good, what to do. */
  readonly says: string;
}

/** What every check may use. */
export interface Patient {
  readonly config: Config;
  /** The files that the configuration was read from, secrets among them. */
  readonly files: readonly string[];
  readonly clock: Clock;
  readonly http: Http;
}

/** Looks at one thing, and never throws for what it finds. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>;
