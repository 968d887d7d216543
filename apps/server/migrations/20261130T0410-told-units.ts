import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** By when a unit has to put right and answer, that it was told, and what it answered. Those of before have no such day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table check_sanction
      add column due_on date,
      add column told_at timestamptz,
      add column told_name text,
      add column told_how text check (told_how in ('text', 'hand', 'post')),
      add column answered_on date,
      add column answer text,
      add column answer_name text,
      add column answer_at timestamptz,
      add check ((told_at is null) = (told_name is null) and (told_at is null) = (told_how is null)),
      add check ((answer is null) = (answered_on is null) and (answer is null) = (answer_name is null) and (answer is null) = (answer_at is null));
  `.execute(db)
}
