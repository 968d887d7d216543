/** A label beside the one given. */
export interface Answer {
  readonly truth: string
  readonly given: string
}

/** F1 of every label that stands in the truth or was given. */
export function f1ByLabel(answers: readonly Answer[]): ReadonlyMap<string, number> {
  const labels = [...new Set(answers.flatMap(({ truth, given }) => [truth, given]))].toSorted()
  return new Map(labels.map((label) => {
    const inTruth = answers.filter(({ truth }) => truth === label).length
    const inGiven = answers.filter(({ given }) => given === label).length
    const both = answers.filter(({ truth, given }) => truth === label && given === label).length
    return [label, (2 * both) / (inTruth + inGiven)]
  }))
}

/** Mean F1 over the labels, and the share of right answers; both 0 without answers. */
export function accuracyOf(answers: readonly Answer[]): { macroF1: number; accuracy: number } {
  const scores = [...f1ByLabel(answers).values()]
  return {
    macroF1: scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length),
    accuracy: answers.filter(({ truth, given }) => truth === given).length / Math.max(1, answers.length),
  }
}

/** How well one label is told from the others. */
export interface LabelReport {
  readonly label: string
  readonly examples: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Every label that stands in the truth, most frequent first, and what was taken for what, most often first. */
export function reportByLabel(answers: readonly Answer[]): { byLabel: LabelReport[]; confusions: (Answer & { count: number })[] } {
  const counts = new Map<string, { truth: number; given: number; both: number }>()
  const mistakes = new Map<string, Answer & { count: number }>()
  const of = (label: string) => {
    const known = counts.get(label) ?? { truth: 0, given: 0, both: 0 }
    counts.set(label, known)
    return known
  }
  for (const { truth, given } of answers) {
    of(truth).truth += 1
    of(given).given += 1
    if (truth === given) of(truth).both += 1
    else mistakes.set(`${truth}\n${given}`, { truth, given, count: (mistakes.get(`${truth}\n${given}`)?.count ?? 0) + 1 })
  }
  const byLabel = [...counts].filter(([, { truth }]) => truth > 0).map(([label, { truth, given, both }]): LabelReport => ({
    label, examples: truth, precision: both / Math.max(1, given), recall: both / truth, f1: (2 * both) / (truth + given),
  }))
  return {
    byLabel: byLabel.toSorted((a, b) => b.examples - a.examples || (a.label < b.label ? -1 : 1)),
    confusions: [...mistakes.values()].toSorted((a, b) => b.count - a.count || (`${a.truth}${a.given}` < `${b.truth}${b.given}` ? -1 : 1)),
  }
}

/** How well the best cluster holds a topic. */
export interface Held {
  readonly f1: number
  readonly precision: number
  readonly recall: number
  /** Messages in the best cluster. */
  readonly size: number
}

/** The cluster with the highest F1 against a topic; zeros where none touches it. */
export function bestCluster(topic: ReadonlySet<string>, clusters: readonly (readonly string[])[]): Held {
  let best: Held = { f1: 0, precision: 0, recall: 0, size: 0 }
  for (const ids of clusters) {
    const both = ids.filter((id) => topic.has(id)).length
    const f1 = (2 * both) / (ids.length + topic.size)
    if (f1 > best.f1) best = { f1, precision: both / ids.length, recall: both / topic.size, size: ids.length }
  }
  return best
}
