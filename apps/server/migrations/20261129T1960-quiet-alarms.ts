import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Alarms of devices under maintenance had no time at which anybody looked at them again: they are looked at now. What
 * elder-care remembers counts a door that was never heard as silent: where nothing rings and no door has spoken it is begun anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    select set_config('yihu.scope', '*', true);
    update alarm set next_at = taken_at where is_quiet and state <> 'cleared' and next_at is null;
    delete from trigger_memory m where scenario = 'elder-care'
      and not exists (select from alarm a where a.scenario = m.scenario and a.subject = m.subject and a.state <> 'cleared' and not a.is_drill)
      and not exists (
        select from reading_last l join device d on d.no = l.device_no left join care_device c on c.device_id = d.id
        where l.point = 'door' and m.subject in (d.id, 'home ' || c.person_id));
  `.execute(db)
}
