/** Whose memory: a scenario and a subject. */
export interface MemoryKey {
  readonly scenario: string
  readonly subject: string
}

/** The one fixed order in which memories are locked. */
export function byKey(a: MemoryKey, b: MemoryKey): number {
  if (a.scenario !== b.scenario) return a.scenario < b.scenario ? -1 : 1
  return a.subject === b.subject ? 0 : a.subject < b.subject ? -1 : 1
}

/** The key as one text. */
export function textOf({ scenario, subject }: MemoryKey): string {
  return `${scenario} ${subject}`
}
