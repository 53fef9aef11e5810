import { publicError } from './public-error.js';
/** The errors of an answer in their public form; what the gateway did wrong itself goes to the log. */
export function shownErrors(errors, requestId, log) {
    return errors.map((error) => {
        const shown = publicError(error, requestId);
        if (shown !== error && shown.extensions.code === 'INTERNAL') {
            log.internalError({ requestId, error: error.originalError ?? error });
        }
        return shown;
    });
}
