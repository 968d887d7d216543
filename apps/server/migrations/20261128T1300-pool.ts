import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The data pool: persons, households, houses, organisations, vehicles, their relations and tags. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPersons(db)
  await createPlaces(db)
  await createRelations(db)
  for (const table of ['household', 'house', 'organisation', 'vehicle']) await scope(db, table)
  await secure(db)
}

async function createPersons(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person (
      id uuid primary key,
      version integer not null default 1,
      area_path ltree not null,
      also_in ltree[] not null default '{}',
      sealed bytea,
      id_index bytea,
      phone_index bytea,
      name_index bytea,
      name_keys bytea[] not null default '{}',
      birth_month date,
      id_type text,
      sex text,
      ethnicity text,
      marital text,
      education text,
      political text,
      residence text,
      occupation text,
      tags text[] not null default '{}',
      facts jsonb not null default '{}',
      state text not null default 'active' check (state in ('active', 'left', 'dead', 'merged', 'erased')),
      state_since date,
      merged_into uuid references person,
      batch_id uuid not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check ((state = 'merged') = (merged_into is not null)),
      check ((state = 'erased') = (sealed is null))
    );
    comment on table person is 'A person of the street. Name, numbers, birth, addresses are sealed under a key of their own (person_key) and found by blind indexes.';
    comment on column person.area_path is 'The building (or grid) of the home the person is counted in.';
    comment on column person.also_in is 'Further places that have to do with the person: a second home, a house they own.';
    comment on column person.name_keys is 'Keyed hashes of full pinyin, initials and given name, for search without clear text.';
    comment on column person.facts is 'Field → [source, as of, state]; «*» stands for all fields that are not named.';
    create index person_by_path on person using gist (area_path);
    create index person_by_place on person (area_path, id);
    create index person_by_number on person (id_index) where id_index is not null;
    create index person_by_phone on person (phone_index) where phone_index is not null;
    create index person_by_name on person (name_index) where name_index is not null;
    create index person_by_name_key on person using gin (name_keys);
    create index person_merged on person (merged_into) where merged_into is not null;
    create index person_gone on person (state_since) where state in ('left', 'dead');

    create table person_key (
      person_id uuid primary key references person on delete cascade,
      salt bytea not null check (length(salt) = 32)
    );
    comment on table person_key is 'What a person''s key is derived from, with the master key. Once it is destroyed, whatever was sealed for that person is noise.';
  `.execute(db)
}

async function createPlaces(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table house (
      id uuid primary key,
      version integer not null default 1,
      area_path ltree not null,
      code text not null unique,
      unit text not null default '',
      room text not null,
      floor integer,
      use text,
      square_metres numeric(10, 2),
      address text not null default '',
      tags text[] not null default '{}',
      facts jsonb not null default '{}',
      state text not null default 'active' check (state in ('active', 'gone')),
      batch_id uuid not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    comment on table house is 'A house or room with its address code (智慧门牌); the building is an area, unit and room are labels inside it.';
    create index house_by_path on house using gist (area_path);
    create index house_by_room on house (area_path, unit, room);

    create table household (
      id uuid primary key,
      version integer not null default 1,
      area_path ltree not null,
      house_id uuid references house,
      number text,
      kind text,
      tags text[] not null default '{}',
      facts jsonb not null default '{}',
      state text not null default 'active' check (state in ('active', 'gone')),
      batch_id uuid not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    comment on table household is 'Persons who live and keep house together; its head is the member in role 户主.';
    create index household_by_path on household using gist (area_path);
    create index household_by_house on household (house_id);

    create table organisation (
      id uuid primary key,
      version integer not null default 1,
      area_path ltree not null,
      kind text not null,
      name text not null,
      short_name text,
      credit_code text,
      party_level text,
      industry text,
      address text,
      lon double precision,
      lat double precision,
      staff integer,
      founded_on date,
      unit_id text references unit,
      sealed bytea,
      phone_index bytea,
      tags text[] not null default '{}',
      facts jsonb not null default '{}',
      state text not null default 'active' check (state in ('active', 'gone')),
      batch_id uuid not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    comment on table organisation is 'Party organisations, enterprises, shops, property firms, committees, alliance units, schools, departments; the contact person is sealed.';
    create index organisation_by_path on organisation using gist (area_path);
    create index organisation_by_kind on organisation (kind, id);
    create index organisation_by_code on organisation (credit_code) where credit_code is not null;
    create index organisation_by_words on organisation using gin (name gin_trgm_ops);

    create table vehicle (
      id uuid primary key,
      version integer not null default 1,
      area_path ltree not null,
      sealed bytea not null,
      plate_index bytea not null,
      plate_kind text,
      brand text,
      colour text,
      tags text[] not null default '{}',
      facts jsonb not null default '{}',
      state text not null default 'active' check (state in ('active', 'gone')),
      batch_id uuid not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    comment on table vehicle is 'A vehicle kept in the area; its plate is sealed and found by a blind index.';
    create index vehicle_by_path on vehicle using gist (area_path);
    create index vehicle_by_plate on vehicle (plate_index);
  `.execute(db)
}

async function createRelations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table relation (
      id uuid primary key,
      kind text not null,
      role text not null,
      from_register text not null check (from_register in ('person', 'household', 'house', 'organisation', 'vehicle')),
      from_id uuid not null,
      to_register text not null check (to_register in ('person', 'household', 'house', 'organisation', 'vehicle', 'area')),
      to_id uuid,
      to_path ltree,
      paths ltree[] not null,
      since date,
      until date,
      source text not null,
      batch_id uuid,
      moved_from uuid,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      check ((to_register = 'area') = (to_path is not null) and (to_register = 'area') = (to_id is null)),
      check (until >= since)
    );
    comment on table relation is 'Typed relation with role and dates; until is the last day. Its paths are where both ends belong.';
    comment on column relation.moved_from is 'The duplicate person this relation belonged to before a merge; undone by unmerging.';
    create index relation_from on relation (from_id, kind);
    create index relation_to on relation (to_id, kind) where to_id is not null;
    create index relation_area on relation using gist (to_path) where to_path is not null;
    create index relation_moved on relation (moved_from) where moved_from is not null;

    create table pool_tag (
      code text primary key,
      register text not null check (register in ('person', 'household', 'house', 'organisation', 'vehicle')),
      name text not null,
      note text not null default '',
      is_active boolean not null default true,
      unique (register, name)
    );
    comment on table pool_tag is 'Governed vocabulary of tags; there are no free ones.';
    insert into pool_tag (code, register, name, note) values
      ('volunteer', 'person', '志愿者', '在社区登记的志愿者'), ('deputy', 'person', '人大代表或政协委员', ''), ('veteran', 'person', '退役军人', '依优抚名册'),
      ('elder-alone', 'person', '独居老人', ''), ('empty-nest', 'person', '空巢老人', ''), ('very-old', 'person', '高龄老人', '满八十岁'), ('disabled', 'person', '残疾人', '依残联名册'),
      ('allowance', 'person', '低保', '依民政名册'), ('building-chief', 'person', '红色楼长', ''), ('centre-household', 'person', '党员中心户', ''), ('old-member', 'person', '老党员', '党龄满五十年'),
      ('single-elder', 'household', '独居老人户', ''), ('glorious', 'household', '光荣之家', ''), ('low-income', 'household', '低保户', '依民政名册'), ('no-reply', 'household', '多次上门无人', ''),
      ('group-rented', 'house', '群租', '同一套房住有三户以上'), ('dangerous', 'house', '危房', '依鉴定结论'), ('illegal-built', 'house', '有违建', ''), ('old-house', 'house', '2005 年以前', ''),
      ('nine-small', 'organisation', '九小场所', ''), ('food', 'organisation', '餐饮', ''), ('hazard', 'organisation', '涉危险化学品', ''), ('key-fire', 'organisation', '消防重点单位', ''),
      ('shared', 'vehicle', '共享或租赁', ''), ('long-parked', 'vehicle', '长期停放', '');
  `.execute(db)
}

async function scope(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(table)
  const inScope = sql`((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))`
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy ${sql.id(`${table}_scope`)} on ${name} using ${inScope} with check ${inScope}`.execute(db)
}

/** A person is for those whose area they live in or have a house in; what is kept of them follows. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person enable row level security;
    alter table person force row level security;
    create policy person_scope on person
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]) or also_in <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]) or also_in <@ any ((select yihu_scope())::ltree[]));

    alter table person_key enable row level security;
    alter table person_key force row level security;
    create policy person_key_seen on person_key using ((select yihu_all()) or exists (select from person p where p.id = person_id));

    alter table relation enable row level security;
    alter table relation force row level security;
    create policy relation_scope on relation
      using ((select yihu_all()) or paths <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or paths <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
