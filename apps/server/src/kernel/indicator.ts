import type { CountSubject, Screen } from '@yihu/contracts'
import type { Context } from './context.ts'
import type { Tx } from './db/index.ts'
import type { Actor } from './http/access.ts'
import type { ListSheet } from './list-sheet.ts'

/** Who looks at a figure, where and when; nothing beyond the actor's sight is counted. */
export interface Sight {
  readonly actor: Actor
  /** Path of an area in the actor's sight. */
  readonly area: string
  readonly now: number
  /** First day of the past that is asked for; default thirty days back. */
  readonly from?: string
}

/** What a figure is at a place. */
export interface Measured {
  /** Null: nothing to reckon with, as a share of none. */
  readonly value: number | null
  /** A share's whole. */
  readonly of?: number
  /** The same so far in the month before. */
  readonly before?: number
  /** Address in the console of the list that the number (of a share: the whole) counts. */
  readonly list: string
  /** By day of Shanghai, oldest first, where the past can be counted; else the days that were kept. */
  readonly series?: readonly { readonly day: string; readonly value: number }[]
}

/** A register of people as it is counted: everybody by place, no place smaller than a building. Read as the system: who shows it decides what is told. */
export interface PeopleRegister {
  readonly id: string
  readonly tally: (tx: Tx, now: number) => Promise<readonly { readonly path: string; readonly counts: Readonly<Record<string, number>> }[]>
}

/** What a figure counts of a register of people. */
interface CountedPeople {
  readonly register: PeopleRegister
  /** Names of the register's counts: those counted, whom they are part of, and so on. */
  readonly what: readonly [string, ...string[]]
  /** Told as per cent of the second. */
  readonly isShare: boolean
  /** Address in the console of the list that the number (of a share: the whole) counts, as it was counted at that moment. */
  readonly list: (area: string, at: number) => string
}

interface Described {
  readonly id: string
  readonly name: string
  /** What is counted, in words, with the formula of a share. */
  readonly definition: string
  readonly unit: string
  /** What a share's whole is counted in; default 件. */
  readonly ofUnit?: string
  /** Tables it is read from. */
  readonly source: string
  readonly screens: readonly Screen[]
  /** Who may open the list may see the number. */
  readonly permission: string
  readonly target?: { readonly least: number } | { readonly most: number }
  /** What the list is narrowed to besides the place, in words; registers and cases say it themselves. */
  readonly narrowed?: string
  /** What other sources state a number of too. */
  readonly subject?: CountSubject
  /** The list as a sheet; cases, registers and who is cared for are taken out by exports. */
  readonly sheet?: ListSheet
  /** Of a list of people that makes no sheet: where it is seen, by whom, and why, in a sentence. */
  readonly stays?: string
}

/** Counts people: few of them are not told, nor what they could be subtracted from (GB/T 37964-2019, small cells). */
export interface PeopleIndicator extends Described {
  readonly people: CountedPeople
}

/** What a figure is at any place, of one moment. */
export type AtPlace = (area: string) => Pick<Measured, 'value' | 'of'>

interface MeasuredIndicator extends Described {
  readonly measure: (context: Context, sight: Sight) => Promise<Measured>
  /** The same number of all places out of one counting, for what is kept of them all. */
  readonly everywhere: (context: Context, sight: Omit<Sight, 'area'>) => Promise<AtPlace>
}

/** A figure that a module offers to screens and bulletins. */
export type Indicator = MeasuredIndicator | PeopleIndicator
