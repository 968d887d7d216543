import type { Context } from './context.ts'
import type { Tx } from './db/index.ts'
import type { Event } from './events/index.ts'
import type { Router } from './http/router.ts'
import type { Indicator } from './indicator.ts'

/** Runs once per event across all servers, in its own transaction as the system. */
export type EventHandler = (tx: Tx, event: Event, context: Context) => Promise<void>

export interface Job {
  readonly name: string
  /** Five-field cron in Asia/Shanghai. */
  readonly cron: string
  readonly run: (context: Context) => Promise<void>
}

/** A module's manifest: everything the composition root and the services may know of it. */
export interface Module {
  readonly id: string
  readonly name: string
  /** Permission id → Chinese name. */
  readonly permissions?: Readonly<Record<string, string>>
  readonly routes?: (router: Router, context: Context) => void
  /** Topic → handler. */
  readonly handlers?: Readonly<Record<string, EventHandler>>
  readonly jobs?: readonly Job[]
  /** Figures for screens and bulletins. */
  readonly indicators?: readonly Indicator[]
}

/** Declares a module and keeps its manifest checked. */
export function defineModule(manifest: Module): Module {
  return manifest
}
