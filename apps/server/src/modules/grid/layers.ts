import { GRID_WEIGHTS } from '@yihu/domain'
import type { GridWeight } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Layer, LayerFeature, LayerSight } from '../../kernel/layer.ts'
import { areasOf, drawnAreas } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { weighGrids } from './balance.ts'
import { lookedAt } from './sight.ts'

const TONES = { heavy: 'amber', usual: 'green', light: 'grey' } as const satisfies Record<GridWeight, LayerFeature['tone']>

/** Loads change with every case and household, slowly in their sum. */
const FRESH_MS = 5 * 60_000

/** Grids by what they have to carry, weighed against those in the same sight; as in `balanceOf`. */
const load: Layer = {
  id: 'grid-load', name: '网格负荷', what: '户、要反复走访的户和在办案件合起来，和中间的网格比；比的是地方，不是人。', unit: '个网格', sign: '荷', kind: 'polygon', permission: 'grid.read', zooms: [9, 16], isForStaff: true,
  list: '/grid?tab=balance', card: '/grid?tab=balance&area={path}', isChangedBy: (topic) => topic === 'grid.ruled', freshMs: FRESH_MS, find: gridsByLoad,
}

async function gridsByLoad(context: Context, { scope, box }: LayerSight): Promise<LayerFeature[]> {
  const [tree, street, drawn] = [await areasOf(context), await streetOf(context), await drawnAreas(context, { level: 'grid', box })]
  const { area, areas } = lookedAt(tree, { scope }, undefined)
  const { weighed } = await context.db.transact(scope, (tx) => weighGrids(tx, context, { tree, street, area: area.path, areas }))
  const byPath = new Map(weighed.map((grid) => [grid.path, grid]))
  return drawn.flatMap(({ code, name, path, geometry }) => {
    const grid = byPath.get(path)
    if (!grid) return []
    const [word, tone] = [GRID_WEIGHTS[grid.weight], TONES[grid.weight]]
    return [{ id: code, geometry, title: `${name}：负荷 ${grid.load}，${word}（户 ${grid.households}，要反复走访 ${grid.visited}，在办案件 ${grid.openCases}）`, tone, more: { path, word, load: grid.load } }]
  })
}

export const layers: readonly Layer[] = [load]
