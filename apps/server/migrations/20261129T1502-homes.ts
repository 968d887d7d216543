import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * A home is a person under care, not an address. What was remembered by an address moves to the home of the device that
 * spoke last, or to that device; where devices of one product and one address are of several homes it was a mixture and is
 * forgotten, as is the shorter of two memories that become one. Alarms follow their device; of several open ones of a home
 * that which has its name already, else the newest, has it then, and the others are ended by a person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    select set_config('yihu.scope', '*', true);
    create trigger care_device_revise after insert or update or delete or truncate on care_device for each statement execute function yihu_revise('care_device');
    create trigger care_person_moves after update of area_path on care_person for each statement execute function yihu_revise('care_device');

    create temporary table home_of on commit drop as
      select d.id, d.product_id, coalesce(d.area_path::text || ' ' || d.address, d.id) as before, coalesce('home ' || c.person_id, d.id) as after
      from device d left join care_device c on c.device_id = d.id;
    create temporary table moved on commit drop as
      select distinct on (m.scenario, h.after) m.scenario, m.subject, h.after from trigger_memory m join home_of h on h.id = m.device_id and h.before = m.subject
      where m.scenario in ('elder-water', 'elder-care', 'elder-door', 'one-key-call', 'special-watch')
        and (select count(distinct o.after) from home_of o where o.before = h.before and o.product_id = h.product_id) = 1
      order by m.scenario, h.after, length(m.memory::text) desc;
    delete from trigger_memory m where scenario in ('elder-water', 'elder-care', 'elder-door', 'one-key-call', 'special-watch')
      and not exists (select from moved v where v.scenario = m.scenario and v.subject = m.subject);
    update trigger_memory m set subject = v.after from moved v where v.scenario = m.scenario and v.subject = m.subject and v.after <> m.subject;

    update alarm a set subject = h.after from home_of h where h.id = a.device_id and a.subject <> h.after and a.scenario in ('elder-water', 'elder-care', 'elder-door', 'one-key-call', 'special-watch')
      and (a.state = 'cleared' or a.is_drill or a.id = (
        select n.id from alarm n join home_of o on o.id = n.device_id where n.scenario = a.scenario and o.after = h.after and n.state <> 'cleared' and not n.is_drill 
        order by n.subject = o.after desc, n.raised_at desc, n.id desc limit 1));
  `.execute(db)
}
