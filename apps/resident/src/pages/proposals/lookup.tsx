import { fetchOwnProposal } from '../../api.ts'
import { goTo } from '../../go.ts'
import { keepProposal } from '../../proposals.ts'
import { CodeLookup } from '../../ui/code-lookup.tsx'

/** 用编号和查询码查自己的提议: on another phone, or when the community entered it. */
export function Lookup() {
  return (
    <CodeLookup
      find={fetchOwnProposal}
      onFound={(own, queryCode) => {
        keepProposal({ number: own.number, queryCode, text: own.title, at: own.at })
        goTo('proposal', { number: own.number })
      }}
    />
  )
}
