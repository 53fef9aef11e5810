import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { Secret } from '../domain/secret.js';
/** What people leave in place of a value, in examples and in a hurry. */
const PLACEHOLDER = /^(?:replace-?me|change-?me|todo|x{3,}|your[-_].*|<.*>)$/i;
/** Read by everybody on the machine. */
const FOR_OTHERS = 0o004;
/** Whether credentials look like some, and who can read the files that they are in. Whether one is good, its provider says. */
export const checkCredentials = async ({ config, files }) => [
    ...Object.entries(config.accounts).flatMap(([provider, accounts]) => accounts.flatMap((account) => placeholders(`${provider}/${account.name}`, account))),
    ...filesFinding(files),
];
function placeholders(subject, account) {
    return Object.entries(account).flatMap(([key, value]) => {
        if (!(value instanceof Secret) || !PLACEHOLDER.test(value.reveal()))
            return [];
        return [{ state: 'failed', subject, says: `${key} is a placeholder. Put the real one in its place.` }];
    });
}
function filesFinding(files) {
    if (files.length === 0)
        return [];
    const open = files.filter((path) => (modeOf(path) & FOR_OTHERS) !== 0).map((path) => basename(path));
    if (open.length === 0)
        return [{ state: 'ok', subject: 'files', says: `${files.length} read, none of them open to everybody` }];
    const says = `${open.length} of ${files.length} can be read by everybody on this machine: ${open.join(', ')}. Take that away from those with secrets (chmod o-r).`;
    return [{ state: 'warning', subject: 'files', says }];
}
function modeOf(path) {
    try {
        return statSync(path).mode;
    }
    catch {
        return 0;
    }
}
