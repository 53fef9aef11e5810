import { getNamedType, isInputObjectType } from 'graphql';
import type { AccountNames } from '../domain/caller.ts';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';
import { PROVIDERS } from '../providers/index.ts';
import { schema } from '../schema.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** How a reference is written on a command line. */
export const REFERENCE_FORMS = `A reference is one of
${PROVIDERS.map(({ name }) => `  ${name}:VALUE, ${name}/ACCOUNT:VALUE`).join('\n')}
  PROVIDER:KIND:VALUE    by another kind, such as yedpay:token:-
  id:ID                  an id that Paylens gave
The VALUE - is read from standard input, one line for each. What is secret, such as a payment token, is read only from
there: a command line is kept by the shell and seen by everybody on the machine.`;

/** A reference as it was typed: what it is a reference of is clear, and whose account it is can be asked. */
export interface ReferenceArgument {
  /** Its value is the next line of standard input. */
  readonly readsInput: boolean;
  /** @throws UsageError where there is no such account. */
  readonly toReference: (context: ReferenceArgumentContext) => TransactionReferenceInput;
}

export interface ReferenceArgumentContext {
  readonly accounts: AccountNames;
  /** Of the references that name none. */
  readonly account: string | undefined;
  /** The line of standard input that `-` stands for. */
  readonly line: string;
}

const FROM_INPUT = '-';
const FORM = /^([a-z]+)(?:\/([^:]*))?:(?:([A-Za-z]+):)?(.*)$/s;

/** @throws UsageError where the text names no provider or kind that there is, or holds what is secret. */
export function readReferenceArgument(text: string): ReferenceArgument {
  if (text === 'id:') throw empty(text);
  if (text.startsWith('id:')) return { readsInput: false, toReference: () => ({ id: text.slice('id:'.length) }) };
  const [, providerName = '', named, kindName, typed = ''] = FORM.exec(text) ?? [];
  const provider = PROVIDERS.find(({ name }) => name === providerName);
  if (provider === undefined) {
    const prefixes = [...PROVIDERS.map(({ name }) => `${name}:`), 'id:'].join(', ');
    throw new UsageError(`a reference begins with one of ${prefixes}`);
  }
  const member = kindName === undefined ? null : memberNamed(provider, kindName);
  if (typed === '') throw empty(text);
  const readsInput = typed === FROM_INPUT;
  if (!readsInput && member !== null && isSecretMember(provider, member)) {
    throw new UsageError(
      `${provider.label}'s ${member} is secret: write ${provider.name}:${kindName}:- and pipe it in`,
    );
  }
  const toReference = ({ accounts, account, line }: ReferenceArgumentContext): TransactionReferenceInput => {
    const value = readsInput ? line : typed;
    const own = accountOf(provider, named ?? account, accounts);
    const names = own === undefined ? {} : { account: own };
    return { [provider.name]: { [member ?? usualMember(provider, value)]: value, ...names } };
  };
  return { readsInput, toReference };
}

/** As a script writes it whose variable is not set. */
function empty(text: string): UsageError {
  return new UsageError(`nothing stands after ${printable(text)}`);
}

type Provider = (typeof PROVIDERS)[number];

/** Whoever runs the command has the configuration, so a name that is not in it is a slip and no secret. */
function accountOf({ name, label }: Provider, account: string | undefined, accounts: AccountNames): string | undefined {
  const own = accounts.get(name) ?? [];
  if (account === undefined || own.includes(account)) return account;
  const known = own.length === 0 ? 'none is configured' : `there ${own.length === 1 ? 'is' : 'are'} ${own.join(', ')}`;
  throw new UsageError(`${label} has no account "${printable(account)}"; ${known}`);
}

/** The members of the provider's input by which a look-up can be made. */
export function membersOf({ name }: Pick<Provider, 'name'>): readonly string[] {
  const references = schema.getType('TransactionReference');
  const own = isInputObjectType(references) ? getNamedType(references.getFields()[name]?.type) : undefined;
  if (!isInputObjectType(own)) throw new Error(`the schema has no reference of ${name}`);
  return Object.keys(own.getFields()).filter((member) => member !== 'account');
}

/** By the whole name of the member, or its last word in lower case: `token` for `paymentToken`. */
function memberNamed(provider: Provider, kindName: string): string {
  const members = membersOf(provider);
  const shortName = (member: string) => (/[A-Z][a-z]*$/.exec(member)?.[0] ?? member).toLowerCase();
  const member = members.find((each) => each === kindName) ?? members.find((each) => shortName(each) === kindName);
  if (member !== undefined) return member;
  const kinds = members.map((each) => `${provider.name}:${shortName(each)}:`).join(' or ');
  throw new UsageError(`${provider.label} is not looked up by "${kindName}"; write ${kinds}`);
}

/** What the provider lists first is what people have. */
function usualMember(provider: Provider, value: string): string {
  const members = membersOf(provider);
  const kindOf = (member: string) => provider.parseReference({ [member]: value }).kind;
  const usual = provider.referenceKinds.flatMap(({ kind }) => members.find((member) => kindOf(member) === kind) ?? []);
  return usual[0] ?? members[0] ?? '';
}

/** Whether what the member holds can move money. */
export function isSecretMember({ referenceKinds, parseReference }: Provider, member: string): boolean {
  const { kind } = parseReference({ [member]: 'x' });
  return referenceKinds.some((info) => info.kind === kind && info.secret === true);
}
