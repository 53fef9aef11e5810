/** By which members a provider's transactions can be named in a file: those that are secret belong in none. */
export interface ReferenceForm {
  /** The provider's registered name. */
  readonly provider: string;
  readonly members: readonly string[];
}
