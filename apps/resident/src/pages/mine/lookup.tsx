import { fetchProgress } from '../../api.ts'
import { goTo } from '../../go.ts'
import { keepReceipt } from '../../receipts.ts'
import { CodeLookup } from '../../ui/code-lookup.tsx'

/** 用编号和查询码查: what was reported on another phone. */
export function Lookup() {
  return (
    <CodeLookup
      find={fetchProgress}
      onFound={({ number, text, timeline }, queryCode) => {
        keepReceipt({ number, queryCode, text, at: timeline[0]?.at ?? new Date().toISOString() })
        goTo('progress', { number })
      }}
    />
  )
}
