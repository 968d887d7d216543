import { Fault } from '@yihu/contracts'
import type { AnswerOf, DutyVersion, listDutyVersions, showDutyVersion } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { RuleContent } from './choose.ts'
import { readVersions } from './repo-version.ts'
import type { StoredVersion } from './repo-version.ts'
import { comparedRows } from './rows.ts'
import { wholeSet } from './rule-scope.ts'
import { changesBetween } from './rule-set.ts'
import { readBook } from './rules-in-force.ts'
import { ledgerOf } from './unit-book.ts'

/** A version as the history shows it; `before` is the set it replaced. */
export function versionRow(version: StoredVersion, { before, isCurrent }: { before: readonly RuleContent[]; isCurrent: boolean }): DutyVersion {
  const { added, changed, removed } = changesBetween(before, version.rules)
  const { number, note, author, publishedAt, restoredFrom, rules } = version
  return { number, note, author, publishedAt: publishedAt.toISOString(), restoredFrom, rules: rules.length, added: added.length, changed: changed.length, removed: removed.length, isCurrent }
}

/** All versions, newest first. */
export async function listVersions(context: Context, actor: Actor, street: string | undefined): Promise<AnswerOf<typeof listDutyVersions>> {
  const set = wholeSet(actor.scope, await ledgerOf(context), street)
  const versions = await context.db.transact(actor.scope, (tx) => readVersions(tx, set.path))
  return { set, versions: rowsOf(versions) }
}

function rowsOf(versions: readonly StoredVersion[]): DutyVersion[] {
  // The oldest one read has nothing before it to be compared with.
  return versions.map((version, at) => versionRow(version, { before: versions[at + 1]?.rules ?? version.rules, isCurrent: at === 0 }))
}

/** One version, rule by rule beside what is in force. @throws Fault not-found */
export async function showVersion(context: Context, actor: Actor, { street, number }: { street: string | undefined; number: number }): Promise<AnswerOf<typeof showDutyVersion>> {
  const ledger = await ledgerOf(context)
  const set = wholeSet(actor.scope, ledger, street)
  return context.db.transact(actor.scope, async (tx) => {
    const versions = await readVersions(tx, set.path)
    const at = versions.findIndex((one) => one.number === number)
    const version = versions[at]
    const row = rowsOf(versions)[at]
    if (!version || !row) throw new Fault('not-found')
    const { live } = await readBook(tx, set.path)
    return { version: row, rules: comparedRows(live, version.rules, ledger.names) }
  })
}
