import { z } from 'zod'
import { AreaPath, Day, Id, Instant } from './common.ts'
import { contract } from './contract.ts'

const Question = z.object({
  /** The register or the checklist it is asked in, and what is asked. */
  of: z.string(), text: z.string(),
  /** The checklist; null: a field verified on visits. */
  listId: Id.nullable(),
  asked: z.number(), found: z.number(), mayBeDropped: z.boolean(),
})
export type BurdenQuestion = z.infer<typeof Question>

export const gridBurden = contract({
  method: 'GET', path: '/grid/burden', tag: '网格', summary: '减负表：一天从第一条到最后一条记录多久（十人以上合起来说）、夜里的通知、问过的不再问、被要的表；每个数都说得出从哪里来',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    area: z.object({ path: z.string(), code: z.string(), name: z.string() }), asOf: Instant, since: Day,
    /** Many workers together, by week; null: fewer than ten of them recorded something. */
    weeks: z.array(z.object({ from: Day, told: z.object({ people: z.number(), hours: z.number(), records: z.number(), evening: z.number() }).nullable() })),
    /** What grid workers were told, by kind; `night`: between nine in the evening and seven. */
    notices: z.array(z.object({ kind: z.string(), name: z.string(), all: z.number(), night: z.number(), urgent: z.number() })),
    /** Drafts of checklists that were not published because they ask what the pool knows. */
    refused: z.array(z.object({ listId: Id, listName: z.string(), item: z.string(), field: z.string(), times: z.number(), by: z.string(), at: Instant, isStillAsked: z.boolean() })),
    questions: z.array(Question),
    /** Sheets that had to be filled on the spot, and sheets of other offices that the pool filled instead. */
    sheets: z.array(z.object({ listId: Id, name: z.string(), items: z.number(), filled: z.number() })),
    filledByPool: z.array(z.object({ name: z.string(), times: z.number(), rows: z.number() })),
  }),
})
