import { useState } from 'react'
import { agreeToHelp, askToHelp, type AskedToHelp, type HelperScope } from '../../api.ts'
import { compactPhone } from '../../model/draft.ts'
import { toProblem } from '../../model/problem.ts'
import { SCOPES } from '../../model/words.ts'
import { Box, Button, Field, Heading, Status, Switch, Text } from '../../ui/base'
import { CodePart } from '../../ui/code-part.tsx'

const OFFLINE = '没有网络，还没有发出去。写的还在，有网后再点一次。'
type Wrong = Readonly<Record<string, string>>

/** Asks a relative: who, for what; then the code that they read out. */
export function AskPart({ onAgreed }: { onAgreed: () => void }) {
  const [form, setForm] = useState({ phone: '', name: '', ownName: '' })
  const [scopes, setScopes] = useState<readonly HelperScope[]>(['report', 'book', 'follow'])
  const [asked, setAsked] = useState<AskedToHelp>()
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})
  const [said, setSaid] = useState('')

  const step = async <T,>(work: Promise<T>): Promise<T | undefined> => {
    setSaid('正在办…')
    setWrong({})
    const answer = await work.catch(toProblem)
    setSaid('')
    if (!(answer instanceof Error)) return answer
    setWrong({ ...answer.fields, all: answer.kind === 'offline' ? OFFLINE : answer.message })
    return undefined
  }
  const ask = async () => {
    const answer = await step(askToHelp({ phone: compactPhone(form.phone), name: form.name, ownName: form.ownName, scopes: [...scopes] }))
    if (answer) setAsked(answer)
  }
  const agree = async () => {
    if (!asked || !(await step(agreeToHelp(asked.id, code.trim())))) return
    setAsked(undefined)
    setCode('')
    setForm({ phone: '', name: '', ownName: form.ownName })
    setSaid('✓ 家人同意了。')
    onAgreed()
  }
  const turn = (scope: HelperScope) => setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope])

  return (
    <Box as="section" className="card">
      <Heading level={2}>请家人同意</Heading>
      {asked ? (
        <>
          <Text block>短信发到家人手机上了，写明是您、办什么、到哪天。请打电话问 TA 短信里的数字。</Text>
          <CodePart id="family-code" sent={asked} code={code} onCode={setCode} error={wrong['code']} />
        </>
      ) : (
        <>
          <Field id="family-phone" label="家人的手机号" kind="phone" value={form.phone} onChange={(phone) => setForm({ ...form, phone })} error={wrong['phone']} />
          <Field id="family-name" label="家人叫什么" value={form.name} onChange={(name) => setForm({ ...form, name })} error={wrong['name']} />
          <Field id="family-own-name" label="您叫什么" hint="短信里写给家人看，也写在替他们办的事上" value={form.ownName} onChange={(ownName) => setForm({ ...form, ownName })} error={wrong['ownName']} />
          <Box className="choice">
            <Text className="label">办什么</Text>
            <Box className="pair">
              {SCOPES.map(({ value, word }) => (
                <Switch key={value} on={scopes.includes(value)} onPress={() => turn(value)}>
                  {scopes.includes(value) ? '●' : '○'} {word}
                </Switch>
              ))}
            </Box>
            {wrong['scopes'] !== undefined && <Text className="error">▲ {wrong['scopes']}</Text>}
          </Box>
          <Text block className="muted">同意管一年，到期要重新问。</Text>
        </>
      )}
      <Status className="status warn">{wrong['all'] !== undefined && `▲ ${wrong['all']}`}</Status>
      <Status className="status good">{said}</Status>
      {asked ? (
        <Box className="pair">
          <Button kind="primary" onPress={() => void agree()}>家人同意了</Button>
          <Button onPress={() => setAsked(undefined)}>重新填</Button>
        </Box>
      ) : (
        <Button onPress={() => void ask()}>发短信问家人</Button>
      )}
    </Box>
  )
}
