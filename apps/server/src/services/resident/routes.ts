import { askForHelp, bookSlot, cancelBooking, eraseBooking, listBookings, listServiceCatalogue, listServiceItems, listSlots, markBooking, revealBooking, saveServiceItem, showBooking, showServiceItem } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import type { PhoneData } from '../../kernel/module.ts'
import { enter } from '../../platform/signals/index.ts'
import { accountRoutes } from './account/routes.ts'
import { book, bookingByCode, cancelByCode, eraseByCode, isBooked } from './appointments/book.ts'
import { dayOf, mark, reveal } from './appointments/desk.ts'
import { slotsByDay } from './appointments/free.ts'
import { keepItem, listCatalogue } from './catalogue/items.ts'
import { searchItems, showItem } from './catalogue/show.ts'
import { familyRoutes } from './family/routes.ts'
import { askHelp } from './help/ask.ts'

const WRITING = { max: 30, windowSeconds: 60 }
const READING = { max: 120, windowSeconds: 60 }

/** Contract → use case. */
export function routes(router: Router, context: Context, phoneData: () => readonly PhoneData[]): void {
  accountRoutes(router, context, phoneData)
  familyRoutes(router, context)
  router.on(listServiceItems, anyone('居民查民生事项', READING), ({ query }) => searchItems(context, query.q ?? ''))
  router.on(showServiceItem, anyone('居民看办事指南', READING), ({ params }) => showItem(context, params.id))
  router.on(listSlots, anyone('居民看能约的时间', READING), ({ params }) => slotsByDay(context, params.id))
  router.on(bookSlot, anyone('居民不用登录就能预约', WRITING), async ({ params, body: { device, proof, ...body }, request }) => {
    await enter(context, { door: 'booking', request, subject: () => body.clientId, device, proof, wasTaken: () => isBooked(context, body.clientId) })
    return book(context, { id: params.id, body })
  })
  router.on(showBooking, anyone('凭预约码看自己的预约', READING), ({ params }) => bookingByCode(context, params.code))
  router.on(cancelBooking, anyone('凭预约码取消', WRITING), ({ params }) => cancelByCode(context, params.code))
  router.on(eraseBooking, anyone('凭预约码抹去自己的称呼和电话', WRITING), ({ params: { code }, request }) => eraseByCode(context, { code, ip: request.ip }))
  router.on(askForHelp, anyone('居民不用登录就能请人代办', WRITING), async ({ params, body: { device, proof, ...body }, request }) => {
    await enter(context, { door: 'help', request, subject: () => body.clientId, device, proof })
    return askHelp(context, { id: params.id, body })
  })

  router.on(listServiceCatalogue, may('service.read'), ({ actor }) => listCatalogue(context, actor))
  router.on(saveServiceItem, may('service.edit'), ({ params, body, actor, request }) => keepItem(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(listBookings, may('service.desk'), ({ query, actor }) => dayOf(context, actor, query))
  router.on(markBooking, may('service.desk'), ({ params, body, actor, request }) => mark(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(revealBooking, may('service.desk'), ({ params, body, actor, request }) => reveal(context, actor, { id: params.id, body, ip: request.ip }))
}
