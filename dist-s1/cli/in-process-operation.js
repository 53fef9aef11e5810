import { execute, parse, subscribe } from 'graphql';
import { AccessTrail } from '../access-trail.js';
import { schema } from '../schema.js';
import { newRequestId } from '../server/public-error.js';
import { shownErrors } from '../server/shown-errors.js';
/** The answer to a query, within the time that the configuration gives an operation. */
export async function answerQuery(opened, operation) {
    const { application, config } = opened;
    const ending = new AbortController();
    const cancelTimer = opened.clock.after(config.limits.operationTimeoutMs, () => ending.abort());
    const request = openRequest(opened, AbortSignal.any([operation.signal, ending.signal]));
    try {
        const result = await execute(request.args(operation));
        const budget = request.context.spending.report(application.connections);
        const answer = request.answerOf(result);
        return budget === undefined ? answer : { ...answer, extensions: { budget } };
    }
    finally {
        cancelTimer();
        request.end();
    }
}
/** The answers to a subscription as they come, until it ends or the signal aborts; one answer where it was refused. */
export async function* answerSubscription(opened, operation) {
    const ending = new AbortController();
    const request = openRequest(opened, AbortSignal.any([operation.signal, ending.signal]));
    try {
        const stream = await subscribe(request.args(operation));
        request.end();
        if (!(Symbol.asyncIterator in stream))
            yield request.answerOf(stream);
        else
            for await (const result of stream)
                yield request.answerOf(result);
    }
    finally {
        // It watches from the moment that it was made, read or not.
        ending.abort();
    }
}
function openRequest({ application, config, clock, operator, audit, log }, signal) {
    const requestId = newRequestId();
    const tellAccesses = (lookups) => audit.access({ requestId, caller: operator.name, lookups });
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
        args: ({ document, variables }) => ({
            schema,
            document: parse(document),
            variableValues: variables,
            contextValue: context,
        }),
        answerOf: ({ data, errors }) => ({
            data: (data ?? null),
            ...(errors === undefined ? {} : { errors: shownErrors(errors, requestId, log).map(withoutHttp) }),
        }),
        /** Before anything is shown, as over HTTP. */
        end: () => tellAccesses(trail.report()),
    };
}
/** What an error says to HTTP is for nobody here. */
function withoutHttp(error) {
    const { extensions, ...shown } = error.toJSON();
    const { http: _http, ...own } = extensions ?? {};
    return { ...shown, extensions: own };
}
