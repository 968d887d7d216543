import { useMutation, useQueryClient } from '@tanstack/react-query'
import { BATCH_LIMIT, moveCases } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { renewCases } from '../../app/changed-cases.ts'
import type { BatchBody } from './batch.ts'

export type BatchResult = AnswerOf<typeof moveCases>['results'][number]

/** Moves many cases, a hundred by a request; answers what became of each. A broken line changes no case twice: each goes by its version. */
export function useBatch() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (bodies: readonly BatchBody[]) => {
      const results: BatchResult[] = []
      for (let from = 0; from < bodies.length; from += BATCH_LIMIT) {
        const answer = await api.call(moveCases, { body: { moves: bodies.slice(from, from + BATCH_LIMIT) } })
        results.push(...answer.results)
      }
      return results
    },
    onSettled: (_results, _error, bodies) => {
      const ids = bodies.map(({ id }) => id)
      renewCases(queries, ids)
      for (const id of ids) void queries.invalidateQueries({ queryKey: ['case', id] })
    },
  })
}
