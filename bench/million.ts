import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { openDatabase } from './server.ts'

/** Streets beside the demo street that share the database. */
const OTHER_STREETS = 12
/** Rows a statement; the newest have the highest numbers. */
const BATCH = 100_000

export interface Filling {
  readonly count: number
  /** How many of them are not archived yet: the newest. */
  readonly live: number
  /** The demo street and copies of it. */
  readonly streets?: number
}

/**
 * Fills the database of a home with cases made from those of the demo street, as its owner, spread over the areas of the
 * streets. Departments belong to the district and serve every street; communities and firms are each street's own. Does
 * nothing when done before.
 */
export async function fillCases(home: string, { count, live, streets = OTHER_STREETS + 1 }: Filling): Promise<void> {
  const database = await openDatabase(home)
  const client = openClient(database.url, { size: 1, name: 'yihu-bench', session: { 'yihu.scope': '*', maintenance_work_mem: '1GB', statement_timeout: '0' } })
  try {
    const [known] = await client.unsafe<{ n: number }[]>(`select count(*)::int as n from case_file`)
    if (Number(known?.n) >= count) return
    await client.unsafe(`create table if not exists bench_template as select row_number() over (order by id)::int as n, c.* from case_file c where state = 'archived'`)
    const indexes = await client.unsafe<{ name: string; definition: string }[]>(`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
      where indrelid = 'case_file'::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`)
    for (const { name } of indexes) await client.unsafe(`drop index ${name}`)
    for (let from = Number(known?.n) + 1; from <= count; from += BATCH) {
      await client.unsafe(fillStatement({ from, to: Math.min(count, from + BATCH - 1), count, live, streets }))
    }
    for (const { definition } of indexes) await client.unsafe(definition)
    await client.unsafe('vacuum (analyze) case_file')
    await client.unsafe('checkpoint')
  } finally {
    await client.end()
    await database.stop()
  }
}

/** Columns that are neither given below nor generated. */
const COPIED = ['source', 'title', 'place_source', 'address', 'class_reason', 'dispatch_reason', 'calendar_version']

function fillStatement({ from, to, count, live, streets }: Required<Filling> & { from: number; to: number }): string {
  const archived = count - live
  return `
    insert into case_file (id, street, number, text, area_path, area_name, lon, lat, core, due_at, stage_due_at, card, registered_at, changed_at, search, ${COPIED.join(', ')})
    select
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
      subpath(path, 0, 2)::text, 'B' || i, t.text || '（' || i || '）', path, t.area_name, t.lon, t.lat,
      t.core || jsonb_build_object(
        'state', numbered.state, 'ownerUnit', unit, 'closedAt', case when is_open then null else t.core -> 'closedAt' end, 'outcome', case when is_open then null else t.core -> 'outcome' end,
        'urgedAt', case when is_open and i % 40 = 0 then to_jsonb(extract(epoch from at) * 1000) else 'null'::jsonb end,
        'pending', case when is_open and i % 50 = 0 then '{"kind": "extension", "workingDays": 2, "reason": "bench", "by": "00000000-0000-7000-8000-000000000000", "at": 0}'::jsonb else 'null'::jsonb end),
      at + interval '5 days', null, 'green', at, at, 'B' || i || ' ' || t.title || ' ' || coalesce(t.address, '') || ' ' || left(t.text, 300), ${COPIED.map((name) => `t.${name}`).join(', ')}
    from (
      select i, i % ${streets} as k, i > ${archived} as is_open,
        case when i <= ${archived} then now() - interval '10 days' - (1 - i / ${archived}.0) * interval '1400 days' else now() - (1 - (i - ${archived}) / ${count - archived}.0) * interval '10 days' end as at,
        case when i <= ${archived} then case when i % 200 = 0 then 'void' else 'archived' end
          else (array['registered', 'registered', 'verifying', 'filed', 'filed', 'dispatched', 'dispatched', 'handling', 'handling', 'handling', 'handling',
            'suspended', 'escalated', 'replied', 'checking', 'closed'])[1 + abs(hashint4(i)) % 16] end as state
      from generate_series(${from}, ${to}) i
    ) numbered
    join bench_template t on t.n = 1 + (numbered.i::bigint * 7919) % (select count(*) from bench_template)
    cross join lateral (select case when k = 0 then t.area_path else (subpath(t.area_path, 0, 1)::text || '.s' || (100 + k)
      || case when nlevel(t.area_path) > 2 then '.' || subpath(t.area_path, 2)::text else '' end)::ltree end as path) p
    cross join lateral (select case when numbered.state in ('registered', 'verifying', 'filed') then null
      when k > 0 and t.core ->> 'ownerUnit' !~ '^dept' then t.core ->> 'ownerUnit' || '-s' || (100 + k) else t.core ->> 'ownerUnit' end as unit) u
    order by i`
}
