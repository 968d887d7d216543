import type { Tree } from './format.ts'

/** The last change to what this document says. */
const CHANGESET = '2026-11-28T00:00:00+08:00'

/** Where the interface stands and what it speaks (Open311 Service Discovery). `origin`: scheme and host of the call. */
export function discover(origin: string): Tree {
  return {
    changeset: CHANGESET,
    contact: '街道综合指挥中心',
    key_service: '向街道系统管理员申请接口密钥，权限选“代居民报事（Open311）”。',
    endpoints: [
      { specification: 'http://wiki.open311.org/GeoReport_v2', url: `${origin}/open311/v2`, changeset: CHANGESET, type: 'production', formats: ['text/xml', 'application/json'] },
    ],
  }
}
