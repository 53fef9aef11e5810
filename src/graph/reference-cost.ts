import type { Scope } from '../domain/scope.ts';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';

/** The references that a root field asks for, from its arguments after coercion. */
export type ReferencesOfArguments = (args: Readonly<Record<string, unknown>>) => readonly TransactionReferenceInput[];

/**
 * Marks a root field that looks transactions up: how its arguments name references, and the scope that it takes. The limit
 * on references is checked before anything is asked, so a field that is not marked would escape it: a test goes through
 * all root fields.
 */
export function asksFor(references: ReferencesOfArguments, ...more: readonly Scope[]) {
  return { authScopes: { scopes: ['transactions:read', ...more] }, extensions: { paylens: { references } } } as const;
}

/** Marks a root field that compares lists: it has a limit and a time of its own. */
export function reconciles(references: ReferencesOfArguments) {
  return {
    authScopes: { scopes: ['transactions:read', 'reconcile'] },
    extensions: { paylens: { references: () => [], reconciled: references } },
  } as const;
}

/** Marks a field that gives the counterpart of a record, which is one look-up more for each record. */
export const ASKS_FOR_COUNTERPART = { extensions: { paylens: { counterpart: true } } } as const;

/** What a root field asks for; null where it looks nothing up. */
export function marksOfRootField(extensions: Readonly<Record<string, unknown>>): RootFieldMarks | null {
  const marks = marksOf(extensions);
  return marks?.references === undefined ? null : { ...marks, references: marks.references };
}

export function asksForCounterpart(extensions: Readonly<Record<string, unknown>>): boolean {
  return marksOf(extensions)?.counterpart === true;
}

export interface RootFieldMarks {
  readonly references: ReferencesOfArguments;
  readonly reconciled?: ReferencesOfArguments;
}

interface Marks extends Partial<RootFieldMarks> {
  readonly counterpart?: boolean;
}

function marksOf(extensions: Readonly<Record<string, unknown>>): Marks | undefined {
  return extensions.paylens as Marks | undefined;
}
