/**
 * Sync: what people do on phones, maybe without signal, reaches the server here: each action once, a
 * stretch of one kind together; what a phone takes along; the keys of what phones keep, released at login.
 * Owns `offline_action`, `patrol_device`, `patrol_photo`. Raises and hears nothing. What an action does is its module's (`actions` of
 * their manifests, handed in by the composition root).
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { forgetPieces } from './photo-pieces.ts'
import { routes } from './routes.ts'
import type { Offered } from './result.ts'

/** The manifest over the actions of all modules. */
export function sync({ modules }: { modules: () => readonly Module[] }): Module {
  return defineModule({
    id: 'sync',
    name: '掌上APP',
    jobs: [{ name: 'sync.photos', cron: '50 3 * * *', isMadeUp: true, run: forgetPieces }],
    routes: (router, context) => routes(router, context, () => offeredBy(modules())),
  })
}

function offeredBy(modules: readonly Module[]): Offered {
  return {
    kinds: new Map(modules.flatMap(({ actions = [] }) => actions.map((action) => [action.kind, action] as const))),
    permissions: new Map(modules.flatMap(({ permissions = {} }) => Object.entries(permissions))),
  }
}
