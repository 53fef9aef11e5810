import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { expect, test } from 'vitest';
import { LOOKUP_DOCUMENT, WATCH_DOCUMENT } from '../../src/cli/whole-transaction.ts';
import { schema } from '../../src/schema.ts';

/** `Type.field` of everything that a document selects. */
function selected(document: string): ReadonlySet<string> {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const note = () => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()];
    if (parent && field) names.add(`${parent.name}.${field.name}`);
  };
  visit(parse(document), visitWithTypeInfo(types, { Field: note }));
  return names;
}

/** `Type.field` of everything that can be reached from a type; what a record has of an interface counts there. */
function reachable(start: string): readonly string[] {
  const names = new Set<string>();
  const walked = new Set<string>();
  const walk = (typeName: string) => {
    if (walked.has(typeName)) return;
    walked.add(typeName);
    const type = schema.getType(typeName);
    if (!isCompositeType(type) || !('getFields' in type)) return;
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    const shared = new Set(interfaces.flatMap((each) => Object.keys(each.getFields())));
    for (const field of Object.values(type.getFields())) {
      if (!shared.has(field.name)) names.add(`${typeName}.${field.name}`);
      walk(getNamedType(getNullableType(field.type)).name);
    }
    if (!isObjectType(type)) for (const concrete of schema.getPossibleTypes(type)) walk(concrete.name);
  };
  walk(start);
  return [...names].toSorted();
}

test.each([
  ['lookup', LOOKUP_DOCUMENT],
  ['watch', WATCH_DOCUMENT],
])('the document of %s fits the schema', (_name, document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});

const OF_A_COUNTERPART = /^(CounterpartLink|LinkConfirmation)\./;

test('the document of lookup has every field of a row, of each provider, but no counterpart', () => {
  const names = selected(LOOKUP_DOCUMENT);
  const all = reachable('TransactionLookup');
  expect(all.length).toBeGreaterThan(90);
  for (const name of ['Transaction.id', 'Transaction.raw', 'GenstorePayment.channelTrxNo', 'YedpayActionDetail.name']) {
    expect(all).toContain(name);
  }
  const left = all.filter((name) => !names.has(name) && !OF_A_COUNTERPART.test(name));
  expect(left).toEqual(['Transaction.counterpart', 'TransactionLookup.link']);
});

test('the document of watch has every field of an event, but no history and no counterpart', () => {
  const names = selected(WATCH_DOCUMENT);
  const all = reachable('TransactionEvent');
  const left = all
    .filter((name) => !names.has(name))
    .filter((name) => !name.startsWith('StatusObservation.') && !OF_A_COUNTERPART.test(name));
  expect(left).toEqual(['Transaction.counterpart', 'Transaction.history', 'TransactionLookup.link']);
});
