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
