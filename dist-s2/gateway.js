import { createApplication, LOOK_TIMEOUT_MS } from './application.js';
import { createAccess } from './callers/access.js';
import { operationReferences } from './graph/operation-references.js';
import { releaseContext } from './graph/release-context.js';
import { NotificationInbox } from './notifications/inbox.js';
import { createLookAgain } from './notifications/look-again.js';
import { OperationAnswers } from './operation-answers.js';
import { PROVIDERS } from './providers/index.js';
import { schema } from './schema.js';
import { exampleOperations } from './server/example-operations.js';
import { explorerPages } from './server/graphiql.js';
import { createListener } from './server/listener.js';
import { LoadShedder } from './server/load-shedding.js';
import { operationNames } from './server/operation-names.js';
import { ReportPlaces } from './server/report-places.js';
import { createRequestHandler } from './server/request-handler.js';
import { trustedDocuments } from './server/trusted-documents.js';
import { createGraphQLServer, GRAPHQL_PATH } from './server/yoga.js';
import { NO_AUDIT_LOG } from './telemetry/audit-log.js';
import { boundRefusals } from './telemetry/bounded-refusals.js';
import { countedLog } from './telemetry/metrics/counted-log.js';
import { NO_METRICS } from './telemetry/metrics/recording.js';
import { Allowance } from './upstream/allowance.js';
/** For each account: more than a busy merchant has payments, and far less than what could slow anything down. */
const NOTIFICATIONS_PER_MINUTE = 600;
/** The composition root of the server: the application, and who may reach it over HTTP. */
export function createGateway(parts) {
    const { config, clock, metrics = NO_METRICS, tracing, loopDelay = () => 0 } = parts;
    const log = countedLog(parts.log, metrics);
    const isObserved = metrics !== NO_METRICS || tracing !== undefined;
    const { limits, server: settings } = config;
    const audit = boundRefusals(parts.audit ?? NO_AUDIT_LOG, clock);
    const application = createApplication({ ...parts, log });
    const { connections, fleet, watches, streams } = application;
    const access = createAccess({
        rules: accessRules(config),
        clock,
        http: connections.http,
        ...(parts.anonymousScopes === undefined ? {} : { anonymousScopes: parts.anonymousScopes }),
    });
    const documentsOf = ({ documents: { mode, manifest = new Map() } }) => ({
        find: trustedDocuments({ mode, manifest, onUntrusted: ({ name }) => log.untrustedDocument({ caller: name }) }),
        nameOperation: operationNames(isObserved ? [...publishedDocuments(), ...manifest.values()] : []),
    });
    let documents = documentsOf(config);
    const reportPlaces = new ReportPlaces({
        perCaller: limits.reportsPerCaller,
        inAll: Math.max(1, Math.floor(limits.requestsInFlight / 4)),
    });
    const allowance = fleet.allowances(limits.referencesPerMinute);
    const notificationAllowance = new Allowance(NOTIFICATIONS_PER_MINUTE, clock);
    const inbox = new NotificationInbox({
        clock,
        replays: fleet.replays,
        findAccount: connections.find,
        lookAgain: createLookAgain({
            clock,
            findAccount: connections.find,
            hurry: (key) => watches.hurry(key),
            timeoutMs: LOOK_TIMEOUT_MS,
        }),
    });
    const graphql = createGraphQLServer({
        schema,
        // Again, because an operation has waited since it was let in: it sees one configuration, and that of now.
        contextOf: (server) => application.contextOf({
            ...server,
            caller: access.regrant(server.caller) ?? withoutAccess(server.caller),
        }),
        releaseContext,
        log,
        limits: config.documents,
        price: {
            maxRowFields: config.documents.maxRowFields,
            limit: limits.references,
            referencesOf: operationReferences(),
            reconcile: {
                limit: limits.reconcileEntries * 2,
                timeoutMs: limits.reconcileTimeoutMs,
                takePlace: ({ caller }) => reportPlaces.take(caller.name),
            },
            countLookups: (references, context) => context.lookups.countLookups(references),
            take: ({ caller }, references) => allowance.take(caller.name, references),
        },
        reportExtensions: (context) => {
            const { caller, spending, steps } = context;
            if (!caller.scopes.has('operations'))
                return undefined;
            const budget = spending.report(connections);
            if (budget === undefined)
                return steps?.report();
            return { budget, ...steps?.report() };
        },
        nameOperation: (document, name) => documents.nameOperation(document, name),
    });
    const answers = new OperationAnswers({
        graphql,
        access,
        take: ({ name }, references) => allowance.take(name, references),
        audit,
        metrics,
        tracing,
        clock,
    });
    const load = new LoadShedder({ limits, clock, loopDelay });
    let pages;
    const handle = createRequestHandler({
        recall: (asked) => answers.recall(asked),
        answer: (operation, context) => answers.answer(operation, context),
        authenticate: access.authenticate,
        findDocument: (operation, caller) => documents.find(operation, caller),
        take: ({ name }) => allowance.take(name, 1),
        pages: () => {
            pages ??= explorerPages(GRAPHQL_PATH);
            return pages;
        },
        webhooks: {
            forms: new Map(PROVIDERS.flatMap(({ name, notification }) => (notification ? [[name, notification]] : []))),
            take: (account) => notificationAllowance.take(account, 1),
            receive: (posted) => inbox.receive(posted),
        },
        load,
        clock,
        hosts: new Set([settings.host, ...settings.hosts].map((host) => host.toLowerCase())),
        origins: new Set(settings.origins),
        operationTimeoutMs: limits.operationTimeoutMs,
        onRefusal: ({ requestId, caller, refusal: { code, details } }) => {
            metrics.refusal(code);
            audit.refusal({ requestId, caller: caller?.name ?? null, code, reason: details.reason ?? null });
        },
    });
    metrics.readFrom({
        accounts: () => connections.all,
        watched: () => watches.watched,
        streams: () => watches.streams,
        operationsInFlight: () => load.inFlight,
        oldestPendingRefunds: () => parts.store.oldestPendingRefunds(),
    });
    const server = createListener({ handle, limits, log });
    let isDraining = false;
    return {
        server,
        get accounts() {
            return connections.all;
        },
        reload: (next) => {
            const nextDocuments = documentsOf(next);
            access.reload(accessRules(next));
            const changes = connections.reload(next.accounts);
            documents = nextDocuments;
            answers.forget();
            return { ...changes, streamsEnded: streams.review(access.regrant) };
        },
        get isDraining() {
            return isDraining;
        },
        drain: () => {
            isDraining = true;
            watches.drain();
        },
        close: application.close,
    };
}
function withoutAccess(caller) {
    return { ...caller, scopes: new Set(), accounts: new Map() };
}
function publishedDocuments() {
    return exampleOperations().map(({ query }) => query);
}
function accessRules({ callers, issuers, accounts }) {
    const namesOf = (provider) => (accounts[provider] ?? []).map(({ name }) => name);
    return { callers, issuers, accounts: new Map(PROVIDERS.map(({ name }) => [name, namesOf(name)])) };
}
