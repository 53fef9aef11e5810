import { type ExecutionResult, execute, type GraphQLError, parse, subscribe } from 'graphql';
import { type Accesses, AccessTrail } from '../access-trail.ts';
import { schema } from '../schema.ts';
import { newRequestId } from '../server/public-error.ts';
import { shownErrors } from '../server/shown-errors.ts';
import type { OpenedApplication } from './open-application.ts';

export interface InProcessOperation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Aborts when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** An answer as the gateway would send it over HTTP. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The answer to a query, within the time that the configuration gives an operation. */
export async function answerQuery<Data>(
  opened: OpenedApplication,
  operation: InProcessOperation,
): Promise<Answer<Data>> {
  const { application, config } = opened;
  const ending = new AbortController();
  const cancelTimer = opened.clock.after(config.limits.operationTimeoutMs, () => ending.abort());
  const request = openRequest(opened, AbortSignal.any([operation.signal, ending.signal]));
  try {
    const result = await execute(request.args(operation));
    const budget = request.context.spending.report(application.connections);
    const answer = request.answerOf<Data>(result);
    return budget === undefined ? answer : { ...answer, extensions: { budget } };
  } finally {
    cancelTimer();
    request.end();
  }
}

/** The answers to a subscription as they come, until it ends or the signal aborts; one answer where it was refused. */
export async function* answerSubscription<Data>(
  opened: OpenedApplication,
  operation: InProcessOperation,
): AsyncGenerator<Answer<Data>, void> {
  const ending = new AbortController();
  const request = openRequest(opened, AbortSignal.any([operation.signal, ending.signal]));
  try {
    const stream = await subscribe(request.args(operation));
    request.end();
    if (!(Symbol.asyncIterator in stream)) yield request.answerOf(stream);
    else for await (const result of stream) yield request.answerOf(result);
  } finally {
    // It watches from the moment that it was made, read or not.
    ending.abort();
  }
}

function openRequest({ application, config, clock, operator, audit, log }: OpenedApplication, signal: AbortSignal) {
  const requestId = newRequestId();
  const tellAccesses = (lookups: Accesses) => audit.access({ requestId, caller: operator.name, lookups });
  const trail = new AccessTrail(tellAccesses);
  const context = application.contextOf({
    requestId,
    caller: operator,
    signal,
    deadline: clock.monotonic() + config.limits.operationTimeoutMs,
    trail,
  });
  return {
    context,
    args: ({ document, variables }: InProcessOperation) => ({
      schema,
      document: parse(document),
      variableValues: variables,
      contextValue: context,
    }),
    answerOf: <Data>({ data, errors }: ExecutionResult): Answer<Data> => ({
      data: (data ?? null) as Data | null,
      ...(errors === undefined ? {} : { errors: shownErrors(errors, requestId, log).map(withoutHttp) }),
    }),
    /** Before anything is shown, as over HTTP. */
    end: () => tellAccesses(trail.report()),
  };
}

/** What an error says to HTTP is for nobody here. */
function withoutHttp(error: GraphQLError): AnswerError {
  const { extensions, ...shown } = error.toJSON();
  const { http: _http, ...own } = extensions ?? {};
  return { ...shown, extensions: own } as AnswerError;
}
