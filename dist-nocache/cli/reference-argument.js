import { getNamedType, isInputObjectType } from 'graphql';
import { PROVIDERS } from '../providers/index.js';
import { schema } from '../schema.js';
import { printable } from './printable.js';
import { UsageError } from './usage-error.js';
/** How a reference is written on a command line. */
export const REFERENCE_FORMS = `A reference is one of
${PROVIDERS.map(({ name }) => `  ${name}:VALUE, ${name}/ACCOUNT:VALUE`).join('\n')}
  PROVIDER:KIND:VALUE    by another kind, such as yedpay:token:-
  id:ID                  an id that Paylens gave
The VALUE - is read from standard input, one line for each. What is secret, such as a payment token, is read only from
there: a command line is kept by the shell and seen by everybody on the machine.`;
const FROM_INPUT = '-';
const FORM = /^([a-z]+)(?:\/([^:]*))?:(?:([A-Za-z]+):)?(.+)$/s;
/** @throws UsageError where the text names no provider or kind that there is, or holds what is secret. */
export function readReferenceArgument(text) {
    if (text.startsWith('id:'))
        return { readsInput: false, toReference: () => ({ id: text.slice('id:'.length) }) };
    const [, providerName = '', named, kindName, typed = ''] = FORM.exec(text) ?? [];
    const provider = PROVIDERS.find(({ name }) => name === providerName);
    if (provider === undefined) {
        const prefixes = [...PROVIDERS.map(({ name }) => `${name}:`), 'id:'].join(', ');
        throw new UsageError(`a reference begins with one of ${prefixes}`);
    }
    const member = kindName === undefined ? null : memberNamed(provider, kindName);
    const readsInput = typed === FROM_INPUT;
    if (!readsInput && member !== null && isSecretMember(provider, member)) {
        throw new UsageError(`${provider.label}'s ${member} is secret: write ${provider.name}:${kindName}:- and pipe it in`);
    }
    const toReference = ({ accounts, account, line }) => {
        const value = readsInput ? line : typed;
        const own = accountOf(provider, named ?? account, accounts);
        const names = own === undefined ? {} : { account: own };
        return { [provider.name]: { [member ?? usualMember(provider, value)]: value, ...names } };
    };
    return { readsInput, toReference };
}
/** Whoever runs the command has the configuration, so a name that is not in it is a slip and no secret. */
function accountOf({ name, label }, account, accounts) {
    const own = accounts.get(name) ?? [];
    if (account === undefined || own.includes(account))
        return account;
    const known = own.length === 0 ? 'none is configured' : `there ${own.length === 1 ? 'is' : 'are'} ${own.join(', ')}`;
    throw new UsageError(`${label} has no account "${printable(account)}"; ${known}`);
}
/** The members of the provider's input by which a look-up can be made. */
export function membersOf({ name }) {
    const references = schema.getType('TransactionReference');
    const own = isInputObjectType(references) ? getNamedType(references.getFields()[name]?.type) : undefined;
    if (!isInputObjectType(own))
        throw new Error(`the schema has no reference of ${name}`);
    return Object.keys(own.getFields()).filter((member) => member !== 'account');
}
/** By the whole name of the member, or its last word in lower case: `token` for `paymentToken`. */
function memberNamed(provider, kindName) {
    const members = membersOf(provider);
    const shortName = (member) => (/[A-Z][a-z]*$/.exec(member)?.[0] ?? member).toLowerCase();
    const member = members.find((each) => each === kindName) ?? members.find((each) => shortName(each) === kindName);
    if (member !== undefined)
        return member;
    const kinds = members.map((each) => `${provider.name}:${shortName(each)}:`).join(' or ');
    throw new UsageError(`${provider.label} is not looked up by "${kindName}"; write ${kinds}`);
}
/** What the provider lists first is what people have. */
function usualMember(provider, value) {
    const members = membersOf(provider);
    const kindOf = (member) => provider.parseReference({ [member]: value }).kind;
    const usual = provider.referenceKinds.flatMap(({ kind }) => members.find((member) => kindOf(member) === kind) ?? []);
    return usual[0] ?? members[0] ?? '';
}
/** Whether what the member holds can move money. */
export function isSecretMember({ referenceKinds, parseReference }, member) {
    const { kind } = parseReference({ [member]: 'x' });
    return referenceKinds.some((info) => info.kind === kind && info.secret === true);
}
