import type { AreaIndex } from '../../platform/areas/index.ts'

/** Where the demo walks, until when, and who. */
export interface Street {
  readonly tree: AreaIndex
  readonly path: string
  /** The day the demo ends, epoch ms. */
  readonly asOf: number
  /** Who walks a grid, by its path. */
  readonly workers: ReadonlyMap<string, { readonly id: string; readonly name: string }>
}
