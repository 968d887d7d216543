import { useRef, useState } from 'react'
import { findSimilarProposals, sendProposal, type SimilarProposal } from '../../api.ts'
import { replaceWith } from '../../go.ts'
import { compactPhone, isPhone } from '../../model/draft.ts'
import { toProblem } from '../../model/problem.ts'
import { focusOn } from '../../platform/device'
import { keepProposal } from '../../proposals.ts'
import { hasOwnPhone } from '../../session.ts'
import { useAttempt } from '../../use-attempt.ts'

const OFFLINE = '没有网络，还没有交上。您写的还在这一页，有网后再点一次。'

interface Typed {
  readonly title: string
  readonly text: string
  readonly place: string
  readonly name: string
  readonly phone: string
}

type Wrong = Partial<Record<keyof Typed, string>>

/** Checks, shows once what others proposed already, sends, and goes on to the proposal as its author sees it. */
export function usePropose(area: string) {
  const [doing, setDoing] = useState('')
  const [failure, setFailure] = useState<{ readonly message: string; readonly fields: Wrong; readonly attempt: number }>()
  const [similar, setSimilar] = useState<readonly SimilarProposal[]>([])
  const attempts = useRef(0)
  const offered = useRef('')
  const idOf = useAttempt()

  const submit = async (typed: Typed) => {
    if (doing !== '') return
    attempts.current += 1
    const fail = (message: string, fields: Wrong) => setFailure({ message, fields, attempt: attempts.current })
    const missing = missingOf(typed)
    if (Object.keys(missing).length > 0) return fail('还差一点就能提交，已标在相应位置。', missing)
    setFailure(undefined)
    const form = { areaPath: area, title: typed.title.trim(), text: typed.text.trim(), place: typed.place.trim(), name: typed.name.trim(), ...(!hasOwnPhone() && { phone: compactPhone(typed.phone) }) }
    setDoing('正在看有没有人提过…')
    const others = await othersOf(form)
    if (others.length > 0 && offered.current !== form.title) {
      offered.current = form.title
      setSimilar(others)
      setDoing('')
      focusOn('propose-title')
      return undefined
    }
    setDoing('正在提交…')
    const answer = await sendProposal({ ...form, clientId: await idOf(form) }).catch(toProblem)
    setDoing('')
    if (answer instanceof Error) return fail(answer.kind === 'offline' ? OFFLINE : answer.message, answer.fields)
    keepProposal({ number: answer.number, queryCode: answer.queryCode, text: form.title, at: new Date().toISOString() })
    replaceWith('proposal', { number: answer.number })
    return undefined
  }

  return { doing, failure, similar, submit: (typed: Typed) => void submit(typed) }
}

/** Nothing to offer keeps nobody from proposing. */
async function othersOf(form: { readonly areaPath: string; readonly title: string; readonly text: string }): Promise<readonly SimilarProposal[]> {
  const answer = await findSimilarProposals({ areaPath: form.areaPath, title: form.title, text: form.text }).catch(toProblem)
  return answer instanceof Error ? [] : answer.proposals
}

function missingOf({ title, text, name, phone }: Typed): Wrong {
  return {
    ...(title.trim() === '' && { title: '请用一句话说想办什么事。' }),
    ...(text.trim() === '' && { text: '请说说为什么、怎么办，一两句就行。' }),
    ...(name.trim() === '' && { name: '请写怎么称呼您，例如「王阿姨」。' }),
    ...(!hasOwnPhone() && !isPhone(phone) && { phone: '请写电话，手机是 11 位数字。' }),
  }
}
