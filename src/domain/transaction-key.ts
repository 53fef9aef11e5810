import { hash } from 'node:crypto';

/** What a reference names a transaction by, such as `PAYMENT_ID` or `CUSTOM_ID`; each provider declares its own kinds. */
export type ReferenceKind = string;

/** The canonical form of a reference: an account that the caller may use, and a value that passed the provider's allow-list. */
export interface TransactionKey {
  readonly provider: string;
  readonly account: string;
  readonly kind: ReferenceKind;
  readonly value: string;
}

/** Equal for equal keys and for no others: the parts are joined by a character that no allow-list lets in. */
export function keyText(key: TransactionKey): string {
  return key instanceof AskedKey ? key.text : textOf(key);
}

/** The text behind another, for tables that hold more than keys. */
export function keyTextAfter(prefix: string, key: TransactionKey): string {
  return key instanceof AskedKey ? key.textAfter(prefix) : `${prefix}\n${textOf(key)}`;
}

/** Enough to follow one payment through the logs, and no way back to its reference. */
export function keyDigest(key: TransactionKey): string {
  return key instanceof AskedKey ? key.digest : digestOf(keyText(key));
}

/** For whoever keeps it: the key and nothing else. */
export function plainKey({ provider, account, kind, value }: TransactionKey): TransactionKey {
  return { provider, account, kind, value };
}

/** A key on its way through a look-up: six tables and two logs want its text or its hash, which is made once. */
export class AskedKey implements TransactionKey {
  readonly provider: string;
  readonly account: string;
  readonly kind: ReferenceKind;
  readonly value: string;
  #text: string | null = null;
  #digest: string | null = null;
  #prefix: string | null = null;
  #prefixed = '';

  constructor({ provider, account, kind, value }: TransactionKey) {
    this.provider = provider;
    this.account = account;
    this.kind = kind;
    this.value = value;
  }

  get text(): string {
    this.#text ??= textOf(this);
    return this.#text;
  }

  textAfter(prefix: string): string {
    if (this.#prefix !== prefix) {
      this.#prefix = prefix;
      this.#prefixed = `${prefix}\n${textOf(this)}`;
    }
    return this.#prefixed;
  }

  get digest(): string {
    this.#digest ??= digestOf(this.text);
    return this.#digest;
  }
}

function textOf({ provider, account, kind, value }: TransactionKey): string {
  return `${provider}\n${account}\n${kind}\n${value}`;
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}

/** An identifier that a record carries, for people and for joining with other systems. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly value: string;
  /** Whether a look-up accepts it. */
  readonly queryable: boolean;
}

/** Those that a record has a value for; nearly always all of them. */
export function statedReferences(
  references: ReadonlyArray<Omit<Reference, 'value'> & { readonly value: string | null }>,
): readonly Reference[] {
  return references.every(isStated) ? references : references.filter(isStated);
}

function isStated(reference: Omit<Reference, 'value'> & { readonly value: string | null }): reference is Reference {
  return reference.value !== null;
}
