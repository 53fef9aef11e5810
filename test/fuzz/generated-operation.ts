import fc from 'fast-check';

/** A reference in one of the forms that name the same thing, and what it is counted by. */
interface GeneratedReference {
  /** Equal for all forms of one transaction. */
  readonly key: string;
  /** Whether a provider is asked for it. */
  readonly isValid: boolean;
  readonly kind: 'genstore' | 'customId' | 'paymentToken' | 'id';
  readonly input: Readonly<Record<string, unknown>>;
}

/** A document to send, and what it must cost by the model. */
export interface GeneratedOperation {
  readonly body: Readonly<Record<string, unknown>>;
  /** Everything that is asked for, as often as it is. */
  readonly rows: number;
  readonly distinct: number;
  readonly distinctValid: number;
  /** The most look-ups that it may cost where each record has a counterpart. */
  readonly linked: number;
  /** A variable that it takes is not given. */
  readonly isBroken: boolean;
}

type Passing = 'literal' | 'variable' | 'default' | 'overridden' | 'inner';
type CounterpartForm = 'plain' | 'twice' | 'fragment' | 'inline' | 'left out';
type Condition = { readonly name: 'skip' | 'include'; readonly value: boolean; readonly passing: Passing };

interface FieldPlan {
  readonly type: 'field';
  readonly picks: readonly Pick[];
  readonly isList: boolean;
  readonly prefersOwnField: boolean;
  readonly passing: Passing;
  readonly forces: boolean;
  /** How many counterparts, each of the one before, and in which form each is asked for. */
  readonly counterparts: readonly CounterpartForm[];
  readonly condition: Condition | null;
}

interface GroupPlan {
  readonly type: 'inline' | 'fragment';
  readonly selections: readonly SelectionPlan[];
  readonly isSpreadTwice: boolean;
  readonly condition: Condition | null;
}

type SelectionPlan = FieldPlan | GroupPlan;
type Pick = { readonly number: number; readonly form: number };

export interface OperationPlan {
  readonly selections: readonly SelectionPlan[];
  readonly other: readonly SelectionPlan[] | null;
  readonly isBroken: boolean;
}

const passing = fc.constantFrom<Passing>('literal', 'variable', 'default', 'overridden', 'inner');
const condition = fc.option(
  fc.record<Condition>({ name: fc.constantFrom('skip', 'include'), value: fc.boolean(), passing }),
  { freq: 3 },
);
const pick = fc.record<Pick>({ number: fc.nat({ max: 5 }), form: fc.nat({ max: 6 }) });

const { selections } = fc.letrec<{ selections: readonly SelectionPlan[]; selection: SelectionPlan }>((tie) => ({
  selections: fc.array(tie('selection'), { minLength: 1, maxLength: 4 }),
  selection: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.record<FieldPlan>({
      type: fc.constant('field'),
      picks: fc.array(pick, { minLength: 1, maxLength: 6 }),
      isList: fc.boolean(),
      prefersOwnField: fc.boolean(),
      passing,
      forces: fc.boolean(),
      counterparts: fc.array(
        fc.constantFrom<CounterpartForm>('plain', 'plain', 'twice', 'fragment', 'inline', 'left out'),
        { maxLength: 3 },
      ),
      condition,
    }),
    fc.record<GroupPlan>({
      type: fc.constantFrom('inline', 'fragment'),
      selections: tie('selections'),
      isSpreadTwice: fc.boolean(),
      condition,
    }),
  ),
}));

export const operationPlans: fc.Arbitrary<OperationPlan> = fc.record({
  selections,
  other: fc.option(selections, { freq: 3 }),
  isBroken: fc.nat({ max: 19 }).map((number) => number === 0),
});

/**
 * The forms that a reference can have; `run` makes it one that nobody has asked for before. Every two numbers name records
 * that are each other's counterpart.
 */
function formsOf(run: number, number: number): readonly GeneratedReference[] {
  const value = `PI-linked-${run}-${Math.floor(number / 3)}`.replace('.', '-');
  const idOf = (...parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const genstore = { key: `genstore ${value}`, isValid: true };
  const yedpay = { key: `yedpay ${value}`, isValid: true };
  const invalid = { isValid: false };
  const forms: ReadonlyArray<readonly GeneratedReference[]> = [
    [
      { ...genstore, kind: 'genstore', input: { paymentId: value } },
      { ...genstore, kind: 'genstore', input: { paymentId: value, account: 'demo-shop' } },
      { ...genstore, kind: 'id', input: { id: idOf('genstore', 'demo-shop', 'PAYMENT_ID', value, value) } },
    ],
    [
      { ...yedpay, kind: 'customId', input: { customId: value } },
      { ...yedpay, kind: 'customId', input: { customId: value, account: 'demo-store' } },
      { ...yedpay, kind: 'id', input: { id: idOf('yedpay', 'demo-store', 'CUSTOM_ID', value, 'record') } },
      { key: `token ${value}`, isValid: true, kind: 'paymentToken', input: { paymentToken: `tok-${value}` } },
    ],
    [
      { ...invalid, key: `slash ${value}`, kind: 'genstore', input: { paymentId: `${value}/..` } },
      { ...invalid, key: `foreign ${value}`, kind: 'customId', input: { customId: value, account: 'of-another' } },
      { ...invalid, key: `junk ${value}`, kind: 'id', input: { id: `junk-${value}` } },
    ],
  ];
  return forms[number % forms.length] ?? [];
}

/** Writes the document, and computes what it costs beside it, without a look at the code that is tested. */
export function operationOf({ selections, other, isBroken }: OperationPlan, run: number): GeneratedOperation {
  const main = new Writer(run, 'M');
  const text = main.write(selections, true);
  const documents = [`query Main${main.declarations()} { ${text} }`, ...main.fragments];
  if (other !== null) {
    // Whatever another operation of the document asks for costs nothing.
    const unused = new Writer(run + 0.5, 'O');
    const unusedText = unused.write(other, true);
    documents.unshift(`query Other${unused.declarations()} { ${unusedText} }`);
    documents.push(...unused.fragments);
  }
  const missing = isBroken ? main.required[0] : undefined;
  const variables = Object.fromEntries(Object.entries(main.variables).filter(([name]) => name !== missing));
  const asked = [...main.asked.values()].flatMap(({ references }) => references);
  return {
    body: { query: documents.join('\n'), operationName: 'Main', variables },
    rows: asked.length,
    distinct: new Set(asked.map(({ key }) => key)).size,
    distinctValid: new Set(asked.filter(({ isValid }) => isValid).map(({ key }) => key)).size,
    linked: linkedCost(main.asked.values()),
    isBroken: missing !== undefined,
  };
}

function linkedCost(fields: Iterable<AskedField>): number {
  const costs = new Map<string, number>();
  for (const { references, counterparts } of fields) {
    for (const { key, isValid } of references) {
      costs.set(key, Math.max(costs.get(key) ?? 0, isValid ? 1 + counterparts : 1));
    }
  }
  return [...costs.values()].reduce((sum, cost) => sum + cost, 0);
}

interface AskedField {
  readonly references: readonly GeneratedReference[];
  readonly counterparts: number;
}

class Writer {
  readonly fragments: string[] = [];
  readonly variables: Record<string, unknown> = {};
  /** Variables that have no default. */
  readonly required: string[] = [];
  /** By the field's alias: a fragment that is spread twice is executed once. */
  readonly asked = new Map<string, AskedField>();
  readonly #run: number;
  readonly #prefix: string;
  readonly #declared: string[] = [];
  #count = 0;

  constructor(run: number, prefix: string) {
    this.#run = run;
    this.#prefix = prefix;
  }

  declarations(): string {
    return this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`;
  }

  write(selections: readonly SelectionPlan[], isExecuted: boolean): string {
    return selections.map((selection) => this.#selection(selection, isExecuted)).join(' ');
  }

  #selection(plan: SelectionPlan, isOutside: boolean): string {
    const directive = this.#directive(plan.condition);
    const isExecuted = isOutside && (plan.condition === null || isMet(plan.condition));
    if (plan.type === 'field') return this.#field(plan, directive, isExecuted);
    if (plan.type === 'inline') return `... ${directive} { ${this.write(plan.selections, isExecuted)} }`;
    const name = this.#name('Fragment');
    // Spread a second time without a condition, it is executed after all.
    const text = this.write(plan.selections, isExecuted || (isOutside && plan.isSpreadTwice));
    this.fragments.push(`fragment ${name} on Query { ${text} }`);
    return `...${name} ${directive} ${plan.isSpreadTwice ? `...${name}` : ''}`;
  }

  #field(
    { picks, isList, prefersOwnField, passing, forces, counterparts }: FieldPlan,
    directive: string,
    isExecuted: boolean,
  ): string {
    const references = picks.flatMap(({ number, form }) => formsOf(this.#run, number).at(form % 3) ?? []);
    const [first] = references;
    if (first === undefined) return '__typename';
    const alias = this.#name('field');
    const asked = isList ? references : [first];
    const ids = asked.every(({ kind }) => kind === 'id') ? asked.map(({ input }) => input.id) : null;
    if (prefersOwnField && !isList && first.kind === 'genstore' && forces) {
      // The same text names another thing there.
      if (isExecuted)
        this.asked.set(alias, { references: [{ ...first, key: `refund ${first.key}` }], counterparts: 0 });
      const { paymentId, ...more } = first.input;
      const given = Object.entries({ refundId: paymentId, ...more }).map(
        ([name, value]) => `${name}: ${this.#value('String!', value, passing)}`,
      );
      return `${alias}: genstoreRefund(${given.join(', ')}) ${directive} { refundId }`;
    }
    // What is within one that is left out is not asked for.
    const reached = counterparts.indexOf('left out');
    if (isExecuted) {
      this.asked.set(alias, { references: asked, counterparts: reached === -1 ? counterparts.length : reached });
    }
    const linked = this.#counterparts(counterparts);
    const record = `... on Transaction { id ${linked} }`;
    const row = linked === '' ? 'outcome' : `outcome transaction { ${record} }`;
    const freshness = forces ? ', freshness: { forceRefresh: true }' : '';
    const inputs = asked.map(asInput);
    if (prefersOwnField && ids !== null && isList) {
      return `${alias}: nodes(ids: ${this.#list('ID', ids, passing)}) ${directive} { ${record} }`;
    }
    if (prefersOwnField && ids !== null) {
      return `${alias}: node(id: ${this.#value('ID!', ids[0], passing)}) ${directive} { ${record} }`;
    }
    if (prefersOwnField && !isList && first.kind !== 'id') {
      const field = first.kind === 'genstore' ? 'genstorePayment' : 'yedpayTransaction';
      const given = Object.entries(first.input).map(
        ([name, value]) => `${name}: ${this.#value('String!', value, passing)}`,
      );
      return `${alias}: ${field}(${given.join(', ')}) ${directive} { ${record} }`;
    }
    if (isList) {
      const list = this.#list('TransactionReference', inputs, passing);
      return `${alias}: transactions(references: ${list}${freshness}) ${directive} { ${row} }`;
    }
    const reference = this.#value('TransactionReference!', inputs[0], passing);
    return `${alias}: transaction(reference: ${reference}${freshness}) ${directive} { ${row} }`;
  }

  #counterparts([form, ...inner]: readonly CounterpartForm[]): string {
    if (form === undefined) return '';
    const within = this.#counterparts(inner);
    const row = within === '' ? '{ outcome }' : `{ outcome transaction { ${within} } }`;
    switch (form) {
      case 'plain':
        return `counterpart ${row}`;
      case 'twice':
        return `${this.#name('one')}: counterpart ${row} ${this.#name('two')}: counterpart ${row}`;
      case 'inline':
        return `... on GenstorePayment { counterpart ${row} } ... on YedpayTransaction { counterpart ${row} }`;
      case 'left out':
        return `counterpart @skip(if: true) ${row}`;
      case 'fragment': {
        const name = this.#name('Record');
        this.fragments.push(`fragment ${name} on Transaction { counterpart ${row} }`);
        return `...${name}`;
      }
    }
  }

  #list(type: string, values: readonly unknown[], passing: Passing): string {
    if (passing !== 'inner') return this.#value(`[${type}!]!`, values, passing);
    return `[${values.map((value, index) => this.#value(`${type}!`, value, index % 2 === 0 ? 'variable' : 'literal')).join(', ')}]`;
  }

  #directive(condition: Condition | null): string {
    if (condition === null) return '';
    return `@${condition.name}(if: ${this.#value('Boolean!', condition.value, condition.passing)})`;
  }

  #value(type: string, value: unknown, passing: Passing): string {
    if (passing === 'literal') return literal(value);
    const name = this.#name('variable');
    if (passing === 'default') {
      this.#declared.push(`$${name}: ${type} = ${literal(value)}`);
      return `$${name}`;
    }
    this.variables[name] = value;
    if (passing === 'overridden') this.#declared.push(`$${name}: ${type} = ${literal(anotherFor(type))}`);
    else {
      this.#declared.push(`$${name}: ${type}`);
      this.required.push(name);
    }
    return `$${name}`;
  }

  #name(what: string): string {
    this.#count += 1;
    return `${what}${this.#prefix}${this.#count}`;
  }
}

function isMet({ name, value }: Condition): boolean {
  return name === 'include' ? value : !value;
}

function asInput({ kind, input }: GeneratedReference): Readonly<Record<string, unknown>> {
  if (kind === 'id') return input;
  return kind === 'genstore' ? { genstore: input } : { yedpay: input };
}

/** A default that is not used, and would cost calls if it were. */
function anotherFor(type: string): unknown {
  const inner = type.replace(/[[\]!]/g, '');
  const value = inner === 'Boolean' ? true : inner === 'TransactionReference' ? { id: 'unused' } : 'unused';
  return type.startsWith('[') ? [value] : value;
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')} }`;
}
