import { changeCode, codeSheet, issueCodes, listCodes, showCode, showScans } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { areasOf, pointOf } from '../areas/index.ts'
import { change, issue } from './issue.ts'
import { codeOnWire, codesInSight, scansOf } from './list.ts'
import type { DeviceSource } from './places.ts'
import { printedAddress } from './printed-address.ts'
import { count, isFar, placeOfCode } from './read.ts'
import { sendSheet } from './sheet.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context, source: DeviceSource): void {
  router.on(showCode, anyone('扫码报事不用登录', { max: 60, windowSeconds: 60 }), async ({ params, query }) => {
    const code = await placeOfCode(context, params.code)
    const point = pointOf(query)
    // Whoever comes back with a position has been counted when they came without.
    if (!point) await count(context, code, 'scans')
    return {
      code: params.code, name: code.name, address: code.address, areaName: (await areasOf(context)).fullNameOf(code.path), lon: code.point?.lon ?? null, lat: code.point?.lat ?? null,
      isFar: point !== undefined && (await isFar(context, code, point)),
    }
  })
  router.on(listCodes, may('code.manage'), async ({ actor, query, request }) => ({ ...(await codesInSight(context, actor, query)), printed: printedAddress(context, request) }))
  router.on(issueCodes, may('code.manage', { max: 30, windowSeconds: 60 }), ({ actor, body, request }) => issue(context, actor, { form: body, ip: request.ip, source }))
  router.on(changeCode, may('code.manage'), async ({ actor, params, body, request }) => {
    const code = await change(context, actor, { id: params.id, form: body, ip: request.ip })
    return codeOnWire(context, code, { tree: await areasOf(context) })
  })
  router.on(showScans, may('code.manage'), ({ actor, params }) => scansOf(context, actor, params.id))
  router.on(codeSheet, may('code.manage', { max: 20, windowSeconds: 60 }), ({ actor, query, request, reply }) =>
    sendSheet(context, actor, { query, origin: printedAddress(context, request).address, reply }),
  )
}
