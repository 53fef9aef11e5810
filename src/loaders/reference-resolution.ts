import type { Caller } from '../domain/caller.ts';
import { type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { TransactionIds } from '../domain/transaction-id.ts';
import { AskedKey, type TransactionKey } from '../domain/transaction-key.ts';
import type {
  LookupReference,
  MemberReader,
  ParsedReference,
  ReferenceReader,
  TransactionReferenceInput,
} from '../domain/transaction-reference.ts';

export interface ResolutionContext {
  readonly caller: Caller;
  readonly readers: ReadonlyMap<string, ReferenceReader>;
  /** Of records that are no transactions, by the name of their resource; no id names one of them. */
  readonly recordReaders: ReadonlyMap<string, MemberReader>;
  readonly ids: TransactionIds;
}

/** What a reference came to: a key to ask for, or the problem of its row; nothing has been asked yet. */
export type Resolution = AskableResolution | FailedResolution;

export interface AskableResolution {
  readonly reference: LookupReference;
  readonly key: TransactionKey;
  /** Where an id was given, the record that it names. */
  readonly recordId: string | null;
}

interface FailedResolution {
  readonly reference: LookupReference;
  readonly problem: LookupProblem;
  /** What was asked of an account that is not the caller's. */
  readonly foreign?: TransactionKey;
}

const NOTHING_KNOWN: LookupReference = { provider: null, account: null, kind: null, value: null, id: null };

/** Reads a caller's reference and checks that its account is the caller's, before any cache or provider is asked. */
export function resolveReference(input: TransactionReferenceInput, context: ResolutionContext): Resolution {
  if (typeof input.id === 'string') return resolveId(input.id, context);
  return (
    resolveMember(input, context.readers, context) ??
    resolveMember(input, context.recordReaders, context) ?? {
      reference: NOTHING_KNOWN,
      problem: invalid('The reference names no provider of this gateway.'),
    }
  );
}

function resolveMember(
  input: TransactionReferenceInput,
  readers: ReadonlyMap<string, MemberReader>,
  context: ResolutionContext,
): Resolution | null {
  for (const [member, reader] of readers) {
    const own = input[member];
    if (typeof own !== 'object' || own === null) continue;
    const members = own as Readonly<Record<string, unknown>>;
    const account = typeof members.account === 'string' ? members.account : null;
    return resolveParsed(reader, reader.parse(members), account, context);
  }
  return null;
}

function resolveId(id: string, context: ResolutionContext): Resolution {
  const identified = context.ids.parse(id);
  const reader = identified && context.readers.get(identified.key.provider);
  if (!identified || !reader) {
    return { reference: { ...NOTHING_KNOWN, id }, problem: invalid('This is no id that this gateway has given.') };
  }
  const { kind, value, account } = identified.key;
  const resolution = resolveParsed(reader, reader.read(kind, value), account, context);
  // What the id hides stays hidden: the echo of an id is the id.
  const reference = { ...resolution.reference, value: null, id };
  return 'key' in resolution
    ? { ...resolution, reference, recordId: identified.recordId }
    : { ...resolution, reference };
}

function resolveParsed(
  reader: MemberReader,
  parsed: ParsedReference,
  account: string | null,
  { caller }: ResolutionContext,
): Resolution {
  const asked: LookupReference = {
    provider: reader.name,
    account,
    kind: parsed.kind ?? null,
    value: parsed.value ?? null,
    id: null,
  };
  if (!parsed.valid) return { reference: asked, problem: invalid(parsed.message) };
  const own = caller.accounts.get(reader.name) ?? [];
  // Answered like an account that has no such transaction, so that nobody learns which accounts exist.
  if (account !== null && !own.includes(account)) {
    const foreign = { provider: reader.name, account, kind: parsed.kind, value: parsed.value };
    return { reference: asked, problem: problem('NOT_FOUND'), foreign };
  }
  const chosen = account ?? own[0];
  if (chosen === undefined) return { reference: asked, problem: invalid(`No ${reader.label} account is configured.`) };
  if (account === null && own.length > 1) {
    const message = `There are several ${reader.label} accounts. Name one as account: ${own.join(', ')}.`;
    return { reference: asked, problem: invalid(message) };
  }
  const { kind, value } = parsed;
  const key = new AskedKey({ provider: reader.name, account: chosen, kind, value });
  return { reference: { ...asked, account: chosen }, key, recordId: null };
}

function invalid(message: string): LookupProblem {
  return problem('INVALID_REFERENCE', { message });
}
