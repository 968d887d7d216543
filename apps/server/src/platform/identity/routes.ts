import type {} from '@fastify/cookie' // declares reply.setCookie
import { changePassword as changePasswordContract, confirmTotp as confirmTotpContract, createUser as createUserContract, listUnits as listUnitsContract } from '@yihu/contracts'
import { listUsers as listUsersContract, login as loginContract, logout as logoutContract, saveUnit as saveUnitContract, startTotp as startTotpContract } from '@yihu/contracts'
import { updateUser as updateUserContract, whoAmI as whoAmIContract } from '@yihu/contracts'
import { createApiKey, listApiKeys, listOfficers as listOfficersContract, revokeApiKey, startSeeing as startSeeingContract, stopSeeing as stopSeeingContract } from '@yihu/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../kernel/context.ts'
import { alsoWhileSeeing, anyone, may, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { endKey, listKeys, makeKey } from './api-keys.ts'
import { changePassword } from './change-password.ts'
import { confirmTotp } from './confirm-totp.ts'
import { createUser } from './create-user.ts'
import { listUnits } from './list-units.ts'
import { listUsers } from './list-users.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { listOfficers } from './officers.ts'
import { startSeeing, stopSeeing } from './see-as.ts'
import { COOKIE } from './session.ts'
import { saveUnit } from './save-unit.ts'
import { startTotp } from './start-totp.ts'
import { updateUser } from './update-user.ts'
import { whoAmI } from './who-am-i.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  ownSession(router, context)
  secondFactor(router, context)
  people(router, context)
  keysAndSight(router, context)
}

function ownSession(router: Router, context: Context): void {
  // A whole office begins its morning behind one address; guessing is stopped account by account (`lock-out.ts`).
  router.on(loginContract, anyone('登录之前没有人是已登录的', { max: 120, windowSeconds: 60 }), async ({ body, request, reply }) => {
    const answer = await login(context, { input: body, from: { ip: request.ip, agent: request.headers['user-agent']?.slice(0, 300) ?? null } })
    setSessionCookie(request, reply, { token: answer.token, maxAge: Math.floor((Date.parse(answer.expiresAt) - context.clock.now()) / 1000) })
    return answer
  })
  router.on(whoAmIContract, signedIn(), ({ actor }) => whoAmI(context, actor))
  router.on(logoutContract, alsoWhileSeeing(signedIn()), async ({ actor, request, reply }) => {
    await logout(context, actor, request.ip)
    void reply.clearCookie(COOKIE, { path: '/' })
  })
  router.on(changePasswordContract, signedIn({ max: 10, windowSeconds: 60 }), ({ actor, body, request }) => changePassword(context, { actor, input: body, ip: request.ip }))
}

function secondFactor(router: Router, context: Context): void {
  router.on(startTotpContract, signedIn({ max: 10, windowSeconds: 60 }), ({ actor, request }) => startTotp(context, actor, request.ip))
  router.on(confirmTotpContract, signedIn({ max: 10, windowSeconds: 60 }), ({ actor, body, request }) => confirmTotp(context, { actor, code: body.totp, ip: request.ip }))
}

function people(router: Router, context: Context): void {
  router.on(listUsersContract, may('user.manage'), ({ actor, query }) => listUsers(context, actor, query))
  router.on(createUserContract, may('user.create'), ({ actor, body, request }) => createUser(context, { actor, input: body, ip: request.ip }))
  router.on(updateUserContract, may('user.manage'), ({ actor, params, body, request }) => updateUser(context, { id: params.id, actor, input: body, ip: request.ip }))
  router.on(listUnitsContract, signedIn(), ({ actor, query }) => listUnits(context, actor, query))
  router.on(saveUnitContract, may('unit.manage'), ({ actor, params, body, request }) => saveUnit(context, { actor, unit: { id: params.id, ...body }, ip: request.ip }))
}

function keysAndSight(router: Router, context: Context): void {
  router.on(listApiKeys, may('key.manage'), ({ actor }) => listKeys(context, actor))
  router.on(createApiKey, may('key.manage'), ({ actor, body, request }) => makeKey(context, actor, { input: body, ip: request.ip }))
  router.on(revokeApiKey, may('key.manage'), ({ actor, params, request }) => endKey(context, actor, { id: params.id, ip: request.ip }))
  router.on(listOfficersContract, may('user.manage'), ({ actor }) => listOfficers(context, actor))
  router.on(startSeeingContract, may('user.see-as', { max: 20, windowSeconds: 60 }), ({ actor, body, request }) => startSeeing(context, actor, { input: body, ip: request.ip }))
  router.on(stopSeeingContract, alsoWhileSeeing(signedIn()), ({ actor, request }) => stopSeeing(context, actor, request.ip))
}

/** Scripts cannot read it, other sites cannot send it with a write, and over https it never leaves https. */
function setSessionCookie(request: FastifyRequest, reply: FastifyReply, { token, maxAge }: { token: string; maxAge: number }): void {
  void reply.setCookie(COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/', maxAge, secure: request.protocol === 'https' })
}
