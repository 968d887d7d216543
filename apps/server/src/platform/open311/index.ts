/**
 * Open311: GeoReport v2 for whoever builds on the street: what can be reported, reporting with a key, and what became of
 * it, in XML and JSON. Owns no table: a request is a signal, an answer a case told as coarsely as `cases` allows.
 * The rules of the standard, each with its test: docs/open311.md.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

/** Manifest of the module. */
export const open311 = defineModule({ id: 'open311', name: 'Open311', permissions: { 'open311.send': '代居民报事（Open311）' }, routes })
