import { checkAccounts } from './check-accounts.js';
import { checkCredentials } from './check-credentials.js';
import { checkIssuers } from './check-issuers.js';
import { checkRedis } from './check-redis.js';
/** Everything that is looked at, in this order. What is new is one file and one line here. */
export const CHECKS = [checkCredentials, checkAccounts, checkIssuers, checkRedis];
