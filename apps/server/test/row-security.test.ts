import fc from 'fast-check'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../src/kernel/db/index.ts'
import { useApp } from './app.ts'
import { dispatched } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
const C02 = { paths: ['d370305.s002.c02'], units: ['community-02'], userId: null }
const NOTHING = { paths: [], units: [], userId: null }
/** Stands in every text, title and file name of the other community. */
const CANARY = 'XQZ机密'

beforeAll(async () => {
  const { raise, upload, move } = app()
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#39c' } }).jpeg().toBuffer()
  const photo = await upload({ bytes, name: `${CANARY}.jpg` })
  const there = await dispatched(app(), { text: `${CANARY}烧烤摊占道经营`, title: `${CANARY}标题`, ...AT_BUILDING_12, address: `${CANARY}地址`, contact: { name: CANARY, phone: '10051234567' }, files: [photo.body.id] })
  await move('urban', there.id, { move: 'claim' })
  await raise({ text: '路灯不亮', ...IN_SHENGXIN, contact: { name: '李四' } })
  await fillPool()
})

const C01_BUILDING = 'd370305.s002.c01.g001.e01.b012'
const POOL_TABLES = ['person', 'person_key', 'person_merge', 'person_access', 'household', 'house', 'organisation', 'vehicle', 'relation', 'pool_change', 'pool_batch', 'sensitive_register', 'sensitive_reader', 'sensitive_entry', 'deletion_proof']

/** People, a house and a shop of the other community, with relations, history, looks and a sensitive register. */
async function fillPool(): Promise<void> {
  const { request } = app()
  const make = async (register: string, values: object) => (await request<{ card: { id: string } }>('POST', `pool/${register}`, { as: 'community01', body: { areaPath: C01_BUILDING, source: 'visit', values } })).body.card.id
  const [one, other] = [await make('person', { name: CANARY, phone: '10051234567' }), await make('person', { name: CANARY })]
  const house = await make('house', { room: CANARY, address: CANARY })
  for (const [register, values] of [['organisation', { kind: 'shop', name: CANARY }], ['vehicle', { plate: 'XQZ123' }], ['household', { number: CANARY }]] as const) await make(register, values)
  await request('POST', 'pool-relations', { as: 'community01', body: { kind: 'resides', role: 'owner', fromRegister: 'person', fromId: one, to: { register: 'house', id: house }, source: 'visit' } })
  await request('PATCH', `pool/house/${house}`, { as: 'community01', body: { version: 1, source: 'visit', values: { address: `${CANARY}新` }, reason: CANARY } })
  await request('POST', `persons/${one}/reveal`, { as: 'community01', body: { fields: ['name'], purpose: 'visit', note: CANARY } })
  await request('POST', `persons/${other}/merge`, { as: 'community01', body: { intoId: one, reason: CANARY } })
  const { body: { people } } = await request<{ people: { id: string; name: string }[] }>('GET', 'sensitive-readers?area=d370305.s002.c01', { as: 'community01' })
  const form = { kind: 'youth', areaPath: 'd370305.s002.c01', legalBasis: `${CANARY}预防未成年人犯罪法`, purpose: CANARY, expiresOn: '2026-09-01', readers: people.filter(({ name }) => name === '桑书记').map(({ id }) => id) }
  const { body: register } = await request<{ id: string }>('POST', 'sensitive-registers', { as: 'community01', body: form })
  await request('POST', `sensitive-registers/${register.id}/decision`, { as: 'duty', body: { isApproved: true } })
  await request('POST', `sensitive-registers/${register.id}/entries`, { as: 'community01', body: { personId: one, note: CANARY } })
  const gone = await make('person', { name: CANARY })
  await request('POST', `persons/${gone}/erasure`, { as: 'duty', body: { version: 1, reason: CANARY } })
}

describe('目录里的表', () => {
  it('凡有区域路径的表和案件的表，都强制行级保护；没有保护的表是写明的', async () => {
    const { rows } = await sql<{ name: string; has_path: boolean; is_forced: boolean; policies: number; is_partition: boolean }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as is_forced, c.relispartition as is_partition,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.atttypid in ('ltree'::regtype, 'ltree[]'::regtype) and not a.attisdropped) as has_path,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`.execute(app().context.db.owner)
    expect(rows.length).toBeGreaterThan(25)
    for (const row of rows.filter(({ name, has_path }) => has_path || name.startsWith('case_') || ['attachment', 'file_object', 'signal', 'notice'].includes(name))) {
      expect(row, row.name).toMatchObject({ is_forced: true })
      if (!row.is_partition) expect(row.policies, row.name).toBeGreaterThan(0)
    }
    const open = rows.filter((row) => !row.is_forced).map((row) => row.name)
    // Reference data, people and keys (read by the platform alone, never by a query of a request), bookkeeping.
    expect(open.filter((name) => !name.startsWith('kysely_'))).toEqual([...OPEN].filter((name) => open.includes(name)))
  })

  it('应用的角色不是属主，不能绕过行级保护，也没有带属主权限又能被它改的函数', async () => {
    const { owner } = app().context.db
    const { rows: [role] } = await sql<{ super: boolean; bypass: boolean; login: boolean; owned: number }>`
      select rolsuper as super, rolbypassrls as bypass, rolcanlogin as login, (select count(*)::int from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = 'yihu_app'`.execute(owner)
    expect(role).toEqual({ super: false, bypass: false, login: false, owned: 0 })
    const { rows: definers } = await sql<{ name: string; config: string | null }>`
      select p.proname as name, array_to_string(p.proconfig, ',') as config from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`.execute(owner)
    for (const definer of definers) expect(definer.config, definer.name).toContain('search_path=')
    const { rows: views } = await sql<{ name: string; kind: string; options: string | null }>`
      select relname as name, relkind as kind, array_to_string(reloptions, ',') as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and relkind in ('v', 'm')`.execute(owner)
    // A view reads with its asker's eyes, not its owner's; a materialised one cannot.
    for (const view of views) expect(view, view.name).toMatchObject({ kind: 'v', options: expect.stringMatching(/security_invoker=(?:true|on)/u) as string })
  })
})

const OPEN = [
  'api_key', 'base_feature', 'calendar_year', 'chain_check', 'chain_head', 'class', 'class_draft', 'class_version', 'notice_template', 'service_hours', 'audit_row', 'case_class', 'class_word', 'duty_rule_count', 'login_failure', 'notice_outgoing', 'outbox_consumer', 'outbox_failure', 'pool_tag', 'product', 'raster_map', 'raster_tile', 'reading_rolled', 'retention_rule', 'revision', 'session', 'setting', 'text_model', 'text_model_use', 'user_account', 'user_role', 'user_unit',
].toSorted()

const TABLES = ['case_file', 'case_event', 'case_reporter', 'case_counter', 'attachment', 'file_object', 'signal', 'outbox']
const CONDITIONS = [
  'true', '1 = 1 or true', "text like '%XQZ%'", 'id is not null', "to_jsonb(t)::text ~ 'XQZ'", 'exists (select from case_file)', "area_path ~ '*.c01.*'", "area_path @> 'd370305.s002.c01'", "area_path <@ 'd370305'",
  "state = 'handling'", "owner_unit = 'dept-urban'", "owner_unit = any (array['dept-urban', 'community-02'])", "search ilike '%XQZ%'", 'seq > 0', 'case_id is not null', 'lon > 0', "point(lon, lat) <@ box(point(118, 36), point(119, 37))", "registered_at < now() + interval '1 year'", "core ->> 'state' is not null",
  "1 / (position('XQZ' in text) - 1) <> 7", "cast(title as integer) = 1", "length(text) > 0", "name like 'XQZ%'", 'merged_into is null', 'row_number() over () > 0', 'phone_cipher is not null', "(select count(*) from case_event) > 0",
]
const SHAPES = [
  (table: string, where: string) => `select * from ${table} t where ${where}`,
  (table: string, where: string) => `select to_jsonb(t) from ${table} t where not (${where}) or ${where}`,
  (table: string, where: string) => `with x as materialized (select * from ${table} t where ${where}) select * from x`,
  (table: string, where: string) => `select t.*, c.* from ${table} t cross join case_file c where ${where.replaceAll(/\b(id|text|state|title|name)\b/gu, 't.$1')}`,
  (table: string, where: string) => `select string_agg(to_jsonb(t)::text, ';') from ${table} t where ${where}`,
  (table: string, where: string) => `select * from ${table} t left join lateral (select * from case_file where ${where}) l on true`,
  (table: string, where: string) => `update ${table} t set ${table === 'case_file' ? 'text = text' : 'street = street'} where ${where} returning *`,
  (table: string, where: string) => `delete from ${table} t where ${where} returning *`,
  (table: string, where: string) => `select * from ${table} t where ${where} for update`,
  (table: string, where: string) => `(select to_jsonb(t) from ${table} t where ${where}) union all (select to_jsonb(c) from case_file c)`,
  (table: string, where: string) => `explain (analyze, verbose) select * from ${table} t where ${where}`,
] as const

class Undo extends Error {}

/** Everything a statement says, its error text included; nothing of it is kept. */
async function tell(scope: typeof C02 | typeof NOTHING, statement: string): Promise<{ text: string; rows: number }> {
  let told = { text: '', rows: 0 }
  const run = async (tx: Tx) => {
    const { rows } = await sql.raw(statement).execute(tx)
    told = { text: JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), rows: rows.length }
    throw new Undo()
  }
  await app().context.db.transact(scope, run).catch((error: unknown) => {
    if (!(error instanceof Undo)) told = { text: String(error) + JSON.stringify(error), rows: 0 }
  })
  return told
}

// Whoever may send arbitrary statements can also set another scope or role: that no request can do so is the floors' and the contracts' part.
describe('拿着应用角色直接写 SQL', () => {
  it('两千条随机语句，胜辛社区的范围里看不到桑家社区的一个字，出错的话里也没有', async () => {
    expect((await tell({ ...C02, paths: ['d370305'] }, 'select * from case_file')).text).toContain(CANARY)
    let answered = 0
    const combos = fc.tuple(fc.constantFrom(...SHAPES), fc.constantFrom(...TABLES), fc.constantFrom(...CONDITIONS), fc.constantFrom(...CONDITIONS), fc.constantFrom('and', 'or'))
    await fc.assert(
      fc.asyncProperty(combos, async ([shape, table, one, two, join]) => {
        const statement = shape(table, `(${one}) ${join} (${two})`)
        const { text, rows } = await tell(C02, statement)
        if (rows > 0) answered += 1
        expect(/机密|桑家|division by zero/u.test(text), `${statement}\n${text}`).toBe(false)
      }),
      { numRuns: 2000 },
    )
    expect(answered).toBeGreaterThan(100)
  }, 120_000)

  it('数据池也一样：一千条随机语句，一行别的社区的都没有，一行也写不动', async () => {
    for (const table of POOL_TABLES) expect((await tell({ paths: ['d370305'], units: [], userId: null }, `select count(*)::int as n from ${table}`)).text, table).not.toBe(table === 'sensitive_entry' ? '' : '[{"n":0}]')
    const conditions = ['true', 't is not null', "to_jsonb(t)::text ~ 'XQZ'", 'exists (select from person)', 'exists (select from person p join person_key k on k.person_id = p.id)', "to_jsonb(t) ->> 'area_path' like 'd37%'",
      '(select count(*) from relation) >= 0', "to_jsonb(t) ->> 'state' <> 'x'", "coalesce(to_jsonb(t) ->> 'name', '') >= ''", "1 / (position('XQZ' in to_jsonb(t)::text) - 1) <> 7", "(to_jsonb(t) ->> 'id')::uuid is not null"]
    const shapes = [
      ...SHAPES.filter((_, at) => [0, 1, 2, 4, 7, 8, 10].includes(at)),
      (table: string, where: string) => `select t.*, p.* from ${table} t left join person p on true where ${where}`,
      (table: string, where: string) => `select k.salt from person_key k where exists (select from ${table} t where ${where})`,
      (table: string, where: string) => `update ${table} t set ${table === 'relation' ? 'source = source' : 'version = version'} where ${where} returning *`,
    ]
    const combos = fc.tuple(fc.constantFrom(...shapes), fc.constantFrom(...POOL_TABLES), fc.constantFrom(...conditions), fc.constantFrom(...conditions), fc.constantFrom('and', 'or'))
    await fc.assert(fc.asyncProperty(combos, async ([shape, table, one, two, join]) => {
      const statement = shape(table, `(${one}) ${join} (${two})`)
      const { text } = await tell(C02, statement)
      expect(/机密|\.g001|c01"|division by zero|"salt"/u.test(text), `${statement}\n${text}`).toBe(false)
    }), { numRuns: 1000 })
  }, 120_000)

  it('没有范围的人，每张案件和数据池的表都是空的', async () => {
    for (const table of [...TABLES, ...POOL_TABLES]) expect(await tell(NOTHING, `select * from ${table}`), table).toEqual({ text: '[]', rows: 0 })
  })

  it('写不进别人的范围，也挪不走、拿不来', async () => {
    const writes = [
      "insert into signal (source, sender_id, street, area_path, kind, at, taken_at, case_id) values ('x', 'x', 's', 'd370305.s002.c01', 'x', now(), now(), gen_random_uuid())",
      "update case_file set area_path = 'd370305.s002.c01' where true",
      "insert into case_counter values ('x', now(), 1)",
      'truncate case_file', 'truncate case_event', 'drop table case_file', 'alter table case_file disable row level security', 'alter role yihu_app bypassrls', 'create table mine (id int)',
      "update case_event set actor_name = 'x'", 'delete from case_event', 'delete from audit_row', 'delete from chain_head', "update chain_head set hash = hash", 'select * from pg_authid', "copy case_file to '/tmp/x'", "select pg_read_file('/etc/passwd')", 'set session_replication_role = replica',
    ]
    for (const statement of writes) expect((await tell(C02, statement)).text, statement).toMatch(/PostgresError|denied|row-level|permission|append-only|must be|grows/u)
    const touched = await tell(C02, "update case_file set title = '改' where text like '%XQZ%' returning *")
    expect(touched).toEqual({ text: '[]', rows: 0 })
  })
})
