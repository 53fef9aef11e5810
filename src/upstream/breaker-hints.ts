/** What gateways tell one another of a provider account that does not answer. */
export interface BreakerHints {
  /** This gateway's breaker has opened, for so long; 0 where it has closed. */
  tell(openMs: number): void;
  /** Whether another gateway's breaker is open, as far as is known. */
  isOpenElsewhere(): boolean;
}

export const NO_HINTS: BreakerHints = { tell: () => {}, isOpenElsewhere: () => false };
