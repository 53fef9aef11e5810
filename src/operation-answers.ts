import { type Accesses, AccessTrail } from './access-trail.ts';
import { AnswerMemory } from './answer-memory.ts';
import type { Access } from './callers/access.ts';
import { AnswerBasis } from './domain/answer-basis.ts';
import type { Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import type { Span } from './domain/span.ts';
import type { AnswerExtensions } from './server/answer-extensions.ts';
import type { KnownAnswer, WholeAnswer } from './server/direct-answer.ts';
import { Refusal } from './server/refusal.ts';
import type { OperationRequest } from './server/request-body.ts';
import type { AskedAgain } from './server/request-handler.ts';
import type { RequestHints } from './server/request-hints.ts';
import type { ServerContext } from './server/server-context.ts';
import type { AnswerOperation } from './server/yoga.ts';
import { Spending } from './spending.ts';
import type { AuditLog } from './telemetry/audit-log.ts';
import type { Metrics } from './telemetry/metrics/recording.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';

/** What one operation owns before Yoga has it. */
export interface OwnedOperation extends ServerContext {
  readonly trail: AccessTrail;
  readonly span: Span | undefined;
  readonly wantsSteps: boolean;
  readonly basis: AnswerBasis;
  readonly spending: Spending;
}

export interface AnswerParts {
  readonly graphql: AnswerOperation;
  readonly access: Pick<Access, 'regrant'>;
  /** Takes references from a caller's allowance; the seconds to wait where they are not there. */
  readonly take: (caller: Caller, references: number) => number | null;
  /** What is said at this moment beside an answer that says nothing of steps. */
  readonly extensionsOf: (told: Pick<OwnedOperation, 'caller' | 'spending'>) => AnswerExtensions | undefined;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  readonly clock: Clock;
}

/** Answers operations, each with its lines in the audit log, the metrics and the traces. */
export class OperationAnswers {
  readonly #parts: AnswerParts;
  #memory: AnswerMemory;

  constructor(parts: AnswerParts) {
    this.#parts = parts;
    this.#memory = new AnswerMemory(parts.clock);
  }

  /** What the same caller was answered a moment ago, where it is still the answer; null where it has to be made. */
  recall(asked: AskedAgain): KnownAnswer | null {
    const { requestId, hints, accept, text } = asked;
    const { access, take, extensionsOf, audit, metrics, tracing, clock } = this.#parts;
    const began = clock.monotonic();
    // Its body may have come slowly, and the credential may have been withdrawn meanwhile.
    const caller = access.regrant(asked.caller);
    if (caller === null || wantsSteps(hints, caller)) return null;
    const known = this.#memory.recall({ caller, accept, text });
    if (known === null) return null;
    // The request itself has paid for one. Where the rest is not there, it is refused as any other.
    if (known.price > 1 && take(caller, known.price - 1) !== null) return null;
    const span = tracing?.operation(hints.traceparent, { requestId });
    for (const [state, count] of known.shown) metrics.cacheLookup('HIT', state, count);
    metrics.operation({ operation: known.operation, outcome: 'OK', milliseconds: clock.monotonic() - began });
    span?.end({ operation: known.operation, outcome: 'OK' });
    audit.access({ requestId, caller: caller.name, lookups: known.accesses });
    const { headers, body, spending } = known;
    return { headers, body, extensions: extensionsOf({ caller, spending }) };
  }

  async answer(operation: OperationRequest, context: ServerContext): Promise<WholeAnswer | Response> {
    const { graphql, access, audit, metrics, tracing, clock } = this.#parts;
    const { requestId, hints, report } = context;
    const tellAccesses = (lookups: Accesses) => audit.access({ requestId, caller: context.caller.name, lookups });
    const trail = new AccessTrail(tellAccesses);
    const began = clock.monotonic();
    // An answer that was begun under other rules is kept where nobody looks.
    const memory = this.#memory;
    const span = tracing?.operation(hints.traceparent, { requestId });
    try {
      const caller = access.regrant(context.caller);
      if (caller === null) {
        report.outcome = 'UNAUTHENTICATED';
        throw new Refusal('UNAUTHENTICATED', { reason: 'withdrawn' });
      }
      const owned: OwnedOperation = {
        ...context,
        caller,
        trail,
        span,
        wantsSteps: wantsSteps(hints, caller),
        basis: new AnswerBasis(),
        spending: new Spending(),
      };
      const answered = await graphql(operation, owned);
      if (isWhole(answered) && mayBeKept(answered, owned)) keep(memory, answered, owned);
      return answered;
    } finally {
      const { operation: name, outcome, isStream } = report;
      metrics.operation({ operation: name, outcome, milliseconds: isStream ? null : clock.monotonic() - began });
      span?.end({ operation: name, outcome });
      tellAccesses(trail.report());
    }
  }

  /** Under other rules, another caller may be behind a name, and another account behind another. */
  forget(): void {
    this.#memory = new AnswerMemory(this.#parts.clock);
  }
}

/** How long each step took is told of the answer that it was taken for, and of no other. */
function wantsSteps(hints: RequestHints, { scopes }: Caller): boolean {
  return hints.wantsSteps && scopes.has('operations');
}

/** What is to be told of each time is executed each time. */
function mayBeKept({ status }: WholeAnswer, { basis, report, isUntrusted }: OwnedOperation): boolean {
  const isComplete = status === 200 && report.outcome === 'OK';
  return basis.isFirm && isComplete && !isUntrusted;
}

function keep(memory: AnswerMemory, { headers, body }: WholeAnswer, owned: OwnedOperation): void {
  const { caller, accept, text, report, trail, basis, spending } = owned;
  const { price, operation } = report;
  const accesses = trail.accesses();
  memory.keep({ caller, accept, text }, { headers, body, price, operation, accesses, basis, spending });
}

function isWhole(answered: WholeAnswer | Response): answered is WholeAnswer {
  return typeof answered.body === 'string';
}
