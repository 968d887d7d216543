/**
 * Pool: the street's registers of people, households, houses, organisations, vehicles and parts (部件), with relations,
 * tags, history, and who looked at whom. Owns the tables in `tables.ts`. Raises `pool.changed`,
 * `sensitive.proposed`, `sensitive.ended`; hears nothing.
 * What is personal is sealed under a key of each person's own and shown for a recorded purpose only.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module, PersonData } from '../../kernel/module.ts'
import { applyRetention } from './erase.ts'
import { indicators } from './indicators.ts'
import { keepPersonsWith } from './keepers.ts'
import { layers } from './layers.ts'
import { privacyRoutes } from './routes-privacy.ts'
import { registerRoutes } from './routes-registers.ts'
import { routes } from './routes.ts'
import { endOverdue } from './sensitive.ts'
import { fillSpellings } from './repo-spelling.ts'

export { addEntries } from './add-entries.ts'
export type { NewEntry } from './add-entries.ts'
export { addRelations } from './add-relations.ts'
export type { NewRelation } from './add-relations.ts'
export { closeBatch, openBatch } from './batch.ts'
export type { Batch } from './batch.ts'
export { placesOf } from './repo-bulk.ts'
export { countAnew } from './repo-plans.ts'
export { personsCalled, recognise } from './recognise.ts'
export { createPreparer } from './seal.ts'
export type { PreparedPerson } from './seal.ts'
export { refreshEntries } from './refresh.ts'
export { applyRetention } from './erase.ts'
export { endOverdue } from './sensitive.ts'
export { checkTags, mayRead, needReading, tagsByName, wordsOf } from './around.ts'
export { closeEmptied } from './emptied.ts'
export { followMoves, followRelations } from './follow-sheet.ts'
export type { FollowedMove, FollowedRelation } from './follow-sheet.ts'
export { doorFields } from './door.ts'
export { hearOf } from './hear.ts'
export { leftBy } from './left-by.ts'
export { membersOf } from './repo-relation.ts'
export { needOwn } from './write.ts'
export { recordsToCheck } from './quality.ts'
export { countPartSources, countSources, latestLoads } from './repo-sources.ts'
export { countQuality } from './repo-quality.ts'
export type { CountedQuality } from './repo-quality.ts'
export { PART_COLUMNS, partLength, partRows } from './part-sheet.ts'
export { RELATION_COLUMNS, relationLength, relationRows } from './relation-sheet.ts'
export { needReader } from './sensitive.ts'
export { SENSITIVE_COLUMNS, sensitiveLength, sensitiveRows, sensitiveWords } from './sensitive-sheet.ts'
export { registerColumns, registerLength, registerRows } from './sheet.ts'
export { findHouseAt, findOrganisations, placedEntry } from './find.ts'
export { personsOf } from './list.ts'
export { homeText } from './show-person.ts'
export { bringParts, partsOf } from './parts.ts'
export type { NewPart } from './parts.ts'
export { insertProof, noteExport, proofsOf } from './repo-privacy.ts'
export { findParts, importParts, partsIn } from './repo.ts'
export { contactChainOf, networkOf } from './network.ts'
export type { Network } from './network.ts'
export { holderOfPhone, peopleNames } from './posts.ts'
export { contactedRows, doorsOf, endedAmong, postsHeldIn } from './repo-posts.ts'
export type { HeldPost, LinkedDoor } from './repo-posts.ts'
export { countByArea } from './repo-network.ts'
export { homesOf } from './repo-relation.ts'
export { firstSubjects, placeOfEntry, subjectRows } from './repo-subject.ts'
export { titlesOf } from './subjects.ts'
export { unitsOf } from './units.ts'
export type { Unit } from './units.ts'
export { dwellingsIn, findHouses, householdRelations, householdsAt, livingsOf, standingLike, standingRelations, standingsOf } from './repo-known.ts'
export type { FoundHouse, HouseRef, Living, Standing } from './repo-known.ts'

/** The module; `personData` says what others keep of persons. */
export function pool({ personData }: { readonly personData: () => readonly PersonData[] }): Module {
  return defineModule({
    id: 'pool',
    name: '数据池',
    permissions: {
      'pool.read': '查看房屋、单位和部件', 'pool.write': '登记和修改数据池', 'pool.govern': '管理标签和保存期限', 'person.read': '查看居民（遮盖）', 'person.reveal': '查看居民的个人信息', 'person.merge': '合并重复的居民',
      'person.erase': '向本人提供和抹去个人信息', 'sensitive.read': '查看敏感登记', 'sensitive.propose': '申请建立敏感登记', 'sensitive.approve': '批准敏感登记', 'sensitive.export': '导出敏感登记',
    },
    routes: (router, context) => {
      keepPersonsWith(context, personData)
      routes(router, context)
      registerRoutes(router, context)
      privacyRoutes(router, context)
    },
    indicators,
    layers,
    jobs: [
      { name: 'pool.sensitive', cron: '10 0 * * *', isMadeUp: true, run: endOverdue },
      { name: 'pool.spellings', cron: '50 2 * * *', run: fillSpellings },
      { name: 'pool.retention', cron: '40 2 * * *', isMadeUp: true, run: applyRetention },
    ],
  })
}
