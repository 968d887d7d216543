import { useEffect, useState } from 'react'
import { findCode } from '../../api.ts'
import { usePageParams } from '../../go-params.ts'
import { toProblem } from '../../model/problem.ts'
import { scannedCode } from '../../model/scan.ts'
import { locateIfAllowed, pageSearch } from '../../platform/device'
import type { DraftHold } from './use-draft.ts'

/**
 * Fills the place from the code of the QR page that led here. Without network the code stays and goes
 * along with the report; a code the server refuses is taken out, and the words say so.
 */
export function useScannedPlace({ current, change }: DraftHold): string | undefined {
  const code = scannedCode(usePageParams(), pageSearch())
  const [refused, setRefused] = useState<string>()

  useEffect(() => {
    const { scanned, declinedCode } = current()
    const wanted = code !== undefined && code !== declinedCode ? code : scanned?.code
    if (wanted === undefined || (scanned?.code === wanted && scanned.name !== '')) return
    change({ scanned: { code: wanted, name: '', areaName: '' } })
    findCode(wanted).then(
      (place) => {
        if (current().scanned?.code !== wanted) return
        change({ scanned: { code: wanted, name: place.name, areaName: place.areaName } })
        void checkDistance(wanted, { current, change })
      },
      (error: unknown) => {
        const problem = toProblem(error)
        if (problem.kind === 'offline' || current().scanned?.code !== wanted) return
        change({ scanned: undefined, declinedCode: wanted })
        setRefused(problem.message)
      },
    )
  }, [code, current, change])

  return refused
}

/** Tells somebody who is far from the scanned place, where the phone may be asked without a question to the person. */
async function checkDistance(code: string, { current, change }: Pick<DraftHold, 'current' | 'change'>): Promise<void> {
  const fix = await locateIfAllowed()
  const place = fix && (await findCode(code, fix).catch(() => undefined))
  const { scanned } = current()
  if (fix && place && scanned?.code === code) change({ fix, scanned: { ...scanned, isFar: place.isFar } })
}
