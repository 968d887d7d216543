/**
 * Open data: what people report about places by day, grid and class, and counts of what concerns people by month and
 * street, ten or more; as CSV and GeoJSON under `/open-data/` with dictionary and licence (`datapackage.json`), and the
 * same rows by month as the public map. Owns no table.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export { gridsOpen } from './collect.ts'

/** Manifest of the module. */
export const openData = defineModule({ id: 'open-data', name: '公开数据', routes })
