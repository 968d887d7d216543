/**
 * Visualisation (可视化): what screens and bulletins show, every number with its definition, its time and the list it counts.
 * Owns `indicator_day`. Raises nothing; hears nothing. The figures are the modules' own (`indicators` of their manifests);
 * `app.ts` hands them over.
 */
import { listIndicators, showIndicator } from '@yihu/contracts'
import { may } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { keepFigures } from './keep.ts'
import { indicatorOf, rememberScreens, screenOf } from './show.ts'

/** Manifest of the service, given the figures of all modules. */
export function visualization({ indicators }: { readonly indicators: () => readonly Indicator[] }): Module {
  return defineModule({
    id: 'visualization',
    name: '可视化',
    permissions: { 'indicator.read': '查看指标和大屏' },
    routes: (router, context) => {
      const memory = rememberScreens(context)
      router.on(listIndicators, may('indicator.read'), ({ query, actor }) => screenOf(context, actor, { query, all: indicators(), memory }))
      router.on(showIndicator, may('indicator.read'), ({ params, query, actor }) => indicatorOf(context, actor, { id: params.id, query }, indicators()))
    },
    jobs: [{ name: 'indicator.keep', cron: '50 * * * *', run: (context) => keepFigures(context, indicators()) }],
  })
}
