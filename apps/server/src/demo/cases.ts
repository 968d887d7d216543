import type { MoveRight } from '@yihu/domain'
import { toMs } from '@yihu/domain'
import { MoveForm } from '@yihu/contracts'
import type { CaseScript, ScriptedMove, Town } from '@yihu/town'
import type { Move } from '@yihu/domain'
import type { Context } from '../kernel/context.ts'
import type { Tx } from '../kernel/db/index.ts'
import { newId } from '../kernel/id.ts'
import { groundOf, loadHistory, REPORTER, SYSTEM } from '../platform/cases/index.ts'
import type { CaseStep, Mover, RaiseInput } from '../platform/cases/index.ts'
import { ROLE_PERMISSIONS } from '../platform/identity/index.ts'
import { rememberSignals } from '../platform/signals/index.ts'

/** Replays a year of scripted cases through the real flow and stores them with their sealed trace. */
export async function loadCases(tx: Tx, context: Context, { town, accounts }: { town: Town; accounts: ReadonlyMap<string, string> }): Promise<void> {
  const movers = moversOf(town, accounts)
  const ids = new Map(town.cases.map((script) => [script.key, newId(toMs(script.at))]))
  const ground = await groundOf(context)
  const inputs = town.cases.toSorted((a, b) => toMs(a.at) - toMs(b.at)).map((script) => inputOf(script, { movers, ids, splitAt: splitTimes(town) }))
  const prepared = await loadHistory(tx, context, { inputs, ground })
  await rememberSignals(tx, prepared)
}

interface Books {
  readonly movers: ReadonlyMap<string, Mover>
  readonly ids: ReadonlyMap<string, string>
  readonly splitAt: ReadonlyMap<string, string>
}

function moversOf(town: Town, accounts: ReadonlyMap<string, string>): Map<string, Mover> {
  const staff = town.users.map((user): [string, Mover] => [
    user.username,
    {
      id: accounts.get(user.username) ?? null, name: user.displayName, unitId: user.unitId, units: [user.unitId],
      rights: new Set(user.roles.flatMap((role) => ROLE_PERMISSIONS[role]).filter((right): right is MoveRight => right.startsWith('case.'))),
    },
  ])
  return new Map([...staff, ['reporter', REPORTER], ['system', SYSTEM]])
}

/** When each parent was split: its children begin then. */
function splitTimes(town: Town): Map<string, string> {
  return new Map(town.cases.flatMap((script) => script.moves.filter((move) => move.move === 'split').map((move): [string, string] => [script.key, move.at])))
}

function inputOf(script: CaseScript, books: Books): RaiseInput {
  const { movers, ids, splitAt } = books
  const parentId = script.childOf && ids.get(script.childOf.key)
  const at = toMs(script.at)
  const born = script.childOf ? toMs(splitAt.get(script.childOf.key) ?? script.at) : at
  const first: CaseStep[] = script.childOf
    ? [{ move: { move: 'accept' }, by: SYSTEM, at: born }, { move: { move: 'file', classCode: script.classCode }, by: SYSTEM, at: born }]
    : []
  return {
    id: ids.get(script.key) ?? newId(at), source: script.source, senderId: script.key, at, takenAt: born, text: script.text, title: script.title,
    point: script.point, address: script.address, areaPath: script.areaPath, placeSource: script.source === 'code' ? 'code' : 'point', classCode: script.classCode,
    contact: script.reporter, by: (script.raisedBy ? movers.get(script.raisedBy) : undefined) ?? REPORTER,
    ...(parentId ? { parentId } : {}),
    steps: [...first, ...script.moves.map((move) => stepOf(move, books))],
  }
}

function stepOf({ at, by, move, form }: ScriptedMove, { movers, ids }: Books): CaseStep {
  const mover = movers.get(by)
  if (!mover) throw new Error(`the demo names an unknown account: ${by}`)
  return { move: moveOf(move, form, ids), by: mover, at: toMs(at) }
}

/** Forms are checked by the same contract as over HTTP; the reporter's moves have forms of their own. */
function moveOf(name: Move['move'], form: Readonly<Record<string, unknown>>, ids: ReadonlyMap<string, string>): Move {
  const named = name === 'merge' ? { ...form, into: ids.get(String(form['into'])), consent: form['consent'] ?? '电话征得同意' } : form
  if (name === 'rate' || name === 'still-there') return { move: name, ...named } as Move // the town's types follow the flow's
  const { evidence: _none, ...move } = { evidence: [], ...MoveForm.parse({ move: name, ...named }) }
  return move
}
