import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { Plugin, YogaServerInstance } from 'graphql-yoga';
import type { Caller } from '../domain/caller.ts';
import { singleType } from './accept.ts';
import type { AnswerExtensions } from './answer-extensions.ts';
import type { ExecutionHooks } from './execution-hooks.ts';
import type { OperationRequest } from './request-body.ts';
import type { ServerContext } from './server-context.ts';

/** A whole answer. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON of an object, all of it but for its extensions. */
  readonly body: string;
  /** Written as its last member: what is of the moment, where the rest may be given again. */
  readonly extensions?: AnswerExtensions | undefined;
}

/** One that was given before: a long body is bytes by now. */
export interface KnownAnswer extends Pick<WholeAnswer, 'headers' | 'extensions'> {
  readonly body: string | Buffer;
}

/** What a plugin may be made of: the hooks that are called on every way to an answer. */
export type PipelinePlugin = Pick<
  Plugin<object, ServerContext>,
  'onParse' | 'onValidate' | 'onContextBuilding' | 'onExecute' | 'onSubscribe' | 'onResultProcess'
>;

type GetEnveloped = YogaServerInstance<ServerContext, object>['getEnveloped'];

export interface DirectParts {
  readonly getEnveloped: GetEnveloped;
  readonly hooks: ExecutionHooks;
  readonly schema: GraphQLSchema;
  readonly contextOf: (context: ServerContext) => object;
  /** What a text was parsed to before, where nothing has to be said of it to the caller; else null. */
  readonly knownDocument: (text: string, caller: Caller) => DocumentNode | null;
}

/**
 * Answers an operation through Yoga's own pipeline, without the HTTP around it: Yoga would make a Request of what has been
 * read and checked, and a Response of what is about to be written, which costs more than a small query does. Streams are
 * left to Yoga.
 */
export async function answerDirectly(
  { query, variables, operationName, extensions }: OperationRequest,
  context: ServerContext,
  parts: DirectParts,
): Promise<WholeAnswer> {
  const params = { query: query ?? '', variables, operationName, extensions };
  const serverContext = { ...context, params };
  let result: ExecutionResult;
  try {
    result = await (executeKnown(params, serverContext, parts) ??
      execute(params, parts.getEnveloped(serverContext as never)));
  } catch (error) {
    result = { errors: [asGraphQLError(error)] };
  }
  return whole(parts.hooks.process(result, serverContext), context.accept);
}

/** A query that was parsed and validated before; null for any other, which takes the whole of Yoga's pipeline. */
function executeKnown(
  { query, variables, operationName }: Params,
  serverContext: ServerContext,
  { knownDocument, contextOf, schema, hooks }: DirectParts,
): Promise<ExecutionResult> | null {
  const document = knownDocument(query, serverContext.caller);
  if (document === null || getOperationAST(document, operationName)?.operation !== 'query') return null;
  const contextValue = Object.assign(serverContext, contextOf(serverContext));
  return hooks.execute({ schema, document, contextValue, variableValues: variables, operationName } as ExecutionArgs);
}

interface Params {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName: string | null | undefined;
}

/** The steps of Yoga's `processRequest`, which it keeps to itself. */
async function execute({ query, variables, operationName }: Params, pipeline: ReturnType<GetEnveloped>) {
  const document = pipeline.parse(query);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new GraphQLError('There is no such operation.');
  const { schema } = pipeline;
  const errors = pipeline.validate(schema, document);
  if (errors.length > 0) return { errors };
  const contextValue = await pipeline.contextFactory();
  const run = operation.operation === 'subscription' ? pipeline.subscribe : pipeline.execute;
  return run({ schema, document, contextValue, variableValues: variables, operationName });
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** As `public-error.ts` has marked the errors: the highest status, and no marks in the body. */
function whole({ extensions, ...result }: ExecutionResult, accept: string): WholeAnswer {
  const type = singleType(accept);
  const headers: Record<string, string> = { 'content-type': `${type}; charset=utf-8` };
  let status = 200;
  const errors = result.errors?.map((error) => {
    const { http, ...extensions } = error.extensions;
    Object.assign(headers, http?.headers);
    if (!(http?.spec && type === 'application/json')) status = Math.max(status, http?.status ?? 200);
    return { ...error.toJSON(), extensions };
  });
  return { status, headers, body: JSON.stringify(errors === undefined ? result : { ...result, errors }), extensions };
}
