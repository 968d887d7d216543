import { useState } from 'react'
import { toProblem } from '../../model/problem.ts'
import { accuracyWords } from '../../model/words.ts'
import { locate } from '../../platform/device'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'
import type { Fix, ScannedPlace } from '../../model/draft.ts'
import { PointPicker } from '../../ui/point-picker'
import type { DraftHold } from './use-draft.ts'

interface PartProps {
  hold: DraftHold
  error: string | undefined
  readOnly: boolean
}

/** Where it is: scanned, taken from the phone, shown on a map, or typed. None of them is a must. */
export function PlacePart({ hold, error, readOnly, refused }: PartProps & { refused: string | undefined }) {
  const { draft, change } = hold
  return (
    <Box as="section" className="card">
      <Heading level={2}>在哪儿</Heading>
      <Status className="status warn">{refused !== undefined && `▲ ${refused}`}</Status>
      {draft.scanned ? (
        <ScannedLine hold={hold} readOnly={readOnly} />
      ) : (
        <>
          <FixLine hold={hold} readOnly={readOnly} />
          <Field
            id="report-address"
            label={draft.fix ? '再写一下具体地方（可不填）' : '或者写地址'}
            kind="address"
            example="例如：牛山路 31 号"
            value={draft.address}
            onChange={(address) => change({ address })}
            error={error}
            readOnly={readOnly}
          />
        </>
      )}
    </Box>
  )
}

/** A mark of the place, drawn by the style sheet: not every telephone has a sign for it. */
function Pin() {
  return (
    <Text className="pin" ornament>
      {null}
    </Text>
  )
}

function ScannedLine({ hold, readOnly }: { hold: DraftHold; readOnly: boolean }) {
  const { scanned } = hold.draft
  if (!scanned) return null
  const isDoubted = scanned.isFar === true && scanned.isSure !== true
  return (
    <>
      <ScannedName hold={hold} scanned={scanned} readOnly={readOnly} />
      <Status className="status warn">{isDoubted && '▲ 您现在离这里有 500 米以上，这个码可能是照片里的。事情在那里吗？'}</Status>
      {isDoubted && (
        <Button disabled={readOnly} onPress={() => hold.change({ scanned: { ...scanned, isSure: true } })}>
          就是那里
        </Button>
      )}
    </>
  )
}

function ScannedName({ hold, scanned, readOnly }: { hold: DraftHold; scanned: ScannedPlace; readOnly: boolean }) {
  return (
    <Box className="place-line">
      <Status className="place">
        <Pin />
        {scanned.name === '' ? '已记下您扫的码，提交时会一起带上' : `${scanned.name}（扫码确认）`}
        {scanned.areaName !== '' && <Text className="muted"> {scanned.areaName}</Text>}
      </Status>
      <Button
        kind="quiet"
        label="不在这里，改地方"
        disabled={readOnly}
        onPress={() => hold.change({ scanned: undefined, declinedCode: scanned.code })}
      >
        改
      </Button>
    </Box>
  )
}

function FixLine({ hold, readOnly }: { hold: DraftHold; readOnly: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')
  const { fix } = hold.draft

  const ask = async () => {
    setAsking(true)
    setProblem('')
    const answer = await locate().catch(toProblem)
    setAsking(false)
    if (answer instanceof Error) setProblem(answer.message)
    else hold.change({ fix: answer })
  }

  // What was typed is nearer to them than what a map calls it.
  const point = (chosen: Fix, address?: string) => {
    setProblem('')
    hold.change({ fix: chosen, ...(address !== undefined && hold.current().address.trim() === '' && { address }) })
  }

  return (
    <>
      {fix ? (
        <Box className="place-line">
          <Status className="place">
            <Pin />
            {fix.isPointed ? '已在地图上指好位置' : '已取到您现在的位置'}
            {!fix.isPointed && <Text className="muted"> {accuracyWords(fix.accuracy)}</Text>}
          </Status>
          <Button kind="quiet" label="去掉位置" disabled={readOnly} onPress={() => hold.change({ fix: undefined })}>
            去掉
          </Button>
        </Box>
      ) : (
        <Button onPress={() => void ask()} disabled={isAsking || readOnly}>
          <Pin />
          {isAsking ? '正在取位置…' : '用我现在的位置'}
        </Button>
      )}
      <PointPicker from={fix} readOnly={readOnly} onChosen={point} />
      <Status className="status warn">{problem !== '' && `▲ ${problem}`}</Status>
    </>
  )
}
