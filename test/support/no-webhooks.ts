import type { WebhookParts } from '../../src/server/webhooks.ts';

/** An edge at which no provider's notifications arrive. */
export const NO_WEBHOOKS: WebhookParts = { forms: new Map(), take: () => null, receive: () => false };
