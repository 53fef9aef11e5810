import {
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A selection of all that can be selected of a type, so that a field that is added tomorrow is asked for, too. */
export function everythingOf(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`the schema has no type ${typeName} with fields`);
  return selection(schema, type, { above: [typeName], done: [] });
}

interface Place {
  /** The types around this selection: their fields would go round in circles. */
  readonly above: readonly string[];
  /** Fields that the selection around this one has asked for. */
  readonly done: readonly string[];
}

function selection(schema: GraphQLSchema, type: GraphQLNamedOutputType, { above, done }: Place): string {
  const own = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const fields = own.flatMap((field) => {
    const inner = getNamedType(field.type);
    if (above.includes(inner.name) || done.includes(field.name) || field.args.some(isRequiredArgument)) return [];
    if (isLeafType(inner)) return [field.name];
    return [`${field.name} ${selection(schema, inner, { above: [...above, inner.name], done: [] })}`];
  });
  const asked = own.map(({ name }) => name);
  const branches = (isAbstractType(type) ? schema.getPossibleTypes(type) : []).map(
    (each) => `... on ${each.name} ${selection(schema, each, { above, done: asked })}`,
  );
  return `{ __typename ${[...fields, ...branches].join(' ')} }`;
}
