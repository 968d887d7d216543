/**
 * Intelligence: what people say and what cameras see, understood on this machine, always with confidence, never a decision.
 * Owns the text models (classes learned from decided cases, versioned: `text_model`, `text_model_use`) and the clusters of
 * messages about one thing (`case_cluster`, `case_cluster_member`); drafts of replies and bulletins by a language model, where one is set
 * up, are kept nowhere. Raises `cluster.changed`; hears nothing; servers notice a switched model by the table's revision.
 * Class suggestions reach the platform through the catalogue (`readClassesWith`), never the other way.
 */
import { defineModule } from '../../kernel/module.ts'
import { indicators } from './clusters/indicators.ts'
import { refreshClusters } from './clusters/refresh.ts'
import { clusterRoutes } from './clusters/routes.ts'
import { draftRoutes } from './drafts/routes.ts'
import { warnOfDrift } from './models/drift.ts'
import { modelRoutes } from './models/routes.ts'

export { findCluster } from './clusters/list.ts'
export { draftWith } from './drafts/drafting.ts'
export { openLanguageModel } from './drafts/language.ts'
export type { LanguageSetting } from './drafts/language.ts'
export { decidedCases } from './models/lessons.ts'
export type { Labelled } from './models/lessons.ts'
export { classReaderOf } from './models/current.ts'
export { readerOf } from './models/reader.ts'
export { listModels, switchModel } from './models/switch.ts'
export { startTraining } from './models/train.ts'
export { calibrationError, coverageAt } from './text/calibrate.ts'
export { classify } from './text/classify.ts'
export { decidingWords } from './text/explain.ts'
export { fieldsOf } from './text/features.ts'
export { clusterMessages } from './text/cluster.ts'
export { learn } from './text/learn.ts'
export { accuracyOf, bestCluster } from './text/measure.ts'

/** Manifest of the service. */
export const intelligence = defineModule({
  id: 'intelligence',
  name: '智能',
  permissions: { 'model.read': '查看分类模型', 'model.train': '训练和启用分类模型', 'cluster.read': '查看热点', 'cluster.refresh': '重算热点' },
  routes: (router, context) => {
    modelRoutes(router, context)
    draftRoutes(router, context)
    clusterRoutes(router, context)
  },
  indicators,
  jobs: [{ name: 'model.drift', cron: '15 8 * * *', run: warnOfDrift }, { name: 'cluster.refresh', cron: '*/10 * * * *', run: refreshClusters }],
})
