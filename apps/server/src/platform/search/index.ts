/**
 * Search: one box over cases, people, places, houses, organisations, parts and devices, each asked of the module that owns
 * it and within what the person asking may see. Owns no table; raises and hears nothing. Names of people are met by their
 * blind indexes only.
 */
import { searchAll } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { signedIn } from '../../kernel/http/index.ts'
import { defineModule } from '../../kernel/module.ts'
import { findAll } from './find-all.ts'

/** Manifest of the module. */
export const search = defineModule({
  id: 'search',
  name: '查找',
  routes: (router, context: Context) => router.on(searchAll, signedIn(), ({ query, actor }) => findAll(context, actor, query)),
})
