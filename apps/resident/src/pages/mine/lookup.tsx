import { bindReport, fetchProgress } from '../../api.ts'
import { goTo } from '../../go.ts'
import { keepReceipt } from '../../receipts.ts'
import { isSignedIn } from '../../session.ts'
import { CodeLookup } from '../../ui/code-lookup.tsx'

/** 用编号和查询码查: what was reported on another phone. */
export function Lookup() {
  return (
    <CodeLookup
      find={fetchProgress}
      onFound={({ number, text, timeline }, queryCode) => {
        keepReceipt({ number, queryCode, text, at: timeline[0]?.at ?? new Date().toISOString() })
        // Also on other telephones from now on; without a login, or without luck, on this one.
        if (isSignedIn()) void bindReport({ number, queryCode }).catch(() => undefined)
        goTo('progress', { number })
      }}
    />
  )
}
