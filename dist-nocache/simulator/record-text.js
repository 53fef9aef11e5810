const SCALAR = String.raw `(?:"(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+)`;
// The reply is edited as text, and so keeps all its other bytes: no JSON writer can state one key twice, or `1.20`.
// The first member of that name is meant; where there is none, as in an error envelope, nothing changes.
export function replaceField(body, field, json) {
    return body.replace(new RegExp(member(field)), () => `"${field}":${json}`);
}
export function removeField(body, field) {
    return body.replace(new RegExp(String.raw `,\s*${member(field)}|${member(field)}\s*,?`), '');
}
export function addField(body, { before, name, json }) {
    return body.replace(new RegExp(member(before)), (found) => `"${name}":${json},${found}`);
}
function member(field) {
    return String.raw `"${field}"\s*:\s*${SCALAR}`;
}
