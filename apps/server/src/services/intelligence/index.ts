/**
 * Intelligence: what people say and what cameras see, understood on this machine, always with confidence, never a decision.
 * Owns the text models (classes learned from decided cases) and the clusters of messages about one thing.
 * Raises nothing and hears nothing yet: pure functions, entered by the command line (`eval text`, `eval hotspots`).
 */
export { calibrationError, coverageAt } from './text/calibrate.ts'
export { classify } from './text/classify.ts'
export { clusterMessages } from './text/cluster.ts'
export { learn } from './text/learn.ts'
export { accuracyOf, bestCluster } from './text/measure.ts'
