/** What the address of the scenario catalogue may say. */
export interface ScenarioSearch {
  /** For which area it is looked at and set. */
  readonly area?: string
  /** The scenario that is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. */
export function readScenarioSearch({ area, at }: Readonly<Record<string, unknown>>): ScenarioSearch {
  return {
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(typeof at === 'string' && /^[a-z\d-]{1,60}$/u.test(at) ? { at } : {}),
  }
}
