import type { GraphQLError } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import { publicError } from './public-error.ts';

/** The errors of an answer in their public form; what the gateway did wrong itself goes to the log. */
export function shownErrors(
  errors: readonly GraphQLError[],
  requestId: string,
  log: Pick<Logger, 'internalError'>,
): readonly GraphQLError[] {
  return errors.map((error) => {
    const shown = publicError(error, requestId);
    if (shown !== error && shown.extensions.code === 'INTERNAL') {
      log.internalError({ requestId, error: error.originalError ?? error });
    }
    return shown;
  });
}
