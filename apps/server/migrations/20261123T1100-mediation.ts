import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Files of people's mediation: the file with its flow, the parties encrypted per field, its documents, its numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createFiles(db)
  await createAround(db)
  await secure(db)
}

async function createFiles(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mediation_file (
      id uuid primary key,
      street ltree not null,
      number text not null,
      version integer not null default 1,
      area_path ltree not null,
      area_name text not null,
      case_id uuid references case_file,
      case_number text,
      title text not null,
      kind text not null,
      origin text not null check (origin in ('application', 'initiative', 'referral')),
      facts text not null,
      core jsonb not null,
      state text not null generated always as (core ->> 'state') stored check (state in ('open', 'agreed', 'failed', 'court')),
      due_day date not null,
      perform_day date,
      opened_at timestamptz not null,
      opened_by uuid,
      opened_name text not null,
      unique (street, number)
    );
    comment on table mediation_file is 'One dispute before people''s mediation; the core is the flow''s own state (modules/community/mediation/flow.ts).';
    create index mediation_file_newest on mediation_file (opened_at desc, id desc);
    create index mediation_file_by_path on mediation_file using gist (area_path);
    create index mediation_file_by_case on mediation_file (case_id) where case_id is not null;
    create index mediation_file_to_perform on mediation_file (perform_day) where perform_day is not null;
  `.execute(db)
}

async function createAround(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mediation_party (
      id uuid primary key,
      file_id uuid not null references mediation_file,
      side text not null check (side in ('applicant', 'respondent', 'third')),
      name_cipher bytea not null,
      phone_cipher bytea,
      phone_index bytea,
      about_cipher bytea
    );
    comment on table mediation_party is 'Who disputes: encrypted per field, found by a keyed blind index, shown only for a purpose.';
    create index mediation_party_by_file on mediation_party (file_id);
    create index mediation_party_by_phone on mediation_party (phone_index) where phone_index is not null;

    create table mediation_document (
      id uuid primary key,
      file_id uuid not null references mediation_file,
      file_hash text not null references file_object,
      name text not null,
      uploaded_by uuid,
      created_at timestamptz not null
    );
    comment on table mediation_document is 'Signed agreements, photos and evidence of a mediation file.';
    create index mediation_document_by_file on mediation_document (file_id);
    create index mediation_document_by_hash on mediation_document (file_hash);

    create table mediation_counter (
      street ltree not null,
      year integer not null,
      last integer not null,
      primary key (street, year)
    );
    comment on table mediation_counter is 'Gapless yearly serial of mediation files per street.';
  `.execute(db)
}

/** A file is for those whose area it lies in; all around it follows the file. Whoever works in a street takes its next number. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table mediation_file enable row level security;
    alter table mediation_file force row level security;
    create policy mediation_file_seen on mediation_file
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));

    alter table mediation_party enable row level security;
    alter table mediation_party force row level security;
    create policy mediation_party_seen on mediation_party using ((select yihu_all()) or exists (select from mediation_file f where f.id = file_id));

    alter table mediation_document enable row level security;
    alter table mediation_document force row level security;
    create policy mediation_document_seen on mediation_document using ((select yihu_all()) or exists (select from mediation_file f where f.id = file_id));
    create policy file_object_of_mediation on file_object for select using (exists (select from mediation_document d where d.file_hash = hash));

    alter table mediation_counter enable row level security;
    alter table mediation_counter force row level security;
    create policy mediation_counter_scope on mediation_counter
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
