import { listTextModels, switchTextModel, trainTextModel } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { decidedCases } from './lessons.ts'
import { listModels, switchModel } from './switch.ts'
import { startTraining } from './train.ts'

/** Contract → use case. */
export function modelRoutes(router: Router, context: Context): void {
  router.on(listTextModels, may('model.read'), () => listModels(context))
  router.on(trainTextModel, may('model.train'), async ({ actor, request }) => {
    const { number, finished } = await startTraining(context, { source: '本街道已办结的案件', isOwn: true, by: actor, ip: request.ip, examples: () => decidedCases(context) })
    finished.catch((error: unknown) => context.log.warn({ err: error, number }, 'the training did not come to its end'))
    return { number }
  })
  router.on(switchTextModel, may('model.train'), async ({ body, actor, request }) => {
    await switchModel(context, { ...body, by: actor, ip: request.ip })
    return listModels(context)
  })
}
