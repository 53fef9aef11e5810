import type { ReferenceKind } from './transaction-key.ts';

/** A caller's reference as its provider read it: which identifier, or why it can be none. */
export type ParsedReference =
  | { readonly valid: true; readonly kind: ReferenceKind; readonly value: string }
  | { readonly valid: false; readonly message: string; readonly kind?: ReferenceKind; readonly value?: string };

/** A reference as a caller gives it: a global id, or the members of one provider or of one of its resources. */
export interface TransactionReferenceInput {
  readonly id?: string | null;
  readonly [member: string]: unknown;
}

/** A reference, and how many counterparts, each of the one before, are asked for behind it. */
export interface AskedReference {
  readonly reference: TransactionReferenceInput;
  readonly counterparts: number;
}

/** What was asked, echoed in its row. */
export interface LookupReference {
  readonly provider: string | null;
  readonly account: string | null;
  readonly kind: ReferenceKind | null;
  readonly value: string | null;
  readonly id: string | null;
}

/** One kind of identifier that a provider's records carry. */
export interface ReferenceKindInfo {
  readonly kind: ReferenceKind;
  readonly description: string;
  /** A look-up accepts it. */
  readonly queryable: boolean;
  /** Whoever holds it can act on the payment, so a global id carries it sealed and no reference list shows it. */
  readonly secret?: boolean;
}

/** How a caller's input names something of one provider. */
export interface MemberReader {
  /** The provider's. */
  readonly name: string;
  readonly label: string;
  readonly parse: (input: Readonly<Record<string, unknown>>) => ParsedReference;
}

/** How one provider reads references to its transactions. `read` is given a kind and value from a global id. */
export interface ReferenceReader extends MemberReader {
  readonly read: (kind: ReferenceKind, value: string) => ParsedReference;
}
