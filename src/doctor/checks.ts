import { checkAccounts } from './check-accounts.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkIssuers } from './check-issuers.ts';
import { checkRedis } from './check-redis.ts';
import type { Check } from './finding.ts';

/** Everything that is looked at, in this order. What is new is one file and one line here. */
export const CHECKS: readonly Check[] = [checkCredentials, checkAccounts, checkIssuers, checkRedis];
