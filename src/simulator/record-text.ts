/** What a provider calls the fields of its record that faults rewrite. */
export interface RecordFields {
  /** By which the gateway knows that the record is the one that was asked for. */
  readonly identity: string;
  readonly amount: string;
  readonly status: string;
  /** When it was paid. */
  readonly time: string;
  /** A text that means nothing to the gateway. */
  readonly text: string;
}

const SCALAR = String.raw`(?:"(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+)`;

// The reply is edited as text, and so keeps all its other bytes: no JSON writer can state one key twice, or `1.20`.
// The first member of that name is meant; where there is none, as in an error envelope, nothing changes.

export function replaceField(body: string, field: string, json: string): string {
  return body.replace(new RegExp(member(field)), () => `"${field}":${json}`);
}

export function removeField(body: string, field: string): string {
  return body.replace(new RegExp(String.raw`,\s*${member(field)}|${member(field)}\s*,?`), '');
}

export function addField(body: string, { before, name, json }: Readonly<Record<'before' | 'name' | 'json', string>>) {
  return body.replace(new RegExp(member(before)), (found) => `"${name}":${json},${found}`);
}

function member(field: string): string {
  return String.raw`"${field}"\s*:\s*${SCALAR}`;
}
